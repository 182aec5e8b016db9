#include "tools/report/page.h"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "tools/cli/version.h"
#include "tools/report/assets.h"
#include "tools/report/chart_svg.h"
#include "tools/report/escape.h"
#include "tools/report/page_data.h"
#include "tools/report/place.h"

namespace mapsim::report {

using scenario::Verdict;

namespace {

std::string badge(Verdict verdict) {
  const std::string name(verdict_name(verdict));
  const std::string kind = verdict == Verdict::pass ? "pass" : "fail";
  return "<span class=\"badge " + kind + "\">" +
         (verdict == Verdict::pass ? "\xE2\x9C\x93 " : "\xE2\x9C\x97 ") + name + "</span>";
}

class Page {
 public:
  explicit Page(const std::deque<Scenario>& scenarios) : scenarios_(scenarios) {}

  std::string text() {
    head();
    if (scenarios_.size() > 1) summary();
    for (std::size_t i = 0; i < scenarios_.size(); ++i) section(i, scenarios_[i]);
    out_ << "</main>\n<footer><p>mapsim " << html(cli::kVersion)
         << ". Times are seconds since the run began, simulated ones where both ends were; octets are those "
            "of the TCAP message.</p></footer>\n"
         << "<script type=\"application/json\" id=\"data\">" << json_in_html(page_data(scenarios_))
         << "</script>\n<script>" << kScript << "</script>\n</body>\n</html>\n";
    return out_.str();
  }

 private:
  void head() {
    const std::string title = scenarios_.size() == 1 ? scenarios_.front().program->name : "mapsim report";
    out_ << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
         << style_hash() << "'; script-src '" << script_hash()
         << "'; base-uri 'none'; form-action 'none'\">\n"
         << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         << "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" << html(title) << ": "
         << verdict_name(worst(scenarios_)) << "</title>\n<style>" << kStyle << "</style>\n</head>\n<body>\n"
         << "<a class=\"skip\" href=\"#main\">To the contents</a>\n<header>\n<h1>" << html(title) << ' '
         << badge(worst(scenarios_)) << "</h1>\n<p>" << summary_line(scenarios_) << "</p>\n"
         << "<details class=\"keys\"><summary>Keys</summary>\n<dl>\n"
         << key("<kbd>&uarr;</kbd> <kbd>&darr;</kbd>", "the message or field before, after")
         << key("<kbd>Home</kbd> <kbd>End</kbd>", "the first, the last")
         << key("<kbd>Enter</kbd>", "on a message: to its fields")
         << key("<kbd>&larr;</kbd> <kbd>&rarr;</kbd>", "on a field: close, open what is below it")
         << key("<kbd>Esc</kbd>", "from the fields back to the message")
         << key("<kbd>n</kbd> <kbd>p</kbd>", "the next, the previous message that did not pass")
         << key("<kbd>e</kbd>", "open all scenarios, or close them") << key("<kbd>/</kbd>", "to the filter")
         << "</dl></details>\n<noscript><p>Without scripts this page shows charts and failures, but no trees "
            "and octets.</p>"
         << "</noscript>\n</header>\n<main id=\"main\">\n";
  }
  static std::string key(std::string_view keys, std::string_view what) {
    return "<dt>" + std::string(keys) + "</dt><dd>" + std::string(what) + "</dd>\n";
  }

