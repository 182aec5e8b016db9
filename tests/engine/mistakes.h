// What a file was refused for, a line each.
#pragma once

#include <string>
#include <vector>

#include "scenarios/engine/loader.h"

namespace mapsim::scenario::test {

inline std::vector<std::string> errors(const LoadResult& result) {
  std::vector<std::string> out;
  for (const Error& e : result.errors) out.push_back(to_text(result.file, e));
  return out;
}

}  // namespace mapsim::scenario::test
