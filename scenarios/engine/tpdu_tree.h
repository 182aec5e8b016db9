// A TPDU in the tree of a MAP parameter.
#pragma once

#include <optional>

#include "sigtran/core/value.h"
#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::scenario {

// {sms-deliver: {…}} to octets. With `part: 2` beside it, the second of the messages into which its long text
// is split, `reference: 42` being that of the concatenation. Octets and {hex: …, undecoded: …} stay as they
// are. Error: at the mark of what is wrong.
Result<Octets> encode_tpdu(const Value& value);

// The TPDU, or octets with the reason why they are none.
Value tpdu_tree(OctetView octets, sms::Direction direction, sms::ReportForm form);

// {hex: "…", undecoded: "reason"}
Value undecoded(OctetView octets, const Error& why);

}  // namespace mapsim::scenario
