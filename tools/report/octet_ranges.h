// Which octets of a message a field of its tree came from, so that a report can show both side by side.
#pragma once

#include "sigtran/core/value.h"

namespace mapsim::report {

// Fills Value::octets in the tree of a received message (scenarios/engine/received_message.h), counted from
// the first octet of the TCAP message `message`. A field has the range of its contents; where only the
// element around it is known, that element's. What no octet of the message says (sccp, m3ua) has none.
void locate(Value& received, OctetView message);

// The same for the tree of one MAP parameter, whose octets are the first element that `parameter` has; they
// stand at `offset` of the message. Members of a SEQUENCE stand in the order of its ASN.1, in the tree as in
// the octets.
void locate_parameter(Value& tree, OctetView parameter, std::size_t offset);

// The same for {sms-deliver: {…}} and the other TPDUs of TS 23.040 9.2.2.
void locate_tpdu(Value& tree, OctetView tpdu, std::size_t offset);

// Gives `range` to the value and to everything below it that has none yet.
void spread(Value& tree, Value::OctetRange range);

}  // namespace mapsim::report
