#include "sigtran/sms/codes.h"

#include <array>

namespace mapsim::sms {

std::span<const EnumName<MoreMessages>> enum_names(MoreMessages) {
  static constexpr std::array<EnumName<MoreMessages>, 2> kNames = {
      {{"more", MoreMessages::more}, {"none", MoreMessages::none}}};
  return kNames;
}

std::span<const EnumName<Status>> enum_names(Status) {
  static constexpr std::array kNames = {
      // the transaction is completed
      EnumName<Status>{"received-by-sme", Status{0x00}},
      EnumName<Status>{"forwarded-unconfirmed", Status{0x01}},
      EnumName<Status>{"replaced-by-sc", Status{0x02}},
      // a temporary error, the SC still tries
      EnumName<Status>{"congestion-trying", Status{0x20}},
      EnumName<Status>{"sme-busy-trying", Status{0x21}},
      EnumName<Status>{"no-response-from-sme-trying", Status{0x22}},
      EnumName<Status>{"service-rejected-trying", Status{0x23}},
      EnumName<Status>{"quality-of-service-not-available-trying", Status{0x24}},
      EnumName<Status>{"error-in-sme-trying", Status{0x25}},
      // a permanent error
      EnumName<Status>{"remote-procedure-error", Status{0x40}},
      EnumName<Status>{"incompatible-destination", Status{0x41}},
      EnumName<Status>{"connection-rejected-by-sme", Status{0x42}},
      EnumName<Status>{"not-obtainable", Status{0x43}},
      EnumName<Status>{"quality-of-service-not-available", Status{0x44}},
      EnumName<Status>{"no-interworking-available", Status{0x45}},
      EnumName<Status>{"validity-period-expired", Status{0x46}},
      EnumName<Status>{"deleted-by-originating-sme", Status{0x47}},
      EnumName<Status>{"deleted-by-sc-administration", Status{0x48}},
      EnumName<Status>{"does-not-exist", Status{0x49}},
      // a temporary error, the SC tries no more
      EnumName<Status>{"congestion-given-up", Status{0x60}},
      EnumName<Status>{"sme-busy-given-up", Status{0x61}},
      EnumName<Status>{"no-response-from-sme-given-up", Status{0x62}},
      EnumName<Status>{"service-rejected-given-up", Status{0x63}},
      EnumName<Status>{"quality-of-service-not-available-given-up", Status{0x64}},
      EnumName<Status>{"error-in-sme-given-up", Status{0x65}},
  };
  return kNames;
}

std::span<const EnumName<CommandType>> enum_names(CommandType) {
  static constexpr std::array kNames = {
      EnumName<CommandType>{"enquiry", CommandType{0}},
      EnumName<CommandType>{"cancel-status-report-request", CommandType{1}},
      EnumName<CommandType>{"delete", CommandType{2}},
      EnumName<CommandType>{"enable-status-report-request", CommandType{3}},
  };
  return kNames;
}

std::span<const EnumName<FailureCause>> enum_names(FailureCause) {
  static constexpr std::array kNames = {
      EnumName<FailureCause>{"telematic-interworking-not-supported", FailureCause{0x80}},
      EnumName<FailureCause>{"short-message-type-0-not-supported", FailureCause{0x81}},
      EnumName<FailureCause>{"cannot-replace-short-message", FailureCause{0x82}},
      EnumName<FailureCause>{"unspecified-tp-pid-error", FailureCause{0x8F}},
      EnumName<FailureCause>{"data-coding-scheme-not-supported", FailureCause{0x90}},
      EnumName<FailureCause>{"message-class-not-supported", FailureCause{0x91}},
      EnumName<FailureCause>{"unspecified-tp-dcs-error", FailureCause{0x9F}},
      EnumName<FailureCause>{"command-cannot-be-actioned", FailureCause{0xA0}},
      EnumName<FailureCause>{"command-unsupported", FailureCause{0xA1}},
      EnumName<FailureCause>{"unspecified-tp-command-error", FailureCause{0xAF}},
      EnumName<FailureCause>{"tpdu-not-supported", FailureCause{0xB0}},
      EnumName<FailureCause>{"sc-busy", FailureCause{0xC0}},
      EnumName<FailureCause>{"no-sc-subscription", FailureCause{0xC1}},
      EnumName<FailureCause>{"sc-system-failure", FailureCause{0xC2}},
      EnumName<FailureCause>{"invalid-sme-address", FailureCause{0xC3}},
      EnumName<FailureCause>{"destination-sme-barred", FailureCause{0xC4}},
      EnumName<FailureCause>{"sm-rejected-duplicate-sm", FailureCause{0xC5}},
      EnumName<FailureCause>{"tp-vpf-not-supported", FailureCause{0xC6}},
      EnumName<FailureCause>{"tp-vp-not-supported", FailureCause{0xC7}},
      EnumName<FailureCause>{"sim-sms-storage-full", FailureCause{0xD0}},
      EnumName<FailureCause>{"no-sms-storage-capability-in-sim", FailureCause{0xD1}},
      EnumName<FailureCause>{"error-in-ms", FailureCause{0xD2}},
      EnumName<FailureCause>{"memory-capacity-exceeded", FailureCause{0xD3}},
      EnumName<FailureCause>{"sim-application-toolkit-busy", FailureCause{0xD4}},
      EnumName<FailureCause>{"sim-data-download-error", FailureCause{0xD5}},
      EnumName<FailureCause>{"unspecified-error-cause", FailureCause{0xFF}},
  };
  return kNames;
}

}  // namespace mapsim::sms
