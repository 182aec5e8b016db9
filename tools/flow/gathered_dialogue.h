// A dialogue of a capture as it is gathered, and as it is told when it has ended and somebody wants it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tools/decode/dialogue_tracker.h"
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
  std::uint64_t left_out = 0;          // lines beyond FlowGatherer::kMaxLines
  bool failed = false;
  std::uint32_t met = 0;  // criteria of the filter
};

// What names and details of a side are made of, should they be wanted.
struct FlowParty {
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

struct GatheredDialogue {
  FlowDialogue dialogue;             // names, details and what lines say: by tell()
  std::array<FlowParty, 2> parties;  // of the initiator and of the other
  // The TCAP messages of the lines, one behind the other, and where each ends.
  Octets messages;
  std::vector<std::size_t> ends;

  // Once; on any thread, as it touches nothing else.
  void tell();
  // As it was made, with the room that lines and messages have, unless that is much.
  void clear();
};

}  // namespace mapsim::cli