  void summary() {
    out_ << "<section class=\"summary\" aria-labelledby=\"summary\">\n<h2 id=\"summary\">Scenarios</h2>\n"
         << "<p class=\"filter\"><label>Filter <input type=\"search\" id=\"find\" placeholder=\"name or "
            "title\"></label>\n"
         << "<label><input type=\"checkbox\" id=\"failed\"> only those that did not pass</label>\n"
         << "<span id=\"count\" role=\"status\"></span></p>\n"
         << "<table>\n<thead><tr><th scope=\"col\">Verdict</th><th scope=\"col\">Scenario</th><th "
            "scope=\"col\">Title</th>"
         << "<th scope=\"col\">Steps</th><th scope=\"col\">What failed</th></tr></thead>\n<tbody>\n";
    std::vector<std::size_t> order(scenarios_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // What did not pass is what people look for.
    std::stable_partition(order.begin(), order.end(),
                          [&](std::size_t i) { return scenarios_[i].verdict != Verdict::pass; });
    for (const std::size_t i : order) {
      const Scenario& s = scenarios_[i];
      const auto failures = failures_of(s);
      out_ << "<tr class=\"scenario-row\" data-scenario=\"" << i << "\"><td>" << badge(s.verdict)
           << "</td><td><a href=\"#s" << i << "\">" << html(s.program->name) << "</a></td><td>"
           << html(s.program->title) << "</td><td>" << s.program->steps.size() << "</td><td>"
           << (failures.empty() ? "" : html(failures.front().title + ": " + failures.front().text))
           << "</td></tr>\n";
    }
    out_ << "</tbody>\n</table>\n</section>\n";
  }

  void section(std::size_t number, const Scenario& s) {
    const bool open = scenarios_.size() == 1 || s.verdict != Verdict::pass;
    out_ << "<details class=\"scenario\" id=\"s" << number << "\" data-scenario=\"" << number << "\""
         << (open ? " open" : "") << ">\n<summary><span class=\"name\" role=\"heading\" aria-level=\"2\">"
         << html(s.program->name) << ' ' << badge(s.verdict) << "</span> <span class=\"title\">"
         << html(s.program->title) << "</span></summary>\n";
    if (!s.program->purpose.empty()) out_ << "<p class=\"purpose\">" << html(s.program->purpose) << "</p>\n";
    facts(s);
    failures(number, s);
    filters(number, s);
    out_ << "<div class=\"columns\">\n<div class=\"scroll\">\n";
    write_chart(s, number, out_);
    if (s.messages_left_out != 0)
      out_ << "<p>" << s.messages_left_out << " more messages are not shown.</p>\n";
    if (s.notes_left_out != 0) out_ << "<p>" << s.notes_left_out << " more notes are not shown.</p>\n";
    out_ << "</div>\n<div class=\"detail\" id=\"s" << number
         << "detail\" role=\"region\" aria-live=\"polite\" aria-label=\"Message\"><p class=\"hint\">Choose a "
            "message of the chart: "
         << "its fields and octets show here.</p></div>\n</div>\n</details>\n";
  }

  void facts(const Scenario& s) {
    const scenario::Program& p = *s.program;
    out_ << "<dl class=\"facts\">\n<dt>File</dt><dd>" << html(p.file.string()) << "</dd>\n";
    if (!p.spec.empty()) {
      out_ << "<dt>Clauses</dt><dd>";
      for (std::size_t i = 0; i < p.spec.size(); ++i) out_ << (i == 0 ? "" : ", ") << html(p.spec[i]);
      out_ << "</dd>\n";
    }
    if (!s.capture.empty()) {
      out_ << "<dt>Capture</dt><dd><a href=\"" << link(s.capture) << "\">" << html(s.capture)
           << "</a></dd>\n";
    }
    out_ << "<dt>Endpoints</dt><dd>";
    for (std::size_t i = 0; i < p.endpoints.size(); ++i) {
      const scenario::Endpoint& e = p.endpoints[i];
      out_ << (i == 0 ? "" : "; ") << html(e.name) << " (point code " << e.pc << ", SSN " << unsigned{e.ssn}
           << (e.gt.empty() ? "" : ", " + html(e.gt)) << ")";
    }
    out_ << "</dd>\n<dt>Ended at</dt><dd>" << seconds(s.ended) << " s</dd>\n</dl>\n";
    if (!s.problem.empty()) out_ << "<p class=\"problem\">" << html(s.problem) << "</p>\n";
  }

  // A relative address: all but letters, digits and a few marks are percent-encoded.
  static std::string link(std::string_view path) {
    std::string out;
    for (const char c : path) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         c == '-' || c == '_' || c == '.' || c == '/';
      if (plain) {
        out += c;
      } else {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        const auto octet = static_cast<unsigned char>(c);
        out += {'%', kHex[octet >> 4U], kHex[octet & 15U]};
      }
    }
    return out;
  }

