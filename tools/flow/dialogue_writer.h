// Writes dialogues as they end, as charts or JSON, on all processors of the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tools/cli/arguments.h"
#include "tools/cli/ordered_work.h"
#include "tools/flow/gathered_dialogue.h"

namespace mapsim::cli {

// Tells what is wrong with frames, so much and no more; the rest is counted.
class FrameProblems {
 public:
  static constexpr std::uint64_t kMostTold = 100;
  explicit FrameProblems(std::ostream& out) : out_(out) {}
  void tell(const std::vector<std::string>& problems, std::uint64_t frame);
  std::uint64_t count() const { return count_; }
  // "and 17 more problems", if there are more than were told.
  void tell_rest() const;

 private:
  std::ostream& out_;
  std::uint64_t count_ = 0;
};

class DialogueWriter {
 public:
  enum class Form { charts, json };

  // `helpers`: threads beside the caller's; the result is the same with any number.
  DialogueWriter(Form form, Output& output, FrameProblems& problems, std::size_t helpers);

  // Takes the dialogue and leaves a blank one. `first_at`: the time that the seconds of charts count from.
  void add(GatheredDialogue& gathered, std::optional<std::chrono::nanoseconds> first_at);
  // Everything is written.
  void finish();

  std::uint64_t count() const { return count_; }  // dialogues that were added

 private:
  class Part;
  Part& part_to_fill();

  Form form_;
  Output& output_;
  FrameProblems& problems_;
  std::uint64_t count_ = 0;
  std::unique_ptr<OrderedWork::Part> filling_;
  OrderedWork work_;  // last: its threads end first
};

}  // namespace mapsim::cli
