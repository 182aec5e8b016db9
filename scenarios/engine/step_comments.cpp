#include "scenarios/engine/step_comments.h"

namespace mapsim::scenario {

std::string_view StepComments::comment_for(std::uint64_t tag) {
  if (tag == 0 || tag > texts_.size()) return {};
  std::string& text = texts_[tag - 1];
  if (text.empty()) {
    const Step& step = program_.steps[tag - 1];
    text = program_.name + " step " + std::to_string(tag) + ", " + program_.line_text(step.mark) + ": " +
           step.text;
  }
  return text;
}

}  // namespace mapsim::scenario
