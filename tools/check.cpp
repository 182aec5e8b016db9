// mapsim check: what is wrong with scenario files, all of it, without playing them.
#include <ostream>

#include "tools/cli/automatic.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("set", po::value<std::vector<std::string>>()->value_name("VAR=VALUE"),
                        "another value for a variable of the file; may be repeated")("quiet,q", "mistakes only");
}

ExitCode run(const Options& options, Output& output) {
  const auto names = all(options, "scenario");
  if (names.empty()) {
    output.err << "mapsim check: which scenario? Give files, folders or names\n";
    return ExitCode::usage;
  }
  const auto programs = load_scenarios(names, all(options, "set"), output);
  if (!programs || !prepare_automatic(*programs, 1, output)) return ExitCode::usage;
  if (options.count("quiet") != 0) return ExitCode::ok;
  for (const auto& program : *programs) {
    output.out << printable(program.file.string()) << ": " << program.steps.size()
               << (program.steps.size() == 1 ? " step, " : " steps, ") << program.endpoints.size() << " endpoints, nothing wrong\n";
  }
  return ExitCode::ok;
}

}  // namespace

const Command kCheck = {
    "check",
    "says what is wrong with scenario files, without playing them",
    "FILE|DIR|NAME…",
    "  mapsim check my-test.yaml\n"
    "  mapsim check scenarios\n",
    declare,
    "scenario",
    -1,
    run,
};

}  // namespace mapsim::cli
