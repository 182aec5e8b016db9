#include "tools/report/place.h"

#include <algorithm>
#include <cstdio>

namespace mapsim::report {

using scenario::Verdict;

std::string place(const Scenario& scenario, Mark mark) {
  return to_text(scenario.program->sources.place(mark));
}

std::string place_in_folder(const Scenario& scenario, Mark mark) {
  scenario::SourcePlace place = scenario.program->sources.place(mark);
  place.file = place.file.filename();
  return to_text(place);
}

std::string seconds(Instant at) {
  char text[32];
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(at.since_start()).count();
  std::snprintf(text, sizeof text, "%.6f", static_cast<double>(us) / 1e6);
  return text;
}

std::vector<Failure> failures_of(const Scenario& scenario) {
  std::vector<Failure> out;
  for (const Message* m : scenario.failures()) {
    const scenario::Step& step = scenario.program->steps[m->position];
    const std::string title = "step " + std::to_string(m->position + 1) + ", " + step.text;
    const std::size_t before = out.size();
    if (!m->note.empty()) out.push_back({step.mark, title, m->note});
    for (const Comparison& c : m->comparisons) {
      if (!c.differs || (!m->note.empty() && c.path == "message")) continue;
      out.push_back({c.mark.line != 0 ? c.mark : step.mark, title,
                     c.path + ": expected " + c.expected + ", received " + c.received});
      // Another message than expected differs in everything: its note says enough.
      if (!m->note.empty()) break;
    }
    if (out.size() == before) out.push_back({step.mark, title, std::string(verdict_name(m->verdict))});
  }
  if (!scenario.problem.empty()) out.push_back({Mark{1, 1}, "environment", scenario.problem});
  if (out.empty() && scenario.verdict != Verdict::pass) {
    out.push_back(
        {Mark{1, 1}, "scenario", "ended with the verdict " + std::string(verdict_name(scenario.verdict))});
  }
  return out;
}

Verdict worst(const std::deque<Scenario>& scenarios) {
  Verdict verdict = Verdict::none;
  for (const Scenario& s : scenarios) scenario::worsen(verdict, s.verdict);
  return verdict;
}

std::string summary_line(const std::deque<Scenario>& scenarios) {
  const auto passed = std::ranges::count(scenarios, Verdict::pass, &Scenario::verdict);
  if (scenarios.size() == 1) return passed == 1 ? "the scenario passed" : "the scenario did not pass";
  return std::to_string(passed) + " of " + std::to_string(scenarios.size()) + " scenarios passed";
}

}  // namespace mapsim::report
