#include "scenarios/engine/lab/site_reader.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/program.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::scenario::lab {

namespace {

using Keys = std::span<const std::string_view>;

constexpr std::array<std::string_view, 11> kKeys = {"transport", "here",   "endpoints", "gateways",
                                                    "links",     "sctp",   "m3ua",      "sccp",
                                                    "reconnect", "limits", "faults"};
constexpr std::array<std::string_view, 2> kTransports = {"usrsctp", "kernel"};
constexpr std::array<std::string_view, 3> kGatewayKeys = {"host", "hosts", "port"};
constexpr std::array<std::string_view, 12> kLinkKeys = {
    "endpoint",        "to",           "connect",        "listen",      "local",   "role",
    "routing-context", "traffic-mode", "asp-identifier", "routing-key", "reaches", "network-appearance"};
constexpr std::array<std::string_view, 4> kPlaceKeys = {"host", "hosts", "port", "from-anywhere"};
constexpr std::array<std::string_view, 4> kRoles = {"asp", "sgp", "ipsp-single-exchange",
                                                    "ipsp-double-exchange"};
constexpr std::array<std::string_view, 3> kModes = {"override", "loadshare", "broadcast"};
constexpr std::array<std::string_view, 3> kKeyKeys = {"dpc", "si", "opc"};
constexpr std::array<std::string_view, 19> kSctpKeys = {"streams",
                                                        "init-retries",
                                                        "init-timeout-max",
                                                        "rto-initial",
                                                        "rto-min",
                                                        "rto-max",
                                                        "association-max-retransmissions",
                                                        "path-max-retransmissions",
                                                        "heartbeat",
                                                        "sack-delay",
                                                        "nodelay",
                                                        "dscp",
                                                        "path-mtu",
                                                        "encapsulation",
                                                        "udp-local-port",
                                                        "udp-remote-port",
                                                        "accept-any",
                                                        "receive-buffer",
                                                        "max-message"};
constexpr std::array<std::string_view, 2> kEncapsulations = {"udp", "none"};
constexpr std::array<std::string_view, 7> kM3uaKeys = {"ack",   "ack-retries",    "recovery",    "heartbeat",
                                                       "audit", "strict-streams", "registration"};
constexpr std::array<std::string_view, 1> kSccpKeys = {"translations"};
constexpr std::array<std::string_view, 7> kRuleKeys = {"prefix", "to",     "load-share",      "ssn",
                                                       "strip",  "insert", "translation-type"};
constexpr std::array<std::string_view, 3> kReconnectKeys = {"first", "longest", "attempt"};
constexpr std::array<std::string_view, 3> kLimitKeys = {"associations", "dialogues", "send-queue"};
constexpr std::array<std::string_view, 6> kFaultKeys = {"seed",    "loss",    "duplicate",
                                                        "reorder", "delayed", "delay"};
constexpr std::uint32_t kMax32 = 0xFFFFFFFF;

void read_duration_into(const YamlNode& map, std::string_view name, Duration& field, Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes)) {
    if (const auto d = read_duration(*node, mistakes)) field = *d;
  }
}

void read_duration_into(const YamlNode& map, std::string_view name, std::optional<Duration>& field,
                        Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes)) field = read_duration(*node, mistakes);
}

void read_bool_into(const YamlNode& map, std::string_view name, bool& field, Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes))
    field = read_bool(*node, mistakes).value_or(field);
}

// A scalar is a list of one.
std::span<const YamlNode> items_of(const YamlNode& node) {
  return node.kind == YamlNode::Kind::list ? std::span<const YamlNode>(node.items)
                                           : std::span<const YamlNode>(&node, 1);
}

class SiteReader {
 public:
  SiteReader(const YamlNode& root, Mistakes& mistakes) : root_(root), mistakes_(mistakes) {}

