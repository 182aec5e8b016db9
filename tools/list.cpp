// mapsim list and mapsim show: the scenarios that come with the program.
#include <algorithm>
#include <fstream>
#include <ostream>

#include "scenarios/engine/loader.h"
#include "tools/cli/library.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

ExitCode no_library(Output& output) {
  output.err << "mapsim: the scenarios that come with the program were not found; MAPSIM_SCENARIOS may name their folder\n";
  return ExitCode::environment;
}

void declare_list(po::options_description& options) {
  options.add_options()("purpose", "also what each is for, and the clauses");
}

ExitCode list(const Options& options, Output& output) {
  const auto library = scenario_library();
  if (!library) return no_library(output);
  const auto files = scenario_files(*library);
  // Names are what other commands take: never cut.
  std::size_t name_width = 0;
  for (const fs::path& file : files) name_width = std::max(name_width, width(file.stem().string()));
  std::string section;
  for (const fs::path& file : files) {
    const auto loaded = scenario::load_file(file);
    if (!loaded.program) continue;
    const std::string part = fs::relative(file.parent_path(), *library).string();
    if (part != section) {
      section = part;
      output.out << output.terminal.paint(section, Style::bold) << '\n';
    }
    output.out << "  " << fit(loaded.program->name, name_width) << "  " << printable(loaded.program->title) << '\n';
    if (options.count("purpose") == 0) continue;
    output.out << "      " << printable(loaded.program->purpose) << '\n';
    for (const std::string& clause : loaded.program->spec) output.out << "      " << printable(clause) << '\n';
  }
  return ExitCode::ok;
}

void declare_show(po::options_description& options) { options.add_options()("path", "only where its file is"); }

ExitCode show(const Options& options, Output& output) {
  const auto names = all(options, "scenario");
  if (names.size() != 1) {
    output.err << "mapsim show: which scenario? 'mapsim list' names them\n";
    return ExitCode::usage;
  }
  if (!scenario_library()) return no_library(output);
  const auto file = find_shipped(names.front());
  if (!file) {
    output.err << "mapsim show: there is no scenario " << printable(names.front()) << "; 'mapsim list' names them\n";
    return ExitCode::usage;
  }
  if (options.count("path") != 0) {
    output.out << file->string() << '\n';
    return ExitCode::ok;
  }
  std::ifstream in(*file);
  output.out << in.rdbuf();
  return in ? ExitCode::ok : ExitCode::environment;
}

}  // namespace

const Command kList = {"list",       "names the scenarios that come with the program", "",     "  mapsim list --purpose\n",
                       declare_list, "",                                               0,      list};
const Command kShow = {"show", "prints a scenario that comes with the program, to start one's own from", "NAME",
                       "  mapsim show mt-v3 > my-test.yaml\n", declare_show, "scenario", 1, show};

}  // namespace mapsim::cli
