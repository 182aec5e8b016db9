// mapsim new: a first scenario, by options or by asking.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <ostream>
#include <unistd.h>

#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/new/first_scenario.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("message", po::value<std::string>()->value_name("WHICH"),
                        "mt (to a handset), mo (from a handset) or routing (SMSC asks HLR); otherwise mt")(
      "map-version", po::value<int>()->value_name("N"), "1, 2 or 3; otherwise 3")(
      "text", po::value<std::string>()->value_name("TEXT"), "of the short message")(
      "answer", po::value<std::string>()->value_name("NAME"),
      "result, or the name of an error; otherwise result")("force", "write over a file that exists");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim new: " << printable(text) << '\n';
  return ExitCode::usage;
}

ExitCode run(const Options& options, Output& output) {
  FirstScenario wanted;
  if (options.count("message") != 0) wanted.message = options["message"].as<std::string>();
  if (options.count("map-version") != 0) wanted.version = options["map-version"].as<int>();
  if (options.count("text") != 0) wanted.text = options["text"].as<std::string>();
  if (options.count("answer") != 0) wanted.answer = options["answer"].as<std::string>();
  if (std::ranges::find(kFirstMessages, wanted.message) == kFirstMessages.end()) {
    return misuse(output, "--message " + unknown_name(wanted.message, kFirstMessages));
  }
  if (wanted.version < 1 || wanted.version > 3) return misuse(output, "--map-version takes 1, 2 or 3");

  const auto files = all(options, "file");
  if (files.size() == 1 && fs::exists(files.front()) && options.count("force") == 0) {
    return misuse(output, files.front() + ": exists; --force writes over it");
  }
  // Questions go where they cannot come into the file.
  const bool asks = &output.err == &std::cerr && ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  if (asks) {
    const Open open{options.count("message") == 0, options.count("map-version") == 0,
                    options.count("text") == 0, options.count("answer") == 0};
    if (!ask(open, wanted, std::cin, output.err))
      return misuse(output, "the answers ended; nothing was written");
  }
  const auto text = first_scenario(wanted);
  if (!text) return misuse(output, text.error().field + ": " + text.error().text);
  if (files.empty()) {
    output.out << *text;
    return ExitCode::ok;
  }
  std::ofstream out(files.front(), std::ios::binary);
  out << *text;
  out.close();
  if (!out) return misuse(output, files.front() + ": cannot be written");
  output.out << printable(files.front()) << " is written. Play it:  mapsim run " << printable(files.front())
             << '\n';
  return ExitCode::ok;
}

}  // namespace

const Command kNew = {
    "new",
    "writes a first scenario, by options or by asking at a terminal",
    "[FILE]",
    "  mapsim new first.yaml\n"
    "  mapsim new --message mo --map-version 2 --text Hello mine.yaml\n"
    "  mapsim new --answer absentSubscriberSM absent.yaml\n",
    declare,
    "file",
    1,
    run,
};

}  // namespace mapsim::cli
