// How a report names places in the user's files, times and verdicts: one way for the page, junit.xml,
// result.json and annotations.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "tools/report/record.h"

namespace mapsim::report {

// One thing that is wrong, at a line of the scenario.
struct Failure {
  Mark mark;
  std::string title;  // "step 2, msc -> smsc: end"
  std::string text;   // what is wrong, a line
};

// What a scenario's failed messages say, a failure for each field that differs; one for what the environment
// lacked. Texts are as peers and files said them: whoever writes them out escapes them.
std::vector<Failure> failures_of(const Scenario& scenario);

// "scenarios/mt/mt-v3.yaml:12:5"
std::string place(const Scenario& scenario, Mark mark);
// "mt-v3.yaml:12:5"
std::string place_in_folder(const Scenario& scenario, Mark mark);

// Seconds since the run began, with six decimals.
std::string seconds(Instant at);

// "97 of 98 scenarios passed", "the scenario passed"
std::string summary_line(const std::deque<Scenario>& scenarios);

// The worst of all.
scenario::Verdict worst(const std::deque<Scenario>& scenarios);

}  // namespace mapsim::report
