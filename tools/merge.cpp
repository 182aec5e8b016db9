// mapsim merge: the results of several parts of a load run, or of several runs at once, as one.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/load/figures.h"
#include "tools/load/load_commands.h"
#include "tools/load/load_files.h"
#include "tools/load/load_options.h"
#include "tools/load/load_result.h"
#include "tools/load/merge_files.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "write the result as JSON, as load.json")(
      "report", po::value<std::string>()->value_name("DIR"),
      "write all files of a run into DIR, out of those of the folders that are merged")(
      "force", "write over the result that is in DIR")(
      "fail-if", po::value<std::vector<std::string>>()->value_name("TEXT"),
      "exit with 1 if so, such as \"p99 > 50ms\"; may be repeated");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim merge: " << printable(text) << '\n';
  return ExitCode::usage;
}

Result<LoadResult> read(const std::string& name) {
  const fs::path file = fs::is_directory(name) ? fs::path(name) / "load.json" : fs::path(name);
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Error{.layer = "", .text = file.string() + ": cannot be read"});
  auto result = load_result_from_json(std::string(std::istreambuf_iterator<char>(in), {}));
  if (!result) return fail(Error{.layer = "", .text = file.string() + ": " + result.error().text});
  return result;
}

// "shards 2, 3 of 4 are missing"; empty: none is.
std::string missing(const LoadResult& sum) {
  std::string text;
  const auto& shards = sum.shards;
  if (shards.empty() || shards.front().is_whole()) return text;
  for (std::uint32_t i = 0; i < shards.front().count; ++i) {
    bool there = false;
    for (const load::Shard& s : shards) there = there || s.index == i;
    if (!there) text += (text.empty() ? "" : ", ") + std::to_string(i + 1);
  }
  return text.empty() ? text
                      : "parts " + text + " of " + std::to_string(shards.front().count) + " are missing";
}

// The files of a run with the series of all parts. Error: what cannot be read or written.
Result<void> write_report(const fs::path& folder, bool force, const std::vector<std::string>& names,
                          const std::vector<LoadResult>& results, const LoadResult& sum) {
  std::vector<TickReader> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!fs::is_directory(names[i]))
      return refuse("--report: the series of " + names[i] +
                    " are in the files beside it; name the folder that it is in");
    auto part = TickReader::open(names[i], results[i].scenarios.size());
    if (!part) return tl::unexpected(part.error());
    parts.push_back(std::move(*part));
  }
  const std::chrono::system_clock::time_point start(
      std::chrono::duration_cast<std::chrono::system_clock::duration>(
          std::chrono::duration<double>(sum.started_at)));
  auto files = LoadFiles::create(folder, force, start);
  if (!files) return fail(Error{.layer = "", .text = "--report " + files.error().text});
  if (auto done = merge_series(parts, *files); !done) return done;
  return files->finish(sum);
}

// A run that was killed has left its series, and no result.
bool has_ended(const std::string& name) {
  return !fs::is_directory(name) || fs::exists(fs::path(name) / "load.json") ||
         !fs::exists(fs::path(name) / "load.csv");
}

ExitCode run(const Options& options, Output& output) {
  const auto thresholds = read_thresholds(options);
  if (!thresholds) return misuse(output, thresholds.error().message());
  auto names = all(options, "result");
  if (names.empty()) return misuse(output, "which results? Give the folders of --report, or files of JSON");
  const auto killed = std::stable_partition(names.begin(), names.end(), has_ended);
  for (auto name = killed; name != names.end(); ++name)
    output.err << "  " << printable(*name) << ": that run did not come to its end, and has no result\n";
  const bool all_ended = killed == names.end();
  names.erase(killed, names.end());
  LoadResult sum;
  std::vector<LoadResult> parts;
  for (const std::string& name : names) {
    auto part = read(name);
    if (!part) return misuse(output, part.error().text);
    if (auto added = add(sum, *part); !added) return misuse(output, name + ": " + added.error().text);
    parts.push_back(std::move(*part));
  }
  output.out << names.size() << (names.size() == 1 ? " result\n" : " results\n");
  show(sum, output.out);
  if (options.count("output") != 0) {
    const std::string file = options["output"].as<std::string>();
    std::ofstream out(file, std::ios::trunc);
    out << to_json(sum);
    out.close();
    if (!out) return misuse(output, file + ": cannot be written");
  }
  if (options.count("report") != 0) {
    const fs::path folder = options["report"].as<std::string>();
    if (auto done = write_report(folder, options.count("force") != 0, names, parts, sum); !done)
      return misuse(output, done.error().text);
  }
  const std::string lost = missing(sum);
  if (!lost.empty()) output.err << "  " << lost << '\n';
  const bool good = holds(sum, *thresholds, output.err);
  const bool passed = !thresholds->empty() || sum.books().failed() == 0;
  return good && passed && all_ended && lost.empty() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kMerge = {
    "merge",
    "adds the results of load runs up, of parts or of several at once",
    "DIR|FILE…",
    "  mapsim merge out/1 out/2 out/3 out/4 -o all.json\n"
    "  mapsim merge out/1 out/2 --report out/all\n"
    "  mapsim merge out/* --fail-if \"p99 > 50ms\"\n",
    declare,
    "result",
    -1,
    run,
};

}  // namespace mapsim::cli
