// What `mapsim serve` has seen: associations, dialogues, messages and what went wrong last.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "scenarios/world/automata.h"

namespace mapsim::serve {

class Tally {
 public:
  static constexpr std::size_t kMostErrors = 5;

  void on_event(const node::NodeEvent& event, node::Runtime& runtime);
  // Something that went wrong, and when.
  void note_error(Instant at, std::string text);

  // Once a second: what changed since the last time.
  struct Second {
    Instant at;
    std::size_t links_up = 0;
    std::size_t links = 0;
    std::uint64_t open = 0;    // dialogues
    std::uint64_t opened = 0;  // since the start
    std::uint64_t ended = 0;
    std::uint64_t opened_a_second = 0;
    std::uint64_t ended_a_second = 0;
    std::uint64_t messages_a_second = 0;  // received
  };
  Second look(const world::Automata& automata, node::Runtime& runtime);

  struct Told {
    Instant at;
    std::string text;
  };
  const std::deque<Told>& errors() const { return errors_; }  // the latest last
  std::uint64_t errors_in_all() const { return errors_in_all_; }

 private:
  std::uint64_t begins_ = 0;
  std::uint64_t messages_ = 0;
  std::deque<Told> errors_;
  std::uint64_t errors_in_all_ = 0;
  Second last_;
  std::uint64_t last_messages_ = 0;
};

}  // namespace mapsim::serve
