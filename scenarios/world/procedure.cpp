#include "scenarios/world/procedure.h"

#include <array>
#include <cassert>

#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {

namespace {

constexpr std::uint8_t kGateway = 20;
constexpr std::uint8_t kMoRelay = 21;
constexpr std::uint8_t kAlert = 23;
constexpr std::uint8_t kMwdMngt = 24;
constexpr std::uint8_t kMtRelay = 25;

// The code of the context, and of the operation in versions 1, 2 and 3; 0: the version has none.
struct Row {
  std::uint8_t context;
  std::array<std::int32_t, 3> operation;
};
// In the order of Procedure. shortMsgMT-Relay has no version 1: that is shortMsgRelay in both directions.
constexpr std::array<Row, 6> kRows = {{{kGateway, {45, 45, 45}},
                                       {kGateway, {47, 47, 47}},
                                       {kAlert, {49, 64, 0}},
                                       {kMwdMngt, {48, 66, 66}},
                                       {kMoRelay, {46, 46, 46}},
                                       {kMtRelay, {46, 46, 44}}}};

map::Lmsi lmsi_of(std::uint32_t lmsi) {
  const std::array<std::uint8_t, 4> octets = {
      static_cast<std::uint8_t>(lmsi >> 24U), static_cast<std::uint8_t>(lmsi >> 16U),
      static_cast<std::uint8_t>(lmsi >> 8U), static_cast<std::uint8_t>(lmsi)};
  return map::Lmsi(octets);
}

struct Encoder {
  std::uint8_t version;

  Result<Octets> operator()(const SendRoutingInfo& p) const {
    if (version == 3) {
      map::RoutingInfoForSmArg arg;
      fill(p, arg);
      arg.gprs_support_indicator = true;  // it knows what to do with two numbers
      return map::encode(arg);
    }
    map::RoutingInfoForSmArgV2 arg;
    fill(p, arg);
    return map::encode(arg);
  }
  template <class Arg>
  static void fill(const SendRoutingInfo& p, Arg& arg) {
    arg.msisdn = isdn_address(p.msisdn);
    arg.sm_rp_pri = p.priority;
    arg.service_centre_address = address_string(p.service_centre);
  }

  Result<Octets> operator()(const ReportDeliveryStatus& p) const {
    if (version == 3) {
      map::ReportSmDeliveryStatusArg arg;
      arg.msisdn = isdn_address(p.msisdn);
      arg.service_centre_address = address_string(p.service_centre);
      arg.sm_delivery_outcome = p.outcome;
      if (p.diagnostic)
        arg.absent_subscriber_diagnostic_sm = map::AbsentSubscriberDiagnosticSm{*p.diagnostic};
      return map::encode(arg);
    }
    map::ReportSmDeliveryStatusArgV2 arg;
    arg.msisdn = isdn_address(p.msisdn);
    arg.service_centre_address = address_string(p.service_centre);
    if (version == 2) arg.sm_delivery_outcome = p.outcome;
    return map::encode(arg);
  }

  Result<Octets> operator()(const AlertServiceCentre& p) const {
    if (version == 1) {
      map::AlertServiceCentreArgV1 arg;
      arg.msisdn = isdn_address(p.msisdn);
      arg.service_centre_address = address_string(p.service_centre);
      return map::encode(arg);
    }
    map::AlertServiceCentreArg arg;
    arg.msisdn = isdn_address(p.msisdn);
    arg.service_centre_address = address_string(p.service_centre);
    return map::encode(arg);
  }

  Result<Octets> operator()(const ReadyForSm& p) const {
    if (version == 1) return map::encode(map::NoteSubscriberPresentArg{imsi_of(p.imsi)});
    if (version == 2) {
      map::ReadyForSmArgV2 arg;
      arg.imsi = imsi_of(p.imsi);
      arg.alert_reason = p.reason;
      return map::encode(arg);
    }
    map::ReadyForSmArg arg;
    arg.imsi = imsi_of(p.imsi);
    arg.alert_reason = p.reason;
    return map::encode(arg);
  }

  Result<Octets> operator()(const ForwardMo& p) const {
    if (version == 3) {
      map::MoForwardSmArg arg;
      fill(p, arg);
      if (p.imsi) arg.imsi = imsi_of(*p.imsi);  // shall be there where it is known (TS 29.002 12.2)
      return map::encode(arg);
    }
    map::ForwardSmArg arg;
    fill(p, arg);
    return map::encode(arg);
  }
  template <class Arg>
  static void fill(const ForwardMo& p, Arg& arg) {
    arg.sm_rp_da.value.template emplace<map::SmRpDa::service_centre_address_da>(
        address_string(p.service_centre));
    arg.sm_rp_oa.value.template emplace<map::SmRpOa::msisdn>(isdn_address(p.msisdn));
    arg.sm_rp_ui = map::SignalInfo(p.tpdu);
  }

  Result<Octets> operator()(const ForwardMt& p) const {
    if (version == 3) {
      map::MtForwardSmArg arg;
      fill(p, arg);
      return map::encode(arg);
    }
    map::ForwardSmArg arg;
    fill(p, arg);
    return map::encode(arg);
  }
  template <class Arg>
  void fill(const ForwardMt& p, Arg& arg) const {
    if (p.following) {
      arg.sm_rp_da.value.template emplace<map::SmRpDa::no_sm_rp_da>();
      arg.sm_rp_oa.value.template emplace<map::SmRpOa::no_sm_rp_oa>();
    } else {
      // The destination reference that an LMSI needs is in the dialogue portion, which version 1 has not.
      if (p.lmsi && version > 1) {
        arg.sm_rp_da.value.template emplace<map::SmRpDa::lmsi>(lmsi_of(*p.lmsi));
      } else {
        arg.sm_rp_da.value.template emplace<map::SmRpDa::imsi>(imsi_of(p.imsi));
      }
      arg.sm_rp_oa.value.template emplace<map::SmRpOa::service_centre_address_oa>(
          address_string(p.service_centre));
    }
    arg.sm_rp_ui = map::SignalInfo(p.tpdu);
    arg.more_messages_to_send = p.more && version > 1;
  }
};

}  // namespace

std::optional<map::ApplicationContext> context_of(const Procedure& procedure, std::uint8_t version) {
  const Row& row = kRows[procedure.index()];
  if (version < 1 || version > 3 || row.operation[version - 1U] == 0) return std::nullopt;
  const bool relay_v1 = row.context == kMtRelay && version == 1;
  return map::ApplicationContext{relay_v1 ? kMoRelay : row.context, version};
}

const map::Operation& operation_of(const Procedure& procedure, map::ApplicationContext context) {
  const map::Operation* operation =
      map::find_operation(context, kRows[procedure.index()].operation[context.version - 1U]);
  assert(operation != nullptr);
  return *operation;
}

Result<Octets> argument_of(const Procedure& procedure, std::uint8_t version) {
  return std::visit(Encoder{version}, procedure);
}

}  // namespace mapsim::world
