#include "sigtran/sms/clauses.h"
#include "sigtran/sms/first_octet.h"
#include "sigtran/sms/parameter_indicator.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::sms {

namespace {

namespace bit = first_octet;

// A long TPDU has 164 octets (TS 23.040 9.2.2); more come only from tests.
constexpr std::size_t kUsualSize = 176;

class FieldWriter {
 public:
  FieldWriter() { out_.reserve(kUsualSize); }

  void octet(unsigned value) { out_.push_back(static_cast<std::uint8_t>(value)); }
  void octets(OctetView octets) { out_.insert(out_.end(), octets.begin(), octets.end()); }
  void address(const Address& address) {
    octet(address.length);
    octet(address.type);
    octets(address.value_octets());
  }
  void user_data(const UserData& data) {
    octet(data.tp_udl);
    octets(data.tp_ud.view());
  }
  // Absent where `optional` and there is nothing to announce.
  void indicator(const ReportParameters& p, bool optional) {
    if (optional && !p.tp_pi && p.present() == 0) return;
    octet(p.tp_pi.value_or(p.present()));
    octets(p.tp_pi_extension);
  }
  void parameters(const ReportParameters& p) {
    if (p.tp_pid) octet(*p.tp_pid);
    if (p.tp_dcs) octet(p.tp_dcs->octet);
    if (p.user_data) user_data(*p.user_data);
  }
  Octets take() { return std::move(out_); }

 private:
  Octets out_;
};

unsigned set_if(bool on, unsigned mask) {
  return on ? mask : 0U;
}

// Spare bits may only be what the TPDU does not use.
Result<void> check_spare(unsigned bits, unsigned spare) {
  if ((bits & ~spare) == 0) return {};
  return fail(Error{
      .layer = "sms",
      .field = "spare-bits",
      .clause = "TS 23.040 9.2.2",
      .offset = 0,
      .text = std::to_string(bits) + " touches bits that are fields; unused are " + std::to_string(spare)});
}

Result<void> write(FieldWriter& out, const SmsDeliver& t) {
  out.octet((t.tp_mti.value_or(bit::kMtiDeliver) & bit::kMti) |
            set_if(t.tp_mms == MoreMessages::none, bit::kMms) | set_if(t.tp_lp, bit::kLp) |
            set_if(t.tp_sri, bit::kSri) | set_if(t.tp_udhi, bit::kUdhi) | set_if(t.tp_rp, bit::kRp) |
            t.spare_bits);
  out.address(t.tp_oa);
  out.octet(t.tp_pid);
  out.octet(t.tp_dcs.octet);
  out.octets(t.tp_scts.octets);
  out.user_data(t.user_data);
  return check_spare(t.spare_bits, bit::kSpareDeliver);
}

void write(FieldWriter& out, const ValidityPeriod& period) {
  if (const auto* relative = std::get_if<RelativePeriod>(&period)) {
    out.octet(relative->octet);
  } else if (const auto* enhanced = std::get_if<EnhancedPeriod>(&period)) {
    out.octets(enhanced->octets);
  } else {
    out.octets(std::get<Timestamp>(period).octets);
  }
}

Result<void> write(FieldWriter& out, const SmsSubmit& t) {
  out.octet(bit::kMtiSubmit | set_if(t.tp_rd, bit::kRd) |
            (static_cast<unsigned>(format_of(t.tp_vp)) << bit::kVpfShift) | set_if(t.tp_srr, bit::kSrr) |
            set_if(t.tp_udhi, bit::kUdhi) | set_if(t.tp_rp, bit::kRp));
  out.octet(t.tp_mr);
  out.address(t.tp_da);
  out.octet(t.tp_pid);
  out.octet(t.tp_dcs.octet);
  if (t.tp_vp) write(out, *t.tp_vp);
  out.user_data(t.user_data);
  return {};
}

Result<void> write(FieldWriter& out, const SmsDeliverReport& t) {
  out.octet(bit::kMtiDeliver | set_if(t.tp_udhi, bit::kUdhi) | t.spare_bits);
  if (t.tp_fcs) out.octet(static_cast<unsigned>(*t.tp_fcs));
  out.indicator(t, false);
  out.parameters(t);
  return check_spare(t.spare_bits, bit::kSpareReport);
}

Result<void> write(FieldWriter& out, const SmsSubmitReport& t) {
  out.octet(bit::kMtiSubmit | set_if(t.tp_udhi, bit::kUdhi) | t.spare_bits);
  if (t.tp_fcs) out.octet(static_cast<unsigned>(*t.tp_fcs));
  out.indicator(t, false);
  out.octets(t.tp_scts.octets);
  out.parameters(t);
  return check_spare(t.spare_bits, bit::kSpareReport);
}

Result<void> write(FieldWriter& out, const SmsStatusReport& t) {
  out.octet(bit::kMtiStatusReport | set_if(t.tp_mms == MoreMessages::none, bit::kMms) |
            set_if(t.tp_lp, bit::kLp) | set_if(t.tp_srq, bit::kSrq) | set_if(t.tp_udhi, bit::kUdhi) |
            t.spare_bits);
  out.octet(t.tp_mr);
  out.address(t.tp_ra);
  out.octets(t.tp_scts.octets);
  out.octets(t.tp_dt.octets);
  out.octet(static_cast<unsigned>(t.tp_st));
  out.indicator(t, true);
  out.parameters(t);
  return check_spare(t.spare_bits, bit::kSpareStatusReport);
}

Result<void> write(FieldWriter& out, const SmsCommand& t) {
  out.octet(bit::kMtiStatusReport | set_if(t.tp_srr, bit::kSrr) | set_if(t.tp_udhi, bit::kUdhi) |
            t.spare_bits);
  out.octet(t.tp_mr);
  out.octet(t.tp_pid);
  out.octet(static_cast<unsigned>(t.tp_ct));
  out.octet(t.tp_mn);
  out.address(t.tp_da);
  out.octet(t.tp_cdl);
  out.octets(t.tp_cd.view());
  return check_spare(t.spare_bits, bit::kSpareCommand);
}

}  // namespace

Result<Octets> encode(const Tpdu& tpdu) {
  FieldWriter out;
  const auto done = std::visit([&](const auto& t) { return write(out, t); }, tpdu);
  if (!done) return tl::unexpected(done.error());
  return out.take();
}

}  // namespace mapsim::sms