  Site read() {
    if (!check_keys(root_, kKeys, "a node file", mistakes_)) return std::move(site_);
    if (const YamlNode* node = value_of(root_, "transport", mistakes_)) {
      if (const auto i = read_choice(*node, kTransports, mistakes_))
        site_.transport = static_cast<TransportKind>(*i);
    }
    if (const YamlNode* node = value_of(root_, "here", mistakes_)) {
      site_.here = read_strings(*node, "the name of an endpoint", mistakes_);
    }
    if (const YamlNode* node = map("endpoints", "the endpoints, a map of a name to what is said of it")) {
      for (const YamlMember& member : node->members) {
        check_endpoint_overrides(member, mistakes_);
        site_.endpoints.push_back(member);
      }
    }
    if (const YamlNode* node = map("gateways", "the gateways, a map of a name to an address")) {
      for (const YamlMember& member : node->members) read_gateway(member);
    }
    if (const YamlNode* node = value_of(root_, "links", mistakes_)) read_links(*node);
    if (const YamlNode* node = map("sctp", "options of SCTP, a map")) read_sctp(*node);
    if (const YamlNode* node = map("m3ua", "options of M3UA, a map")) read_m3ua(*node);
    if (const YamlNode* node = map("sccp", "options of SCCP, a map")) read_sccp(*node);
    if (const YamlNode* node = map("reconnect", "times, a map")) read_reconnect(*node);
    if (const YamlNode* node = map("limits", "limits, a map")) read_limits(*node);
    if (const YamlNode* node = map("faults", "faults of the network, a map")) read_faults(*node);
    return std::move(site_);
  }

 private:
  const YamlNode* map(std::string_view name, std::string_view what) {
    const YamlNode* node = value_of(root_, name, mistakes_);
    if (node == nullptr || node->kind == YamlNode::Kind::map) return node;
    mistakes_.add(node->mark, "expected " + std::string(what) + ", found " + node->describe());
    return nullptr;
  }

  // Hosts and port; where there is no port it stays as it is.
  void read_place(const YamlNode& node, Keys keys, link::EndpointAddress& place) {
    if (!check_keys(node, keys, "an address", mistakes_)) return;
    const YamlNode* one = value_of(node, "host", mistakes_);
    const YamlNode* several = value_of(node, "hosts", mistakes_);
    if (one != nullptr && several != nullptr) {
      mistakes_.add(several->mark, "'host' and 'hosts' say the same; give one of them");
    }
    if (const YamlNode* hosts = several != nullptr ? several : one) {
      for (std::string& host : read_strings(*hosts, "an IP address", mistakes_)) {
        if (!link::parse_ip(host)) mistakes_.add(hosts->mark, "'" + host + "' is no IPv4 or IPv6 address");
        place.hosts.push_back(std::move(host));
      }
    }
    read_into(node, "port", place.port, mistakes_);
  }

  void read_gateway(const YamlMember& member) {
    Gateway gateway{member.name, {}, member.mark};
    read_place(member.value, kGatewayKeys, gateway.address);
    if (gateway.address.hosts.empty())
      mistakes_.add(member.mark, "gateway '" + member.name + "' has no 'host'");
    site_.gateways.push_back(std::move(gateway));
  }

  void read_links(const YamlNode& node) {
    if (node.kind != YamlNode::Kind::list) {
      mistakes_.add(node.mark, "expected the links, a list, found " + node.describe());
      return;
    }
    for (const YamlNode& item : node.items) read_link(item);
  }

