#include <array>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/lab/site_parts.h"

namespace mapsim::scenario::lab {

namespace {

constexpr std::array<std::string_view, 12> kLinkKeys = {
    "endpoint",        "to",           "connect",        "listen",      "local",   "role",
    "routing-context", "traffic-mode", "asp-identifier", "routing-key", "reaches", "network-appearance"};
constexpr std::array<std::string_view, 4> kListenKeys = {"host", "hosts", "port", "from-anywhere"};
constexpr std::array<std::string_view, 4> kRoles = {"asp", "sgp", "ipsp-single-exchange",
                                                    "ipsp-double-exchange"};
constexpr std::array<std::string_view, 3> kModes = {"override", "loadshare", "broadcast"};
constexpr std::array<std::string_view, 3> kKeyKeys = {"dpc", "si", "opc"};
constexpr std::uint32_t kMax32 = 0xFFFFFFFF;

std::string needed_name(const YamlNode& node, std::string_view key, const std::string& what,
                        Mistakes& mistakes) {
  const YamlNode* value = value_of(node, key, mistakes);
  if (value == nullptr) {
    if (node.find(key) == nullptr)
      mistakes.add(node.mark, "a link has no '" + std::string(key) + "': " + what);
    return {};
  }
  return read_string(*value, "a name", mistakes).value_or("");
}

std::optional<m3ua::RoutingKey> read_routing_key(const YamlNode& node, Mistakes& mistakes) {
  m3ua::RoutingKey key;
  for (const YamlNode& item : items_of(node)) {
    if (!check_keys(item, kKeyKeys, "a routing key", mistakes)) return std::nullopt;
    m3ua::RoutingKeyPart part;
    if (const YamlNode* dpc = value_of(item, "dpc", mistakes)) {
      part.dpc = read_point_code(*dpc, mistakes).value_or(0);
    } else {
      mistakes.add(item.mark, "a routing key needs a 'dpc'");
    }
    if (const YamlNode* si = value_of(item, "si", mistakes)) {
      for (const YamlNode& one : items_of(*si)) {
        if (const auto n = read_number(one, 0, 15, mistakes)) {
          part.service_indicators.push_back(static_cast<std::uint8_t>(*n));
        }
      }
    }
    if (const YamlNode* opc = value_of(item, "opc", mistakes)) {
      for (const YamlNode& one : items_of(*opc)) {
        if (const auto pc = read_point_code(one, mistakes)) part.opcs.push_back(*pc);
      }
    }
    key.parts.push_back(std::move(part));
  }
  m3ua::normalise(key);
  return key;
}

void read_link_m3ua(const YamlNode& node, Link& link, Mistakes& mistakes) {
  if (const YamlNode* role = value_of(node, "role", mistakes)) {
    if (const auto i = read_choice(*role, kRoles, mistakes)) link.role = static_cast<m3ua::Role>(*i);
  }
  read_into(node, "routing-context", link.routing_context, mistakes, kMax32);
  read_into(node, "network-appearance", link.network_appearance, mistakes, kMax32);
  read_into(node, "asp-identifier", link.asp_identifier, mistakes, kMax32);
  if (const YamlNode* mode = value_of(node, "traffic-mode", mistakes)) {
    // RFC 4666 3.7.1: 1 override, 2 loadshare, 3 broadcast.
    if (const auto i = read_choice(*mode, kModes, mistakes))
      link.traffic_mode = static_cast<m3ua::TrafficMode>(*i + 1);
  }
  if (const YamlNode* key = value_of(node, "routing-key", mistakes))
    link.routing_key = read_routing_key(*key, mistakes);
  if (const YamlNode* reaches = value_of(node, "reaches", mistakes)) {
    for (const YamlNode& item : items_of(*reaches)) {
      if (const auto pc = read_point_code(item, mistakes)) link.reaches.push_back(*pc);
    }
  }
}

}  // namespace

void read_place(const YamlNode& node, std::span<const std::string_view> keys, link::EndpointAddress& place,
                HostNames& names, Mistakes& mistakes) {
  if (!check_keys(node, keys, "an address", mistakes)) return;
  const YamlNode* one = value_of(node, "host", mistakes);
  const YamlNode* several = value_of(node, "hosts", mistakes);
  if (one != nullptr && several != nullptr) {
    mistakes.add(several->mark, "'host' and 'hosts' say the same; give one of them");
  }
  if (const YamlNode* hosts = several != nullptr ? several : one) {
    for (const std::string& host : read_strings(*hosts, "an IP address or the name of a host", mistakes)) {
      auto address = names.address_of(host);
      if (!address) {
        mistakes.add(hosts->mark, address.error().text);
      }
      place.hosts.push_back(address.value_or(host));
    }
  }
  read_into(node, "port", place.port, mistakes);
}

std::optional<Link> read_link(const YamlNode& node, HostNames& names, Mistakes& mistakes) {
  if (!check_keys(node, kLinkKeys, "a link", mistakes)) return std::nullopt;
  Link link;
  link.mark = node.mark;
  link.endpoint = needed_name(node, "endpoint", "which endpoint of ours the link belongs to", mistakes);
  link.to = needed_name(node, "to", "which endpoint or gateway it leads to", mistakes);
  const YamlNode* connect = value_of(node, "connect", mistakes);
  const YamlNode* listen = value_of(node, "listen", mistakes);
  if (connect != nullptr && listen != nullptr) {
    mistakes.add(listen->mark, "'connect' and 'listen' exclude one another; give one of them");
  }
  if (connect != nullptr) read_place(*connect, kAddressKeys, link.remote, names, mistakes);
  if (listen != nullptr) {
    link.connects = false;
    // Where we listen is our address; who may call is the other's.
    read_place(*listen, kListenKeys, link.local.emplace(), names, mistakes);
    if (listen->kind == YamlNode::Kind::map)
      read_bool_into(*listen, "from-anywhere", link.from_anywhere, mistakes);
  }
  if (const YamlNode* local = value_of(node, "local", mistakes)) {
    if (!link.local) link.local.emplace().port = 0;
    read_place(*local, kAddressKeys, *link.local, names, mistakes);
  }
  read_link_m3ua(node, link, mistakes);
  return link;
}

}  // namespace mapsim::scenario::lab
