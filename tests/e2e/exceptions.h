// Where tshark is known to be wrong, and where a scenario is wrong on purpose: nothing else may be complained
// of.
#pragma once

#include <span>
#include <string_view>

namespace mapsim::e2e {

struct Exception {
  std::string_view scenario;   // by name
  std::string_view complaint;  // a part of what tshark says, or of the difference that it makes
  std::string_view reason;
};

std::span<const Exception> exceptions();

// What `mapsim lint` finds in the capture of a scenario that is wrong on purpose.
struct Violation {
  std::string_view scenario;  // by name
  std::string_view rule;
  std::string_view reason;
};

std::span<const Violation> violations();

// Nullptr: there is none.
const Exception* find_exception(std::string_view scenario, std::string_view complaint);

}  // namespace mapsim::e2e
