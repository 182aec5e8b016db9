#include "tools/report/chart_svg.h"

#include <algorithm>

#include "tools/cli/printable.h"
#include "tools/report/escape.h"
#include "tools/report/place.h"

namespace mapsim::report {

using scenario::Verdict;

namespace {

// All in user units of the SVG, a CSS pixel each.
constexpr std::size_t kTimeWidth = 84;
constexpr std::size_t kMargin = 70;  // beside the outer lifelines
constexpr std::size_t kRightWidth = 90;
constexpr std::size_t kLeastSpan = 190;   // between two lifelines
constexpr std::size_t kLeastWidth = 620;  // of all lifelines
constexpr std::size_t kHead = 44;
constexpr std::size_t kRow = 46;
constexpr std::size_t kTextColumn = 7;  // of a character of 12 px

class Chart {
 public:
  Chart(const Scenario& scenario, std::size_t number, std::ostream& out)
      : scenario_(scenario), program_(*scenario.program), number_(number), out_(out) {
    const std::size_t gaps = std::max<std::size_t>(program_.endpoints.size(), 2) - 1;
    span_ = std::max(kLeastSpan, kLeastWidth / gaps);
    lines_width_ = span_ * gaps;
    width_ = kTimeWidth + kMargin + lines_width_ + kMargin + kRightWidth;
    height_ = kHead + kRow * (scenario.messages.size() + scenario.notes.size()) + 16;
  }

  void write() {
    out_ << "<svg class=\"chart\" id=\"s" << number_ << "chart\" width=\"" << width_ << "\" height=\""
         << height_ << "\" viewBox=\"0 0 " << width_ << ' ' << height_
         << "\" role=\"listbox\" aria-label=\"Sequence chart of " << html(program_.name)
         << ": messages\" tabindex=\"-1\">\n";
    lifelines();
    std::size_t note = 0;
    for (std::size_t i = 0; i < scenario_.messages.size(); ++i) {
      while (note < scenario_.notes.size() && scenario_.notes[note].before <= i)
        write_note(scenario_.notes[note++]);
      write_message(i, scenario_.messages[i]);
    }
    while (note < scenario_.notes.size()) write_note(scenario_.notes[note++]);
    out_ << "</svg>\n";
  }

 private:
  std::size_t x_of(std::size_t endpoint) const { return kTimeWidth + kMargin + span_ * endpoint; }

  void lifelines() {
    for (std::size_t i = 0; i < program_.endpoints.size(); ++i) {
      const std::size_t x = x_of(i);
      const std::size_t box = std::min<std::size_t>(span_ - 20, 150);
      out_ << "<g class=\"lifeline\" data-endpoint=\"" << i
           << "\" aria-hidden=\"true\"><line class=\"life\" x1=\"" << x << "\" y1=\"34\" x2=\"" << x
           << "\" y2=\"" << height_ - 6 << "\"/><rect x=\"" << x - box / 2 << "\" y=\"4\" width=\"" << box
           << "\" height=\"30\" rx=\"4\"/><text x=\"" << x << "\" y=\"24\" text-anchor=\"middle\">"
           << html(shortened(program_.endpoints[i].name, box / 8)) << "</text></g>\n";
    }
  }

  static std::string shortened(std::string_view text, std::size_t columns) {
    const std::string shown = cli::printable(text);
    if (cli::width(shown) <= columns) return shown;
    return cli::fit(shown, columns);
  }

  void open_row(std::string_view kind, std::string_view attributes) {
    out_ << "<g class=\"row " << kind << "\" transform=\"translate(0," << kHead + kRow * row_++ << ")\""
         << attributes << ">";
  }
  void row_start(Instant at) {
    out_ << "<rect class=\"back\" x=\"2\" y=\"1\" width=\"" << width_ - 4 << "\" height=\"" << kRow - 2
         << "\" rx=\"4\"/><text class=\"time\" x=\"" << kTimeWidth - 8 << "\" y=\"34\" text-anchor=\"end\">"
         << seconds(at).substr(0, seconds(at).size() - 3) << "</text>";
  }

