// A message of a capture through all its layers: M3UA, SCCP with reassembly, TCAP, MAP, short message.
#pragma once

#include <string>
#include <vector>

#include "sigtran/core/value.h"
#include "sigtran/sccp/reassembly.h"
#include "tools/decode/dialogue_tracker.h"

namespace mapsim::cli {

class MessageDecoder {
 public:
  // Each adds the members m3ua, sccp, tcap, map to `tree`, as far as the octets can be understood, and what is wrong
  // to `problems`.
  void m3ua(OctetView octets, Value& tree, std::vector<std::string>& problems);
  void sccp(OctetView octets, mtp::RoutingLabel label, Value& tree, std::vector<std::string>& problems);

 private:
  void tcap(OctetView octets, const sccp::Address& called, const sccp::Address& calling, Value& tree,
            std::vector<std::string>& problems);

  DialogueTracker dialogues_;
  sccp::Reassembly reassembly_{{}};
};

}  // namespace mapsim::cli
