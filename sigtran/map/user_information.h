// A MAP dialogue PDU as user information of a TCAP dialogue APDU (TS 29.002 16.1.2.3, 17.1): an EXTERNAL
// whose direct reference is map-DialogueAS, 0.4.0.0.1.1.1.1, with the PDU as its single-ASN1-type
// (X.690 8.18).
#pragma once

#include <optional>

#include "sigtran/map/dialogue_pdu.h"

namespace mapsim::map {

// One EXTERNAL, whole TLV: what tcap::DialoguePortion::user_information takes.
Result<Octets> encode_user_information(const DialoguePdu& pdu);

// What the user information of a received message holds.
struct UserInformation {
  std::optional<DialoguePdu> pdu;  // the first MAP dialogue PDU that could be read
  std::size_t foreign = 0;         // EXTERNALs of other abstract syntaxes, which are not looked into
  // The first fault: not an EXTERNAL, or a MAP dialogue PDU that does not decode. Offsets count from the
  // first octet of the user information.
  std::optional<Error> fault;
};

// Also read: definite and indefinite lengths anywhere, octet-aligned [1] and arbitrary [2] instead of
// single-ASN1-type [0], an indirect reference or a descriptor, no direct reference at all. What follows the
// eighth EXTERNAL is not looked at.
UserInformation read_user_information(OctetView octets);

inline constexpr std::size_t kMaxExternals = 8;

}  // namespace mapsim::map
