// Which dialogues of a run are captured: of each so many that follow one another, one, drawn by chance.
#pragma once

#include <cstdint>

#include "scenarios/load/shard.h"

namespace mapsim::load {

struct SampleDraw {
  std::uint64_t one_of = 0;  // 0: none
  std::uint64_t seed = 1;
  Shard shard = {};

  // `number`: of the dialogue in its scenario and this part, from 0; parts together draw what one run would.
  bool takes(std::uint8_t scenario, std::uint64_t number) const;
};

}  // namespace mapsim::load
