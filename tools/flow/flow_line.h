// One message of a dialogue, as a line of its chart says it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "tools/decode/capture_reading.h"

namespace mapsim::cli {

struct FlowLine {
  std::uint64_t frame = 0;
  std::optional<std::chrono::nanoseconds> at;  // since 1970
  bool by_initiator = true;
  bool failed = false;
  std::string message;  // BEGIN, CONTINUE, END, REFUSE, U-ABORT, P-ABORT, UNI, RETURNED
  std::string text;     // operation, result or error, and the fields that matter; may hold anything
};

// `message` has a TCAP message.
FlowLine flow_line(const CapturedMessage& message);

}  // namespace mapsim::cli
