// Plays shipped scenarios and has tshark read the captures, several at once and ahead of the tests: a start
// of tshark takes most of a second, and little of it is work.
#pragma once

#include "tests/e2e/pdml.h"
#include "tests/e2e/process.h"
#include "tests/e2e/shipped.h"

namespace mapsim::e2e {

struct Played {
  Outcome first;
  Outcome second;
  std::string capture;  // octets
  std::string capture_again;
  Outcome lint;           // of the first, its rows as JSON
  Dissection dissection;  // of the first; empty where tshark is not installed
};

// The result stays valid until the program ends.
const Played& played(const Shipped& scenario);

}  // namespace mapsim::e2e
