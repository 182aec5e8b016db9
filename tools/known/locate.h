// Which octets of a message the fields of its decoded tree came from, layer by layer. Each fills
// Value::octets in a tree of `mapsim decode --json`, counted from the first octet of that layer's message.
#pragma once

#include "sigtran/core/value.h"
#include "sigtran/sccp/message.h"

namespace mapsim::known {

void locate_m3ua(Value& tree, OctetView message);
void locate_sccp(Value& tree, const sccp::MessageView& view, OctetView message);
// What tcap::message_value located already stays as it is.
void locate_tcap(Value& tree, OctetView message);

// `map` is what the components and the dialogue portion of `tcap` hold, which is located
// already. Both count from the TCAP message's first octet.
void locate_map(Value& map, const Value& tcap, OctetView message);

// A member of a map, nullptr where there is none.
Value* member(Value& tree, std::string_view name);

}  // namespace mapsim::known
