// The result file of a test program: GoogleTest's XML.
#pragma once

#include <optional>
#include <string>

namespace mapsim::uml {

struct Results {
  int tests = 0;
  int failures = 0;  // errors too
};

// Nothing: the text is not the whole of a result file, as of a program that ended in the middle.
std::optional<Results> read_results(const std::string& xml);

}  // namespace mapsim::uml