  void filters(std::size_t number, const Scenario& s) {
    const scenario::Program& p = *s.program;
    out_ << "<div class=\"filter\">\n<fieldset><legend>Endpoints</legend>";
    for (std::size_t i = 0; i < p.endpoints.size(); ++i) box(number, "endpoint", i, p.endpoints[i].name);
    out_ << "</fieldset>\n";
    // A loop may begin very many; the chart shows those that it has.
    std::vector<std::uint16_t> dialogues;
    for (const Message& m : s.messages) {
      if (m.dialogue && std::ranges::find(dialogues, *m.dialogue) == dialogues.end())
        dialogues.push_back(*m.dialogue);
      if (dialogues.size() == kMaxDialogueBoxes) break;
    }
    if (dialogues.size() > 1) {
      out_ << "<fieldset><legend>Dialogues</legend>";
      for (const std::uint16_t d : dialogues) box(number, "dialogue", d, p.dialogues[d]);
      out_ << "</fieldset>\n";
    }
    out_ << "<span class=\"shown\" role=\"status\"></span></div>\n";
  }
  void box(std::size_t number, std::string_view kind, std::size_t index, std::string_view name) {
    out_ << "<label><input type=\"checkbox\" checked data-scenario=\"" << number << "\" data-" << kind
         << "-box=\"" << index << "\"> " << html(name) << "</label>\n";
  }

  void failures(std::size_t number, const Scenario& s) {
    for (std::size_t i = 0; i < s.messages.size(); ++i) {
      const Message& m = s.messages[i];
      if (m.verdict == Verdict::pass) continue;
      const scenario::Step& step = s.program->steps[m.position];
      out_ << "<section class=\"failure\" aria-labelledby=\"s" << number << "f" << i << "\">\n<h3 id=\"s"
           << number << "f" << i << "\">" << badge(m.verdict) << " <a class=\"to-message\" href=\"#s"
           << number << "m" << i << "\">step " << m.position + 1 << "</a>: " << html(step.text)
           << "</h3>\n<p><code>" << html(place(s, step.mark)) << "</code></p>\n";
      if (!m.note.empty()) out_ << "<p class=\"why\">" << html(m.note) << "</p>\n";
      if (!m.comparisons.empty()) table(s, m);
      out_ << "</section>\n";
    }
  }

  void table(const Scenario& s, const Message& m) {
    out_
        << "<table class=\"compare\">\n<thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Expected</th>"
        << "<th scope=\"col\">Received</th><th scope=\"col\">Stated at</th></tr></thead>\n<tbody>\n";
    for (const Comparison& c : m.comparisons) {
      out_ << "<tr" << (c.differs ? " class=\"differs\"" : "") << "><th scope=\"row\">"
           << (c.differs ? "<span class=\"sign\" title=\"differs\">\xE2\x89\xA0</span> " : "") << html(c.path)
           << "</th><td>" << html(c.expected) << "</td><td>" << html(c.received) << "</td><td>"
           << (c.mark.line == 0 ? "" : "<code>" + html(place_in_folder(s, c.mark)) + "</code>")
           << "</td></tr>\n";
    }
    out_ << "</tbody>\n</table>\n";
  }

  static constexpr std::size_t kMaxDialogueBoxes = 50;

  const std::deque<Scenario>& scenarios_;
  std::ostringstream out_;
};

}  // namespace

std::string page(const std::deque<Scenario>& scenarios) {
  return Page(scenarios).text();
}

}  // namespace mapsim::report
