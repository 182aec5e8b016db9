// What captures say of a message: which step of which scenario it belongs to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/program.h"
#include "sigtran/capture/sctp_framer.h"

namespace mapsim::scenario {

// "mt-v3 step 1, line 21: smsc -> msc: begin"
class StepComments final : public capture::CommentSource {
 public:
  explicit StepComments(const Program& program) : program_(program), texts_(program.steps.size()) {}
  // A message's tag is the position of its step and one.
  std::string_view comment_for(std::uint64_t tag) override;

 private:
  const Program& program_;
  std::vector<std::string> texts_;  // by step, made when it is asked for first: a load run asks for few, often
};

}  // namespace mapsim::scenario
