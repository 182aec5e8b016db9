#include "scenarios/engine/fault_reader.h"

#include <array>

#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/message_reader.h"

namespace mapsim::scenario {

namespace {

using FaultKind = FaultOnTheWay::Kind;

constexpr std::array<std::string_view, 3> kFaultWords = {"drop", "duplicate", "reorder"};
constexpr std::array<FaultKind, 3> kFaultWordKinds = {FaultKind::drop, FaultKind::duplicate, FaultKind::reorder};
constexpr std::array<std::string_view, 3> kFaultKeys = {"delay", "corrupt", "truncate"};
constexpr std::array<std::string_view, 4> kLinkChanges = {"down", "up", "restart", "abort"};
constexpr std::int64_t kMaxOctet = 1'048'575;  // no message is longer (sigtran/link/in_process.h)

void read_layer(const YamlNode& node, FaultOnTheWay& fault, Mistakes& mistakes) {
  if (const YamlNode* layer = value_of(node, "layer", mistakes)) {
    if (const auto index = read_choice(*layer, kWireLayers, mistakes))
      fault.layer = static_cast<WireLayer>(*index);
  }
}

void read_octet(const YamlNode& node, FaultOnTheWay& fault, Mistakes& mistakes) {
  if (node.find("octet") == nullptr) mistakes.add(node.mark, "which 'octet'? The first of the layer is 0");
  if (const YamlNode* octet = value_of(node, "octet", mistakes))
    fault.octet = static_cast<std::size_t>(read_number(*octet, 0, kMaxOctet, mistakes).value_or(0));
}

void read_corrupt(const YamlNode& node, FaultOnTheWay& fault, Mistakes& mistakes) {
  static constexpr std::array<std::string_view, 3> kOfCorrupt = {"layer", "octet", "xor"};
  fault.kind = FaultKind::corrupt;
  fault.layer = WireLayer::tcap;
  if (!check_keys(node, kOfCorrupt, "a corruption", mistakes)) return;
  read_layer(node, fault, mistakes);
  read_octet(node, fault, mistakes);
  if (const YamlNode* mask = value_of(node, "xor", mistakes))
    fault.mask = static_cast<std::uint8_t>(read_number(*mask, 1, 0xFF, mistakes).value_or(0xFF));
}

void read_truncate(const YamlNode& node, FaultOnTheWay& fault, Mistakes& mistakes) {
  static constexpr std::array<std::string_view, 2> kOfTruncate = {"layer", "octet"};
  fault.kind = FaultKind::truncate;
  if (node.is_scalar()) {
    fault.octet = static_cast<std::size_t>(read_number(node, 1, kMaxOctet, mistakes).value_or(1));
    return;
  }
  fault.layer = WireLayer::tcap;
  if (!check_keys(node, kOfTruncate, "what is cut off", mistakes)) return;
  read_layer(node, fault, mistakes);
  read_octet(node, fault, mistakes);
}

}  // namespace

std::optional<FaultOnTheWay> read_fault(const YamlNode& node, Mistakes& mistakes) {
  FaultOnTheWay fault;
  if (node.is_scalar()) {
    const auto index = read_choice(node, kFaultWords, mistakes);
    if (!index) return std::nullopt;
    fault.kind = kFaultWordKinds[*index];
    return fault;
  }
  if (!check_keys(node, kFaultKeys, "a fault", mistakes)) return std::nullopt;
  if (node.members.size() != 1) {
    mistakes.add(node.mark, "a message has one fault: drop, duplicate, reorder, delay, corrupt or truncate");
    return std::nullopt;
  }
  const YamlMember& what = node.members.front();
  const YamlNode* value = value_of(node, what.name, mistakes);
  if (value == nullptr) return std::nullopt;
  if (what.name == "corrupt") {
    read_corrupt(*value, fault, mistakes);
  } else if (what.name == "truncate") {
    read_truncate(*value, fault, mistakes);
  } else {
    fault.kind = FaultKind::delay;
    fault.delay = read_duration(*value, mistakes).value_or(Duration{});
  }
  return fault;
}

std::optional<LinkStep> read_link(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                  Mistakes& mistakes) {
  static constexpr std::array<std::string_view, 3> kOfLink = {"link", "between", "within"};
  check_keys(node, kOfLink, "a step", mistakes);
  LinkStep link;
  const YamlNode* change = value_of(node, "link", mistakes);
  const auto index = change != nullptr ? read_choice(*change, kLinkChanges, mistakes) : std::nullopt;
  if (const YamlNode* within = value_of(node, "within", mistakes))
    link.within = read_duration(*within, mistakes);
  if (index) link.change = static_cast<LinkStep::Change>(*index);
  const YamlNode* between = value_of(node, "between", mistakes);
  if (between == nullptr) {
    if (endpoints.size() == 2 && node.find("between") == nullptr) {
      link.second = 1;
      return index ? std::optional(link) : std::nullopt;
    }
    mistakes.add(node.mark, "between which endpoints? 'between: [smsc, msc]'");
    return std::nullopt;
  }
  if (between->kind != YamlNode::Kind::list || between->items.size() != 2) {
    mistakes.add(between->mark, "expected two endpoints, [smsc, msc], found " + between->describe());
    return std::nullopt;
  }
  const auto first = find_endpoint(between->items[0], between->items[0].text, endpoints, mistakes);
  const auto second = find_endpoint(between->items[1], between->items[1].text, endpoints, mistakes);
  if (!first || !second || !index) return std::nullopt;
  if (*first == *second) {
    mistakes.add(between->mark, "a link is between two endpoints");
    return std::nullopt;
  }
  link.first = *first;
  link.second = *second;
  return link;
}

}  // namespace mapsim::scenario