  void write_message(std::size_t index, const Message& m) {
    const bool passed = m.verdict == Verdict::pass;
    std::string attributes =
        " id=\"s" + std::to_string(number_) + "m" + std::to_string(index) + "\" role=\"option\" tabindex=\"" +
        (index == 0 ? "0" : "-1") + "\" aria-selected=\"false\" aria-label=\"" + html(spoken(scenario_, m)) +
        "\" data-from=\"" + std::to_string(m.from) + "\" data-to=\"" + std::to_string(m.to) + "\"";
    if (m.dialogue) attributes += " data-dialogue=\"" + std::to_string(*m.dialogue) + "\"";
    open_row(passed ? "message pass" : "message fail", attributes);
    out_ << "<title>" << html(spoken(scenario_, m)) << "</title>";
    row_start(m.ended_at);
    const std::size_t from = x_of(m.from);
    const std::size_t to = x_of(m.to);
    const bool alone = m.from == m.to;
    const std::size_t middle = alone ? from : (from + to) / 2;
    // A label may be wider than its arrow, but not than the chart.
    const std::size_t half =
        std::min(middle - kTimeWidth, kTimeWidth + kMargin + lines_width_ + kMargin - middle);
    const std::string what = m.name + (m.summary.empty() ? "" : "  " + m.summary);
    const std::string label = what + (m.note.empty() || !passed ? "" : "  (" + m.note + ")");
    if (alone) {
      const std::size_t room = width_ - kRightWidth - from - 24;
      out_ << "<circle class=\"spot\" cx=\"" << from << "\" cy=\"29\" r=\"6\"/><text class=\"label\" x=\""
           << from + 14 << "\" y=\"33\">" << html(shortened(label, room / kTextColumn)) << "</text>";
    } else {
      out_ << "<text class=\"label\" x=\"" << middle << "\" y=\"19\" text-anchor=\"middle\">"
           << html(shortened(label, 2 * half / kTextColumn)) << "</text>";
      const bool right = to > from;
      const std::size_t tip = right ? to - 1 : to + 1;
      out_ << "<line class=\"arrow\" x1=\"" << from << "\" y1=\"30\" x2=\"" << (right ? tip - 8 : tip + 8)
           << "\" y2=\"30\"/><path class=\"head\" d=\"M" << tip << " 30l" << (right ? -11 : 11)
           << " -5v10z\"/>";
    }
    const std::size_t right_edge = width_ - kRightWidth;
    out_ << "<text class=\"mark\" x=\"" << right_edge << "\" y=\"34\">"
         << (passed ? "\xE2\x9C\x93" : "\xE2\x9C\x97") << "</text>";
    if (m.dialogue && program_.dialogues.size() > 1) {
      out_ << "<text class=\"dialogue\" x=\"" << right_edge + 18 << "\" y=\"34\">"
           << html(shortened(program_.dialogues[*m.dialogue], 9)) << "</text>";
    }
    out_ << "</g>\n";
  }

  void write_note(const Note& note) {
    const auto at = std::ranges::find(program_.endpoints, note.endpoint, &scenario::Endpoint::name);
    const auto index = static_cast<std::size_t>(at - program_.endpoints.begin());
    open_row("note", at == program_.endpoints.end() ? std::string()
                                                    : " data-from=\"" + std::to_string(index) +
                                                          "\" data-to=\"" + std::to_string(index) + "\"");
    out_ << "<title>" << html(note.endpoint + ": " + note.text) << "</title>";
    row_start(note.at);
    out_ << "<text class=\"label\" x=\"" << kTimeWidth + 8 << "\" y=\"33\">"
         << html(shortened(note.endpoint + ": " + note.text, (width_ - kTimeWidth - 20) / kTextColumn))
         << "</text></g>\n";
  }

  const Scenario& scenario_;
  const scenario::Program& program_;
  std::size_t number_;
  std::ostream& out_;
  std::size_t span_ = 0;
  std::size_t lines_width_ = 0;
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  std::size_t row_ = 0;
};

}  // namespace

std::string spoken(const Scenario& scenario, const Message& m) {
  const scenario::Program& program = *scenario.program;
  std::string out = "step " + std::to_string(m.position + 1);
  if (m.instance != 0) out += " of run " + std::to_string(m.instance + 1);
  out += ": " + m.name;
  if (m.from != m.to) {
    out += " from " + program.endpoints[m.from].name + " to " + program.endpoints[m.to].name;
  } else if (m.dialogue) {
    out += " at " + program.endpoints[m.from].name;
  }
  if (m.dialogue && program.dialogues.size() > 1) out += ", dialogue " + program.dialogues[*m.dialogue];
  if (!m.summary.empty()) out += ", " + m.summary;
  if (!m.note.empty()) out += ", " + m.note;
  return out + (m.verdict == Verdict::pass ? ", passed" : ", " + std::string(verdict_name(m.verdict)));
}

void write_chart(const Scenario& scenario, std::size_t number, std::ostream& out) {
  Chart(scenario, number, out).write();
}

}  // namespace mapsim::report
