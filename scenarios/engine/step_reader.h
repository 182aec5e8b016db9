// The `steps:` of a scenario as they stand in the file, before loops are unrolled.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/engine/included_file.h"
#include "scenarios/engine/program.h"
#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

inline constexpr int kMaxLoopDepth = 8;  // lists of steps inside one another

// In MessageStep::content, in this order where present:
//   application-context, destination-reference, originating-reference   (begin)
//   components: a list of maps, each with one of invoke, result, result-not-last, error, reject first, then
//     argument (invoke), parameter (result, result-not-last, error), invoke-id, linked-id, problem (reject),
//     timer (invoke; text for parse_duration)
//   reason (abort, refuse), cause (abort by the provider), alternative (refuse)
//   tcap, sccp, m3ua                                                    (overrides.h)
// An operation or error is a name, or a number for one that the context does not have.
std::span<const std::string_view> component_kinds();

struct SourceStep;

struct SourceMessage {
  MessageStep step;   // `dialogue` and `expected` are not filled yet
  Template dialogue;  // its name: text, perhaps with loop variables
  std::optional<Template> expect;
};
struct SourceTimeout {
  TimeoutStep step;
  Template dialogue;
};
struct SourceLoop {
  // repeat: count and the counter's name. for: lists that are walked together, each under its name.
  std::optional<Template> count;
  std::vector<Template::Member> lists;
  std::string counter;  // empty: none
  std::vector<SourceStep> steps;
};

// The steps of another file, with variables of its own.
struct SourceInclude {
  std::vector<Template::Member> with;  // in the words of the including file
  std::vector<Template::Member> vars;  // each may refer to those above it; `with` takes their place
  std::vector<SourceStep> steps;
};

// parallel and alt: lists of steps.
struct SourceBranches {
  enum class Kind { parallel, alternatives };
  Kind kind = Kind::parallel;
  std::vector<std::vector<SourceStep>> branches;
  std::vector<Mark> marks;  // of each
};

struct SourceStep {
  std::variant<SourceMessage, SourceTimeout, PauseStep, LinkStep, VerdictStep, SourceLoop, SourceInclude,
               SourceBranches>
      what;
  Mark mark;
  std::string text;
};

std::vector<SourceStep> read_steps(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                   Reading& reading, Mistakes& mistakes);

}  // namespace mapsim::scenario
