#include "sigtran/link/transport.h"

#include <algorithm>

namespace mapsim::link {

bool same_endpoint(const EndpointAddress& a, const EndpointAddress& b) {
  return a.port == b.port && std::any_of(a.hosts.begin(), a.hosts.end(), [&](const std::string& host) {
           return std::find(b.hosts.begin(), b.hosts.end(), host) != b.hosts.end();
         });
}

std::string_view to_text(LossReason reason) {
  switch (reason) {
    case LossReason::shutdown_by_peer:
      return "shut down by the peer";
    case LossReason::shutdown_complete:
      return "shut down";
    case LossReason::aborted_by_peer:
      return "aborted by the peer";
    case LossReason::aborted_locally:
      return "aborted on this side";
    case LossReason::unreachable:
      return "no answer";
    case LossReason::refused:
      return "refused by ABORT";
  }
  return "";
}

std::string to_text(const EndpointAddress& address) {
  const bool bare_v6 = address.hosts.size() == 1 && address.hosts.front().find(':') != std::string::npos;
  std::string text;
  for (const std::string& host : address.hosts) text += (text.empty() ? "" : ",") + host;
  return (bare_v6 ? "[" + text + "]" : text) + ":" + std::to_string(address.port);
}

}  // namespace mapsim::link
