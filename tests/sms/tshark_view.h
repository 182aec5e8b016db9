// A decoded TPDU under the names that tshark gives the fields, to compare with the vectors' `expect`.
#pragma once

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "sigtran/sms/tpdu.h"
#include "sigtran/sms/user_part.h"

namespace mapsim::sms::test {

using View = std::map<std::string, std::vector<std::string>>;

class TsharkView {
 public:
  static View of(const Tpdu& tpdu) {
    TsharkView view;
    std::visit([&](const auto& t) { view.add(t); }, tpdu);
    return view.view_;
  }

 private:
  void put(const std::string& name, std::string value) {
    view_["gsm_sms." + name].push_back(std::move(value));
  }
  void put(const std::string& name, unsigned value) { put(name, std::to_string(value)); }
  void put_hex(const std::string& name, unsigned value) {
    char text[8];
    std::snprintf(text, sizeof text, "0x%02x", value);
    put(name, std::string(text));
  }
  template <class E>
  static unsigned number(E e) {
    return static_cast<unsigned>(e);
  }

  void add(const std::string& name, const Address& a) {
    put("dis_field_addr.length", a.length);
    put("dis_field_addr.extension", a.type >> 7U);
    put("dis_field_addr.num_type", number(a.ton()));
    put("dis_field_addr.num_plan", number(a.npi()));
    put(name, a.ton() == TypeOfNumber::alphanumeric ? a.text() : a.digits());
  }
  void add(const Timestamp& stamp) {
    const auto t = stamp.calendar();
    if (!t) return;
    put("scts.year", static_cast<unsigned>(t->year % 100));
    put("scts.month", static_cast<unsigned>(t->month));
    put("scts.day", static_cast<unsigned>(t->day));
    put("scts.hour", static_cast<unsigned>(t->hour));
    put("scts.minutes", static_cast<unsigned>(t->minute));
    put("scts.seconds", static_cast<unsigned>(t->second));
    put("scts.timezone", static_cast<unsigned>(t->zone_quarters));
  }
  void add(Dcs dcs) {
    put("tp-dcs", dcs.octet);
    if (dcs.group() == CodingGroup::message_class) {
      put("coding_group_bits4", dcs.octet >> 4U);
      put("dcs.reserved", dcs.reserved() ? 1U : 0U);
      put("dcs.message_coding", dcs.character_set() == CharacterSet::data8 ? 1U : 0U);
      put_hex("dcs.message_class", dcs.message_class().value());
      return;
    }
    put("coding_group_bits2", dcs.octet >> 6U);
    put("dcs.text_compressed", dcs.compressed() ? 1U : 0U);
    put("dcs.message_class_defined", dcs.message_class() ? 1U : 0U);
    put_hex("dcs.character_set", number(dcs.character_set()));
    put_hex("dcs.message_class", dcs.message_class().value_or(0));
  }
  void add(const UserPart& part) {
    put("tp-udhi", part.tp_udhi ? 1U : 0U);
    if (part.tp_dcs) add(*part.tp_dcs);
    if (!part.user_data) return;
    const UserData& data = *part.user_data;
    put("tp.user_data_length", data.tp_udl);
    const auto layout = layout_of(part.tp_udhi, part.dcs(), data.tp_udl, data.tp_ud.view()).value();
    if (const auto header = header_of(part.tp_udhi, part.dcs(), data).value()) {
      put("dis_field_udh.user_data_header_length", data.tp_ud.view()[0]);
      for (const InformationElement& element : *header) add(element);
      if (part.dcs().counts_septets()) {
        put_hex("dis_field_udh.gsm.fill_bits",
                data.tp_ud.view()[layout.header] & ((1U << layout.fill_bits) - 1U));
      }
    }
    if (const auto text = text_of(part.tp_udhi, part.dcs(), data)) put("sms_text", *text);
    if (const auto octets = data_of(part.tp_udhi, part.dcs(), data)) {
      std::string body;
      for (const std::uint8_t octet : *octets)
        body += (body.empty() ? "" : ":") + to_hex(OctetView(&octet, 1));
      put("sms_body", body);
    }
  }
  void add(const InformationElement& element) {
    put_hex("ie_identifier", element.iei);
    put("dis_field_ud_iei.length", static_cast<unsigned>(element.data.size()));
    if (const auto c = concatenation_of(element)) {
      put("udh.mm.msg_id", c->reference);
      put("udh.mm.msg_parts", c->parts);
      put("udh.mm.msg_part", c->part);
    }
  }
  void add_parameters(const ReportParameters& p) {
    if (!p.tp_pi) return;
    put_hex("tp.parameter_indicator", *p.tp_pi);
    put("tp.extension", *p.tp_pi >> 7U);
    put("tp.reserved", (*p.tp_pi >> 3U) & 0x0FU);
    put("tp.udl.present", p.user_data ? 1U : 0U);
    put("tp.dcs.present", p.tp_dcs ? 1U : 0U);
    put("tp.pid.present", p.tp_pid ? 1U : 0U);
    if (p.tp_pid) put("tp-pid", *p.tp_pid);
  }

