// A verdict only worsens.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace mapsim::scenario {

enum class Verdict : std::uint8_t {
  none,          // nothing was decided yet
  pass,
  inconclusive,  // it could not be played to the end for a reason that says nothing about the peer
  fail,          // something received was not as stated
  error,         // the scenario could not be played as written
};

inline void worsen(Verdict& verdict, Verdict by) { verdict = std::max(verdict, by); }

constexpr std::string_view verdict_name(Verdict v) {
  constexpr std::string_view kNames[] = {"none", "pass", "inconclusive", "fail", "error"};
  return kNames[static_cast<std::size_t>(v)];
}

}  // namespace mapsim::scenario