  void read_link(const YamlNode& node) {
    if (!check_keys(node, kLinkKeys, "a link", mistakes_)) return;
    Link link;
    link.mark = node.mark;
    link.endpoint = needed_name(node, "endpoint", "which endpoint of ours the link belongs to");
    link.to = needed_name(node, "to", "which endpoint or gateway it leads to");
    const YamlNode* connect = value_of(node, "connect", mistakes_);
    const YamlNode* listen = value_of(node, "listen", mistakes_);
    if (connect != nullptr && listen != nullptr) {
      mistakes_.add(listen->mark, "'connect' and 'listen' exclude one another; give one of them");
    }
    if (connect != nullptr) read_place(*connect, Keys(kPlaceKeys).first(3), link.remote);
    if (listen != nullptr) {
      link.connects = false;
      // Where we listen is our address; who may call is the other's.
      read_place(*listen, kPlaceKeys, link.local.emplace());
      if (listen->kind == YamlNode::Kind::map)
        read_bool_into(*listen, "from-anywhere", link.from_anywhere, mistakes_);
    }
    if (const YamlNode* local = value_of(node, "local", mistakes_)) {
      if (!link.local) link.local.emplace().port = 0;
      read_place(*local, Keys(kPlaceKeys).first(3), *link.local);
    }
    read_link_m3ua(node, link);
    site_.links.push_back(std::move(link));
  }

  void read_link_m3ua(const YamlNode& node, Link& link) {
    if (const YamlNode* role = value_of(node, "role", mistakes_)) {
      if (const auto i = read_choice(*role, kRoles, mistakes_)) link.role = static_cast<m3ua::Role>(*i);
    }
    read_into(node, "routing-context", link.routing_context, mistakes_, kMax32);
    read_into(node, "network-appearance", link.network_appearance, mistakes_, kMax32);
    read_into(node, "asp-identifier", link.asp_identifier, mistakes_, kMax32);
    if (const YamlNode* mode = value_of(node, "traffic-mode", mistakes_)) {
      // RFC 4666 3.7.1: 1 override, 2 loadshare, 3 broadcast.
      if (const auto i = read_choice(*mode, kModes, mistakes_))
        link.traffic_mode = static_cast<m3ua::TrafficMode>(*i + 1);
    }
    if (const YamlNode* key = value_of(node, "routing-key", mistakes_)) read_routing_key(*key, link);
    if (const YamlNode* reaches = value_of(node, "reaches", mistakes_)) {
      for (const YamlNode& item : items_of(*reaches)) {
        if (const auto pc = read_point_code(item, mistakes_)) link.reaches.push_back(*pc);
      }
    }
  }

  void read_routing_key(const YamlNode& node, Link& link) {
    m3ua::RoutingKey key;
    for (const YamlNode& item : items_of(node)) {
      if (!check_keys(item, kKeyKeys, "a routing key", mistakes_)) return;
      m3ua::RoutingKeyPart part;
      if (const YamlNode* dpc = value_of(item, "dpc", mistakes_)) {
        part.dpc = read_point_code(*dpc, mistakes_).value_or(0);
      } else {
        mistakes_.add(item.mark, "a routing key needs a 'dpc'");
      }
      if (const YamlNode* si = value_of(item, "si", mistakes_)) {
        for (const YamlNode& one : items_of(*si)) {
          if (const auto n = read_number(one, 0, 15, mistakes_)) {
            part.service_indicators.push_back(static_cast<std::uint8_t>(*n));
          }
        }
      }
      if (const YamlNode* opc = value_of(item, "opc", mistakes_)) {
        for (const YamlNode& one : items_of(*opc)) {
          if (const auto pc = read_point_code(one, mistakes_)) part.opcs.push_back(*pc);
        }
      }
      key.parts.push_back(std::move(part));
    }
    m3ua::normalise(key);
    link.routing_key = std::move(key);
  }

  std::string needed_name(const YamlNode& node, std::string_view key, const std::string& what) {
    const YamlNode* value = value_of(node, key, mistakes_);
    if (value == nullptr) {
      if (node.find(key) == nullptr)
        mistakes_.add(node.mark, "a link has no '" + std::string(key) + "': " + what);
      return {};
    }
    return read_string(*value, "a name", mistakes_).value_or("");
  }

