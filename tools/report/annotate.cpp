#include "tools/report/annotate.h"

#include <cstdlib>

#include "tools/cli/printable.h"
#include "tools/report/escape.h"
#include "tools/report/place.h"

namespace mapsim::report {

namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && std::string_view(value) == "true";
}

}  // namespace

std::optional<Annotate> annotate_from_name(std::string_view name) {
  if (name == "github") return Annotate::github;
  if (name == "gitlab") return Annotate::gitlab;
  if (name != "auto") return std::nullopt;
  if (is_set("GITHUB_ACTIONS")) return Annotate::github;
  return is_set("GITLAB_CI") ? Annotate::gitlab : Annotate::none;
}

void annotate(const Scenario& scenario, Annotate how, std::ostream& out) {
  if (how == Annotate::none) return;
  for (const Failure& f : failures_of(scenario)) {
    const std::string title = scenario.program->name + ", " + f.title;
    if (how == Annotate::github) {
      const auto at = scenario.program->sources.place(f.mark);
      out << "::error file=" << github_property(at.file.string()) << ",line=" << at.mark.line
          << ",col=" << at.mark.column << ",title=" << github_property(title)
          << "::" << github_message(cli::printable(f.text)) << '\n';
    } else {
      out << "\x1b[31mERROR " << cli::printable(place(scenario, f.mark)) << ": " << cli::printable(title)
          << ": " << cli::printable(f.text) << "\x1b[0m\n";
    }
  }
}

}  // namespace mapsim::report
