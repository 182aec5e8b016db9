#include "tests/e2e/process.h"

#include <cstdlib>

#include "tests/support/paths.h"

namespace mapsim::e2e {

std::string program() {
  const char* named = std::getenv("MAPSIM_PROGRAM");
  return named != nullptr && *named != '\0' ? named : MAPSIM_PROGRAM;
}

std::vector<std::string> mapsim_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {
      "env", "MAPSIM_SCENARIOS=" + (test::source_dir() / "scenarios").string(), program()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

Outcome mapsim(const std::vector<std::string>& arguments) {
  return run(mapsim_command(arguments));
}

}  // namespace mapsim::e2e
