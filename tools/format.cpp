// mapsim format: scenario files in canonical layout.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "scenarios/engine/loader.h"
#include "tools/cli/library.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/format/layout.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("write,w", "change the files instead of printing")(
      "check", "only name the files whose layout is another; exit status 1 where there is one")(
      "force", "write out what anchors and aliases stand for");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim format: " << printable(text) << '\n';
  return ExitCode::usage;
}

std::optional<std::string> read_file(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error || size > scenario::kMaxFileSize) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  return in ? std::optional(std::move(text)) : std::nullopt;
}

// Beside the file and then in its place, with its permissions: nobody reads half a file.
bool replace_file(const fs::path& file, const std::string& text) {
  const fs::path place = fs::is_symlink(file) ? fs::canonical(file) : file;
  const fs::path part = place.string() + ".part";
  std::ofstream out(part, std::ios::binary);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::permissions(part, fs::status(place).permissions(), error);
  if (out) fs::rename(part, place, error);
  if (!out || error) fs::remove(part, error);
  return out && !error;
}

ExitCode run(const Options& options, Output& output) {
  const bool write = options.count("write") != 0;
  const bool check = options.count("check") != 0;
  if (write && check) return misuse(output, "--write and --check exclude each other");
  std::vector<fs::path> files;
  for (const std::string& name : all(options, "file")) {
    std::error_code error;
    if (!fs::exists(name, error)) return misuse(output, name + ": no such file or folder");
    for (const fs::path& file : scenario_files(name)) files.push_back(file);
  }
  if (files.empty()) return misuse(output, "which file?");
  if (files.size() > 1 && !write && !check)
    return misuse(output, "several files are not printed; use --write or --check");
  ExitCode exit = ExitCode::ok;
  for (const fs::path& file : files) {
    const auto source = read_file(file);
    if (!source) return misuse(output, file.string() + ": cannot be read");
    const auto laid = format::lay_out(*source, options.count("force") != 0);
    for (const Error& e : laid.errors) output.err << printable(scenario::to_text(file, e)) << '\n';
    if (!laid.errors.empty()) {
      exit = ExitCode::usage;
    } else if (!write && !check) {
      output.out << laid.text;
    } else if (laid.text != *source) {
      output.out << printable(file.string()) << '\n';
      if (check && exit == ExitCode::ok) exit = ExitCode::failed;
      if (write && !replace_file(file, laid.text))
        return misuse(output, file.string() + ": cannot be written");
    }
  }
  return exit;
}

}  // namespace

const Command kFormat = {
    "format",
    "puts scenario files into the canonical layout; comments stay",
    "FILE|DIR…",
    "  mapsim format my-test.yaml             prints it\n"
    "  mapsim format --write my-test.yaml     changes it\n"
    "  mapsim format --check tests            for a CI job\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
