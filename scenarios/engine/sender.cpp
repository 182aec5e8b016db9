#include "scenarios/engine/sender.h"

#include <algorithm>

namespace mapsim::scenario {

namespace {

bool states_calling(const MessageStep& step) {
  const Template* sccp = step.expected.find("sccp");
  return sccp != nullptr && sccp->find("calling") != nullptr;
}

std::string identity(mtp::PointCode pc, const std::string& title) {
  std::string text = "point code " + std::to_string(pc);
  if (!title.empty()) text += ", " + title;
  return text;
}

std::string title_text(const sccp::Address& address) {
  if (!address.gt) return {};
  const bool international = address.gt->nature_of_address == sccp::NatureOfAddress::international;
  return (international ? "+" : "") + address.gt->digits;
}

bool is_address_of(const Endpoint& endpoint, const sccp::Address& calling) {
  if (endpoint.gt.empty()) return true;
  if (calling.gt) return calling.gt->digits == endpoint.address().gt->digits;
  return calling.point_code == endpoint.pc;
}

}  // namespace

std::optional<std::uint16_t> endpoint_with(const Program& program, mtp::PointCode pc) {
  const auto at = std::ranges::find(program.endpoints, pc, &Endpoint::pc);
  if (at == program.endpoints.end()) return std::nullopt;
  return static_cast<std::uint16_t>(at - program.endpoints.begin());
}

bool may_be_of_its_sender(const Program& program, const MessageStep& step, const sccp::Transit& transit) {
  const Endpoint& sender = program.endpoints[step.from];
  if (transit.label.opc == sender.pc) return true;
  if (endpoint_with(program, transit.label.opc)) return false;
  return states_calling(step) || is_address_of(sender, transit.calling);
}

std::string sender_text(const Program& program, const sccp::Transit& transit) {
  const std::string text = identity(transit.label.opc, title_text(transit.calling));
  const auto endpoint = endpoint_with(program, transit.label.opc);
  return endpoint ? program.endpoints[*endpoint].name + " (" + text + ")" : text;
}

std::string identity_text(const Endpoint& endpoint) {
  return endpoint.name + " (" + identity(endpoint.pc, endpoint.gt) + ")";
}

}  // namespace mapsim::scenario
