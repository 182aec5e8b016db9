// The text of a first scenario, from a few answers.
#pragma once

#include <array>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "sigtran/core/result.h"

namespace mapsim::cli {

// mt: to a handset; mo: from a handset; routing: what an SMSC asks the HLR before.
inline constexpr std::array<std::string_view, 3> kFirstMessages = {"mt", "mo", "routing"};

struct FirstScenario {
  std::string message = "mt";     // of kFirstMessages
  int version = 3;                // of MAP, 1 to 3
  std::string text = "Hello";     // of the short message, UTF-8
  std::string answer = "result";  // or the name of an error
};

// In canonical layout; it loads and passes. Error: the answer is no error, or not one of this version; a text
// that no short message can have. `field` is the option that is wrong.
Result<std::string> first_scenario(const FirstScenario& wanted);

// What options left open, asked at a terminal; an empty line takes what stands in brackets. An answer that is
// not allowed is asked for again. False: the input ended before.
struct Open {
  bool message = false;
  bool version = false;
  bool text = false;
  bool answer = false;
};
bool ask(const Open& open, FirstScenario& out, std::istream& in, std::ostream& prompt);

}  // namespace mapsim::cli
