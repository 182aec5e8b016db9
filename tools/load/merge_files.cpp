#include "tools/load/merge_files.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "scenarios/engine/csv_reader.h"
#include "scenarios/load/histogram_text.h"
#include "tools/load/figures.h"

namespace mapsim::cli {

namespace {

Duration seconds_of(const std::string& text) {
  return Duration(std::llround(std::strtod(text.c_str(), nullptr) * 1e9));
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<scenario::CsvField> fields;
  scenario::CsvReader reader(line);
  std::vector<std::string> cells;
  if (!reader.next(fields)) return cells;
  for (const scenario::CsvField& field : fields) cells.emplace_back(field.text);
  return cells;
}

std::uint64_t count_of(const std::string& text) {
  return std::strtoull(text.c_str(), nullptr, 10);
}

}  // namespace

Result<TickReader> TickReader::open(const std::filesystem::path& folder, std::size_t scenarios) {
  TickReader reader;
  reader.folder_ = folder;
  reader.scenarios_ = scenarios;
  const auto begin = [&](std::ifstream& in, const char* name, const std::string& head) -> Result<void> {
    in.open(folder / name);
    std::string line;
    if (!std::getline(in, line)) return refuse((folder / name).string() + ": cannot be read");
    if (line + "\n" != head) return refuse((folder / name).string() + ": has other columns");
    return {};
  };
  if (auto done = begin(reader.csv_, "load.csv", csv_head()); !done) return tl::unexpected(done.error());
  if (auto done = begin(reader.scenario_rows_, "scenarios.csv", scenarios_head()); !done)
    return tl::unexpected(done.error());
  reader.log_.open(folder / "latency.hlog");
  if (!reader.log_) return refuse((folder / "latency.hlog").string() + ": cannot be read");
  return reader;
}

Result<void> TickReader::read_scenario(Tick& tick) {
  std::string row;
  std::string line;
  std::getline(scenario_rows_, row);
  const auto cells = cells_of(row);
  if (cells.size() != 11)
    return refuse((folder_ / "scenarios.csv").string() + ": there are fewer rows than load.csv has");
  ScenarioTick s{cells[2], {}, count_of(cells[6]), load::Histogram()};
  s.books.started = count_of(cells[3]);
  s.books.ended[static_cast<std::size_t>(scenario::Ending::passed)] = count_of(cells[4]);
  // Of which kind they are is in load.json.
  s.books.ended[static_cast<std::size_t>(scenario::Ending::mismatch)] = count_of(cells[5]);
  while (std::getline(log_, line) && !line.starts_with("Tag=")) {
  }
  auto interval = load::histogram_from_base64(line.substr(line.rfind(',') + 1));
  if (!interval || interval->layout() != load::HistogramLayout{})
    return refuse((folder_ / "latency.hlog").string() + ": the histogram for line " + std::to_string(line_) +
                  " of load.csv is missing or damaged");
  s.interval = std::move(*interval);
  tick.scenarios.push_back(std::move(s));
  return {};
}

Result<std::optional<Tick>> TickReader::next() {
  std::string row;
  if (!std::getline(csv_, row)) return std::optional<Tick>();
  ++line_;
  const auto cells = cells_of(row);
  if (cells.size() != 13)
    return refuse((folder_ / "load.csv").string() + ":" + std::to_string(line_) + ": expected 13 fields");
  Tick tick;
  load::Sample& s = tick.sample;
  s.from = Instant::from_start(seconds_of(cells[0]));
  s.length = seconds_of(cells[1]);
  s.wanted = std::strtod(cells[2].c_str(), nullptr);
  s.begun = std::strtod(cells[3].c_str(), nullptr);
  s.ended = std::strtod(cells[4].c_str(), nullptr);
  s.failed = count_of(cells[5]);
  s.open = count_of(cells[6]);
  s.late = count_of(cells[7]);
  s.cpu = std::strtod(cells[12].c_str(), nullptr);
  for (std::size_t i = 0; i < scenarios_; ++i) {
    if (auto done = read_scenario(tick); !done) return tl::unexpected(done.error());
  }
  return std::optional(std::move(tick));
}

Result<void> merge_series(std::vector<TickReader>& parts, LoadFiles& files) {
  std::vector<std::optional<Tick>> heads(parts.size());
  std::vector<std::optional<Tick>> last(parts.size());
  const auto second = [](const Tick& tick) {
    return std::llround(std::chrono::duration<double>(tick.sample.from.since_start()).count());
  };
  const auto advance = [&](std::size_t i) -> Result<void> {
    auto tick = parts[i].next();
    if (!tick) return tl::unexpected(tick.error());
    heads[i] = std::move(*tick);
    return {};
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (auto done = advance(i); !done) return done;
  }
  for (;;) {
    std::optional<long long> now;
    for (const auto& head : heads) {
      if (head) now = now ? std::min<long long>(*now, second(*head)) : second(*head);
    }
    if (!now) return {};
    std::vector<Tick> ticks;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (heads[i] && second(*heads[i]) == *now) {
        ticks.push_back(*heads[i]);
        last[i] = std::move(heads[i]);
        if (auto done = advance(i); !done) return done;
      } else if (last[i]) {
        ticks.push_back(standing_still(*last[i]));
      }
    }
    files.add(sum_of(std::move(ticks)));
  }
}

}  // namespace mapsim::cli
