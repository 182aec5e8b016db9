// mapsim corpus: captures whose meaning is known.
#include "tools/corpus/corpus.h"

#include <filesystem>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("force,f",
                        "writes into a folder that is not empty; files of the same name are replaced");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim corpus: " << printable(text) << '\n';
  return ExitCode::usage;
}

ExitCode run(const Options& options, Output& output) {
  const auto folders = all(options, "folder");
  if (folders.size() != 1) return misuse(output, "which folder? Give one");
  const fs::path folder = folders.front();
  std::error_code error;
  if (fs::exists(folder, error)) {
    if (!fs::is_directory(folder, error)) return misuse(output, folder.string() + ": is no folder");
    if (options.count("force") == 0 && !fs::is_empty(folder, error))
      return misuse(output, folder.string() + ": is not empty; --force writes into it nevertheless");
  }
  const auto written = corpus::write_corpus(folder);
  if (!written) return misuse(output, written.error().message());
  output.out << written->captures << " captures with " << written->frames << " messages and "
             << written->fields << " fields, each beside its manifest; " << written->malformed
             << " messages are wrong on purpose\n";
  return ExitCode::ok;
}

}  // namespace

const Command kCorpus = {
    "corpus",
    "writes captures whose meaning is known, with manifests of every field",
    "DIR",
    "  mapsim corpus out\n"
    "  mapsim corpus out && mapsim verify out\n",
    declare,
    "folder",
    1,
    run,
};

}  // namespace mapsim::cli
