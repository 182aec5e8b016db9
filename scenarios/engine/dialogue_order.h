// Whether each message may stand where it stands: what the state machines of both ends of a dialogue allow
// (Q.774 3.3, TS 29.002 15.3). A step with `tcap:` breaks the order on purpose and is let through.
#pragma once

#include <map>
#include <optional>
#include <string>

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

  // As the begin said; nullopt where it named none that is known.
  std::optional<map::ApplicationContext> context(std::uint16_t dialogue) const { return contexts_[dialogue]; }

 private:
  enum class State { begun, confirmed, timed_out, ended };
  struct Dialogue {
    std::uint16_t index = 0;
    std::size_t times = 0;  // how often one of this name began
    State state = State::begun;
    std::uint16_t initiator = 0;
    std::uint16_t responder = 0;
  };

  std::optional<std::uint16_t> begin(const std::string& name, const MessageStep& step, Mark mark);
  bool check_order(const Dialogue& d, const MessageStep& step, Mark mark);

  Program& program_;
  Mistakes& mistakes_;
  std::map<std::string, Dialogue> dialogues_;
  std::vector<std::optional<map::ApplicationContext>> contexts_;
};

}  // namespace mapsim::scenario
