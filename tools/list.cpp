// mapsim list and mapsim show: the scenarios that come with the program.
#include <algorithm>
#include <fstream>
#include <ostream>
#include <set>
#include <string>
#include <utility>

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
  output.err << "mapsim: the scenarios that come with the program were not found; MAPSIM_SCENARIOS may name "
                "their folder\n";
  return ExitCode::environment;
}

void declare_list(po::options_description& options) {
  options.add_options()("purpose", "also what each is for, and the clauses");
}

ExitCode list(const Options& options, Output& output) {
  const auto library = scenario_library();
  if (!library) return no_library(output);
  auto files = scenario_files(*library);
  const auto part_of = [&](const fs::path& file) {
    return fs::relative(file.parent_path(), *library).string();
  };
  const auto wanted = all(options, "folder");
  for (const std::string& folder : wanted) {
    if (std::ranges::any_of(files, [&](const fs::path& file) { return part_of(file) == folder; })) continue;
    std::set<std::string> parts;
    for (const fs::path& file : files) parts.insert(part_of(file));
    output.err << "mapsim list: there is no folder " << printable(folder) << "; there are";
    for (const char* comma = " "; const std::string& part : parts)
      output.err << std::exchange(comma, ", ") << part;
    output.err << '\n';
    return ExitCode::usage;
  }
  if (!wanted.empty()) {
    std::erase_if(files, [&](const fs::path& file) {
      return std::ranges::find(wanted, part_of(file)) == wanted.end();
    });
  }
  // Names are what other commands take: never cut.
  std::size_t name_width = 0;
  for (const fs::path& file : files) name_width = std::max(name_width, width(file.stem().string()));
  std::string section;
  for (const fs::path& file : files) {
    const auto loaded = scenario::load_file(file);
    if (!loaded.program) continue;
    const std::string part = part_of(file);
    if (part != section) {
      section = part;
      output.out << output.terminal.paint(section, Style::bold) << '\n';
    }
    output.out << "  " << fit(loaded.program->name, name_width) << "  " << printable(loaded.program->title)
               << '\n';
    if (options.count("purpose") == 0) continue;
    output.out << "      " << printable(loaded.program->purpose) << '\n';
    for (const std::string& clause : loaded.program->spec)
      output.out << "      " << printable(clause) << '\n';
  }
  return ExitCode::ok;
}

void declare_show(po::options_description& options) {
  options.add_options()("path", "only where its file is");
}

ExitCode show(const Options& options, Output& output) {
  const auto names = all(options, "scenario");
  if (names.size() != 1) {
    output.err << "mapsim show: which scenario? 'mapsim list' names them\n";
    return ExitCode::usage;
  }
  if (!scenario_library()) return no_library(output);
  const auto file = find_shipped(names.front());
  if (!file) {
    output.err << "mapsim show: there is no scenario " << printable(names.front())
               << "; 'mapsim list' names them\n";
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

const Command kList = {"list",
                       "names the scenarios that come with the program",
                       "[FOLDER…]",
                       "  mapsim list mt alert      those of two folders\n"
                       "  mapsim list --purpose\n",
                       declare_list,
                       "folder",
                       -1,
                       list};
const Command kShow = {"show",
                       "prints a scenario that comes with the program, to start one's own from",
                       "NAME",
                       "  mapsim show mt-v3 > my-test.yaml\n",
                       declare_show,
                       "scenario",
                       1,
                       show};

}  // namespace mapsim::cli
