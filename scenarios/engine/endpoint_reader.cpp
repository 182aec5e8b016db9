#include "scenarios/engine/endpoint_reader.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

#include "scenarios/engine/automatic_reader.h"
#include "scenarios/engine/contexts.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/references.h"
#include "sigtran/core/nearest.h"
#include "sigtran/sccp/names.h"

namespace mapsim::scenario {

namespace {

constexpr std::array<std::string_view, 13> kOwnKeys = {"role",
                                                       "pc",
                                                       "gt",
                                                       "ssn",
                                                       "ni",
                                                       "host",
                                                       "hosts",
                                                       "port",
                                                       "routing-context",
                                                       "network-appearance",
                                                       "tid-octets",
                                                       "contexts",
                                                       "versions"};
constexpr auto kKeys = [] {
  std::array<std::string_view, kOwnKeys.size() + kAutomaticKeys.size()> keys;
  std::copy(kAutomaticKeys.begin(), kAutomaticKeys.end(),
            std::copy(kOwnKeys.begin(), kOwnKeys.end(), keys.begin()));
  return keys;
}();

// In the order of Role, with the sub-system number of TS 23.003 8; an SMSC answers as an MSC does.
struct RoleRow {
  std::string_view name;
  std::uint8_t ssn;
};
constexpr std::array<RoleRow, 5> kRoles = {{{"msc", 8}, {"smsc", 8}, {"hlr", 6}, {"vlr", 7}, {"sgsn", 149}}};
constexpr std::array<std::string_view, 5> kRoleNames = {"msc", "smsc", "hlr", "vlr", "sgsn"};

constexpr mtp::PointCode kMaxPointCode = 0xFFFFFF;  // what M3UA has room for (RFC 4666 3.3.1)

// Digits of a global title: 0-9 and a-e (Q.713 3.4.2.3.1).
bool is_global_title(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  constexpr std::size_t kMaxDigits = 32;
  return !text.empty() && text.size() <= kMaxDigits &&
         text.find_first_not_of("0123456789abcde") == std::string_view::npos;
}

bool is_ip_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> octets{};
  return inet_pton(AF_INET, text.c_str(), octets.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), octets.data()) == 1;
}

class EndpointReader {
 public:
  EndpointReader(const YamlMember& member, Mistakes& mistakes) : node_(member.value), mistakes_(mistakes) {
    endpoint_.name = member.name;
    endpoint_.mark = member.mark;
    if (!is_name(member.name)) {
      mistakes_.add(member.mark,
                    "'" + member.name + "' is no name: a letter, then letters, digits, '_' and '-'");
    }
  }

  Endpoint read() {
    if (!check_keys(node_, kKeys, "an endpoint", mistakes_)) return std::move(endpoint_);
    read_role();
    if (const YamlNode* pc = required("pc")) endpoint_.pc = read_point_code(*pc, mistakes_).value_or(0);
    read_gt();
    read_into(node_, "ssn", endpoint_.ssn, mistakes_);
    read_into(node_, "ni", endpoint_.ni, mistakes_, 3);
    read_hosts();
    read_into(node_, "port", endpoint_.port, mistakes_);
    endpoint_.port_stated = node_.find("port") != nullptr;
    read_into(node_, "routing-context", endpoint_.routing_context, mistakes_, 0xFFFFFFFF);
    read_into(node_, "network-appearance", endpoint_.network_appearance, mistakes_, 0xFFFFFFFF);
    if (const YamlNode* octets = value_of(node_, "tid-octets", mistakes_)) {
      endpoint_.tid_octets = static_cast<std::uint8_t>(read_number(*octets, 1, 4, mistakes_).value_or(4));
    }
    read_contexts();
    read_behaviour();
    return std::move(endpoint_);
  }

 private:
  const YamlNode* required(std::string_view name) {
    if (node_.find(name) == nullptr) {
      mistakes_.add(endpoint_.mark, "endpoint '" + endpoint_.name + "' has no '" + std::string(name) + "'");
    }
    return value_of(node_, name, mistakes_);
  }

  void read_role() {
    const YamlNode* node = required("role");
    if (node == nullptr) return;
    if (const auto index = read_choice(*node, kRoleNames, mistakes_)) {
      endpoint_.role = static_cast<Role>(*index);
      endpoint_.ssn = kRoles[*index].ssn;
    }
  }

  void read_gt() {
    const YamlNode* node = value_of(node_, "gt", mistakes_);
    if (node == nullptr) return;
    if (node->kind == YamlNode::Kind::map) return read_title(*node);
    if (!node->is_scalar() || !is_global_title(node->text)) {
      mistakes_.add(node->mark, "expected a global title, up to 32 digits such as \"+15550100001\", found " +
                                    node->describe());
      return;
    }
    endpoint_.gt = node->text;
  }

