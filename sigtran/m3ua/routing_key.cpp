#include "sigtran/m3ua/routing_key.h"

#include <algorithm>

namespace mapsim::m3ua {

namespace {

template <class T>
void order(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

template <class T>
bool has(const std::vector<T>& list, T value) {
  return list.empty() || std::binary_search(list.begin(), list.end(), value);
}

template <class T>
bool meet(const std::vector<T>& a, const std::vector<T>& b) {
  return a.empty() || std::any_of(a.begin(), a.end(), [&b](T value) { return has(b, value); });
}

bool overlap(const RoutingKeyPart& a, const RoutingKeyPart& b) {
  return a.dpc == b.dpc && meet(a.service_indicators, b.service_indicators) && meet(a.opcs, b.opcs);
}

bool before(const RoutingKeyPart& a, const RoutingKeyPart& b) {
  if (a.dpc != b.dpc) return a.dpc < b.dpc;
  if (a.service_indicators != b.service_indicators) return a.service_indicators < b.service_indicators;
  return a.opcs < b.opcs;
}

}  // namespace

void normalise(RoutingKey& key) {
  for (RoutingKeyPart& part : key.parts) {
    order(part.service_indicators);
    order(part.opcs);
  }
  std::sort(key.parts.begin(), key.parts.end(), before);
  key.parts.erase(std::unique(key.parts.begin(), key.parts.end()), key.parts.end());
}

std::size_t entries(const RoutingKey& key) {
  std::size_t count = key.parts.size();
  for (const RoutingKeyPart& part : key.parts) count += part.service_indicators.size() + part.opcs.size();
  return count;
}

bool covers(const RoutingKey& key, const mtp::RoutingLabel& label) {
  return std::any_of(key.parts.begin(), key.parts.end(), [&label](const RoutingKeyPart& part) {
    return part.dpc == label.dpc && has(part.service_indicators, label.si) && has(part.opcs, label.opc);
  });
}

bool has_destination(const RoutingKey& key, mtp::PointCode dpc) {
  return std::any_of(key.parts.begin(), key.parts.end(),
                     [dpc](const RoutingKeyPart& part) { return part.dpc == dpc; });
}

bool overlap(const RoutingKey& a, const RoutingKey& b) {
  return std::any_of(a.parts.begin(), a.parts.end(), [&b](const RoutingKeyPart& part) {
    auto other = std::lower_bound(b.parts.begin(), b.parts.end(), part.dpc,
                                  [](const RoutingKeyPart& p, mtp::PointCode dpc) { return p.dpc < dpc; });
    for (; other != b.parts.end() && other->dpc == part.dpc; ++other) {
      if (overlap(part, *other)) return true;
    }
    return false;
  });
}

}  // namespace mapsim::m3ua
