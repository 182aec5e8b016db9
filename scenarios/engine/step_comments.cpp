#include "scenarios/engine/step_comments.h"

namespace mapsim::scenario {

std::string_view StepComments::comment_for(std::uint64_t tag) {
  if (tag == 0 || tag > program_.steps.size()) return {};
  const Step& step = program_.steps[tag - 1];
  text_ = program_.name + " step " + std::to_string(tag) + ", " + program_.line_text(step.mark) + ": " +
          step.text;
  return text_;
}

}  // namespace mapsim::scenario
