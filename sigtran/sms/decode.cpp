#include <algorithm>

#include "sigtran/core/reader.h"
#include "sigtran/sms/clauses.h"
#include "sigtran/sms/first_octet.h"
#include "sigtran/sms/parameter_indicator.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::sms {

namespace {

namespace bit = first_octet;

// Reads field by field. The first fault is kept, everything after it reads as nothing.
class FieldReader {
 public:
  explicit FieldReader(OctetView octets) : in_(octets) {}

  std::uint8_t octet(const FieldSpec& field) {
    const OctetView one = take(1, field);
    return one.empty() ? std::uint8_t{0} : one[0];
  }
  template <std::size_t N>
  void octets(const FieldSpec& field, std::array<std::uint8_t, N>& out) {
    std::ranges::copy(take(N, field), out.begin());
  }
  OctetView take(std::size_t count, const FieldSpec& field) {
    const std::size_t start = in_.offset();
    const std::size_t left = in_.remaining();
    if (failed()) return {};
    const OctetView part = in_.take(count);
    if (in_.ok()) return part;
    refuse(field, start,
           left == 0 ? std::string("is missing: the TPDU ends here")
                     : "is cut: it has " + count_of(count, "octet") + ", " + std::to_string(left) +
                           (left == 1 ? " is left" : " are left"));
    return {};
  }
  void refuse(const FieldSpec& field, std::size_t offset, std::string text) {
    if (!error_) error_ = field_error(field, offset, std::move(text));
  }
  void refuse(Error error) {
    if (!error_) error_ = std::move(error);
  }
  bool failed() const { return error_.has_value(); }
  std::uint8_t peek() const { return in_.peek(); }
  std::size_t offset() const { return in_.offset(); }
  std::size_t remaining() const { return in_.remaining(); }

  // The whole must have been read.
  void finish(Result<Tpdu>& out) {
    if (!failed() && !in_.at_end()) {
      refuse(kTpdu, in_.offset(), count_of(in_.remaining(), "octet") + " behind the last field");
    }
    if (error_) out = fail(std::move(*error_));
  }