  // {digits: "+15550100001", indicator: 4, tt: 0, np: e164, nai: international, encoding-scheme: 1}
  void read_title(const YamlNode& node) {
    const YamlMember* digits = node.find("digits");
    if (digits == nullptr) {
      mistakes_.add(node.mark, "this global title has no 'digits'");
      return;
    }
    if (!digits->value.is_scalar() || !is_global_title(digits->value.text)) {
      mistakes_.add(digits->value.mark,
                    "expected up to 32 digits such as \"+15550100001\", found " + digits->value.describe());
      return;
    }
    endpoint_.gt = digits->value.text;
    const std::size_t before = mistakes_.size();
    const Template stated = read_value(node, mistakes_);
    if (mistakes_.size() != before) return;
    const Value none{Value::Map{}};
    auto value = evaluate(stated, Variables(&none));
    auto title = value ? from_value<sccp::GlobalTitle>(*value)
                       : Result<sccp::GlobalTitle>(tl::unexpected(value.error()));
    if (!title) {
      Error e = title.error();
      if (e.mark.line == 0) e.mark = node.mark;
      return mistakes_.add(std::move(e));
    }
    endpoint_.title = std::move(*title);
  }

  void read_hosts() {
    const YamlNode* one = value_of(node_, "host", mistakes_);
    const YamlNode* several = value_of(node_, "hosts", mistakes_);
    if (one != nullptr && several != nullptr)
      mistakes_.add(several->mark, "'host' and 'hosts' say the same; give one of them");
    const YamlNode* node = several != nullptr ? several : one;
    if (node == nullptr) return;
    endpoint_.hosts = read_strings(*node, "an IP address", mistakes_);
    endpoint_.hosts_stated = !endpoint_.hosts.empty();
    for (const std::string& host : endpoint_.hosts) {
      if (!is_ip_address(host)) mistakes_.add(node->mark, "'" + host + "' is no IPv4 or IPv6 address");
    }
  }

  void read_contexts() {
    if (const YamlNode* node = value_of(node_, "contexts", mistakes_)) {
      for (const std::string& name : read_strings(*node, "the name of an application context", mistakes_)) {
        if (const auto context = find_context(name))
          endpoint_.contexts.push_back(*context);
        else
          mistakes_.add(node->mark, unknown_name(name, context_names()));
      }
    }
    if (const YamlNode* node = value_of(node_, "versions", mistakes_)) read_versions(*node);
  }

  void read_behaviour() {
    endpoint_.automatic = read_automatic(node_, mistakes_);
    if (!endpoint_.automatic) return;
    if (endpoint_.gt.empty() && node_.find("gt") == nullptr)
      mistakes_.add(endpoint_.automatic->mark,
                    "an endpoint that behaves by itself is reached by its number; give it a 'gt'");
    // It speaks the versions that it accepts.
    for (const auto version : {std::uint8_t{3}, std::uint8_t{2}, std::uint8_t{1}}) {
      const auto has = [&](const map::ApplicationContext& context) { return context.version == version; };
      if (endpoint_.contexts.empty() || std::ranges::any_of(endpoint_.contexts, has))
        endpoint_.automatic->versions.push_back(version);
    }
  }

  // All contexts of these versions.
  void read_versions(const YamlNode& node) {
    if (!endpoint_.contexts.empty()) {
      mistakes_.add(node.mark, "'contexts' and 'versions' exclude one another; give one of them");
      return;
    }
    std::vector<std::int64_t> versions;
    const std::span<const YamlNode> items = node.kind == YamlNode::Kind::list
                                                ? std::span<const YamlNode>(node.items)
                                                : std::span<const YamlNode>(&node, 1);
    for (const YamlNode& item : items) {
      if (const auto version = read_number(item, 1, 3, mistakes_)) versions.push_back(*version);
    }
    for (const std::string_view name : context_names()) {
      const auto context = *find_context(name);
      if (std::ranges::find(versions, context.version) != versions.end())
        endpoint_.contexts.push_back(context);
    }
  }

  const YamlNode& node_;
  Mistakes& mistakes_;
  Endpoint endpoint_;
};

// The endpoint as the scenario has it, with what the site says put in its place.
YamlMember overlaid(YamlMember member, const YamlMember& over) {
  for (const YamlMember& stated : over.value.members) {
    // 'host' and 'hosts' say the same, and so do 'contexts' and 'versions'.
    const auto same = [&](const YamlMember& m) {
      const auto is = [&](std::string_view a, std::string_view b) {
        return (m.name == a || m.name == b) && (stated.name == a || stated.name == b);
      };
      return m.name == stated.name || is("host", "hosts") || is("contexts", "versions");
    };
    std::erase_if(member.value.members, same);
    member.value.members.push_back(stated);
  }
  return member;
}

void check_unique(const std::vector<Endpoint>& endpoints, Mistakes& mistakes) {
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (endpoints[i].pc == endpoints[j].pc) {
        mistakes.add(endpoints[i].mark, "endpoints '" + endpoints[j].name + "' and '" + endpoints[i].name +
                                            "' have the same point code " + std::to_string(endpoints[i].pc));
      }
    }
  }
}

}  // namespace

