#include "scenarios/engine/prepared.h"

#include <algorithm>

namespace mapsim::scenario {

namespace {

// `expected` with only the member `components`, or with all but what `components` holds.
Template part_of(const Template& expected, bool services) {
  Template out = expected;
  auto* map = std::get_if<Template::Map>(&out.node);
  if (map == nullptr) return out;
  if (services) {
    std::erase_if(*map, [](const Template::Member& m) { return m.name != "components"; });
    return out;
  }
  for (Template::Member& m : *map) {
    if (m.name == "components") m.value.node = Template::List{};
  }
  return out;
}

}  // namespace

PreparedProgram::PreparedProgram(const Program& program) {
  steps.resize(program.steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto* message = std::get_if<MessageStep>(&program.steps[i].what);
    if (message == nullptr || message->kind != MessageStep::Kind::begin) continue;
    steps[i].expected_without_services = part_of(message->expected, false);
    steps[i].expected_services = part_of(message->expected, true);
  }
}

}  // namespace mapsim::scenario
