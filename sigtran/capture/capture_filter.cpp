#include "sigtran/capture/capture_filter.h"

namespace mapsim::capture {

namespace {

// "(host a or host b)"
template <class T, class Text>
std::string any_of(const std::vector<T>& values, std::string_view word, Text text) {
  std::string all;
  for (const T& value : values) {
    if (!all.empty()) all += " or ";
    all += word;
    all += text(value);
  }
  return "(" + all + ")";
}

}  // namespace

std::string capture_filter(const CaptureScope& scope) {
  const auto host = [](const link::IpAddress& address) { return link::to_text(address); };
  const auto port = [](std::uint16_t number) { return std::to_string(number); };
  std::string sctp = "sctp";
  if (!scope.ports.empty()) sctp += " and " + any_of(scope.ports, "port ", port);
  if (scope.udp_port != 0) sctp = "((" + sctp + ") or udp port " + std::to_string(scope.udp_port) + ")";
  std::string filter = sctp;
  if (!scope.local.empty()) filter += " and " + any_of(scope.local, "host ", host);
  if (!scope.peers.empty()) filter += " and " + any_of(scope.peers, "host ", host);
  return filter;
}

}  // namespace mapsim::capture
