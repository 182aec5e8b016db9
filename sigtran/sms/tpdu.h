// The TPDUs of TS 23.040 9.2.2 as values. Field names are those of the specification; TP-MTI is implied by
// the type, TP-VPF by what tp_vp holds.
//
// Whatever was received is kept so that it is encoded to the same octets: reserved codes, times that do not
// exist, fill bits that are not zero. diagnose() (diagnose.h) tells of them.
//
// What a user leaves open: flags are false, tp-mms is none, tp-mr, tp-pid and tp-mn are 0, tp-dcs follows
// from the text (user_data_form.h), tp-scts and tp-dt are 2024-01-01 00:00:00 +00:00, tp-st is 0 (received by
// the SME), tp-ct is 0 (enquiry), there is no tp-vp, tp-pi says what is there. tp-oa, tp-da and tp-ra are
// required.
#pragma once

#include <variant>

#include "sigtran/sms/address.h"
#include "sigtran/sms/codes.h"
#include "sigtran/sms/user_data_form.h"
#include "sigtran/sms/validity_period.h"

namespace mapsim::sms {

// TS 23.040 9.2.2.1, SC to MS
struct SmsDeliver {
  std::optional<std::uint8_t>
      tp_mti;  // 3 where the reserved value was received (9.2.3.1: processed as SMS-DELIVER)
  MoreMessages tp_mms = MoreMessages::none;
  bool tp_lp = false;
  bool tp_rp = false;
  bool tp_udhi = false;
  bool tp_sri = false;
  Address tp_oa;
  std::uint8_t tp_pid = 0;
  Dcs tp_dcs;
  Timestamp tp_scts;
  UserData user_data;
  std::uint8_t spare_bits = 0;  // the unused bits of the first octet, in their place
  friend bool operator==(const SmsDeliver&, const SmsDeliver&) = default;
};

// TS 23.040 9.2.2.2, MS to SC
struct SmsSubmit {
  bool tp_rd = false;
  bool tp_rp = false;
  bool tp_udhi = false;
  bool tp_srr = false;
  std::uint8_t tp_mr = 0;
  Address tp_da;
  std::uint8_t tp_pid = 0;
  Dcs tp_dcs;
  std::optional<ValidityPeriod> tp_vp;
  UserData user_data;
  friend bool operator==(const SmsSubmit&, const SmsSubmit&) = default;
};

// TP-PI and what it announces (TS 23.040 9.2.3.27). Where tp_pi is not set, it is encoded as what is there.
struct ReportParameters {
  std::optional<std::uint8_t> tp_pi;
  Octets tp_pi_extension;  // further octets of TP-PI, each but the last with its bit 8 set
  std::optional<std::uint8_t> tp_pid;
  std::optional<Dcs> tp_dcs;
  std::optional<UserData> user_data;
  friend bool operator==(const ReportParameters&, const ReportParameters&) = default;

  std::uint8_t present() const;  // the bits of TP-PI for what is there
};

// TS 23.040 9.2.2.1a, MS to SC: acknowledges where tp_fcs is absent, else tells of a failure
struct SmsDeliverReport : ReportParameters {
  bool tp_udhi = false;
  std::optional<FailureCause> tp_fcs;
  std::uint8_t spare_bits = 0;
  friend bool operator==(const SmsDeliverReport&, const SmsDeliverReport&) = default;
};

// TS 23.040 9.2.2.2a, SC to MS
struct SmsSubmitReport : ReportParameters {
  bool tp_udhi = false;
  std::optional<FailureCause> tp_fcs;
  Timestamp tp_scts;
  std::uint8_t spare_bits = 0;
  friend bool operator==(const SmsSubmitReport&, const SmsSubmitReport&) = default;
};

// TS 23.040 9.2.2.3, SC to MS. TP-PI is optional here.
struct SmsStatusReport : ReportParameters {
  bool tp_udhi = false;
  MoreMessages tp_mms = MoreMessages::none;
  bool tp_lp = false;
  bool tp_srq = false;
  std::uint8_t tp_mr = 0;
  Address tp_ra;
  Timestamp tp_scts;
  Timestamp tp_dt;
  Status tp_st{};
  std::uint8_t spare_bits = 0;
  friend bool operator==(const SmsStatusReport&, const SmsStatusReport&) = default;
};

// TS 23.040 9.2.2.4, MS to SC
struct SmsCommand {
  bool tp_udhi = false;
  bool tp_srr = false;
  std::uint8_t tp_mr = 0;
  std::uint8_t tp_pid = 0;
  CommandType tp_ct{};
  std::uint8_t tp_mn = 0;
  Address tp_da;
  std::uint8_t tp_cdl = 0;  // octets
  UserDataOctets tp_cd;
  std::uint8_t spare_bits = 0;
  friend bool operator==(const SmsCommand&, const SmsCommand&) = default;
};

using Tpdu =
    std::variant<SmsDeliver, SmsSubmit, SmsDeliverReport, SmsSubmitReport, SmsStatusReport, SmsCommand>;

// mobile originated: MS to SC; mobile terminated: SC to MS. A report has the direction in which itself
// travels: SMS-DELIVER-REPORT is mo.
enum class Direction : std::uint8_t { mo, mt };

// "sms-deliver", …
std::string_view name_of(const Tpdu& tpdu);
Direction direction_of(const Tpdu& tpdu);

// TP-UDHI, TP-DCS, TP-UDL and TP-UD of any TPDU; an SMS-COMMAND has none.
std::optional<UserPart> user_part_of(const Tpdu& tpdu);
// The TPDU must not be an SMS-COMMAND.
void set_user_part(Tpdu& tpdu, const UserPart& part);

// The short message as text; nullopt where it is none (see text_of).
std::optional<std::string> text_of(const Tpdu& tpdu);
// The valid concatenation element of its header.
std::optional<Concatenation> concatenation_of(const Tpdu& tpdu);

}  // namespace mapsim::sms
