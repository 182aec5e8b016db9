// What is wrong with a word of the command line or of a node file. The layer stays empty: the words say whose
// they are.
#pragma once

#include <string>

#include "sigtran/core/result.h"

namespace mapsim::scenario::lab {

inline Error wrong(std::string text, Mark mark = {}) {
  return Error{.layer = "", .text = std::move(text), .mark = mark};
}

}  // namespace mapsim::scenario::lab
