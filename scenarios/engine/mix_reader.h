// A mix: which scenarios are played, and how often each compared with the others.
//
//   mix:
//     - {scenario: mo-v3.yaml, weight: 70}
//     - {scenario: mt-v3.yaml, weight: 30, data: subscribers.csv, set: {text: hello}}
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/engine/template_reader.h"
#include "sigtran/core/random.h"

namespace mapsim::scenario {

inline constexpr std::size_t kMaxMixEntries = 1000;

struct MixEntry {
  std::string scenario;  // a file, relative to that of the mix, or a name
  Mark mark;
  std::uint32_t weight = 1;  // 1 to 1000000
  std::string data;          // a CSV file, relative to that of the mix; empty: none
  std::vector<std::pair<std::string, std::string>> set;
};

struct Mix {
  std::vector<MixEntry> entries;
  // Which entries are played, drawn by their weights.
  std::vector<std::size_t> draw(std::size_t times, Random& random) const;
};

Mix read_mix(std::string_view text, Mistakes& mistakes);

}  // namespace mapsim::scenario
