// How programs are played, beside what they say themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "scenarios/engine/dialogue_observer.h"
#include "scenarios/engine/ended.h"
#include "sigtran/core/time.h"

namespace mapsim::scenario {

struct PlayerOptions {
  // How long a step waits for its message when neither the step nor an operation's timer says so.
  Duration wait = std::chrono::seconds(30);
  // After the last step: how long what is on its way may take, so that captures show whole exchanges and a
  // late surprise is still seen.
  Duration settle = std::chrono::milliseconds(100);
  // A message whose receiver cannot be reached waits for a way to open, for `wait` at most. Off: it is sent,
  // and M3UA tells that it discards it.
  bool await_way = false;
  // Messages of real systems that came before a step waits for them; more count as unexpected.
  std::size_t most_held = 1000;
  // Variables of the file that each instance has its own values for, in the order of start()'s `row`.
  std::vector<std::string> row_variables = {};
  EndObserver* ends = nullptr;            // told of every instance that ends; outlives the player
  DialogueObserver* dialogues = nullptr;  // told whose messages are; outlives the player
  // Of the order in which the branches of a `parallel` step begin.
  std::uint64_t seed = 1;
  // Several players may share the nodes of a runtime: each has a number of its own, and the tag of its first
  // step's messages (OutBuffer::tag) is behind those of the ones before it.
  std::uint8_t number = 0;
  std::uint64_t first_tag = 1;
};

// After the last step, automatic endpoints may take so long to end the dialogues that they have opened.
inline constexpr Duration kLongestSettle = std::chrono::seconds(5);

// play() goes on until it is stopped: an instance always waits for the first message of a real system.
inline constexpr std::size_t kForever = std::numeric_limits<std::size_t>::max();
// Of an instance that waits for whoever calls: as good as for ever.
inline constexpr Duration kMaxWait = std::chrono::hours(24 * 365);

}  // namespace mapsim::scenario
