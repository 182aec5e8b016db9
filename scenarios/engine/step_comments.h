// What captures say of a message: which step of which scenario it belongs to.
#pragma once

#include <string>
#include <string_view>

#include "scenarios/engine/program.h"
#include "sigtran/capture/sctp_framer.h"

namespace mapsim::scenario {

// "mt-v3 step 1, line 21: smsc -> msc: begin"
class StepComments final : public capture::CommentSource {
 public:
  explicit StepComments(const Program& program) : program_(program) {}
  // A message's tag is the position of its step and one.
  std::string_view comment_for(std::uint64_t tag) override;

 private:
  const Program& program_;
  std::string text_;
};

}  // namespace mapsim::scenario
