// A whole TCAP message (Q.773 3.1) as the codec sees it: everything that canonical octets need to be made
// again.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>

#include "sigtran/core/bytes.h"
#include "sigtran/tcap/primitives.h"

namespace mapsim::tcap {

// The message type tag (Q.773 table 8).
enum class MessageType : std::uint8_t {
  unidirectional = 0x61,
  begin = 0x62,
  end = 0x64,
  continue_ = 0x65,
  abort = 0x67,
};

// The dialogue portion, [APPLICATION 11] EXTERNAL (Q.773 3.1, 4.2.3). Which abstract syntax the EXTERNAL
// names follows from the APDU: dialogue-as, for AUDT unidialogue-as, otherwise what the TC-user's EXTERNAL
// says.
struct DialogueElement {
  DialoguePortion portion;
  bool octet_aligned =
      false;             // the APDU stands in octet-aligned [1] instead of single-ASN1-type [0] (X.690 8.18)
  OctetView references;  // indirect-reference and data-value-descriptor as they stand, usually none
};

// Views refer to the octets that were decoded.
struct Message {
  MessageType type = MessageType::begin;
  std::optional<TransactionId> otid;         // BEGIN, CONTINUE
  std::optional<TransactionId> dtid;         // END, CONTINUE, ABORT
  std::optional<PAbortCause> p_abort_cause;  // ABORT by the transaction sub-layer; 0..127
  std::optional<DialogueElement> dialogue;
  Components components;

  // Where a decoded message has them; empty in one that was made otherwise.
  OctetView octets;
  OctetView dialogue_octets;
  boost::container::small_vector<OctetView, 2> component_octets;
};

}  // namespace mapsim::tcap