  void read_sctp(const YamlNode& node) {
    if (!check_keys(node, kSctpKeys, "sctp", mistakes_)) return;
    link::SctpOptions& o = site_.sctp;
    read_into(node, "streams", o.streams_out, mistakes_);
    o.streams_in = o.streams_out;
    read_into(node, "init-retries", o.init_retries, mistakes_);
    read_duration_into(node, "init-timeout-max", o.init_timeout_max, mistakes_);
    read_duration_into(node, "rto-initial", o.rto_initial, mistakes_);
    read_duration_into(node, "rto-min", o.rto_min, mistakes_);
    read_duration_into(node, "rto-max", o.rto_max, mistakes_);
    read_into(node, "association-max-retransmissions", o.association_max_retransmissions, mistakes_);
    read_into(node, "path-max-retransmissions", o.path_max_retransmissions, mistakes_);
    read_duration_into(node, "heartbeat", o.heartbeat_interval, mistakes_);
    read_duration_into(node, "sack-delay", o.sack_delay, mistakes_);
    read_bool_into(node, "nodelay", o.nodelay, mistakes_);
    if (const YamlNode* dscp = value_of(node, "dscp", mistakes_)) {
      if (const auto n = read_number(*dscp, 0, 63, mistakes_)) o.dscp = static_cast<std::uint8_t>(*n);
    }
    if (const YamlNode* mtu = value_of(node, "path-mtu", mistakes_)) {
      if (const auto n = read_number(*mtu, 576, 65535, mistakes_))
        o.path_mtu = static_cast<std::uint32_t>(*n);
    }
    if (const YamlNode* how = value_of(node, "encapsulation", mistakes_)) {
      site_.over_udp = read_choice(*how, kEncapsulations, mistakes_).value_or(0) == 0;
    }
    read_into(node, "udp-local-port", site_.udp_local, mistakes_);
    read_into(node, "udp-remote-port", site_.udp_remote, mistakes_);
    read_bool_into(node, "accept-any", site_.accept_any, mistakes_);
    read_into(node, "receive-buffer", o.receive_buffer, mistakes_, 1 << 30);
    read_into(node, "max-message", o.max_message, mistakes_, 1 << 24);
  }

  void read_m3ua(const YamlNode& node) {
    if (!check_keys(node, kM3uaKeys, "m3ua", mistakes_)) return;
    read_duration_into(node, "ack", site_.m3ua.ack, mistakes_);
    read_into(node, "ack-retries", site_.m3ua.ack_retries, mistakes_, 1000);
    read_duration_into(node, "recovery", site_.m3ua.recovery, mistakes_);
    read_duration_into(node, "heartbeat", site_.m3ua.heartbeat, mistakes_);
    read_duration_into(node, "audit", site_.m3ua.audit, mistakes_);
    read_bool_into(node, "strict-streams", site_.strict_streams, mistakes_);
    read_bool_into(node, "registration", site_.registration.supported, mistakes_);
  }

  void read_sccp(const YamlNode& node) {
    if (!check_keys(node, kSccpKeys, "sccp", mistakes_)) return;
    const YamlNode* rules = value_of(node, "translations", mistakes_);
    if (rules == nullptr) return;
    for (const YamlNode& item : items_of(*rules)) read_rule(item);
  }

  void read_rule(const YamlNode& node) {
    if (!check_keys(node, kRuleKeys, "a translation", mistakes_)) return;
    sccp::TranslationRule rule;
    if (const YamlNode* prefix = value_of(node, "prefix", mistakes_)) {
      rule.prefix = read_string(*prefix, "leading digits such as \"+1555\"", mistakes_).value_or("");
      if (rule.prefix.starts_with('+')) rule.prefix.erase(0, 1);
      if (rule.prefix.find_first_not_of("0123456789abcde") != std::string::npos) {
        mistakes_.add(prefix->mark, "expected leading digits such as \"+1555\", found " + prefix->describe());
      }
    }
    if (const YamlNode* to = value_of(node, "to", mistakes_)) {
      for (const YamlNode& item : items_of(*to)) {
        if (const auto pc = read_point_code(item, mistakes_)) rule.destinations.push_back(*pc);
      }
    }
    if (rule.destinations.empty())
      mistakes_.add(node.mark, "a translation needs 'to', one point code or several");
    read_bool_into(node, "load-share", rule.load_share, mistakes_);
    read_into(node, "ssn", rule.ssn, mistakes_, 255);
    read_into(node, "translation-type", rule.translation_type, mistakes_, 255);
    read_into(node, "strip", rule.strip, mistakes_, 32);
    if (const YamlNode* insert = value_of(node, "insert", mistakes_)) {
      rule.insert = read_string(*insert, "digits", mistakes_).value_or("");
    }
    site_.translations.push_back(std::move(rule));
  }

