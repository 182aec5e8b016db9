#include "scenarios/world/setting.h"

namespace mapsim::world {

sccp::Address Directory::address(Number number, std::uint8_t ssn) const {
  const auto known = known_.find(number);
  if (known != known_.end()) return known->second;
  sccp::Address address;
  address.ssn = ssn;
  address.gt.emplace().digits = number.digits();
  return address;
}

// In steps of a sixteenth of the range, which is fine enough for a test and easy to tell apart in a capture.
Duration Delay::draw(Random& random) const {
  if (most <= least) return least;
  constexpr std::uint64_t kSteps = 16;
  return least + (most - least) * static_cast<std::int64_t>(random.below(kSteps + 1)) /
                     static_cast<std::int64_t>(kSteps);
}

}  // namespace mapsim::world
