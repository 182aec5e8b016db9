// How a subcommand is declared: one definition serves parsing, --help, and whatever is generated from it.
#pragma once

#include <boost/program_options.hpp>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/exit_code.h"
#include "tools/cli/terminal.h"

namespace mapsim::cli {

struct Output {
  std::ostream& out;
  std::ostream& err;
  Terminal terminal;  // of `out`
};

using Options = boost::program_options::variables_map;

struct Command {
  std::string_view name;
  std::string_view summary;   // one line, for the list of commands
  std::string_view synopsis;  // "FILE|DIR…"
  std::string_view examples;  // lines, each a command and what it does
  void (*declare)(boost::program_options::options_description& options);
  // The option that arguments without a name go to; empty where none are taken. -1: any number of them.
  std::string_view positional;
  int most_positional = 0;
  ExitCode (*run)(const Options& options, Output& output);
};

// The options that a command takes, --color and --help among them.
boost::program_options::options_description options_of(const Command& command);

// Runs `mapsim ARGUMENTS`. `arguments` does not contain the program's name.
ExitCode dispatch(std::span<const Command> commands, const std::vector<std::string>& arguments, std::ostream& out,
                  std::ostream& err);

// The values of an option that may be given several times; empty where it was not given.
std::vector<std::string> all(const Options& options, const char* name);

}  // namespace mapsim::cli