  void read_reconnect(const YamlNode& node) {
    if (!check_keys(node, kReconnectKeys, "reconnect", mistakes_)) return;
    read_duration_into(node, "first", site_.reconnect_first, mistakes_);
    read_duration_into(node, "longest", site_.reconnect_longest, mistakes_);
    read_duration_into(node, "attempt", site_.attempt_limit, mistakes_);
    if (site_.reconnect_first < std::chrono::milliseconds(10)) {
      mistakes_.add(node.mark, "'first' is at least 10ms");
    } else if (site_.reconnect_longest < site_.reconnect_first) {
      mistakes_.add(node.mark, "'longest' is not less than 'first'");
    }
  }

  void read_faults(const YamlNode& node) {
    if (!check_keys(node, kFaultKeys, "faults", mistakes_)) return;
    NetworkFaults& faults = site_.faults.emplace();
    constexpr std::int64_t kPercent = 100;
    read_into(node, "seed", faults.seed, mistakes_, std::numeric_limits<std::int64_t>::max());
    read_into(node, "loss", faults.loss, mistakes_, kPercent);
    read_into(node, "duplicate", faults.duplicate, mistakes_, kPercent);
    read_into(node, "reorder", faults.reorder, mistakes_, kPercent);
    read_into(node, "delayed", faults.delayed, mistakes_, kPercent);
    read_duration_into(node, "delay", faults.delay, mistakes_);
    if (faults.loss + faults.duplicate + faults.reorder + faults.delayed > kPercent) {
      mistakes_.add(node.mark, "loss, duplicate, reorder and delayed are more than 100 percent together");
    }
  }

  void read_limits(const YamlNode& node) {
    if (!check_keys(node, kLimitKeys, "limits", mistakes_)) return;
    read_into(node, "associations", site_.sctp.max_associations, mistakes_, 65536);
    read_into(node, "dialogues", site_.max_dialogues, mistakes_, 1 << 24);
    read_into(node, "send-queue", site_.sctp.send_queue_octets, mistakes_, 1 << 30);
  }

  const YamlNode& root_;
  Mistakes& mistakes_;
  Site site_;
};

}  // namespace

SiteResult read_site(std::string_view text, const std::string& file) {
  SiteResult result;
  YamlDocument document = parse_yaml(text);
  result.errors = std::move(document.errors);
  if (result.errors.empty()) {
    Mistakes mistakes;
    result.site = SiteReader(document.root, mistakes).read();
    result.errors = mistakes.take();
    std::ranges::stable_sort(result.errors, {},
                             [](const Error& e) { return std::pair(e.mark.line, e.mark.column); });
  }
  result.site.file = file;
  return result;
}

SiteResult load_site(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  SiteResult result;
  result.site.file = file.string();
  std::error_code error;
  if (!in || std::filesystem::is_directory(file, error)) {
    result.errors.push_back(Error{.layer = "", .text = "this node file cannot be read"});
    return result;
  }
  if (std::filesystem::file_size(file, error) > kMaxFileSize) {
    result.errors.push_back(Error{.layer = "", .text = "a node file has 16 MiB at most"});
    return result;
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return read_site(text, file.string());
}

}  // namespace mapsim::scenario::lab
