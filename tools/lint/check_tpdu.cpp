// The TPDU in SM-RP-UI.
#include <algorithm>

#include "sigtran/sms/diagnose.h"
#include "sigtran/sms/tpdu_codec.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

struct FieldRule {
  std::string_view field;  // as sms::diagnose names it
  std::string_view rule;
};
constexpr FieldRule kFieldRules[] = {
    {"TP-OA", "sms-address"},  {"TP-DA", "sms-address"},  {"TP-RA", "sms-address"}, {"TP-SCTS", "sms-time"},
    {"TP-DT", "sms-time"},     {"TP-VP", "sms-validity"}, {"TP-DCS", "sms-coding"}, {"TP-UDH", "sms-header"},
    {"TP-UDHI", "sms-header"}, {"TP-UDL", "sms-length"},  {"TP-UD", "sms-text"},
};

std::string_view rule_of(std::string_view field) {
  const auto at = std::ranges::find(kFieldRules, field, &FieldRule::field);
  return at != std::end(kFieldRules) ? at->rule : "sms-field";
}

}  // namespace

void check_tpdu(OctetView octets, const ForwardedMessage& message, Findings& out) {
  const auto direction = message.mobile_originated ? sms::Direction::mo : sms::Direction::mt;
  const auto tpdu = sms::decode(octets, direction);
  if (!tpdu) {
    const bool length = tpdu.error().field == "TP-UDL" || tpdu.error().field == "TP-UD";
    out.add(length ? "sms-length" : "sms-unreadable", tpdu.error().message());
    return;
  }
  for (const Diagnostic& d : sms::diagnose(*tpdu)) out.add(rule_of(d.error.field), d.error.message());
  const auto* deliver = std::get_if<sms::SmsDeliver>(&*tpdu);
  if (deliver == nullptr || message.operation.context.version == 1) return;
  const bool announced = message.tree.find("moreMessagesToSend") != nullptr;
  const bool more = deliver->tp_mms == sms::MoreMessages::more;
  if (announced && !more)
    out.add("map-more-messages-tpdu", "moreMessagesToSend, but TP-MMS says that there are none");
  if (!announced && more)
    out.add("map-more-messages-tpdu", "TP-MMS says that there are more, without moreMessagesToSend");
}

}  // namespace mapsim::cli