  void add(const SmsDeliver& t) {
    put("tp-mti", 0U);
    put("tp-rp", t.tp_rp ? 1U : 0U);
    put("tp-sri", t.tp_sri ? 1U : 0U);
    put("tp-lp", t.tp_lp ? 1U : 0U);
    put("tp-mms", number(t.tp_mms));
    add("tp-oa", t.tp_oa);
    put("tp-pid", t.tp_pid);
    add(t.tp_scts);
    add(user_part(t));
  }
  void add(const SmsSubmit& t) {
    put("tp-mti", 1U);
    put("tp-rp", t.tp_rp ? 1U : 0U);
    put("tp-srr", t.tp_srr ? 1U : 0U);
    put("tp-rd", t.tp_rd ? 1U : 0U);
    put("tp-vpf", number(format_of(t.tp_vp)));
    put("tp-mr", t.tp_mr);
    add("tp-da", t.tp_da);
    put("tp-pid", t.tp_pid);
    if (t.tp_vp) {
      if (const auto* relative = std::get_if<RelativePeriod>(&*t.tp_vp))
        put("vp.validity_period", relative->octet);
      if (const auto* absolute = std::get_if<Timestamp>(&*t.tp_vp)) add(*absolute);
    }
    add(user_part(t));
  }
  void add(const SmsDeliverReport& t) {
    put("tp-mti", 0U);
    if (t.tp_fcs) put_hex("tp-fcs", number(*t.tp_fcs));
    add_parameters(t);
    add(user_part(t));
  }
  void add(const SmsSubmitReport& t) {
    put("tp-mti", 1U);
    if (t.tp_fcs) put_hex("tp-fcs", number(*t.tp_fcs));
    add_parameters(t);
    add(t.tp_scts);
    add(user_part(t));
  }
  void add(const SmsStatusReport& t) {
    put("tp-mti", 2U);
    put("tp-srq", t.tp_srq ? 1U : 0U);
    put("tp-lp", t.tp_lp ? 1U : 0U);
    put("tp-mms", number(t.tp_mms));
    put("tp-mr", t.tp_mr);
    add("tp-ra", t.tp_ra);
    add(t.tp_scts);
    add(t.tp_dt);
    put("dis_field.definition", number(t.tp_st) >> 7U);
    put("dis_field.st_error", (number(t.tp_st) >> 5U) & 0x03U);
    put("dis.field_st_reason", number(t.tp_st) & 0x1FU);
    add_parameters(t);
    add(user_part(t));
  }
  void add(const SmsCommand& t) {
    put("tp-mti", 2U);
    put("tp-udhi", t.tp_udhi ? 1U : 0U);
    put("tp-srr", t.tp_srr ? 1U : 0U);
    put("tp-mr", t.tp_mr);
    put("tp-pid", t.tp_pid);
    put("tp.command_type", number(t.tp_ct));
    put("tp.message_number", t.tp_mn);
    add("tp-da", t.tp_da);
    put("tp.command_data_length", t.tp_cdl);
  }

  View view_;
};

}  // namespace mapsim::sms::test
