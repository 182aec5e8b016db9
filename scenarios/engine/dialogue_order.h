// Whether each message may stand where it stands: what the state machines of both ends of a dialogue allow
// (Q.774 3.3, TS 29.002 15.3). A step with `tcap:` breaks the order on purpose and is let through.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

class DialogueOrder {
 public:
  DialogueOrder(Program& program, Mistakes& mistakes) : program_(program), mistakes_(mistakes) {}

  // The dialogue's index in Program::dialogues; nullopt where the message cannot be played at all.
  std::optional<std::uint16_t> message(const std::string& name, const MessageStep& step, Mark mark);
  // Says in `step` whether the peer is told.
  std::optional<std::uint16_t> timeout(const std::string& name, TimeoutStep& step, Mark mark);

  // Branches that go on side by side have dialogues of their own: one that is used in two of them is a
  // mistake.
  void begin_parallel() { branches_.emplace_back(); }
  void next_branch() { ++branches_.back().current; }
  void end_parallel() { branches_.pop_back(); }

  // Alternatives begin in the same state. What comes after them must not depend on which one was taken: a
  // dialogue that they leave in different states cannot go on.
  struct Dialogue;
  using State = std::map<std::string, Dialogue>;
  State state() const;
  void set_state(const State& state);
  static State joined(const std::vector<State>& states);

  // As the begin said; nullopt where it named none that is known.
  std::optional<map::ApplicationContext> context(std::uint16_t dialogue) const { return contexts_[dialogue]; }

 private:
  void claim(const std::string& name, Mark mark);
  std::optional<std::uint16_t> tell_unclear(const std::string& name, Mark mark);
  std::optional<std::uint16_t> begin(const std::string& name, const MessageStep& step, Mark mark);
  bool check_order(const Dialogue& d, const MessageStep& step, Mark mark);

  // Which branch uses a dialogue, by name; for each `parallel` around the step.
  struct Branches {
    int current = 0;
    std::map<std::string, int> users;
  };

  Program& program_;
  Mistakes& mistakes_;
  State dialogues_;
  std::vector<Branches> branches_;
  std::map<std::string, std::size_t> times_;  // how often a dialogue of this name began
  std::vector<std::optional<map::ApplicationContext>> contexts_;
};

enum class DialogueProgress : std::uint8_t {
  begun,
  confirmed,
  timed_out,
  perhaps_ended,  // its last message may have been lost on its way
  ended,
  unclear,  // by the alternative that was taken
};

struct DialogueOrder::Dialogue {
  std::uint16_t index = 0;
  DialogueProgress state = DialogueProgress::begun;
  std::uint16_t initiator = 0;
  std::uint16_t responder = 0;
  friend bool operator==(const Dialogue&, const Dialogue&) = default;
};

}  // namespace mapsim::scenario
