#include "sigtran/link/transport.h"

#include <algorithm>

namespace mapsim::link {

bool same_endpoint(const EndpointAddress& a, const EndpointAddress& b) {
  return a.port == b.port && std::any_of(a.hosts.begin(), a.hosts.end(), [&](const std::string& host) {
           return std::find(b.hosts.begin(), b.hosts.end(), host) != b.hosts.end();
         });
}

}  // namespace mapsim::link
