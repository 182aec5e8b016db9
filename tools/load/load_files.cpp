#include "tools/load/load_files.h"

#include <cstdlib>

#include "scenarios/load/histogram_text.h"
#include "tools/cli/version.h"
#include "tools/load/figures.h"

namespace mapsim::cli {

namespace fs = std::filesystem;

namespace {

tl::unexpected<Error> refuse_file(const fs::path& file, const std::string& why) {
  return fail(Error{.layer = "", .text = file.string() + ": " + why});
}

// With one decimal where that is all of it, otherwise with every digit: rates of parts add up without loss.
std::string exact(double value) {
  std::string text = number("%.1f", value);
  return std::strtod(text.c_str(), nullptr) == value ? text : number("%.17g", value);
}

// To the nanosecond where milliseconds are not all of it: rates become counts again by it.
std::string seconds_text(Duration time) {
  const bool whole = time.count() % 1'000'000 == 0;
  return number(whole ? "%.3f" : "%.9f", std::chrono::duration<double>(time).count());
}

std::string time_cells(const load::Sample& s) {
  return seconds_text(s.from.since_start()) + "," + seconds_text(s.length);
}

// RFC 4180: names of files may hold anything.
std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::string csv_head() {
  return "seconds,length,wanted,begun,ended,failed,open,late,p50_ms,p99_ms,p99.9_ms,max_ms,cpu\n";
}

std::string csv_row(const load::Sample& s) {
  return time_cells(s) + "," + exact(s.wanted) + "," + exact(s.begun) + "," + exact(s.ended) + "," +
         std::to_string(s.failed) + "," + std::to_string(s.open) + "," + std::to_string(s.late) + "," +
         number("%.3f", ms(s.p50)) + "," + number("%.3f", ms(s.p99)) + "," + number("%.3f", ms(s.p99_9)) +
         "," + number("%.3f", ms(s.max)) + "," + number("%.2f", s.cpu) + "\n";
}

std::string scenarios_head() {
  return "seconds,length,scenario,started,succeeded,failed,open,p50_ms,p99_ms,p99.9_ms,max_ms\n";
}

std::string scenarios_row(const load::Sample& sample, const ScenarioTick& s) {
  const auto latency = [&](double percent) {
    return "," + number("%.3f", ms(s.interval.percentile(percent)));
  };
  return time_cells(sample) + "," + quoted(s.name) + "," + std::to_string(s.books.started) + "," +
         std::to_string(s.books.succeeded()) + "," + std::to_string(s.books.failed()) + "," +
         std::to_string(s.open) + latency(50) + latency(99) + latency(99.9) + latency(100) + "\n";
}

Result<LoadFiles> LoadFiles::create(const fs::path& folder, bool force,
                                    std::chrono::system_clock::time_point start) {
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
  files.scenarios_.open(folder / "scenarios.csv", std::ios::trunc);
  if (!files.scenarios_) return refuse_file(folder / "scenarios.csv", "cannot be written");
  files.csv_ << csv_head();
  files.scenarios_ << scenarios_head();
  files.log_ << load::log_head({std::string("mapsim ") + kVersion, start});
  return files;
}

void LoadFiles::add(const Tick& tick) {
  const load::Sample& sample = tick.sample;
  csv_ << csv_row(sample) << std::flush;
  series_.add(sample);
  for (const ScenarioTick& s : tick.scenarios) {
    scenarios_ << scenarios_row(sample, s);
    log_ << load::log_line(s.name, sample.from, sample.length, s.interval);
  }
  scenarios_ << std::flush;
  log_ << std::flush;
}

Result<void> LoadFiles::finish(const LoadResult& result) {
  csv_.close();
  scenarios_.close();
  log_.close();
  if (!csv_) return refuse_file(folder_ / "load.csv", "not all of it could be written");
  if (!scenarios_) return refuse_file(folder_ / "scenarios.csv", "not all of it could be written");
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
