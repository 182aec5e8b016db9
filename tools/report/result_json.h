// result.json: the outcome for programs. Its form is tools/report/result.schema.json; members may be added in
// the same `format`, none goes away or changes its meaning.
#pragma once

#include <deque>
#include <string>

#include "tools/report/record.h"

namespace mapsim::report {

inline constexpr int kResultFormat = 1;

// ASCII only: text of peers is escaped as JSON does; octets that are no UTF-8 are replaced by U+FFFD.
std::string result_json(const std::deque<Scenario>& scenarios);

// What GitLab shows at lines of a merge request (artifacts:reports:codequality): the failures, a finding
// each.
std::string code_quality_json(const std::deque<Scenario>& scenarios);

}  // namespace mapsim::report
