// The only source of chance. The same seed gives the same run on every machine and with every compiler, which
// the distributions of <random> do not promise.
#pragma once

#include <array>
#include <cstdint>

namespace mapsim {

// xoshiro256** (Blackman, Vigna), seeded by splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  std::uint64_t next();
  // Uniform in [0, bound); bound must not be 0.
  std::uint64_t below(std::uint64_t bound);
  // True with the given probability, 0.0 to 1.0.
  bool chance(double probability);
  // An independent source for a part of the system; `purpose` tells parts of one kind apart.
  Random fork(std::uint64_t purpose);

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace mapsim
