#include "tests/e2e/message_facts.h"

#include <algorithm>
#include <array>

namespace mapsim::e2e {

namespace {

constexpr auto kMembers = std::to_array<Member>({
    {"imsi", Compare::digits},
    {"msisdn", Compare::digits},
    {"storedMSISDN", Compare::digits},
    {"serviceCentreAddress", Compare::digits},
    {"serviceCentreAddressDA", Compare::digits},
    {"serviceCentreAddressOA", Compare::digits},
    {"networkNode-Number", Compare::digits},
    {"msc-Number", Compare::digits},
    {"tp-oa", Compare::digits},
    {"tp-da", Compare::digits},
    {"text", Compare::text},
    {"moreMessagesToSend", Compare::presence},
    {"noSM-RP-DA", Compare::presence},
    {"noSM-RP-OA", Compare::presence},
    {"sm-EnumeratedDeliveryFailureCause", Compare::name},
    {"sm-DeliveryOutcome", Compare::name},
    {"absentSubscriberDiagnosticSM", Compare::number},
});

}  // namespace

const Member* find_member(std::string_view name) {
  const auto* it = std::ranges::find(kMembers, name, &Member::name);
  return it == kMembers.end() ? nullptr : it;
}

std::string to_text(const ComponentFacts& component) {
  std::string text = component.kind;
  if (component.code) text += " " + std::to_string(*component.code);
  for (const auto& [name, value] : component.members) text += ", " + name + " \"" + value + "\"";
  return text;
}

std::optional<std::string> difference(const ComponentFacts& stated, const ComponentFacts& shown) {
  ComponentFacts comparable = shown;
  if (stated.text_is_part) {
    const auto part = shown.members.find("text");
    const auto whole = stated.members.find("text");
    const bool inside = part != shown.members.end() && whole != stated.members.end() &&
                        !part->second.empty() && whole->second.find(part->second) != std::string::npos;
    if (inside) comparable.members.find("text")->second = whole->second;
  }
  const bool same = stated.kind == comparable.kind && stated.code == comparable.code &&
                    (stated.opaque || stated.members == comparable.members);
  if (same) return std::nullopt;
  return "stated: " + to_text(stated) + "\n  tshark: " + to_text(shown);
}

}  // namespace mapsim::e2e
