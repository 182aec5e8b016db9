#include "scenarios/engine/lab/words.h"

#include <algorithm>
#include <charconv>

#include "scenarios/engine/lab/wrong.h"

namespace mapsim::scenario::lab {

namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// Takes "HOST", "HOST:PORT", "[V6]" or "[V6]:PORT" apart.
bool take_apart(std::string_view text, std::string_view& host, std::optional<std::string_view>& port) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return false;
    host = text.substr(1, close - 1);
    const std::string_view rest = text.substr(close + 1);
    if (rest.empty()) return true;
    if (!rest.starts_with(':')) return false;
    port = rest.substr(1);
    return true;
  }
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos) {
    host = text;  // no port, or a bare IPv6 address
    return true;
  }
  host = text.substr(0, colon);
  port = text.substr(colon + 1);
  return true;
}

}  // namespace

std::optional<Words> words_for(const Words& words, const std::vector<std::string>& endpoints) {
  const auto unknown = [&](const std::string& name) {
    return std::ranges::find(endpoints, name) == endpoints.end();
  };
  Words out = words;
  std::erase_if(out.as, unknown);
  std::erase_if(out.labs, [&](const LabWord& word) { return unknown(word.name); });
  if (!words.as.empty() && out.as.empty()) return std::nullopt;
  return out;
}

Result<link::EndpointAddress> parse_address(std::string_view text, HostNames& names) {
  link::EndpointAddress address;
  bool port_given = false;
  const std::string all(text);
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    const std::string_view word = text.substr(0, comma);
    if (more) text.remove_prefix(comma + 1);
    std::string_view host;
    std::optional<std::string_view> port;
    if (!take_apart(word, host, port)) {
      return fail(wrong("'" + std::string(word) + "' in '" + all +
                        "': expected an IP address or the name of a host and perhaps a port, such as "
                        "192.0.2.10:2905, [2001:db8::10]:2905 or smsc.example:2905"));
    }
    if (port) {
      const auto number = parse_port(*port);
      if (!number) return fail(wrong("'" + std::string(*port) + "' in '" + all + "' is no port, 1 to 65535"));
      if (port_given && *number != address.port) {
        return fail(
            wrong("'" + all + "': an SCTP endpoint has one port, whatever addresses it has (RFC 9260 1.3)"));
      }
      address.port = *number;
      port_given = true;
    }
    auto found = names.address_of(host);
    if (!found) {
      return fail(wrong("'" + all + "': " + found.error().text +
                        "; expected an IP address or the name of a host and perhaps a port, such as "
                        "192.0.2.10:2905, [2001:db8::10]:2905 or smsc.example:2905"));
    }
    address.hosts.push_back(std::move(*found));
  }
  return address;
}

Result<LabWord> parse_lab(std::string_view text, HostNames& names) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return fail(wrong("--lab " + std::string(text) + ": expected NAME=HOST:PORT, or NAME=listen:PORT"));
  }
  LabWord word;
  word.name = text.substr(0, equals);
  std::string_view where = text.substr(equals + 1);
  constexpr std::string_view kListen = "listen:";
  if (where.starts_with(kListen)) {
    word.listen = true;
    where.remove_prefix(kListen.size());
    if (const auto port = parse_port(where)) {
      word.address.port = *port;
      return word;
    }
  }
  auto address = parse_address(where, names);
  if (!address) return fail(wrong("--lab " + address.error().text));
  word.address = std::move(*address);
  return word;
}

Result<std::pair<std::uint16_t, std::uint16_t>> parse_udp_ports(std::string_view text) {
  const auto colon = text.find(':');
  const auto local = parse_port(text.substr(0, colon));
  const auto remote = colon == std::string_view::npos ? std::optional<std::uint16_t>(9899)
                                                      : parse_port(text.substr(colon + 1));
  if (!local || !remote) {
    return fail(
        wrong("--udp-port " + std::string(text) + ": expected LOCAL or LOCAL:REMOTE, ports from 1 to 65535"));
  }
  return std::pair(*local, *remote);
}

}  // namespace mapsim::scenario::lab
