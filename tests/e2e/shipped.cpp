#include "tests/e2e/shipped.h"

#include <algorithm>
#include <cctype>

#include "tests/support/paths.h"

namespace mapsim::e2e {

namespace fs = std::filesystem;

std::vector<Shipped> shipped_scenarios() {
  std::vector<Shipped> found;
  for (const auto& entry : fs::recursive_directory_iterator(test::source_dir() / "scenarios")) {
    if (entry.path().stem().extension() == ".steps") continue;  // for other files to include
    if (entry.path().extension() == ".yaml") found.push_back({entry.path(), entry.path().stem().string()});
  }
  std::ranges::sort(found, {}, &Shipped::file);
  return found;
}

std::string test_name(const Shipped& scenario) {
  std::string name = scenario.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

}  // namespace mapsim::e2e
