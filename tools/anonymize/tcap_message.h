// TCAP messages (Q.773): dialogue portions and components, replaced in place, with their dialogues followed
// so that every parameter has its operation.
#pragma once

#include "tools/anonymize/map_parameter.h"
#include "tools/decode/dialogue_tracker.h"

namespace mapsim::cli::anonymize {

struct TcapArrival {
  MessagePath path;
  std::chrono::nanoseconds at{};  // of the capture's time, 0 or later
  bool again = false;             // SCTP repeated it
  bool returned = false;          // by SCCP, with its addresses exchanged
};

class TcapMessages {
 public:
  // `message` still has the transaction ids and codes of the original; they stay.
  void replace(Editor& editor, OctetSpan message, const TcapArrival& arrival);

 private:
  std::optional<Followed> follow(const tcap::Message& message, const TcapArrival& arrival);
  DialogueTracker dialogues_;
};

}  // namespace mapsim::cli::anonymize
