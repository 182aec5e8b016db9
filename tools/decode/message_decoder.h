// A message of a capture through all its layers: M3UA, SCCP with reassembly, TCAP, MAP, short message.
#pragma once

#include <string>
#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/sccp/reassembly.h"
#include "sigtran/tcap/codec.h"
#include "tools/decode/dialogue_tracker.h"

namespace mapsim::cli {

// What is known of a message before it is decoded.
struct Arrival {
  std::chrono::nanoseconds at{};  // 0 or later: of the capture's time
  bool again = false;             // SCTP repeated it: it changes nothing that is remembered
};

struct DecodedMessage {
  Value tree;  // members m3ua, sccp, tcap, map, as far as the octets can be understood and they are asked for
  std::vector<std::string> problems;  // what is wrong
  // Where there is a whole TCAP message:
  std::optional<tcap::MessageType> type;
  std::optional<Followed>
      followed;  // nullopt for a repeated or returned message of no dialogue that is known
  std::optional<sccp::ReturnCause> returned;  // SCCP could not deliver it: a UDTS, XUDTS or LUDTS
  bool failed = false;                        // it has an error, a reject or an abort, or was returned
  OctetView
      sccp_octets;  // the message of SCCP, and the TCAP in it (whole, where this segment completes it); both
  OctetView tcap_octets;                // valid until the next message
  const tcap::Message* tcap = nullptr;  // with `type`; valid until the next message
  // Of the dialogue, from here on; `assumed`: guessed from the operations.
  std::optional<map::ApplicationContext> context;
  bool assumed = false;
  mtp::RoutingLabel label;
  const sccp::Header* sccp = nullptr;  // where its message can be decoded; valid until the next message

  const Value* map() const { return tree.find("map"); }
};

// Which members of trees are filled as messages come. Parameters of MAP cost more than all layers below.
enum class Depth : std::uint8_t {
  tcap,        // none: dialogues are followed, and whoever wants a tree calls add_map() or add_all()
  map,         // map
  everything,  // m3ua or mtp3, sccp, tcap, map
};

class MessageDecoder {
 public:
  explicit MessageDecoder(Depth depth = Depth::everything) : depth_(depth) {}

  // Each adds to `out` what the octets say.
  void m3ua(OctetView octets, const Arrival& arrival, DecodedMessage& out);
  void mtp3(OctetView octets, const Arrival& arrival, DecodedMessage& out);
  void sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival, DecodedMessage& out);

  // Of the message that was decoded last: the members of `map` and `everything`, and what is wrong in them.
  static void add_map(DecodedMessage& out);
  void add_all(DecodedMessage& out) const;

  DialogueTracker& dialogues() { return dialogues_; }

 private:
  void start();
  void finish(DecodedMessage& out) const;
  void read_sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival, DecodedMessage& out);
  void read_tcap(OctetView octets, const Arrival& arrival, DecodedMessage& out);

  Depth depth_;
  DialogueTracker dialogues_;
  sccp::Reassembly reassembly_{{}};
  // The last message, and what its views refer to.
  OctetView m3ua_octets_;
  m3ua::Message m3ua_;
  std::optional<mtp::RoutingLabel> mtp3_;
  std::optional<sccp::MessageView> sccp_;
  std::optional<tcap::Reading> tcap_;
  Octets assembled_;
};

}  // namespace mapsim::cli
