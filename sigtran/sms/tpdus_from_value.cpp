#include "sigtran/sms/split.h"

namespace mapsim::sms {

namespace {

// What tpdus_from_value needs to know of a TPDU as it was written.
struct Written {
  std::string name;  // "sms-submit"
  const Value* body = nullptr;
  const std::string* text = nullptr;
  std::optional<Octets> data;
};

std::optional<Written> splittable(const Value& written) {
  const auto* map = written.if_map();
  if (map == nullptr || map->size() != 1 || map->front().value.if_map() == nullptr) return std::nullopt;
  Written out{.name = map->front().name, .body = &map->front().value, .text = nullptr, .data = {}};
  const Value* text = out.body->find("text");
  const Value* data = out.body->find("data");
  const bool fixed = out.body->find("tp-ud") != nullptr || out.body->find("tp-udl") != nullptr;
  if (fixed || (text == nullptr) == (data == nullptr)) return std::nullopt;
  if (text != nullptr) out.text = text->if_string();
  if (data != nullptr) {
    if (auto octets = from_value<Octets>(*data)) out.data = std::move(*octets);
  }
  if (out.text == nullptr && !out.data) return std::nullopt;
  return out;
}

Value without_message(const Written& written) {
  Value::Map body;
  for (const Value::Member& member : *written.body->if_map()) {
    if (member.name != "text" && member.name != "data") body.push_back(member);
  }
  Value inner(std::move(body));
  inner.mark = written.body->mark;
  Value out;
  out.add(written.name, std::move(inner));
  return out;
}

void number(Tpdu& tpdu, std::size_t part, std::size_t parts, bool mms_given) {
  if (auto* submit = std::get_if<SmsSubmit>(&tpdu)) {
    submit->tp_mr = static_cast<std::uint8_t>(submit->tp_mr + part);
  } else if (auto* deliver = std::get_if<SmsDeliver>(&tpdu); deliver != nullptr && !mms_given) {
    deliver->tp_mms = part + 1 < parts ? MoreMessages::more : MoreMessages::none;
  }
}

}  // namespace

Result<std::vector<Tpdu>> tpdus_from_value(const Value& value, const SplitOptions& wanted) {
  auto whole = from_value<Tpdu>(value);
  if (whole) return std::vector<Tpdu>{std::move(*whole)};
  const auto written = splittable(value);
  if (!written) return tl::unexpected(whole.error());
  // Everything but the message must be right, and its header must have room for a concatenation.
  const auto frame = from_value<Tpdu>(without_message(*written));
  if (!frame || concatenation_of(*frame)) return tl::unexpected(whole.error());

  SplitOptions options{.tp_dcs = {},
                       .reference = wanted.reference,
                       .wide_reference = wanted.wide_reference,
                       .further_elements = {}};
  if (const Value* dcs = written->body->find("tp-dcs")) options.tp_dcs = *from_value<Dcs>(*dcs);
  if (const Value* header = written->body->find("tp-udh")) {
    auto parsed = parse_header(from_value<WrittenHeader>(*header)->octets);
    if (!parsed) return tl::unexpected(whole.error());
    options.further_elements = std::move(*parsed);
  }
  const auto parts =
      written->text != nullptr ? split_text(*written->text, options) : split_octets(*written->data, options);
  if (!parts) {
    Error e = parts.error();
    e.layer.clear();
    e.field = written->name + "." + e.field;
    e.mark = written->body->find(written->text != nullptr ? "text" : "data")->mark;
    return fail(std::move(e));
  }
  std::vector<Tpdu> out;
  for (const UserPart& part : *parts) {
    Tpdu tpdu = *frame;
    set_user_part(tpdu, part);
    number(tpdu, out.size(), parts->size(), written->body->find("tp-mms") != nullptr);
    out.push_back(std::move(tpdu));
  }
  return out;
}

}  // namespace mapsim::sms
