#include <array>
#include <clocale>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "tools/commands.h"
#include "tools/load/load_commands.h"

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  std::ios::sync_with_stdio(false);
  using namespace mapsim::cli;
  const std::array commands = {kRun,  kServe,  kLoad,   kMerge,  kCheck,    kList, kShow,
                               kNew,  kFormat, kDecode, kEncode, kRelink,   kFlow, kCompare,
                               kLint, kImport, kCorpus, kVerify, kAnonymize};
  try {
    return static_cast<int>(
        dispatch(commands, std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr));
  } catch (const std::exception& e) {
    // Only what no layer foresaw gets here, such as memory that is not to be had.
    std::cerr << "mapsim: " << e.what() << '\n';
    return static_cast<int>(ExitCode::environment);
  }
}
