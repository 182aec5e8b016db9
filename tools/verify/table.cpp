#include "tools/verify/table.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "tools/cli/printable.h"

namespace mapsim::verify {

std::vector<std::string> subjects_in_order(const Outcome& outcome, const Mapping& mapping) {
  std::vector<std::string> out;
  for (const std::string& subject : mapping.subjects()) {
    if (outcome.subjects.contains(subject)) out.push_back(subject);
  }
  for (const auto& [subject, counts] : outcome.subjects) {
    if (std::ranges::find(out, subject) == out.end()) out.push_back(subject);
  }
  return out;
}

std::string table(const Outcome& outcome, const Mapping& mapping) {
  std::ostringstream out;
  const auto row = [&](const std::string& subject, const auto& compared, const auto& agreed,
                       const auto& defects, const auto& news) {
    out << "  " << cli::fit(subject, 34) << std::right << std::setw(10) << compared << std::setw(10) << agreed
        << std::setw(15) << defects << std::setw(8) << news << '\n';
  };
  row("", "compared", "agree", "known defects", "news");
  SubjectCounts all;
  for (const std::string& subject : subjects_in_order(outcome, mapping)) {
    const SubjectCounts& c = outcome.subjects.at(subject);
    row(subject, c.compared, c.agreed, c.known_defects, c.news);
    all.known_defects += c.known_defects;
  }
  row("all", outcome.compared(), outcome.agreed(), all.known_defects, outcome.news());
  return out.str();
}

namespace {

// Markdown of one cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : cli::printable(text)) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string markdown(const Outcome& outcome, const Mapping& mapping, const KnownDefects& defects) {
  std::ostringstream out;
  out << "| subject | compared | agree | known defects | news |\n|---|---:|---:|---:|---:|\n";
  SubjectCounts all;
  for (const std::string& subject : subjects_in_order(outcome, mapping)) {
    const SubjectCounts& c = outcome.subjects.at(subject);
    out << "| " << cell(subject) << " | " << c.compared << " | " << c.agreed << " | " << c.known_defects
        << " | " << c.news << " |\n";
    all.known_defects += c.known_defects;
  }
  out << "| **all** | " << outcome.compared() << " | " << outcome.agreed() << " | " << all.known_defects
      << " | " << outcome.news()
      << " |\n\n| defect | what is shown | why that is wrong | clause | fields |\n|---|---|---|---|---:|\n";
  for (const Defect& d : defects.rows()) {
    const auto met = outcome.defects.find(d.id);
    if (met == outcome.defects.end()) continue;
    out << "| `" << d.id << "` | " << cell(d.title) << " | " << cell(d.reason) << " | " << d.clause << " | "
        << met->second << " |\n";
  }
  return out.str();
}

std::string octets_text(const std::vector<known::Place>& places) {
  std::string out;
  for (const known::Place& place : places) {
    if (!out.empty()) out += " and ";
    out += place.size == 1 ? "octet " + std::to_string(place.offset)
                           : "octets " + std::to_string(place.offset) + " to " +
                                 std::to_string(place.offset + place.size - 1);
    if (places.size() > 1) out += " of frame " + std::to_string(place.frame);
  }
  return out;
}

std::string to_text(const Disagreement& d, const Input& input) {
  const std::string octets = octets_text(d.places);
  return input.captures[d.capture].name + ", frame " + std::to_string(d.frame) +
         (octets.empty() ? "" : ", " + octets) + ": " + d.field +
         (d.clause.empty() ? "" : " (" + d.clause + ")") + " is " + d.known + "; shown is " +
         (d.shown.empty() ? "nothing" : d.shown);
}

}  // namespace mapsim::verify
