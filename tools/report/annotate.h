// Annotation lines in the log of a CI job (--annotate).
#pragma once

#include <optional>
#include <ostream>
#include <string_view>

#include "tools/report/record.h"

namespace mapsim::report {

enum class Annotate : std::uint8_t { none, github, gitlab };

// "github", "gitlab", or "auto", which looks at the variables that the two set in their jobs (GITHUB_ACTIONS,
// GITLAB_CI); nullopt for any other word.
std::optional<Annotate> annotate_from_name(std::string_view name);

// A line for each failure. GitHub reads the line as a command and shows it at the file's line; GitLab's log
// shows it in red (at the file's line GitLab shows what code_quality_json() says).
void annotate(const Scenario& scenario, Annotate how, std::ostream& out);

}  // namespace mapsim::report
