#include "tools/cli/lab_plans.h"

#include <algorithm>
#include <ostream>

#include "scenarios/engine/loader.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace lab = scenario::lab;
using scenario::Program;

namespace {

std::vector<std::string> names_of(const Program& program) {
  std::vector<std::string> names;
  for (const scenario::Endpoint& e : program.endpoints) names.push_back(e.name);
  return names;
}

// A name that no scenario has is a mistake, of one or of many.
bool is_known(const std::string& name, const std::vector<Program>& programs) {
  return std::ranges::any_of(programs, [&](const Program& p) {
    return std::ranges::find(p.endpoints, name, &scenario::Endpoint::name) != p.endpoints.end();
  });
}

std::optional<std::string> name_of_nobody(const lab::Words& words, const std::vector<Program>& programs) {
  for (const std::string& name : words.as) {
    if (!is_known(name, programs)) return "--as " + name;
  }
  for (const lab::LabWord& word : words.labs) {
    if (!is_known(word.name, programs)) return "--lab " + word.name;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<lab::Plan>> make_plans(std::vector<Program>& programs, const LabSettings& settings,
                                                 Output& output) {
  const bool several = programs.size() > 1;
  if (const auto unknown = several ? name_of_nobody(settings.words, programs) : std::nullopt) {
    output.err << "mapsim run: " << printable(*unknown) << ": no scenario has an endpoint of that name\n";
    return std::nullopt;
  }
  std::vector<lab::Plan> plans;
  for (auto program = programs.begin(); program != programs.end();) {
    const auto words = several ? lab::words_for(settings.words, names_of(*program)) : std::optional(settings.words);
    if (!words) {
      output.out << "  left out  " << printable(program->name) << ", which has none of the endpoints of --as\n";
      program = programs.erase(program);
      continue;
    }
    auto plan = lab::make_plan(*program, settings.site, *words, settings.transport);
    if (!plan) {
      const Error& e = plan.error();
      output.err << "mapsim run: "
                 << printable(e.mark.line != 0 ? scenario::to_text(settings.site.file, e) : program->name + ": " + e.text)
                 << '\n';
      return std::nullopt;
    }
    plans.push_back(std::move(*plan));
    ++program;
  }
  return plans;
}

}  // namespace mapsim::cli
