// The messages in a capture as tshark shows them.
#pragma once

#include <vector>

#include "tests/e2e/message_facts.h"
#include "tests/e2e/pdml.h"

namespace mapsim::e2e {

struct ShownMessage {
  std::string frame;
  std::size_t step = 0;  // from the frame's comment, counted from 1; 0: of no step
  MessageFacts facts;
  // Of a short message: TP-MMS (TS 23.040 9.2.3.2), absent where there is no SMS-DELIVER.
  std::optional<bool> more_messages;
};

// TCAP messages in the order of the capture.
std::vector<ShownMessage> shown_messages(const std::vector<Frame>& frames);

// Malformed packets, expert information from warning upwards, and wrong checksums: one line each.
std::vector<std::string> complaints(const std::vector<Frame>& frames);

}  // namespace mapsim::e2e
