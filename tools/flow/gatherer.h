// Gathers the lines of every dialogue until it ends.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tools/decode/filter.h"
#include "tools/flow/flow_line.h"

namespace mapsim::cli {

struct FlowDialogue {
  std::uint64_t number = 0;  // 0: messages of no dialogue that is known
  std::optional<map::ApplicationContext> context;
  bool assumed = false;  // the context is a guess from the operations
  bool begun = false;    // its BEGIN is in the capture
  DialogueEnd end = DialogueEnd::none;
  std::array<std::string, 2> names;    // of the initiator and of the other: global title, or point code
  std::array<std::string, 2> details;  // "pc 101, ssn 8"
  std::vector<FlowLine> lines;         // told
  std::uint64_t left_out = 0;          // lines beyond kMaxLines
  bool failed = false;
  std::uint32_t met = 0;  // criteria of the filter
};

class FlowGatherer {
 public:
  static constexpr std::size_t kMaxLines = 1000;                     // of a dialogue
  static constexpr std::size_t kMaxOctets = std::size_t{64} << 20U;  // of all that are open

  using OnDialogue = std::function<void(const FlowDialogue&)>;
  // `on_dialogue` gets every dialogue that the filter wants, in the order in which they end.
  FlowGatherer(DialogueTracker& tracker, const DialogueFilter& filter, OnDialogue on_dialogue,
               std::size_t most_octets = kMaxOctets)
      : tracker_(tracker), filter_(filter), on_dialogue_(std::move(on_dialogue)), most_octets_(most_octets) {}

  // Adds what is wrong in parameters to the message's problems, unless there is a filter: then they are
  // decoded when a dialogue is wanted, and what is wrong is in its lines.
  void add(CapturedMessage& message);
  // The capture ends: dialogues that are still open, in the order in which they began.
  void finish();

 private:
  // What names and details of a side are made of, should they be wanted.
  struct Party {
    bool known = false;
    bool titled = false;
    bool international = false;
    mtp::PointCode point_code = 0;
    std::optional<std::uint8_t> ssn;
    std::string digits;
    // The first that gives a name counts. `of_label`: the point code of MTP.
    void set(const sccp::Address& address, mtp::PointCode of_label);
    void append_name(std::string& out) const;
    void append_details(std::string& out) const;
  };
  struct Open {
    FlowDialogue dialogue;
    std::array<Party, 2> parties;  // of the initiator and of the other
    std::size_t octets = 0;        // that it takes
    // With a filter: the TCAP messages of its lines, one behind the other, and where each ends.
    Octets messages;
    std::vector<std::size_t> ends;
  };
  using Dialogues = std::unordered_map<std::uint64_t, Open>;

  // So many that have ended are used again, unless they were large.
  static constexpr std::size_t kSpare = 256;
  static constexpr std::size_t kMostSpareOctets = 16384;

  Open& open_of(std::uint64_t number);
  void close(Dialogues::iterator at);
  void note(Open& open, CapturedMessage& message);
  void tell_ended();
  void tell(Open& open);

  DialogueTracker& tracker_;
  const DialogueFilter& filter_;
  OnDialogue on_dialogue_;
  std::size_t most_octets_;
  Dialogues open_;
  std::vector<Dialogues::node_type> spare_;
  std::size_t octets_ = 0;
};

}  // namespace mapsim::cli
