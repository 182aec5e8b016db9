#include <array>
#include <limits>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/lab/site_parts.h"

namespace mapsim::scenario::lab {

namespace {

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

void read_duration_into(const YamlNode& map, std::string_view name, Duration& field, Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes)) {
    if (const auto d = read_duration(*node, mistakes)) field = *d;
  }
}

void read_duration_into(const YamlNode& map, std::string_view name, std::optional<Duration>& field,
                        Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes)) field = read_duration(*node, mistakes);
}

void read_rule(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kRuleKeys, "a translation", mistakes)) return;
  sccp::TranslationRule rule;
  if (const YamlNode* prefix = value_of(node, "prefix", mistakes)) {
    rule.prefix = read_string(*prefix, "leading digits such as \"+1555\"", mistakes).value_or("");
    if (rule.prefix.starts_with('+')) rule.prefix.erase(0, 1);
    if (rule.prefix.find_first_not_of("0123456789abcde") != std::string::npos) {
      mistakes.add(prefix->mark, "expected leading digits such as \"+1555\", found " + prefix->describe());
    }
  }
  if (const YamlNode* to = value_of(node, "to", mistakes)) {
    for (const YamlNode& item : items_of(*to)) {
      if (const auto pc = read_point_code(item, mistakes)) rule.destinations.push_back(*pc);
    }
  }
  if (rule.destinations.empty())
    mistakes.add(node.mark, "a translation needs 'to', one point code or several");
  read_bool_into(node, "load-share", rule.load_share, mistakes);
  read_into(node, "ssn", rule.ssn, mistakes, 255);
  read_into(node, "translation-type", rule.translation_type, mistakes, 255);
  read_into(node, "strip", rule.strip, mistakes, 32);
  if (const YamlNode* insert = value_of(node, "insert", mistakes)) {
    rule.insert = read_string(*insert, "digits", mistakes).value_or("");
  }
  site.translations.push_back(std::move(rule));
}

}  // namespace

void read_bool_into(const YamlNode& map, std::string_view name, bool& field, Mistakes& mistakes) {
  if (const YamlNode* node = value_of(map, name, mistakes))
    field = read_bool(*node, mistakes).value_or(field);
}

// A scalar is a list of one.
std::span<const YamlNode> items_of(const YamlNode& node) {
  return node.kind == YamlNode::Kind::list ? std::span<const YamlNode>(node.items)
                                           : std::span<const YamlNode>(&node, 1);
}

void read_sctp(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kSctpKeys, "sctp", mistakes)) return;
  link::SctpOptions& o = site.sctp;
  read_into(node, "streams", o.streams_out, mistakes);
  o.streams_in = o.streams_out;
  read_into(node, "init-retries", o.init_retries, mistakes);
  read_duration_into(node, "init-timeout-max", o.init_timeout_max, mistakes);
  read_duration_into(node, "rto-initial", o.rto_initial, mistakes);
  read_duration_into(node, "rto-min", o.rto_min, mistakes);
  read_duration_into(node, "rto-max", o.rto_max, mistakes);
  read_into(node, "association-max-retransmissions", o.association_max_retransmissions, mistakes);
  read_into(node, "path-max-retransmissions", o.path_max_retransmissions, mistakes);
  read_duration_into(node, "heartbeat", o.heartbeat_interval, mistakes);
  read_duration_into(node, "sack-delay", o.sack_delay, mistakes);
  read_bool_into(node, "nodelay", o.nodelay, mistakes);
  if (const YamlNode* dscp = value_of(node, "dscp", mistakes)) {
    if (const auto n = read_number(*dscp, 0, 63, mistakes)) o.dscp = static_cast<std::uint8_t>(*n);
  }
  if (const YamlNode* mtu = value_of(node, "path-mtu", mistakes)) {
    if (const auto n = read_number(*mtu, 576, 65535, mistakes)) o.path_mtu = static_cast<std::uint32_t>(*n);
  }
  if (const YamlNode* how = value_of(node, "encapsulation", mistakes)) {
    site.over_udp = read_choice(*how, kEncapsulations, mistakes).value_or(0) == 0;
  }
  read_into(node, "udp-local-port", site.udp_local, mistakes);
  read_into(node, "udp-remote-port", site.udp_remote, mistakes);
  read_bool_into(node, "accept-any", site.accept_any, mistakes);
  read_into(node, "receive-buffer", o.receive_buffer, mistakes, 1 << 30);
  read_into(node, "max-message", o.max_message, mistakes, 1 << 24);
}

void read_m3ua(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kM3uaKeys, "m3ua", mistakes)) return;
  read_duration_into(node, "ack", site.m3ua.ack, mistakes);
  read_into(node, "ack-retries", site.m3ua.ack_retries, mistakes, 1000);
  read_duration_into(node, "recovery", site.m3ua.recovery, mistakes);
  read_duration_into(node, "heartbeat", site.m3ua.heartbeat, mistakes);
  read_duration_into(node, "audit", site.m3ua.audit, mistakes);
  read_bool_into(node, "strict-streams", site.strict_streams, mistakes);
  read_bool_into(node, "registration", site.registration.supported, mistakes);
}

void read_sccp(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kSccpKeys, "sccp", mistakes)) return;
  const YamlNode* rules = value_of(node, "translations", mistakes);
  if (rules == nullptr) return;
  for (const YamlNode& item : items_of(*rules)) read_rule(item, site, mistakes);
}

void read_reconnect(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kReconnectKeys, "reconnect", mistakes)) return;
  read_duration_into(node, "first", site.reconnect_first, mistakes);
  read_duration_into(node, "longest", site.reconnect_longest, mistakes);
  read_duration_into(node, "attempt", site.attempt_limit, mistakes);
  if (site.reconnect_first < std::chrono::milliseconds(10)) {
    mistakes.add(node.mark, "'first' is at least 10ms");
  } else if (site.reconnect_longest < site.reconnect_first) {
    mistakes.add(node.mark, "'longest' is not less than 'first'");
  }
}

void read_faults(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kFaultKeys, "faults", mistakes)) return;
  NetworkFaults& faults = site.faults.emplace();
  constexpr std::int64_t kPercent = 100;
  read_into(node, "seed", faults.seed, mistakes, std::numeric_limits<std::int64_t>::max());
  read_into(node, "loss", faults.loss, mistakes, kPercent);
  read_into(node, "duplicate", faults.duplicate, mistakes, kPercent);
  read_into(node, "reorder", faults.reorder, mistakes, kPercent);
  read_into(node, "delayed", faults.delayed, mistakes, kPercent);
  read_duration_into(node, "delay", faults.delay, mistakes);
  if (faults.loss + faults.duplicate + faults.reorder + faults.delayed > kPercent) {
    mistakes.add(node.mark, "loss, duplicate, reorder and delayed are more than 100 percent together");
  }
}

void read_limits(const YamlNode& node, Site& site, Mistakes& mistakes) {
  if (!check_keys(node, kLimitKeys, "limits", mistakes)) return;
  read_into(node, "associations", site.sctp.max_associations, mistakes, 65536);
  read_into(node, "dialogues", site.max_dialogues, mistakes, 1 << 24);
  read_into(node, "send-queue", site.sctp.send_queue_octets, mistakes, 1 << 30);
}

}  // namespace mapsim::scenario::lab
