#include "tools/flow/flow_chart.h"

#include <algorithm>
#include <charconv>

#include "sigtran/map/application_contexts.h"
#include "tools/cli/chart_line.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

constexpr std::size_t kMessageWidth = 9;  // columns
constexpr std::size_t kArrowWidth = 5;    // columns, with a space on each side

// Where both are called the same, what else tells them apart.
std::array<std::string, 2> distinct(const FlowDialogue& dialogue) {
  std::array<std::string, 2> names = dialogue.names;
  if (names[0] != names[1]) return names;
  for (std::size_t i = 0; i < 2; ++i) names[i] += " (" + dialogue.details[i] + ")";
  return names;
}

void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void append_frames(std::string& out, const FlowDialogue& dialogue) {
  const std::uint64_t first = dialogue.lines.front().frame;
  const std::uint64_t last = dialogue.lines.back().frame;
  out += first == last ? "frame " : "frames ";
  append_number(out, first);
  if (first == last) return;
  out += " to ";
  append_number(out, last);
}

// Returns how many columns it took.
std::size_t append_outcome(std::string& out, const FlowDialogue& dialogue, const Terminal& terminal) {
  const std::size_t before = out.size();
  if (dialogue.failed) {
    terminal.paint(out, "failed", Style::red);
  } else if (dialogue.number != 0) {
    const std::string why = end_text(dialogue.end);
    terminal.paint(out, why.empty() ? "ended" : why, why.empty() ? Style::green : Style::yellow);
  }
  return out.size() - before;
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
  title_.clear();
  if (dialogue.number == 0) {
    title_ += "no dialogue";
  } else {
    title_ += "dialogue ";
    append_number(title_, dialogue.number);
  }
  if (dialogue.context) {
    title_ += "  ";
    title_ += map::to_string(*dialogue.context);
    if (dialogue.assumed) title_ += " (assumed)";
  }
  if (!dialogue.begun && dialogue.number != 0) title_ += "  (its BEGIN is not in the capture)";
  terminal_.paint(out, title_, Style::bold);
  out += "  ";
  if (const auto at = dialogue.lines.front().at) {
    date_.append(out, *at);
    out += "  ";
  }
  append_frames(out, dialogue);
  out += '\n';
}

void FlowChart::append_verdict(std::string& out, const FlowDialogue& dialogue) const {
  const FlowLine& begin = dialogue.lines.front();
  const FlowLine& end = dialogue.lines.back();
  if (dialogue.left_out != 0) {
    out += "          and ";
    append_number(out, dialogue.left_out);
    out += " more\n";
  }
  const std::size_t count = dialogue.lines.size() + dialogue.left_out;
  out += "  ";
  if (append_outcome(out, dialogue, terminal_) != 0) out += "  ";
  append_number(out, count);
  out += count == 1 ? " message" : " messages";
  if (begin.at && end.at && count > 1) {
    out += " in";
    append_chart_seconds(out, *end.at - *begin.at);
    out += " s";
  }
  if (dialogue.failed && dialogue.number != 0) {
    const std::string why = end_text(dialogue.end);
    if (!why.empty()) out.append(", ").append(why);
  }
  out += "\n\n";
}

void FlowChart::append_text(std::string& out, const FlowLine& line, std::size_t used) const {
  if (line.text.empty()) return;
  out += "  ";
  if (terminal_.columns == 0) return append_printable(out, line.text);
  out += chart_cut(terminal_, printable(line.text), used);
}

void FlowChart::append(std::string& out, const FlowDialogue& dialogue,
                       std::optional<std::chrono::nanoseconds> first) {
  append_title(out, dialogue);
  const auto names = distinct(dialogue);
  const std::size_t name_width = std::max({width(names[0]), width(names[1]), std::size_t{4}});
  for (std::size_t i = 0; i < 2; ++i) {
    fitted_.clear();
    append_fit(fitted_, names[i], name_width);
    out += "  ";
    terminal_.paint(out, fitted_, Style::cyan);
    out += "  ";
    out += dialogue.details[i];
    out += '\n';
  }
  for (const FlowLine& line : dialogue.lines) {
    const std::size_t seconds =
        append_chart_seconds(out, line.at && first ? *line.at - *first : std::chrono::nanoseconds(0));
    out += "  ";
    const std::size_t from = line.by_initiator ? 0 : 1;
    append_chart_arrow(out, terminal_, names[from], names[1 - from], name_width);
    out += "  ";
    fitted_.clear();
    append_fit(fitted_, line.message, kMessageWidth);
    terminal_.paint(out, fitted_, Style::bold);
    append_text(out, line, seconds + 2 * name_width + kArrowWidth + 4 + kMessageWidth + 6);
    if (line.failed) {
      out += "  ";
      terminal_.paint(out, terminal_.glyph("✗", "FAILED"), Style::red);
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
