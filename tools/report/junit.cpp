#include "tools/report/junit.h"

#include <algorithm>
#include <sstream>

#include "tools/report/escape.h"
#include "tools/report/place.h"

namespace mapsim::report {

using scenario::Verdict;

namespace {

bool is_error(const Scenario& s) {
  return s.verdict == Verdict::error || s.verdict == Verdict::inconclusive || s.verdict == Verdict::none ||
         (s.verdict == Verdict::pass && !s.problem.empty());
}

// Folders stand for packages.
std::string class_name(const Scenario& s) {
  const std::string folder = s.program->file.parent_path().filename().string();
  return folder.empty() ? "mapsim" : "mapsim." + folder;
}

void write_case(const Scenario& s, std::ostream& out) {
  out << "    <testcase classname=\"" << xml(class_name(s)) << "\" name=\"" << xml(s.program->name)
      << "\" time=\"" << seconds(s.ended) << "\"";
  const auto failures = failures_of(s);
  if (failures.empty()) {
    out << "/>\n";
    return;
  }
  const std::string_view element = is_error(s) ? "error" : "failure";
  out << ">\n      <" << element << " type=\"" << verdict_name(s.verdict) << "\" message=\""
      << xml(failures.front().title + ": " + failures.front().text) << "\">";
  for (const Failure& f : failures)
    out << xml(place(s, f.mark)) << ": " << xml(f.title) << ": " << xml(f.text) << '\n';
  out << "</" << element << ">\n    </testcase>\n";
}

}  // namespace

std::string junit_xml(const std::deque<Scenario>& scenarios) {
  std::ostringstream out;
  const auto errors = std::ranges::count_if(scenarios, is_error);
  const auto failures = std::ranges::count(scenarios, Verdict::fail, &Scenario::verdict);
  Duration time{};
  for (const Scenario& s : scenarios) time += s.ended.since_start();
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      << "  <testsuite id=\"0\" name=\"mapsim\" package=\"mapsim\" hostname=\"localhost\" "
         "timestamp=\"2024-01-01T00:00:00\""
      << " tests=\"" << scenarios.size() << "\" failures=\"" << failures << "\" errors=\"" << errors
      << "\" skipped=\"0\" time=\"" << seconds(Instant() + time) << "\">\n    <properties/>\n";
  for (const Scenario& s : scenarios) write_case(s, out);
  out << "    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n";
  return out.str();
}

}  // namespace mapsim::report
