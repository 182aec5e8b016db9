#include "tools/lint/finding.h"

#include <cassert>

namespace mapsim::cli {

void Findings::add(std::string_view rule, std::string text) {
  const LintRule* row = find_lint_rule(rule);
  assert(row != nullptr);
  const auto& followed = message_.decoded.followed;
  found_.push_back({row, message_.frame, followed ? followed->dialogue->number : 0, std::move(text)});
}

}  // namespace mapsim::cli