 private:
  Reader in_;
  std::optional<Error> error_;
};

void read(FieldReader& in, const FieldSpec& field, Address& out) {
  const std::size_t start = in.offset();
  out.length = in.octet(field);
  if (out.length > Address::kMaxSemiOctets) {
    in.refuse(field, start,
              "a length of " + std::to_string(out.length) + " semi-octets; at most 20 are allowed");
    return;
  }
  out.type = in.octet(field);
  std::ranges::copy(in.take((out.length + 1U) / 2U, field), out.value.begin());
}

void read(FieldReader& in, bool tp_udhi, Dcs dcs, UserData& out) {
  out.tp_udl = in.octet(kTpUdl);
  if (in.failed()) return;
  const std::size_t start = in.offset();
  const std::size_t size = std::min(octets_of(out.tp_udl, dcs), in.remaining());
  const OctetView octets = in.take(size, kTpUd);
  out.tp_ud.append(octets);
  if (auto layout = layout_of(tp_udhi, dcs, out.tp_udl, octets); !layout) {
    in.refuse(at_offset(std::move(layout.error()), start));
  }
}

// TS 23.040 9.2.3.27
void read_indicator(FieldReader& in, ReportParameters& out) {
  out.tp_pi = in.octet(kTpPi);
  for (unsigned last = *out.tp_pi; (last & pi::kExtension) != 0 && !in.failed();) {
    last = in.octet(kTpPi);
    out.tp_pi_extension.push_back(static_cast<std::uint8_t>(last));
  }
}

void read_parameters(FieldReader& in, bool tp_udhi, ReportParameters& out) {
  const unsigned present = out.tp_pi.value_or(0);
  if ((present & pi::kPid) != 0) out.tp_pid = in.octet(kTpPid);
  if ((present & pi::kDcs) != 0) out.tp_dcs = Dcs{in.octet(kTpDcs)};
  // Without a TP-DCS the default alphabet is assumed (9.2.3.27).
  if ((present & pi::kUdl) != 0) read(in, tp_udhi, out.tp_dcs.value_or(kDcsGsm7), out.user_data.emplace());
}

bool has_cause(ReportForm form, std::uint8_t octet) {
  if (form != ReportForm::by_octets) return form == ReportForm::error;
  return (octet & (pi::kExtension | pi::kReserved)) != 0;
}

// Filled in place: a TPDU is too large to be moved about.
template <class T>
Result<Tpdu> empty() {
  return Result<Tpdu>(tl::in_place, std::in_place_type<T>);
}

Result<Tpdu> deliver(FieldReader& in, unsigned first) {
  auto out = empty<SmsDeliver>();
  auto& t = std::get<SmsDeliver>(*out);
  if ((first & bit::kMti) == bit::kMtiReserved) t.tp_mti = bit::kMtiReserved;
  t.tp_mms = (first & bit::kMms) != 0 ? MoreMessages::none : MoreMessages::more;
  t.tp_lp = (first & bit::kLp) != 0;
  t.tp_rp = (first & bit::kRp) != 0;
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.tp_sri = (first & bit::kSri) != 0;
  t.spare_bits = static_cast<std::uint8_t>(first & bit::kSpareDeliver);
  read(in, kTpOa, t.tp_oa);
  t.tp_pid = in.octet(kTpPid);
  t.tp_dcs.octet = in.octet(kTpDcs);
  in.octets(kTpScts, t.tp_scts.octets);
  read(in, t.tp_udhi, t.tp_dcs, t.user_data);
  in.finish(out);
  return out;
}

void read_period(FieldReader& in, unsigned first, std::optional<ValidityPeriod>& out) {
  switch (static_cast<ValidityPeriodFormat>((first & bit::kVpf) >> bit::kVpfShift)) {
    case ValidityPeriodFormat::not_present:
      break;
    case ValidityPeriodFormat::relative:
      out = RelativePeriod{in.octet(kTpVp)};
      break;
    case ValidityPeriodFormat::enhanced:
      in.octets(kTpVp, out.emplace().emplace<EnhancedPeriod>().octets);
      break;
    case ValidityPeriodFormat::absolute:
      in.octets(kTpVp, out.emplace().emplace<Timestamp>().octets);
      break;
  }
}

Result<Tpdu> submit(FieldReader& in, unsigned first) {
  auto out = empty<SmsSubmit>();
  auto& t = std::get<SmsSubmit>(*out);
  t.tp_rd = (first & bit::kRd) != 0;
  t.tp_rp = (first & bit::kRp) != 0;
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.tp_srr = (first & bit::kSrr) != 0;
  t.tp_mr = in.octet(kTpMr);
  read(in, kTpDa, t.tp_da);
  t.tp_pid = in.octet(kTpPid);
  t.tp_dcs.octet = in.octet(kTpDcs);
  read_period(in, first, t.tp_vp);
  read(in, t.tp_udhi, t.tp_dcs, t.user_data);
  in.finish(out);
  return out;
}

Result<Tpdu> deliver_report(FieldReader& in, unsigned first, ReportForm form) {
  auto out = empty<SmsDeliverReport>();
  auto& t = std::get<SmsDeliverReport>(*out);
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.spare_bits = static_cast<std::uint8_t>(first & bit::kSpareReport);
  if (has_cause(form, in.peek())) t.tp_fcs = static_cast<FailureCause>(in.octet(kTpFcs));
  read_indicator(in, t);
  read_parameters(in, t.tp_udhi, t);
  in.finish(out);
  return out;
}

Result<Tpdu> submit_report(FieldReader& in, unsigned first, ReportForm form) {
  auto out = empty<SmsSubmitReport>();
  auto& t = std::get<SmsSubmitReport>(*out);
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.spare_bits = static_cast<std::uint8_t>(first & bit::kSpareReport);
  if (has_cause(form, in.peek())) t.tp_fcs = static_cast<FailureCause>(in.octet(kTpFcs));
  read_indicator(in, t);
  in.octets(kTpScts, t.tp_scts.octets);
  read_parameters(in, t.tp_udhi, t);
  in.finish(out);
  return out;
}

Result<Tpdu> status_report(FieldReader& in, unsigned first) {
  auto out = empty<SmsStatusReport>();
  auto& t = std::get<SmsStatusReport>(*out);
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.tp_mms = (first & bit::kMms) != 0 ? MoreMessages::none : MoreMessages::more;
  t.tp_lp = (first & bit::kLp) != 0;
  t.tp_srq = (first & bit::kSrq) != 0;
  t.spare_bits = static_cast<std::uint8_t>(first & bit::kSpareStatusReport);
  t.tp_mr = in.octet(kTpMr);
  read(in, kTpRa, t.tp_ra);
  in.octets(kTpScts, t.tp_scts.octets);
  in.octets(kTpDt, t.tp_dt.octets);
  t.tp_st = static_cast<Status>(in.octet(kTpSt));
  if (!in.failed() && in.remaining() > 0) {
    read_indicator(in, t);
    read_parameters(in, t.tp_udhi, t);
  }
  in.finish(out);
  return out;
}

Result<Tpdu> command(FieldReader& in, unsigned first) {
  auto out = empty<SmsCommand>();
  auto& t = std::get<SmsCommand>(*out);
  t.tp_udhi = (first & bit::kUdhi) != 0;
  t.tp_srr = (first & bit::kSrr) != 0;
  t.spare_bits = static_cast<std::uint8_t>(first & bit::kSpareCommand);
  t.tp_mr = in.octet(kTpMr);
  t.tp_pid = in.octet(kTpPid);
  t.tp_ct = static_cast<CommandType>(in.octet(kTpCt));
  t.tp_mn = in.octet(kTpMn);
  read(in, kTpDa, t.tp_da);
  t.tp_cdl = in.octet(kTpCdl);
  const std::size_t start = in.offset();
  t.tp_cd.append(in.take(t.tp_cdl, kTpCd));
  if (!in.failed() && t.tp_udhi) {
    if (auto layout = layout_of(true, kDcsData8, t.tp_cdl, t.tp_cd.view()); !layout) {
      in.refuse(at_offset(std::move(layout.error()), start));
    }
  }
  in.finish(out);
  return out;
}

}  // namespace

Result<Tpdu> decode(OctetView octets, Direction direction, ReportForm form) {
  FieldReader in(octets);
  if (octets.empty()) return fail(field_error(kTpMti, 0, "is missing: the TPDU is empty"));
  const unsigned first = in.octet(kTpMti);
  const bool mt = direction == Direction::mt;
  switch (first & bit::kMti) {
    case bit::kMtiDeliver:
      return mt ? deliver(in, first) : deliver_report(in, first, form);
    case bit::kMtiSubmit:
      return mt ? submit_report(in, first, form) : submit(in, first);
    case bit::kMtiStatusReport:
      return mt ? status_report(in, first) : command(in, first);
    default:
      break;
  }
  // TS 23.040 9.2.3.1: an MS processes the reserved value as SMS-DELIVER. For an SC nothing is said.
  if (mt) return deliver(in, first);
  return fail(field_error(kTpMti, 0, "3 is reserved; from an MS come 0, 1 and 2"));
}

Result<Tpdu> decode(OctetView octets, Direction direction, bool error_report) {
  return decode(octets, direction, error_report ? ReportForm::error : ReportForm::by_octets);
}

}  // namespace mapsim::sms
