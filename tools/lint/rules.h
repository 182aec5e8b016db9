// What `mapsim lint` looks for: a row a rule, with the clause that is violated and what it says.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mapsim::cli {

struct LintRule {
  std::string_view name;    // "map-v1-context-name"
  std::string_view clause;  // "TS 29.002 15.2.1"
  std::string_view text;    // what the clause asks for, in our words
};

std::span<const LintRule> lint_rules();

// nullptr where there is none of that name.
const LintRule* find_lint_rule(std::string_view name);

// All of them as a table in Markdown, as docs/lint.md has it.
std::string lint_rules_table();

}  // namespace mapsim::cli
