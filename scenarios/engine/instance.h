// One playing of a program: where it stands, and what it knows of its dialogues.
#pragma once

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <list>
#include <optional>
#include <string_view>
#include <vector>

#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/ended.h"
#include "scenarios/engine/template.h"
#include "scenarios/engine/verdict.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/time.h"
#include "sigtran/core/timer_queue.h"

namespace mapsim::scenario {

enum class Waiting : std::uint8_t {
  nothing,
  message,
  timeout,
  pause,
  way,       // to the receiver
  branches,  // until they are over
  arrival,   // of a message of the dialogue that a fault holds back
  link,      // until it carries traffic, or carries none
};

// Where in a step a message stands that travels in several parts: one that is too long for its BEGIN
// (TS 29.002 Annex C), or one that a fault sends twice.
enum class Handshake : std::uint8_t { none, empty_begin, acceptance, services, copy };

// One line of steps: the chart itself, a branch of a `parallel` step, or the arrival of a message that a
// fault holds back while the chart goes on.
struct Strand {
  std::uint32_t id = 0;      // 0: the chart
  std::uint32_t parent = 0;  // the strand that waits for this branch
  std::size_t position = 0;
  std::size_t end = 0;  // the position at which it is over
  Instant sent_at;
  TimerId timer;
  std::string_view note;            // of the step that is going on; a literal
  std::uint32_t open_branches = 0;  // of its own
  Waiting waiting = Waiting::nothing;
  Handshake handshake = Handshake::none;
  bool is_branch = false;      // of its parent; what is neither that nor the chart is an arrival
  bool link_was_lost = false;  // since the link step began

  bool is_arrival() const { return id != 0 && !is_branch; }
};

struct Instance {
  Instance(const Value* vars, std::size_t steps, std::size_t number_of_dialogues)
      : variables(vars), dialogues(number_of_dialogues) {
    chart.end = steps;
  }

  std::size_t number = 0;  // in the order of starting
  Instant due;             // when it should have begun
  Verdict verdict = Verdict::none;
  Ending ending = Ending::passed;
  Way way;
  Variables variables;
  boost::container::small_vector<DialogueState, 1> dialogues;
  // What stacks sent by themselves and no step has named yet.
  struct StackSent {
    std::uint16_t endpoint = 0;
    std::optional<std::uint16_t> dialogue;
  };
  std::vector<StackSent> stack_sent;
  Strand chart;
  std::list<Strand> others;  // in the order in which they began; their addresses stay
  std::uint32_t next_strand = 1;

  Strand* find(std::uint32_t strand) {
    if (strand == 0) return &chart;
    const auto at = std::ranges::find(others, strand, &Strand::id);
    return at != others.end() ? &*at : nullptr;
  }
  // The first strand of which `f` is true; nullptr where there is none.
  template <class F>
  Strand* find_strand(F&& f) {
    if (f(chart)) return &chart;
    const auto at = std::ranges::find_if(others, [&](Strand& s) { return f(s); });
    return at != others.end() ? &*at : nullptr;
  }
  Strand& add_strand(std::size_t position, std::size_t end) {
    Strand& strand = others.emplace_back();
    strand.id = next_strand++;
    strand.position = position;
    strand.end = end;
    return strand;
  }
};

// Names a strand for as long as it is there.
struct StrandId {
  SlabHandle instance;
  std::uint32_t strand = 0;
};

// Whose turn it is. Both are gone when the instance has ended, the strand when it is over.
struct Turn {
  SlabHandle handle;
  Instance& instance;
  Strand& strand;
};

}  // namespace mapsim::scenario
