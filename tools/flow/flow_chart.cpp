#include "tools/flow/flow_chart.h"

#include <algorithm>

#include "tools/cli/chart_line.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

std::string frames_of(const FlowDialogue& dialogue) {
  const std::string first = std::to_string(dialogue.lines.front().frame);
  const std::string last = std::to_string(dialogue.lines.back().frame);
  return first == last ? "frame " + first : "frames " + first + " to " + last;
}

std::string title(const FlowDialogue& dialogue) {
  std::string out = dialogue.number == 0 ? "no dialogue" : "dialogue " + std::to_string(dialogue.number);
  if (dialogue.context) out += "  " + *dialogue.context + (dialogue.assumed ? " (assumed)" : "");
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

void show_chart(const FlowDialogue& dialogue, std::optional<std::chrono::nanoseconds> first,
                const Terminal& terminal, std::ostream& out) {
  const FlowLine& begin = dialogue.lines.front();
  const FlowLine& end = dialogue.lines.back();
  out << terminal.paint(printable(title(dialogue)), Style::bold) << "  "
      << (begin.at ? date(*begin.at) + "  " : "") << frames_of(dialogue) << '\n';
  const auto names = distinct(dialogue);
  const std::size_t name_width = std::max({width(names[0]), width(names[1]), std::size_t{4}});
  for (std::size_t i = 0; i < 2; ++i) {
    out << "  " << terminal.paint(fit(names[i], name_width), Style::cyan) << "  " << dialogue.details[i]
        << '\n';
  }
  for (const FlowLine& line : dialogue.lines) {
    const auto since = line.at && first ? *line.at - *first : std::chrono::nanoseconds(0);
    const std::string start = chart_seconds(since) + "  " +
                              chart_arrow(terminal, names[line.by_initiator ? 0 : 1],
                                          names[line.by_initiator ? 1 : 0], name_width) +
                              "  ";
    const std::string message = fit(line.message, 9);
    const std::string text = chart_cut(terminal, printable(line.text), width(start) + width(message) + 6);
    out << start << terminal.paint(message, Style::bold);
    if (!text.empty()) out << "  " << text;
    if (line.failed) out << "  " << terminal.paint(terminal.glyph("✗", "FAILED"), Style::red);
    out << '\n';
  }
  if (dialogue.left_out != 0) out << "          and " << dialogue.left_out << " more\n";
  const std::string how = verdict(dialogue, terminal);
  const std::size_t count = dialogue.lines.size() + dialogue.left_out;
  out << "  " << how << (how.empty() ? "" : "  ") << count << (count == 1 ? " message" : " messages");
  if (begin.at && end.at && count > 1) out << " in" << chart_seconds(*end.at - *begin.at) << " s";
  if (dialogue.failed && !end_text(dialogue.end).empty() && dialogue.number != 0)
    out << ", " << end_text(dialogue.end);
  out << "\n\n";
}

Value flow_value(const FlowDialogue& dialogue) {
  Value out;
  out.add("dialogue", static_cast<std::int64_t>(dialogue.number));
  if (dialogue.context) out.add("application-context", *dialogue.context);
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
