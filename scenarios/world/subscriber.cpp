#include "scenarios/world/subscriber.h"

#include <array>

namespace mapsim::world {

std::span<const std::string_view> state_names() {
  static constexpr std::array<std::string_view, 14> kNames = {
      "reachable",       "absent",          "detached", "purged",       "memory-full", "busy",
      "barred",          "not-provisioned", "unknown",  "unidentified", "illegal",     "illegal-equipment",
      "not-sm-equipped", "silent"};
  return kNames;
}

}  // namespace mapsim::world
