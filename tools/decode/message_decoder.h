// A message of a capture through all its layers: M3UA, SCCP with reassembly, TCAP, MAP, short message.
#pragma once

#include <string>
#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/sccp/reassembly.h"
#include "tools/decode/dialogue_tracker.h"

namespace mapsim::cli {

// What is known of a message before it is decoded.
struct Arrival {
  std::chrono::nanoseconds at{};  // 0 or later: of the capture's time
  bool again = false;             // SCTP repeated it: it changes nothing that is remembered
};

struct DecodedMessage {
  Value tree;                         // members m3ua, sccp, tcap, map, as far as the octets can be understood
  std::vector<std::string> problems;  // what is wrong
  // Where there is a whole TCAP message:
  std::optional<tcap::MessageType> type;
  std::optional<Followed>
      followed;  // nullopt for a repeated or returned message of no dialogue that is known
  std::optional<sccp::ReturnCause> returned;  // SCCP could not deliver it: a UDTS, XUDTS or LUDTS
  bool failed = false;                        // it has an error, a reject or an abort, or was returned
  OctetView
      sccp_octets;  // the message of SCCP, and the TCAP in it (whole, where this segment completes it); both
  OctetView tcap_octets;  // valid until the next message
  mtp::RoutingLabel label;
  sccp::Address called;
  sccp::Address calling;

  const Value* map() const { return tree.find("map"); }
};

class MessageDecoder {
 public:
  // `everything`: the members m3ua, sccp and tcap of trees are filled too; map always is.
  explicit MessageDecoder(bool everything = true) : everything_(everything) {}

  // Each adds to `out` what the octets say.
  void m3ua(OctetView octets, const Arrival& arrival, DecodedMessage& out);
  void mtp3(OctetView octets, const Arrival& arrival, DecodedMessage& out);
  void sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival, DecodedMessage& out);

  DialogueTracker& dialogues() { return dialogues_; }

 private:
  void tcap(OctetView octets, const Arrival& arrival, DecodedMessage& out);

  bool everything_;
  DialogueTracker dialogues_;
  sccp::Reassembly reassembly_{{}};
  // What the views of the last message refer to.
  m3ua::Message m3ua_;
  Octets assembled_;
};

}  // namespace mapsim::cli
