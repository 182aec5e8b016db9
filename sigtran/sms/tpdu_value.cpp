#include "sigtran/sms/tpdu_value.h"

#include <array>

namespace mapsim {

namespace {

using Read = Result<sms::Tpdu> (*)(const Value&);

template <class T>
Result<sms::Tpdu> read(const Value& v) {
  auto tpdu = from_value<T>(v);
  if (!tpdu) return tl::unexpected(tpdu.error());
  return sms::Tpdu(std::move(*tpdu));
}

struct Choice {
  std::string_view name;
  Read read;
};
constexpr std::array<Choice, std::variant_size_v<sms::Tpdu>> kChoices = {{
    {"sms-deliver", read<sms::SmsDeliver>},
    {"sms-submit", read<sms::SmsSubmit>},
    {"sms-deliver-report", read<sms::SmsDeliverReport>},
    {"sms-submit-report", read<sms::SmsSubmitReport>},
    {"sms-status-report", read<sms::SmsStatusReport>},
    {"sms-command", read<sms::SmsCommand>},
}};

}  // namespace

Value ValueTraits<sms::Tpdu>::to(const sms::Tpdu& v) {
  Value out;
  out.add(std::string(sms::name_of(v)), std::visit([](const auto& t) { return to_value(t); }, v));
  return out;
}

Result<sms::Tpdu> ValueTraits<sms::Tpdu>::from(const Value& v) {
  const auto* map = v.if_map();
  if (map == nullptr || map->size() != 1) return fail(unexpected_kind(v, "one TPDU, {sms-deliver: {…}}"));
  const Value::Member& member = map->front();
  std::vector<std::string_view> names;
  for (const Choice& choice : kChoices) {
    names.push_back(choice.name);
    if (choice.name != member.name) continue;
    auto tpdu = choice.read(member.value);
    if (!tpdu) {
      Error& e = tpdu.error();
      e.field = e.field.empty() ? member.name : member.name + "." + e.field;
      if (e.mark.line == 0) e.mark = member.value.mark;
    }
    return tpdu;
  }
  return fail(Error{.layer = "",
                    .text = unknown_name(member.name, names),
                    .mark = member.mark.line != 0 ? member.mark : v.mark});
}

}  // namespace mapsim
