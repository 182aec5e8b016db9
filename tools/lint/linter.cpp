#include "tools/lint/linter.h"

#include "sigtran/map/user_information.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::cli {

void Linter::forget_ended(Findings* out) {
  for (const auto& ended : tracker_.take_ended()) {
    if (ended->end == DialogueEnd::reused && out != nullptr) {
      out->add("tcap-id-reused",
               "the transaction id of dialogue " + std::to_string(ended->number) + ", which has not ended");
    }
    dialogues_.erase(ended->number);
  }
}

void Linter::look_at_dialogue(const LintMessage& message, Findings& out) {
  LintDialogue& dialogue = dialogues_[message.decoded.followed->dialogue->number];
  check_dialogue(message, dialogue, out);
  check_components(message, dialogue, out);
}

std::vector<Finding> Linter::look_at(const DecodedMessage& decoded, std::uint64_t frame,
                                     std::chrono::nanoseconds at) {
  LintMessage message{.frame = frame, .at = at, .decoded = decoded};
  Findings out(message);
  if (decoded.sccp_octets.empty()) return out.take();
  message.sccp_octets = decoded.sccp_octets;
  const auto sccp = sccp::decode(decoded.sccp_octets);
  if (!sccp) {
    out.add("sccp-unreadable", sccp.error().message());
    return out.take();
  }
  message.sccp = &*sccp;
  check_sccp(message, out);
  // What SCCP returned was looked at when it was sent.
  if (decoded.tcap_octets.empty() || decoded.returned) return out.take();
  message.tcap_octets = decoded.tcap_octets;
  check_encoding(message, out);
  const auto tcap = tcap::decode(decoded.tcap_octets);
  if (!tcap) {
    out.add("tcap-unreadable", tcap.error().message());
    return out.take();
  }
  message.tcap = &*tcap;
  if (tcap->dialogue && !tcap->dialogue->portion.user_information.empty()) {
    const auto information = map::read_user_information(tcap->dialogue->portion.user_information);
    if (information.fault) out.add("map-dialogue-pdu", information.fault->message());
  }
  if (decoded.followed) look_at_dialogue(message, out);
  forget_ended(&out);
  return out.take();
}

}  // namespace mapsim::cli
