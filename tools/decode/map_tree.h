// What a message says of MAP, as a tree: {application-context, assumed, dialogue, components}.
#pragma once

#include "tools/decode/message_decoder.h"

namespace mapsim::cli {

// `message` has a TCAP message. What is unusual although it can be read goes to `problems`, if there is one.
// Nothing: neither a context nor anything else is known.
Value map_tree(const DecodedMessage& message, std::vector<std::string>* problems);

}  // namespace mapsim::cli
