// mapsim import: a scenario from a capture.
#include <fstream>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/import/importer.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "where the scenario goes; otherwise to standard output");
}

ExitCode run(const Options& options, Output& output) {
  const auto say = [&](const std::string& text) {
    output.err << "mapsim import: " << printable(text) << '\n';
  };
  const auto files = all(options, "file");
  if (files.size() != 1) {
    say("which capture? Give one file");
    return ExitCode::usage;
  }
  CaptureReading reading(Depth::everything);
  Importer importer;
  const auto done = reading.read(files.front(), [&](CapturedMessage& message) {
    importer.add(message);
    reading.decoder.dialogues().take_ended();
  });
  if (!done) {
    say(done.error().message());
    return ExitCode::failed;
  }
  for (const std::string& text : importer.left_out()) say(text);
  if (importer.steps() == 0) {
    say("no dialogue in " + files.front() + " that begins in it");
    return ExitCode::failed;
  }
  const std::string scenario = importer.scenario(files.front());
  if (options.count("output") == 0) {
    output.out << scenario;
  } else {
    const std::string path = options["output"].as<std::string>();
    std::ofstream out(path, std::ios::binary);
    out << scenario;
    out.close();
    if (!out) {
      say(path + " cannot be written");
      return ExitCode::usage;
    }
  }
  return importer.left_out().empty() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kImport = {
    "import",
    "makes a scenario of the dialogues of a capture",
    "CAPTURE",
    "  mapsim import field.pcapng -o field.yaml\n"
    "  mapsim run field.yaml --capture again.pcapng && mapsim compare field.pcapng again.pcapng\n"
    "\nExit status: 0 everything became a step, 1 something was left out (said on standard error), 2 wrong "
    "usage.\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
