#include "scenarios/load/sample/sample_draw.h"

#include "sigtran/core/random.h"

namespace mapsim::load {

bool SampleDraw::takes(std::uint8_t scenario, std::uint64_t number) const {
  if (one_of == 0) return false;
  const std::uint64_t in_all = shard.index + number * shard.count;
  const std::uint64_t group = in_all / one_of;
  Random random = Random(seed).fork(group << 8U | scenario);
  return random.below(one_of) == in_all % one_of;
}

}  // namespace mapsim::load
