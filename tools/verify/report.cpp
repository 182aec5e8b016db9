#include "tools/verify/report.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tools/cli/version.h"
#include "tools/report/assets.h"
#include "tools/report/escape.h"
#include "tools/verify/table.h"

namespace mapsim::verify {

namespace {

namespace fs = std::filesystem;
using report::html;
using report::xml;

void write_head(std::ostream& out, const Outcome& outcome) {
  const bool passed = outcome.news() + outcome.frames_not_shown == 0;
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
      << report::style_hash() << "'; base-uri 'none'; form-action 'none'\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n<title>mapsim verify: "
      << (passed ? "pass" : "fail") << "</title>\n<style>" << report::kStyle
      << "</style>\n</head>\n<body>\n<header>\n<h1>" << html(outcome.dissector) << " <span class=\"badge "
      << (passed ? "pass\">\xE2\x9C\x93 pass" : "fail\">\xE2\x9C\x97 fail") << "</span></h1>\n<p>"
      << outcome.agreed() << " of " << outcome.compared() << " fields in " << outcome.frames
      << " frames are shown as they are known.</p>\n</header>\n<main>\n";
}

void write_subjects(std::ostream& out, const Outcome& outcome, const Mapping& mapping) {
  out << "<section>\n<h2>By subject</h2>\n<table>\n<thead><tr><th scope=\"col\">Subject</th><th "
         "scope=\"col\">Compared</th><th "
         "scope=\"col\">Agree</th><th scope=\"col\">Known defects</th><th "
         "scope=\"col\">News</th></tr></thead>\n<tbody>\n";
  for (const std::string& subject : subjects_in_order(outcome, mapping)) {
    const SubjectCounts& c = outcome.subjects.at(subject);
    out << "<tr><th scope=\"row\">" << html(subject) << "</th><td>" << c.compared << "</td><td>" << c.agreed
        << "</td><td>" << c.known_defects << "</td><td>" << c.news << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n</section>\n";
}

void write_disagreements(std::ostream& out, const Outcome& outcome, const Input& input,
                         const std::string& defect) {
  out << "<table class=\"compare\">\n<thead><tr><th scope=\"col\">Where</th><th scope=\"col\">Known</th><th "
         "scope=\"col\">Shown</th><th "
         "scope=\"col\">Clause</th></tr></thead>\n<tbody>\n";
  for (const Disagreement& d : outcome.disagreements) {
    if (d.defect != defect) continue;
    const std::string octets = octets_text(d.places);
    out << "<tr class=\"differs\"><th scope=\"row\">" << html(input.captures[d.capture].name) << ", frame "
        << d.frame << (octets.empty() ? "" : ", " + octets) << ": " << html(d.field) << "</th><td>"
        << html(d.known) << "</td><td>" << (d.shown.empty() ? "nothing" : html(d.shown)) << "</td><td>"
        << html(d.clause) << "</td></tr>\n";
  }
  out << "</tbody>\n</table>\n";
}

}  // namespace

std::string html_report(const Outcome& outcome, const Input& input, const Mapping& mapping,
                        const KnownDefects& defects) {
  std::ostringstream out;
  write_head(out, outcome);
  write_subjects(out, outcome, mapping);
  if (outcome.news() != 0) {
    out << "<section>\n<h2>News</h2>\n";
    write_disagreements(out, outcome, input, "");
    out << "</section>\n";
  }
  for (const Defect& row : defects.rows()) {
    if (!outcome.defects.contains(row.id)) continue;
    out << "<details class=\"scenario\">\n<summary><span class=\"name\">" << html(row.id)
        << "</span> <span class=\"title\">" << html(row.title) << "</span></summary>\n<p>" << html(row.reason)
        << "</p>\n";
    write_disagreements(out, outcome, input, row.id);
    out << "</details>\n";
  }
  out << "</main>\n<footer><p>mapsim " << html(cli::kVersion)
      << ". Octets count from the first of the frame, which is 0.</p></footer>\n</body>\n</html>\n";
  return out.str();
}

std::string junit_report(const Outcome& outcome, const Input& input) {
  std::ostringstream out;
  const auto failures =
      std::ranges::count_if(outcome.captures, [](const CaptureCounts& c) { return c.news != 0; });
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      << "  <testsuite id=\"0\" name=\"mapsim verify\" package=\"mapsim\" hostname=\"localhost\" "
         "timestamp=\"2024-01-01T00:00:00\" tests=\""
      << input.captures.size() << "\" failures=\"" << failures
      << "\" errors=\"0\" skipped=\"0\" time=\"0\">\n    <properties/>\n";
  for (std::size_t i = 0; i < input.captures.size(); ++i) {
    const InputCapture& capture = input.captures[i];
    const std::string subject = capture.subject.empty() ? "capture" : capture.subject;
    out << "    <testcase classname=\"mapsim.verify." << xml(subject) << "\" name=\"" << xml(capture.name)
        << "\" time=\"0\"";
    if (outcome.captures[i].news == 0) {
      out << "/>\n";
      continue;
    }
    out << ">\n      <failure type=\"disagreement\" message=\"" << outcome.captures[i].news
        << " fields are shown otherwise\">";
    for (const Disagreement& d : outcome.disagreements) {
      if (d.capture == i && d.defect.empty()) out << xml(to_text(d, input)) << '\n';
    }
    out << "</failure>\n    </testcase>\n";
  }
  out << "    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n";
  return out.str();
}

Result<void> prepare_folder(const fs::path& folder, bool force) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Error{.layer = "", .field = folder.string(), .text = error.message()});
  if (!force && !fs::is_empty(folder, error))
    return fail(Error{
        .layer = "", .field = folder.string(), .text = "is not empty; --force writes into it nevertheless"});
  return {};
}

Result<void> write_text(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return fail(Error{.layer = "", .field = file.string(), .text = "cannot be written"});
  return {};
}

Result<void> write_report(const fs::path& folder, bool force, const Outcome& outcome, const Input& input,
                          const Mapping& mapping, const KnownDefects& defects) {
  if (auto done = prepare_folder(folder, force); !done) return done;
  if (auto done = write_text(folder / "verify.html", html_report(outcome, input, mapping, defects)); !done)
    return done;
  return write_text(folder / "junit.xml", junit_report(outcome, input));
}

}  // namespace mapsim::verify
