// One part of a run that several processes share: part `index` of `count`, counted from 1 on the command line
// and from 0 here.
#pragma once

#include <cstdint>
#include <string_view>

#include "sigtran/core/result.h"

namespace mapsim::load {

inline constexpr std::uint32_t kMaxShards = 1024;

struct Shard {
  std::uint32_t index = 0;  // below `count`
  std::uint32_t count = 1;

  bool is_whole() const { return count == 1; }
  // How many of `total` things that are dealt out in turn this part gets.
  std::uint64_t share_of(std::uint64_t total) const {
    return total > index ? (total - index + count - 1) / count : 0;
  }
};

// "2/4". Error: it is no such pair, the first is 0 or more than the second, or that is more than kMaxShards.
Result<Shard> parse_shard(std::string_view text);

}  // namespace mapsim::load
