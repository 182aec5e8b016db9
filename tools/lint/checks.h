// The checks, one file a layer. Each adds what it finds.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "sigtran/map/operations.h"
#include "tools/lint/finding.h"

namespace mapsim::cli {

// What is remembered of a dialogue from message to message.
struct LintDialogue {
  struct Invocation {
    std::int32_t code = 0;
    std::chrono::nanoseconds at{};
    bool answered = false;
    bool more = false;  // it had moreMessagesToSend
  };
  std::optional<tcap::Oid> asked;                                   // the context name of the AARQ
  bool answered = false;                                            // the responder has sent something
  bool imsi_reference = false;                                      // the BEGIN has a destination reference
  std::array<std::map<tcap::InvokeId, Invocation>, 2> invocations;  // by initiator, by the other
  std::size_t forwarded = 0;                                        // mobile terminated messages in it
};

void check_sccp(const LintMessage& message, Findings& out);
void check_encoding(const LintMessage& message, Findings& out);
void check_dialogue(const LintMessage& message, LintDialogue& dialogue, Findings& out);
void check_components(const LintMessage& message, LintDialogue& dialogue, Findings& out);

// One invocation of a forward short message operation. `tree` is its argument, `octets` the same encoded.
struct ForwardedMessage {
  const map::Operation& operation;
  const Value& tree;
  OctetView octets;
  bool mobile_originated = false;
};
void check_forward_sm(const ForwardedMessage& message, LintDialogue& dialogue, Findings& out);
// The size of SM-RP-UI, also in an argument that is wrong otherwise.
void check_signal_info(OctetView argument, Findings& out);
void check_tpdu(OctetView tpdu, const ForwardedMessage& message, Findings& out);

}  // namespace mapsim::cli
