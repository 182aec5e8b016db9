// What is wrong with a step's message is told before anything is played: names of operations and errors by
// context and version, and every field of arguments, parameters and layers by encoding it.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/engine/scope.h"

namespace mapsim::scenario {

class StepCheck {
 public:
  StepCheck(const Program& program, Mistakes& mistakes) : program_(program), mistakes_(mistakes) {}

  // The message's content as a decoder would write it, as far as that can be known before it is played;
  // `context` is that of the dialogue. Parts of which nothing can be known (captured values, matchers in
  // required fields) are absent. `step` has its dialogue.
  std::optional<Value> message(const MessageStep& step, std::optional<map::ApplicationContext> context,
                               const Scope& scope, Mark mark);

  // Invocations of each end that wait for an outcome, by dialogue and by the endpoint that invoked.
  using WaitingInvocations = std::map<std::pair<std::uint16_t, std::uint16_t>, std::size_t>;
  const WaitingInvocations& waiting() const { return waiting_; }
  void set_waiting(WaitingInvocations waiting) { waiting_ = std::move(waiting); }

 private:
  // Copies of one step of the file, written out by loops.
  struct Seen {
    std::size_t copies = 0;
    std::optional<map::ApplicationContext> context;
    std::optional<Value> canonical;
  };

  Value check(const MessageStep& step, std::optional<map::ApplicationContext> context, const Scope& scope);
  void check_ending(const MessageStep& step, const Scope& scope, Value& canonical);
  void check_references(const MessageStep& step, const Scope& scope, Value& canonical);
  void check_lower_layers(const MessageStep& step, const Scope& scope);
  void count_invocations(const MessageStep& step, std::optional<map::ApplicationContext> context,
                         const Scope& scope);
  // The value of a part of the message; nullopt where it is absent, has a matcher, or cannot be known yet.
  std::optional<Value> known(const Template& content, const char* name, const Scope& scope) const;

  const Program& program_;
  Mistakes& mistakes_;
  std::map<std::pair<int, int>, Seen> seen_;  // by the step's place
  WaitingInvocations waiting_;
};

}  // namespace mapsim::scenario
