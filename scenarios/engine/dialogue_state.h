// What an instance knows of one of its dialogues: both ends where both are simulated.
#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>

#include "sigtran/core/slab.h"
#include "sigtran/map/primitives.h"

namespace mapsim::scenario {

// An invocation that waits for its outcome, at the end that sent it or at the end that must answer it.
struct Invocation {
  map::InvokeId invoke_id = 0;
  std::int32_t opcode = 0;
};
using Invocations = boost::container::small_vector<Invocation, 1>;

struct DialogueEnd {
  std::optional<map::DialogueId> id;
  std::uint16_t endpoint = 0;  // index into Program::endpoints
  bool open = false;
  map::InvokeId next_invoke_id = 1;
  std::uint8_t queued_rejects = 0;  // our own stack rejected what came; they go with this end's next message
  Invocations sent;                 // by this end, outcome not received yet
  Invocations received;             // by this end, not answered yet
};

struct DialogueState {
  std::array<DialogueEnd, 2> ends;  // the initiator first
  map::ApplicationContext context;
  bool begun = false;
  // While the BEGIN is on its way: its transaction id, by which the receiver's end finds this dialogue.
  std::optional<std::uint32_t> awaited_otid;
  // Of the BEGIN of an automatic endpoint: by this its end is found when the first answer comes.
  std::optional<std::uint32_t> begun_otid;

  // Its first message goes from one endpoint to another; later ones change nothing.
  void begin(std::uint16_t from, std::uint16_t to) {
    if (begun) return;
    ends[0].endpoint = from;
    ends[1].endpoint = to;
    begun = true;
  }

  DialogueEnd& end_at(std::uint16_t endpoint) { return ends[0].endpoint == endpoint ? ends[0] : ends[1]; }
};

struct Owner {
  SlabHandle instance;
  std::uint16_t dialogue = 0;
};

// Whose a dialogue of a node is, as the 64 bits that a node keeps with it; 0 is nobody's. Several players at
// one node have numbers (PlayerOptions::number).
inline constexpr unsigned kSlotBits = 24;
inline constexpr std::size_t kMaxInstances = std::size_t{1} << kSlotBits;
constexpr std::uint64_t pack_owner(const Owner& owner, std::uint8_t player) {
  // A generation is odd while its slot is in use, so the result is never 0.
  return (std::uint64_t{owner.instance.generation & 0xFFFFU} << 48U) |
         (std::uint64_t{owner.dialogue} << 32U) | (std::uint64_t{player} << kSlotBits) | owner.instance.slot;
}
constexpr std::uint32_t slot_of(std::uint64_t packed) {
  return static_cast<std::uint32_t>(packed & (kMaxInstances - 1));
}
constexpr std::uint8_t player_of(std::uint64_t packed) {
  return static_cast<std::uint8_t>(packed >> kSlotBits);
}

}  // namespace mapsim::scenario
