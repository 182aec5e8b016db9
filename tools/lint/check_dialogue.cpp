// The dialogue portion, and what a message may bring at its place in the dialogue.
#include "sigtran/map/context_name.h"
#include "sigtran/tcap/codec.h"
#include "tools/lint/checks.h"

namespace mapsim::cli {

namespace {

using tcap::DialogueApdu;
using tcap::MessageType;

constexpr unsigned kLastPAbortCause = 4;

void check_begin(const LintMessage& message, LintDialogue& dialogue, Findings& out) {
  const tcap::Message& tcap = *message.tcap;
  if (!tcap.dialogue) {
    if (tcap.components.empty()) out.add("map-empty-begin", "neither a dialogue portion nor a component");
    return;
  }
  const tcap::DialoguePortion& portion = tcap.dialogue->portion;
  if (portion.apdu == DialogueApdu::response) {
    out.add("tcap-aare-place", "an AARE in a BEGIN");
    return;
  }
  if (portion.apdu != DialogueApdu::request) return;
  dialogue.asked = portion.application_context_name;
  dialogue.imsi_reference =
      message.decoded.tree.find_path("map.dialogue.map-open.destinationReference") != nullptr;
  const auto& name = portion.application_context_name;
  const auto context = map::parse_context_name(OctetView(name.data(), name.size()));
  if (context && context->version == 1)
    out.add("map-v1-context-name", map::to_string(*context) + " in a BEGIN");
}

void check_first_answer(const LintMessage& message, const LintDialogue& dialogue, Findings& out) {
  const tcap::Message& tcap = *message.tcap;
  if (tcap.type == MessageType::abort) return;
  const bool aare = tcap.dialogue && tcap.dialogue->portion.apdu == DialogueApdu::response;
  if (dialogue.asked && !aare)
    out.add("tcap-aare-missing", "the first answer has no AARE, though the BEGIN has an AARQ");
  if (!dialogue.asked && tcap.dialogue) {
    out.add("tcap-aare-unasked", "a dialogue portion, though the BEGIN has none");
  }
  if (!dialogue.asked || !aare) return;
  const tcap::DialoguePortion& portion = tcap.dialogue->portion;
  const bool same =
      equal(OctetView(portion.application_context_name.data(), portion.application_context_name.size()),
            OctetView(dialogue.asked->data(), dialogue.asked->size()));
  if (portion.result == tcap::AssociateResult::accepted && !same) {
    out.add("tcap-aare-context", "the dialogue is accepted with another context name than the BEGIN has");
  }
}

}  // namespace

void check_dialogue(const LintMessage& message, LintDialogue& dialogue, Findings& out) {
  const tcap::Message& tcap = *message.tcap;
  const Followed& followed = *message.decoded.followed;
  if (tcap.p_abort_cause && static_cast<unsigned>(*tcap.p_abort_cause) > kLastPAbortCause) {
    out.add("tcap-p-abort-cause", "cause " + std::to_string(static_cast<unsigned>(*tcap.p_abort_cause)));
  }
  if (tcap.dialogue && !tcap::has_version1(tcap.dialogue->portion)) {
    out.add("tcap-protocol-version", "version 1 is not among the versions");
  }
  if (tcap.type == MessageType::begin) {
    check_begin(message, dialogue, out);
    return;
  }
  const DialogueApdu apdu = tcap.dialogue ? tcap.dialogue->portion.apdu : DialogueApdu::none;
  if (apdu == DialogueApdu::request) out.add("tcap-aarq-place", "an AARQ in a message that is no BEGIN");
  // Where the beginning is not in the capture nothing is known of what was asked and answered.
  if (!followed.dialogue->begun) return;
  const bool first_answer = !followed.by_initiator && !dialogue.answered;
  if (first_answer) {
    check_first_answer(message, dialogue, out);
    dialogue.answered = true;
  } else if (tcap.dialogue && tcap.type != MessageType::abort && apdu != DialogueApdu::request) {
    out.add("tcap-dialogue-late", "a dialogue portion after the first answer");
  }
}

}  // namespace mapsim::cli
