// Gathers the lines of every dialogue until it ends.
#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

#include "tools/decode/filter.h"
#include "tools/flow/gathered_dialogue.h"

namespace mapsim::cli {

class FlowGatherer {
 public:
  static constexpr std::size_t kMaxLines = 1000;                     // of a dialogue
  static constexpr std::size_t kMaxOctets = std::size_t{64} << 20U;  // of all that are open

  // Gets every dialogue that the filter wants, in the order in which they end, not told yet. It may swap it
  // with one that has been cleared.
  using OnDialogue = std::function<void(GatheredDialogue&)>;
  FlowGatherer(DialogueTracker& tracker, const DialogueFilter& filter, OnDialogue on_dialogue,
               std::size_t most_octets = kMaxOctets)
      : tracker_(tracker), filter_(filter), on_dialogue_(std::move(on_dialogue)), most_octets_(most_octets) {}

  // Parameters are decoded when the dialogue is told, and what is wrong in them is in its lines.
  void add(const CapturedMessage& message);
  // The capture ends: dialogues that are still open, in the order in which they began.
  void finish();

 private:
  struct Open {
    GatheredDialogue gathered;
    std::size_t octets = 0;  // that it takes
  };
  using Dialogues = std::unordered_map<std::uint64_t, Open>;

  // So many that have ended are used again.
  static constexpr std::size_t kSpare = 256;

  Open& open_of(std::uint64_t number);
  void close(Dialogues::iterator at);
  void note(Open& open, const CapturedMessage& message);
  void tell_ended();
  void tell(GatheredDialogue& gathered);

  DialogueTracker& tracker_;
  const DialogueFilter& filter_;
  OnDialogue on_dialogue_;
  std::size_t most_octets_;
  Dialogues open_;
  std::vector<Dialogues::node_type> spare_;
  std::size_t octets_ = 0;
};

}  // namespace mapsim::cli
