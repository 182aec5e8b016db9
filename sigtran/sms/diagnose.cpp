#include "sigtran/sms/diagnose.h"

#include <algorithm>

#include "sigtran/sms/clauses.h"
#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/parameter_indicator.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/ucs2.h"
#include "sigtran/sms/user_part.h"

namespace mapsim::sms {

namespace {

class Findings {
 public:
  void warn(const FieldSpec& field, std::string text, std::optional<std::size_t> offset = {}) {
    Error e = field_error(field, 0, std::move(text));
    e.offset = offset;
    warn(std::move(e));
  }
  void warn(Error error) { found_.push_back(Diagnostic{Severity::warning, std::move(error)}); }
  std::vector<Diagnostic> take() { return std::move(found_); }

 private:
  std::vector<Diagnostic> found_;
};

void look_at(Findings& out, const FieldSpec& field, const Address& address) {
  if ((address.type & 0x80U) == 0) out.warn(field, "bit 8 of the type of address is 0");
  if (address.ton() == TypeOfNumber::reserved) out.warn(field, "the type of number is reserved");
  if (!enum_name(address.npi()))
    out.warn(field, "the numbering plan " + std::to_string(static_cast<int>(address.npi())) + " is reserved");
  if (address.ton() == TypeOfNumber::alphanumeric) return;
  if (address.digits().find('f') != std::string::npos) out.warn(field, "a filler 1111 is counted as a digit");
  if (address.length % 2 != 0 && address.value[address.length / 2] >> 4U != 0x0F) {
    out.warn(field, "the odd half octet is not filled with 1111");
  }
}

void look_at(Findings& out, const FieldSpec& field, const Timestamp& time) {
  if (!time.calendar()) out.warn(field, to_hex(time.octets) + " is no time");
}

void look_at(Findings& out, const ValidityPeriod& period) {
  if (const auto* absolute = std::get_if<Timestamp>(&period)) look_at(out, kTpVp, *absolute);
  const auto* enhanced = std::get_if<EnhancedPeriod>(&period);
  if (enhanced == nullptr) return;
  const unsigned indicator = enhanced->octets[0];
  if ((indicator & 0x80U) != 0) out.warn(kTpVp, "an extension of the functionality indicator is announced");
  if ((indicator & 0x38U) != 0 || (indicator & 0x07U) > 3)
    out.warn(kTpVp, "reserved bits of the indicator are set");
}

// Neither named nor for (U)SIM toolkit security headers (70-7F), for use between SMEs (80-9F) or by an SC
// (C0-DF).
bool is_reserved(std::uint8_t iei) {
  const bool specific = (iei >= 0x70 && iei <= 0x9F) || (iei >= 0xC0 && iei <= 0xDF);
  return !specific && !information_element_name(iei);
}

void look_at_elements(Findings& out, const UserDataHeader& header) {
  for (const InformationElement& element : header) {
    const auto name = information_element_name(element.iei);
    if (is_reserved(element.iei)) {
      out.warn(kTpUdh, "the information element " + std::to_string(element.iei) + " is reserved");
    }
    const auto c = concatenation_of(element);
    if (c && (c->part == 0 || c->part > c->parts)) {
      out.warn(kTpUdh, std::string(*name) + ": part " + std::to_string(c->part) + " of " +
                           std::to_string(c->parts) + " is to be ignored");
    }
    const bool has_form = element.iei == kIeiConcatenation8 || element.iei == kIeiConcatenation16 ||
                          element.iei == kIeiPort8 || element.iei == kIeiPort16;
    if (has_form && !c && !ports_of(element)) {
      out.warn(kTpUdh, std::string(*name) + " with " + count_of(element.data.size(), "octet"));
    }
  }
}

void look_at_fill_bits(Findings& out, const UserData& data, const UserDataLayout& layout) {
  const OctetView ud = data.tp_ud.view();
  if (layout.fill_bits > 0 && layout.header < ud.size() &&
      (ud[layout.header] & ((1U << layout.fill_bits) - 1U)) != 0) {
    out.warn(kTpUd, "the fill bits behind the header are not zero", layout.header);
  }
  const unsigned used = data.tp_udl * 7U % 8U;
  if (used != 0 && !ud.empty() && ud.back() >> used != 0) {
    out.warn(kTpUd, "the spare bits of the last octet are not zero", ud.size() - 1);
  }
}

void look_at(Findings& out, const UserPart& part) {
  const Dcs dcs = part.dcs();
  if (dcs.reserved())
    out.warn(kTpDcs, std::to_string(dcs.octet) + " is reserved: " + describe(dcs) + " is assumed");
  if (dcs.compressed()) {
    out.warn(kTpDcs, std::to_string(dcs.octet) +
                         " says compressed text (TS 23.042), which is not supported: its octets are shown");
  }
  if (!part.user_data) return;
  const UserData& data = *part.user_data;
  const auto layout = layout_of(part.tp_udhi, dcs, data.tp_udl, data.tp_ud.view());
  if (!layout) return out.warn(layout.error());
  const std::size_t needed = octets_of(data.tp_udl, dcs);
  if (data.tp_ud.size() > needed) out.warn(kTpUdl, "TP-UD has more octets than TP-UDL says", needed);
  if (const auto header = header_of(part.tp_udhi, dcs, data); !header) {
    out.warn(header.error());
  } else if (*header) {
    look_at_elements(out, **header);
  }
  if (dcs.counts_septets()) {
    look_at_fill_bits(out, data, *layout);
  } else if (dcs.character_set() == CharacterSet::ucs2 && !dcs.compressed() &&
             !is_well_formed_ucs2(data.tp_ud.view().subspan(layout->header, layout->message))) {
    out.warn(Error{.layer = "sms",
                   .field = "TP-UD",
                   .clause = "TS 23.038 6.2.3",
                   .text = "UCS2 with an odd octet or a surrogate without its partner"});
  }
}

void look_at_spare(Findings& out, std::uint8_t bits) {
  if (bits != 0) out.warn(kTpdu, "unused bits of the first octet are set: " + std::to_string(bits));
}

void look_at_cause(Findings& out, const std::optional<FailureCause>& cause) {
  if (cause && static_cast<unsigned>(*cause) < 0x80) {
    out.warn(kTpFcs, std::to_string(static_cast<unsigned>(*cause)) + " is reserved");
  }
}

void look_at_indicator(Findings& out, const ReportParameters& p) {
  if ((p.tp_pi.value_or(0) & pi::kReserved) != 0) out.warn(kTpPi, "reserved bits are set");
  if (!p.tp_pi_extension.empty()) out.warn(kTpPi, "an extension is there, which no release defines");
}

void look_at_size(Findings& out, const UserData& data, Dcs dcs) {
  const std::size_t size = octets_of(data.tp_udl, dcs);
  if (size > kMaxUserDataOctets) {
    out.warn(kTpUdl, std::to_string(size) + " octets of user data; at most 140 are allowed");
  }
}

void look_at(Findings& out, const SmsDeliver& t) {
  if (t.tp_mti) out.warn(kTpMti, "3 is reserved: SMS-DELIVER is assumed");
  look_at_spare(out, t.spare_bits);
  look_at(out, kTpOa, t.tp_oa);
  look_at(out, kTpScts, t.tp_scts);
  look_at_size(out, t.user_data, t.tp_dcs);
  look_at(out, user_part(t));
}

void look_at(Findings& out, const SmsSubmit& t) {
  look_at(out, kTpDa, t.tp_da);
  if (t.tp_vp) look_at(out, *t.tp_vp);
  look_at_size(out, t.user_data, t.tp_dcs);
  look_at(out, user_part(t));
}

void look_at(Findings& out, const SmsDeliverReport& t) {
  look_at_spare(out, t.spare_bits);
  look_at_cause(out, t.tp_fcs);
  look_at_indicator(out, t);
  look_at(out, user_part(t));
}

void look_at(Findings& out, const SmsSubmitReport& t) {
  look_at_spare(out, t.spare_bits);
  look_at_cause(out, t.tp_fcs);
  look_at_indicator(out, t);
  look_at(out, kTpScts, t.tp_scts);
  look_at(out, user_part(t));
}

void look_at(Findings& out, const SmsStatusReport& t) {
  look_at_spare(out, t.spare_bits);
  look_at(out, kTpRa, t.tp_ra);
  look_at(out, kTpScts, t.tp_scts);
  look_at(out, kTpDt, t.tp_dt);
  look_at_indicator(out, t);
  look_at(out, user_part(t));
}

void look_at(Findings& out, const SmsCommand& t) {
  look_at_spare(out, t.spare_bits);
  look_at(out, kTpDa, t.tp_da);
  if (const auto header = header_of(t.tp_udhi, kDcsData8, UserData{t.tp_cdl, t.tp_cd}); !header) {
    out.warn(header.error());
  }
}

}  // namespace

std::vector<Diagnostic> diagnose(const Tpdu& tpdu) {
  Findings out;
  std::visit([&](const auto& t) { look_at(out, t); }, tpdu);
  if (const auto octets = encode(tpdu); octets && octets->size() > kMaxTpduOctets) {
    out.warn(kTpdu, count_of(octets->size(), "octet") + "; at most 164 are allowed");
  }
  return out.take();
}

}  // namespace mapsim::sms
