// Routing keys (RFC 4666 1.2, 3.6.1): which traffic an application server takes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/m3ua/codes.h"

namespace mapsim::m3ua {

// One destination with what narrows it down. An empty list stands for any value. Lists are ascending and
// without repetition (normalise).
struct RoutingKeyPart {
  mtp::PointCode dpc = 0;
  std::vector<std::uint8_t> service_indicators = {};  // 0..15
  std::vector<mtp::PointCode> opcs = {};
  friend bool operator==(const RoutingKeyPart&, const RoutingKeyPart&) = default;
};

// Messages that any part fits. At least one part; parts ascend by destination.
struct RoutingKey {
  std::vector<RoutingKeyPart> parts = {};
  friend bool operator==(const RoutingKey&, const RoutingKey&) = default;
};

// Brings lists and parts into their one order, so that equal keys compare equal.
void normalise(RoutingKey& key);

// Destinations, service indicators and OPCs together.
std::size_t entries(const RoutingKey& key);

bool covers(const RoutingKey& key, const mtp::RoutingLabel& label);
bool has_destination(const RoutingKey& key, mtp::PointCode dpc);

// Whether there is a message that fits both (RFC 4666 4.4.1: unique routing).
bool overlap(const RoutingKey& a, const RoutingKey& b);

}  // namespace mapsim::m3ua
