#include "tools/flow/flow_chart.h"

#include <algorithm>

#include "sigtran/map/application_contexts.h"
#include "tools/cli/chart_line.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

constexpr std::size_t kMessageWidth = 9;  // columns

std::string frames_of(const FlowDialogue& dialogue) {
  const std::string first = std::to_string(dialogue.lines.front().frame);
  const std::string last = std::to_string(dialogue.lines.back().frame);
  return first == last ? "frame " + first : "frames " + first + " to " + last;
}

std::string title(const FlowDialogue& dialogue) {
  std::string out = dialogue.number == 0 ? "no dialogue" : "dialogue " + std::to_string(dialogue.number);
  if (dialogue.context)
    out += "  " + map::to_string(*dialogue.context) + (dialogue.assumed ? " (assumed)" : "");
  if (!dialogue.begun && dialogue.number != 0) out += "  (its BEGIN is not in the capture)";
  return out;
}

// Where both are called the same, what else tells them apart.
std::array<std::string, 2> distinct(const FlowDialogue& dialogue) {
  std::array<std::string, 2> names = dialogue.names;
  if (names[0] != names[1]) return names;
  for (std::size_t i = 0; i < 2; ++i) names[i] += " (" + dialogue.details[i] + ")";
  return names;
}

std::string verdict(const FlowDialogue& dialogue, const Terminal& terminal) {
  if (dialogue.failed) return terminal.paint("failed", Style::red);
  if (dialogue.number == 0) return "";
  const std::string why = end_text(dialogue.end);
  return why.empty() ? terminal.paint("ended", Style::green) : terminal.paint(why, Style::yellow);
}

}  // namespace

std::string end_text(DialogueEnd end) {
  switch (end) {
    case DialogueEnd::end:
    case DialogueEnd::abort:
      return "";
    case DialogueEnd::none:
      return "open at the end of the capture";
    case DialogueEnd::reused:
      return "its transaction id was used again without an END";
    case DialogueEnd::idle:
      return "nothing for 15 minutes, and no END";
    case DialogueEnd::limit:
      return "given up: more dialogues are open than are kept";
  }
  return "";
}

void FlowChart::append_title(std::string& out, const FlowDialogue& dialogue) {
  out += terminal_.paint(printable(title(dialogue)), Style::bold);
  out += "  ";
  if (const auto at = dialogue.lines.front().at) {
    date_.append(out, *at);
    out += "  ";
  }
  out += frames_of(dialogue);
  out += '\n';
}

void FlowChart::append_verdict(std::string& out, const FlowDialogue& dialogue) const {
  const FlowLine& begin = dialogue.lines.front();
  const FlowLine& end = dialogue.lines.back();
  if (dialogue.left_out != 0) out += "          and " + std::to_string(dialogue.left_out) + " more\n";
  const std::string how = verdict(dialogue, terminal_);
  const std::size_t count = dialogue.lines.size() + dialogue.left_out;
  out += "  ";
  out += how;
  if (!how.empty()) out += "  ";
  out += std::to_string(count);
  out += count == 1 ? " message" : " messages";
  if (begin.at && end.at && count > 1) {
    out += " in";
    out += chart_seconds(*end.at - *begin.at);
    out += " s";
  }
  if (dialogue.failed && !end_text(dialogue.end).empty() && dialogue.number != 0)
    out += ", " + end_text(dialogue.end);
  out += "\n\n";
}

void FlowChart::append(std::string& out, const FlowDialogue& dialogue,
                       std::optional<std::chrono::nanoseconds> first) {
  append_title(out, dialogue);
  const auto names = distinct(dialogue);
  const std::size_t name_width = std::max({width(names[0]), width(names[1]), std::size_t{4}});
  for (std::size_t i = 0; i < 2; ++i) {
    out += "  ";
    out += terminal_.paint(fit(names[i], name_width), Style::cyan);
    out += "  ";
    out += dialogue.details[i];
    out += '\n';
  }
  const std::array<std::string, 2> arrows = {chart_arrow(terminal_, names[0], names[1], name_width),
                                             chart_arrow(terminal_, names[1], names[0], name_width)};
  const std::size_t arrow_width = width(arrows[0]);
  for (const FlowLine& line : dialogue.lines) {
    const std::string seconds =
        chart_seconds(line.at && first ? *line.at - *first : std::chrono::nanoseconds(0));
    const std::string message = fit(line.message, kMessageWidth);
    out += seconds;
    out += "  ";
    out += arrows[line.by_initiator ? 0 : 1];
    out += "  ";
    out += terminal_.paint(message, Style::bold);
    const std::size_t used = seconds.size() + arrow_width + 4 + kMessageWidth + 6;
    const std::string text = chart_cut(terminal_, printable(line.text), used);
    if (!text.empty()) out += "  ";
    out += text;
    if (line.failed) {
      out += "  ";
      out += terminal_.paint(terminal_.glyph("✗", "FAILED"), Style::red);
    }
    out += '\n';
  }
  append_verdict(out, dialogue);
}

Value flow_value(const FlowDialogue& dialogue) {
  Value out;
  out.add("dialogue", static_cast<std::int64_t>(dialogue.number));
  if (dialogue.context) out.add("application-context", map::to_string(*dialogue.context));
  if (dialogue.assumed) out.add("assumed", true);
  out.add("begin-captured", dialogue.begun);
  const std::string why = end_text(dialogue.end);
  out.add("end", dialogue.end == DialogueEnd::abort ? "aborted" : why.empty() ? "ended" : why);
  out.add("failed", dialogue.failed);
  Value::List endpoints;
  for (std::size_t i = 0; i < 2; ++i) {
    Value endpoint;
    endpoint.add("name", dialogue.names[i]);
    endpoint.add("address", dialogue.details[i]);
    endpoints.push_back(std::move(endpoint));
  }
  out.add("endpoints", std::move(endpoints));
  Value::List messages;
  for (const FlowLine& line : dialogue.lines) {
    Value message;
    message.add("frame", static_cast<std::int64_t>(line.frame));
    if (line.at) message.add("time", date(*line.at));
    message.add("from", dialogue.names[line.by_initiator ? 0 : 1]);
    message.add("to", dialogue.names[line.by_initiator ? 1 : 0]);
    message.add("message", line.message);
    if (!line.text.empty()) message.add("text", line.text);
    if (line.failed) message.add("failed", true);
    messages.push_back(std::move(message));
  }
  out.add("messages", std::move(messages));
  if (dialogue.left_out != 0) out.add("left-out", static_cast<std::int64_t>(dialogue.left_out));
  return out;
}

}  // namespace mapsim::cli
