// Looks for what a capture's messages violate, message by message.
#pragma once

#include <unordered_map>
#include <vector>

#include "tools/decode/message_decoder.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

class Linter {
 public:
  explicit Linter(DialogueTracker& tracker) : tracker_(tracker) {}

  // What is wrong with a message that the decoder with that tracker has just decoded. `at`: of the capture's
  // time, 0 or later. Repeated messages are not to be given.
  std::vector<Finding> look_at(const DecodedMessage& decoded, std::uint64_t frame,
                               std::chrono::nanoseconds at);

  // Dialogues that are remembered.
  std::size_t open() const { return dialogues_.size(); }

 private:
  void look_at_dialogue(const LintMessage& message, Findings& out);
  void forget_ended(Findings* out);

  DialogueTracker& tracker_;
  std::unordered_map<std::uint64_t, LintDialogue> dialogues_;
};

}  // namespace mapsim::cli
