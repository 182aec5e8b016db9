#include "tools/lint/rules.h"

#include <algorithm>
#include <array>

namespace mapsim::cli {

namespace {

constexpr auto kRules = std::to_array<LintRule>({
    // SCCP
    {"sccp-unreadable", "Q.713 2", "an SCCP message can be read: type, pointers and lengths fit"},
    {"sccp-layout", "Q.713 2.3", "parameters follow each other without gaps and overlaps, spare bits are 0"},
    {"sccp-class", "TS 29.002 6.1.2", "MAP uses the connectionless classes 0 and 1"},
    {"sccp-message-handling", "Q.713 3.6", "message handling is 0, or 8 for return on error"},
    {"sccp-hop-counter", "Q.713 3.18", "the hop counter is 1 to 15"},
    {"sccp-ssn-missing", "TS 29.002 6.1.3", "both addresses have a subsystem number"},
    {"sccp-ssn-zero", "Q.713 3.4.2.2", "the subsystem number 0 names no subsystem"},
    {"sccp-calling-gt", "TS 29.002 6.1.3",
     "a message that is routed by global title has one to be answered by"},
    {"sccp-gt-indicator", "TS 29.002 6.1.3", "global titles of MAP have indicator 4"},
    {"sccp-translation-type", "TS 29.002 6.1.3", "the translation type is 0"},
    {"sccp-numbering-plan", "TS 29.002 6.1.3", "the numbering plan is E.164 or E.214"},
    {"sccp-nature", "TS 29.002 6.1.3", "the nature of address is international"},
    {"sccp-odd-even", "Q.713 3.4.2.3.3",
     "the encoding scheme says odd or even as the digits are, and the filler is 0"},
    {"sccp-gt-digits", "Q.713 3.4.2.3.1", "the address signals of a number are decimal digits"},
    // TCAP
    {"tcap-unreadable", "Q.774 3.3.4", "a TCAP message can be read"},
    {"tcap-short-length", "TS 29.002 17.1.1", "a length below 128 is written in the short form"},
    {"tcap-minimal-length", "TS 29.002 17.1.1", "a length in the long form has no more octets than it needs"},
    {"tcap-primitive-string", "TS 29.002 17.1.1", "OCTET STRING and BIT STRING are primitive"},
    {"tcap-p-abort-cause", "Q.773 3.1", "the P-Abort cause is 0 to 4"},
    {"tcap-protocol-version", "Q.774 3.2.2.1", "version 1 is among the protocol versions of a dialogue APDU"},
    {"tcap-aarq-place", "Q.774 3.2.1.2", "an AARQ stands in a BEGIN only"},
    {"tcap-aare-place", "Q.774 3.2.1.2", "an AARE answers; it does not stand in a BEGIN"},
    {"tcap-aare-missing", "Q.774 3.2.2.1", "the first answer to a BEGIN with an AARQ has an AARE"},
    {"tcap-aare-unasked", "Q.774 3.2.2.1", "a BEGIN without a dialogue portion is answered without one"},
    {"tcap-aare-context", "TS 29.002 15.2.1", "who accepts a dialogue echoes its application context name"},
    {"tcap-dialogue-late", "Q.774 3.2.1.2", "after the first answer only an ABORT has a dialogue portion"},
    {"tcap-id-reused", "Q.774 3.3.3", "a transaction id is not used again while its transaction is open"},
    {"tcap-invoke-id", "Q.774 3.2.2.2", "an invoke id is not used again while its invocation is open"},
    {"tcap-answer-unknown", "Q.774 3.2.2.2", "a result or error has the invoke id of an invocation"},
    {"tcap-answer-twice", "Q.774 3.2.2.2", "an invocation is answered once"},
    {"tcap-class", "Q.774 3.2.2.2", "an operation of class 4 is not answered"},
    // MAP dialogues
    {"map-empty-begin", "TS 29.002 15.2.1", "a BEGIN has a context name or an invocation"},
    {"map-v1-context-name", "TS 29.002 15.2.1", "a context of version 1 is never named in a BEGIN"},
    {"map-dialogue-pdu", "TS 29.002 17.4", "the MAP dialogue PDU can be read"},
    {"map-operation-context", "TS 29.002 17.3", "the application context has the operation in that version"},
    {"map-timeout", "TS 29.002 17.1.2", "an answer comes before the longest timer of the operation runs out"},
    {"map-lmsi-reference", "TS 29.002 23.3.1",
     "an LMSI as destination goes with the IMSI as destination reference"},
    // MAP parameters
    {"map-argument", "TS 29.002 17.7.6",
     "the argument is of the type that the operation has in that version"},
    {"map-unexpected-element", "TS 29.002 17.7.6",
     "a parameter has the elements of its version and no others"},
    {"map-result-operation", "Q.773 3.2.3", "a result names the operation that it answers"},
    {"map-result-empty", "ETS 300 599 17.6.5",
     "forwardSM of versions 1 and 2 has a result without parameter"},
    {"map-error-operation", "TS 29.002 17.5", "the operation has the error that is returned"},
    {"map-error-version", "TS 29.002 17.6.6", "the version has the error that is returned"},
    {"map-delivery-failure-bare", "TS 29.002 17.7.7",
     "since version 2 the parameter of sm-DeliveryFailure is a SEQUENCE"},
    {"map-delivery-failure-sequence", "ETS 300 599 17.6.6",
     "in version 1 the parameter of sm-DeliveryFailure is a bare cause"},
    {"map-mo-imsi", "TS 29.002 12.2.2", "a mo-ForwardSM of version 3 has the subscriber's IMSI"},
    {"map-mo-destination", "TS 29.002 12.2.2",
     "a mobile originated message goes to a service centre address"},
    {"map-mo-origin", "TS 29.002 12.2.2", "a mobile originated message comes from an MSISDN"},
    {"map-mt-destination", "TS 29.002 12.9.2", "a mobile terminated message goes to an IMSI or LMSI"},
    {"map-mt-origin", "TS 29.002 12.9.2", "a mobile terminated message comes from a service centre address"},
    {"map-v1-more-messages", "ETS 300 599 17.6.5", "version 1 has no moreMessagesToSend"},
    {"map-roaming-number", "TS 29.002 17.7.6", "a roaming number as SM-RP-DA is in version 1 only"},
    {"map-v1-no-address", "ETS 300 599 17.6.5", "version 1 has neither noSM-RP-DA nor noSM-RP-OA"},
    {"map-no-address-first", "TS 29.002 12.9.3",
     "noSM-RP-DA and noSM-RP-OA are for the second and later messages of a dialogue"},
    {"map-address-again", "TS 29.002 12.9.3",
     "the second and later messages of a dialogue have noSM-RP-DA and noSM-RP-OA"},
    {"map-more-messages-end", "TS 29.002 23.3",
     "a message with moreMessagesToSend that was delivered is answered in a CONTINUE"},
    {"map-more-messages-early", "TS 29.002 23.3",
     "a message is sent when the one before it in the dialogue has been answered"},
    {"map-more-messages-tpdu", "TS 23.040 9.2.3.2", "TP-MMS says the same as moreMessagesToSend"},
    {"map-signal-info", "TS 29.002 17.7.6", "SM-RP-UI has at most 200 octets"},
    // Short messages
    {"sms-unreadable", "TS 23.040 9.2.2", "SM-RP-UI holds a TPDU of the message's direction"},
    {"sms-address", "TS 23.040 9.1.2.5", "type and length of an address fit its digits"},
    {"sms-time", "TS 23.040 9.2.3.11", "a time exists"},
    {"sms-validity", "TS 23.040 9.2.3.12", "the validity period is of a form that is defined"},
    {"sms-coding", "TS 23.038 4", "the data coding scheme is not reserved"},
    {"sms-header", "TS 23.040 9.2.3.24",
     "the user data header is as long as it says, and its elements are sound"},
    {"sms-length", "TS 23.040 9.2.3.16", "TP-UD is as long as TP-UDL says"},
    {"sms-text", "TS 23.038 6", "the text is well formed in its alphabet, and fill bits are 0"},
    {"sms-field", "TS 23.040 9.2.3", "the other fields of a TPDU have values that are defined"},
});

}  // namespace

std::span<const LintRule> lint_rules() {
  return kRules;
}

const LintRule* find_lint_rule(std::string_view name) {
  const auto at = std::ranges::find(kRules, name, &LintRule::name);
  return at != kRules.end() ? &*at : nullptr;
}

std::string lint_rules_table() {
  std::string out = "| rule | clause | what is asked for |\n|---|---|---|\n";
  for (const LintRule& rule : kRules) {
    out += "| `" + std::string(rule.name) + "` | " + std::string(rule.clause) + " | " +
           std::string(rule.text) + " |\n";
  }
  return out;
}

}  // namespace mapsim::cli
