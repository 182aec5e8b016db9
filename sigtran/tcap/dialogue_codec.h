// The dialogue portion and its APDUs (Q.773 3.2, 4.2.3) to and from octets.
#pragma once

#include <optional>

#include "sigtran/core/ber.h"
#include "sigtran/tcap/message.h"

namespace mapsim::tcap {

// Whether version 1 is among the versions that an AARQ, AARE or AUDT lists; it is where none is listed.
bool has_version1(const DialoguePortion& portion);

// Reads the contents of a dialogue portion. An EXTERNAL of another abstract syntax than those of Q.773 is not
// looked into: apdu is `none` and user_information is the EXTERNAL.
std::optional<Error> read_dialogue(const ber::Element& portion, DialogueElement& out);

// The whole TLV 6B …
Result<DialogueElement> decode_dialogue_portion(OctetView octets);
// One APDU that stands alone: AARQ 60, AARE 61, ABRT 64. (An AUDT looks like an AARQ; its EXTERNAL tells it.)
Result<DialoguePortion> decode_dialogue_apdu(OctetView octets);

// Prepends the APDU; nothing for `none`.
void encode_dialogue_apdu(const DialoguePortion& portion, OutBuffer& out);
// Prepends the whole TLV 6B …; nothing for `none` without user information.
void encode_dialogue_portion(const DialogueElement& dialogue, OutBuffer& out);
void encode_dialogue_portion(const DialoguePortion& portion, OutBuffer& out);

}  // namespace mapsim::tcap