// 101, or "2-100-1": zone, area and point of an international code (Q.708).
std::optional<mtp::PointCode> read_point_code(const YamlNode& node, Mistakes& mistakes) {
  std::array<std::uint32_t, 3> part{};
  std::size_t count = 0;
  bool digits = false;
  for (const char c : node.text) {
    if (c >= '0' && c <= '9' && part[count] < 1000) {
      part[count] = part[count] * 10 + static_cast<std::uint32_t>(c - '0');
      digits = true;
    } else if (c == '-' && digits && count < 2) {
      ++count;
      digits = false;
    } else {
      count = 0;
      break;
    }
  }
  if (count == 2 && digits && part[0] < 8 && part[1] < 256 && part[2] < 8) {
    return (part[0] << 11U) | (part[1] << 3U) | part[2];
  }
  const Value value = node.kind == YamlNode::Kind::plain ? plain_value(node.text) : Value();
  if (const auto* n = value.if_int();
      n != nullptr && *n >= 0 && *n <= static_cast<std::int64_t>(kMaxPointCode)) {
    return static_cast<mtp::PointCode>(*n);
  }
  mistakes.add(
      node.mark,
      "expected a point code, a number from 0 to 16777215 or zone-area-point such as 2-100-1, found " +
          node.describe());
  return std::nullopt;
}

sccp::Address Endpoint::address() const {
  sccp::Address out;
  out.ssn = ssn;
  if (gt.empty()) {
    out.routing = sccp::RoutingIndicator::route_on_ssn;
    out.point_code = pc;
    return out;
  }
  out.routing = sccp::RoutingIndicator::route_on_gt;
  // With or without the '+' that people write.
  out.gt = title;
  out.gt->digits = gt.starts_with('+') ? gt.substr(1) : gt;
  return out;
}

void check_endpoint_overrides(const YamlMember& member, Mistakes& mistakes) {
  if (!check_keys(member.value, kKeys, "an endpoint", mistakes)) return;
  // What an endpoint needs is there for certain; what is wrong with the rest is told of its own place.
  YamlMember whole = member;
  for (const auto& [name, text] : {std::pair{"role", "msc"}, std::pair{"pc", "1"}}) {
    if (whole.value.find(name) != nullptr) continue;
    YamlNode value;
    value.kind = YamlNode::Kind::plain;
    value.text = text;
    value.mark = member.mark;
    whole.value.members.push_back({name, member.mark, std::move(value)});
  }
  EndpointReader(whole, mistakes).read();
}

std::vector<Endpoint> read_endpoints(const YamlNode& node, Mistakes& mistakes,
                                     std::span<const YamlMember> overrides) {
  std::vector<Endpoint> endpoints;
  if (node.kind != YamlNode::Kind::map) {
    mistakes.add(node.mark,
                 "expected the endpoints, a map of a name to an endpoint, found " + node.describe());
    return endpoints;
  }
  if (node.members.size() > kMaxEndpoints) {
    mistakes.add(node.mark, "more than 200 endpoints");
    return endpoints;
  }
  for (const YamlMember& member : node.members) {
    const auto over = std::ranges::find(overrides, member.name, &YamlMember::name);
    endpoints.push_back(over == overrides.end() ? EndpointReader(member, mistakes).read()
                                                : EndpointReader(overlaid(member, *over), mistakes).read());
    Endpoint& endpoint = endpoints.back();
    // RFC 5737: 192.0.2.0/24 is for documentation.
    if (endpoint.hosts.empty()) endpoint.hosts.push_back("192.0.2." + std::to_string(endpoints.size()));
  }
  check_unique(endpoints, mistakes);
  return endpoints;
}

Value endpoint_value(const Endpoint& endpoint) {
  Value out;
  out.add("name", endpoint.name);
  out.add("role", kRoleNames[static_cast<std::size_t>(endpoint.role)]);
  out.add("pc", static_cast<std::int64_t>(endpoint.pc));
  if (!endpoint.gt.empty()) out.add("gt", endpoint.gt);
  out.add("ssn", static_cast<std::int64_t>(endpoint.ssn));
  out.add("ni", static_cast<std::int64_t>(endpoint.ni));
  out.add("host", endpoint.hosts.front());
  Value::List hosts(endpoint.hosts.begin(), endpoint.hosts.end());
  out.add("hosts", std::move(hosts));
  out.add("port", static_cast<std::int64_t>(endpoint.port));
  if (endpoint.routing_context)
    out.add("routing-context", static_cast<std::int64_t>(*endpoint.routing_context));
  if (endpoint.network_appearance)
    out.add("network-appearance", static_cast<std::int64_t>(*endpoint.network_appearance));
  return out;
}

}  // namespace mapsim::scenario
