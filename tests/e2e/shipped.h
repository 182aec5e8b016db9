// The scenarios that come with the program, found when the tests start.
#pragma once

#include <filesystem>
#include <ostream>
#include <vector>

namespace mapsim::e2e {

struct Shipped {
  std::filesystem::path file;  // absolute
  std::string name;            // file name without extension
};
inline void PrintTo(const Shipped& scenario, std::ostream* out) {
  *out << scenario.name;
}

// In the order of their paths, all folders below scenarios/.
std::vector<Shipped> shipped_scenarios();

// A name that GoogleTest takes.
std::string test_name(const Shipped& scenario);

}  // namespace mapsim::e2e
