// One message of a dialogue, as a line of its chart says it.
#pragma once

#include <boost/container/small_vector.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "tools/decode/capture_reading.h"

namespace mapsim::cli {

// What a message does not say of itself.
struct FlowFacts {
  std::optional<sccp::ReturnCause> returned;
  std::optional<map::ApplicationContext> context;
  bool assumed = false;
  boost::container::small_vector<std::int32_t, 1> operation_codes;  // of its components
};

struct FlowLine {
  std::uint64_t frame = 0;
  std::optional<std::chrono::nanoseconds> at;  // since 1970
  bool by_initiator = true;
  bool failed = false;
  FlowFacts facts;
  // By tell():
  std::string message;  // BEGIN, CONTINUE, END, REFUSE, U-ABORT, P-ABORT, UNI, RETURNED
  std::string text;     // operation, result or error, and the fields that matter; may hold anything
  std::vector<std::string> problems;  // what is wrong in parameters
};

// `message` has a TCAP message; `line` is as made.
void start_line(FlowLine& line, const CapturedMessage& message);

// What the line says of its TCAP message. Now or when it is known whether anybody wants the line: `octets`
// are those that were decoded then.
void tell(FlowLine& line, const tcap::Message& message);
void tell(FlowLine& line, OctetView octets);

}  // namespace mapsim::cli
