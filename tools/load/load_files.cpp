#include "tools/load/load_files.h"

#include <array>
#include <cstdio>

#include "scenarios/load/histogram_text.h"
#include "tools/cli/version.h"
#include "tools/load/figures.h"

namespace mapsim::cli {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> refuse_file(const fs::path& file, const std::string& why) {
  return fail(Error{.layer = "", .text = file.string() + ": " + why});
}

}  // namespace

std::string csv_head() {
  return "seconds,length,wanted,begun,ended,failed,open,late,p50_ms,p99_ms,p99.9_ms,max_ms,cpu\n";
}

std::string csv_row(const load::Sample& s) {
  std::array<char, 400> row{};
  std::snprintf(row.data(), row.size(), "%.3f,%.3f,%.1f,%.1f,%.1f,%llu,%llu,%llu,%.3f,%.3f,%.3f,%.3f,%.2f\n",
                std::chrono::duration<double>(s.from.since_start()).count(),
                std::chrono::duration<double>(s.length).count(), s.wanted, s.begun, s.ended,
                static_cast<unsigned long long>(s.failed), static_cast<unsigned long long>(s.open),
                static_cast<unsigned long long>(s.late), ms(s.p50), ms(s.p99), ms(s.p99_9), ms(s.max), s.cpu);
  return row.data();
}

Result<LoadFiles> LoadFiles::create(const fs::path& folder, bool force) {
  LoadFiles files;
  files.folder_ = folder;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return refuse_file(folder, error.message());
  if (fs::exists(folder / "load.json") && !force)
    return refuse_file(folder, "there is a result in it already; --force writes over it");
  // A result of before would seem to be that of this run, if this one did not come to its end.
  fs::remove(folder / "load.json", error);
  files.csv_.open(folder / "load.csv", std::ios::trunc);
  if (!files.csv_) return refuse_file(folder / "load.csv", "cannot be written");
  files.log_.open(folder / "latency.hlog", std::ios::trunc);
  if (!files.log_) return refuse_file(folder / "latency.hlog", "cannot be written");
  files.csv_ << csv_head();
  files.log_ << load::log_head({std::string("mapsim ") + kVersion, std::chrono::system_clock::now()});
  return files;
}

void LoadFiles::add(const load::Sample& sample, const std::string& scenario,
                    const load::Histogram& interval) {
  csv_ << csv_row(sample) << std::flush;
  series_.add(sample);
  log_ << load::log_line(scenario, sample.from, sample.length, interval) << std::flush;
}

Result<void> LoadFiles::finish(const LoadResult& result) {
  csv_.close();
  log_.close();
  if (!csv_) return refuse_file(folder_ / "load.csv", "not all of it could be written");
  if (!log_) return refuse_file(folder_ / "latency.hlog", "not all of it could be written");
  std::ofstream json(folder_ / "load.json", std::ios::trunc);
  json << to_json(result);
  json.close();
  if (!json) return refuse_file(folder_ / "load.json", "cannot be written");
  std::ofstream page(folder_ / "load.html", std::ios::trunc);
  page << load_page(result, series_);
  page.close();
  if (!page) return refuse_file(folder_ / "load.html", "cannot be written");
  return {};
}

}  // namespace mapsim::cli
