// Shows the dialogues of a capture in the look of `mapsim run`, or as JSON.
#pragma once

#include <string>

#include "tools/cli/terminal.h"
#include "tools/decode/date_text.h"
#include "tools/flow/gathered_dialogue.h"

namespace mapsim::cli {

// "open at the end of the capture", "its transaction id was used again without an END", …; empty for END and
// ABORT.
std::string end_text(DialogueEnd end);

class FlowChart {
 public:
  explicit FlowChart(const Terminal& terminal) : terminal_(terminal) {}
  // `first` is the time that the seconds count from.
  void append(std::string& out, const FlowDialogue& dialogue, std::optional<std::chrono::nanoseconds> first);

 private:
  void append_title(std::string& out, const FlowDialogue& dialogue);
  void append_verdict(std::string& out, const FlowDialogue& dialogue) const;
  // `used`: columns of the line that are taken.
  void append_text(std::string& out, const FlowLine& line, std::size_t used) const;

  Terminal terminal_;
  // Of the title, and of a name or message in its column, before they are painted.
  std::string title_;
  std::string fitted_;
  DateText date_;
};

// {dialogue, application-context, version, …, messages: [{frame, time, from, to, message, text}]}
Value flow_value(const FlowDialogue& dialogue);

}  // namespace mapsim::cli
