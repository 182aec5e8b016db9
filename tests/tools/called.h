// Calls a subcommand without a process.
#pragma once

#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "tools/commands.h"
#include "tools/load/load_commands.h"

namespace mapsim::cli::test {

struct Called {
  ExitCode exit = ExitCode::ok;
  std::string out;
  std::string err;
};

inline Called call(const std::vector<std::string>& arguments) {
  const std::array commands = {kRun,     kLoad,   kMerge,  kCheck,  kList,   kShow,
                               kNew,     kFormat, kDecode, kEncode, kRelink, kFlow,
                               kCompare, kLint,   kImport, kCorpus, kVerify, kAnonymize};
  std::ostringstream out;
  std::ostringstream err;
  Called called;
  called.exit = dispatch(commands, arguments, out, err);
  called.out = out.str();
  called.err = err.str();
  return called;
}

}  // namespace mapsim::cli::test
