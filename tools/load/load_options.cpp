#include "tools/load/load_options.h"

#include <charconv>

#include "scenarios/engine/duration.h"
#include "tools/load/figures.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMostSampledOf = 1'000'000'000;
constexpr double kRateOfNobody = 10;  // a second, where none is given: that of SIPp

std::string text_of(const Options& options, const char* name) {
  return options[name].as<std::string>();
}

tl::unexpected<Error> refuse_option(const char* name, const Error& error) {
  return refuse(std::string("--") + name + ": " + error.text);
}

Result<void> read_duration(const Options& options, const char* name, std::optional<Duration>& field) {
  if (options.count(name) == 0) return {};
  const auto duration = scenario::parse_duration(text_of(options, name));
  if (!duration) return refuse_option(name, duration.error());
  if (duration->count() == 0) return refuse(std::string("--") + name + ": it must be longer than nothing");
  field = *duration;
  return {};
}

Result<void> read_stretches(const Options& options, LoadSettings& settings) {
  std::vector<load::Stretch>& stretches = settings.schedule.stretches;
  if (options.count("ramp") != 0) {
    const auto ramp = load::parse_ramp(text_of(options, "ramp"));
    if (!ramp) return refuse_option("ramp", ramp.error());
    stretches.push_back(*ramp);
  }
  for (const std::string& text : all(options, "step")) {
    const auto step = load::parse_step(text);
    if (!step) return refuse_option("step", step.error());
    stretches.push_back(*step);
  }
  settings.rate_given = options.count("rate") != 0 || !stretches.empty();
  if (options.count("rate") != 0) {
    const auto rate = load::parse_rate(text_of(options, "rate"));
    if (!rate) return refuse_option("rate", rate.error());
    stretches.push_back({*rate, *rate, std::nullopt});
  }
  if (stretches.empty()) stretches.push_back({kRateOfNobody, kRateOfNobody, std::nullopt});
  return {};
}

Result<void> read_data(const Options& options, LoadSettings& settings) {
  if (options.count("data") != 0) settings.data = text_of(options, "data");
  if (options.count("mix") != 0) settings.mix = text_of(options, "mix");
  settings.data_loop = options.count("data-loop") != 0;
  const std::string order = text_of(options, "data-order");
  if (order == "random") {
    settings.data_order = load::RowOrder::random;
  } else if (order == "unique") {
    settings.data_order = load::RowOrder::unique;
  } else if (order != "sequential") {
    return refuse("--data-order " + order + ": expected sequential, random or unique");
  }
  if (!settings.data && !settings.mix && (settings.data_loop || !options["data-order"].defaulted())) {
    return refuse("--data-loop and --data-order go with --data, or with data of a mix");
  }
  return {};
}

Result<void> read_sample(const Options& options, LoadSettings& settings) {
  if (options.count("capture-sample") == 0) return {};
  if (!settings.capture) return refuse("--capture-sample goes with --capture");
  const std::string text = text_of(options, "capture-sample");
  if (text == "0") {
    settings.capture_sample = 0;
    return {};
  }
  std::uint64_t one_of = 0;
  const char* const end = text.data() + text.size();
  const auto read = text.starts_with("1/") ? std::from_chars(text.data() + 2, end, one_of)
                                           : std::from_chars_result{text.data(), std::errc::invalid_argument};
  if (read.ec != std::errc() || read.ptr != end || one_of == 0 || one_of > kMostSampledOf) {
    return refuse("--capture-sample " + text + ": expected 1/N, with N from 1 to " +
                  std::to_string(kMostSampledOf) + ", or 0 for failed dialogues alone");
  }
  settings.capture_sample = one_of;
  return {};
}

}  // namespace

LoadSettings settings_of_engine(const LoadSettings& run, std::uint32_t index) {
  LoadSettings s = run;
  load::Shard& shard = s.schedule.shard;
  shard.index = shard.index * run.threads + index;
  shard.count *= run.threads;
  s.threads = 1;
  s.catch_signals = false;
  if (s.capture && run.threads > 1) {
    std::filesystem::path name = s.capture->stem();
    name += "-" + std::to_string(index + 1);
    name += s.capture->extension();
    s.capture = s.capture->parent_path() / name;
  }
  return s;
}

void declare_load(po::options_description& options) {
  using Words = std::vector<std::string>;
  options.add_options()(
      "rate,r", po::value<std::string>()->value_name("RATE"),
      "dialogues to begin, such as 5000/s, 300/m; after --ramp and --step; 10/s where nothing is given")(
      "ramp", po::value<std::string>()->value_name("RAMP"),
      "from one rate to another, such as \"0..20000/s over 5m\"")(
      "step", po::value<Words>()->value_name("STEP"),
      "a rate for a time, such as \"1000/s for 30s\"; may be repeated")(
      "arrivals", po::value<std::string>()->value_name("HOW")->default_value("uniform"),
      "uniform: evenly; poisson: independent of one another, by --seed")(
      "limit,l", po::value<std::uint64_t>()->value_name("N")->default_value(1'000'000),
      "dialogues that may be open at once; what is due beyond waits, and its latency counts")(
      "count,m", po::value<std::uint64_t>()->value_name("N"), "begin so many dialogues in all")(
      "duration", po::value<std::string>()->value_name("TIME"), "begin dialogues for so long")(
      "drain", po::value<std::string>()->value_name("TIME")->default_value("30s"),
      "how long dialogues may stay open when no more are begun")(
      "mix", po::value<std::string>()->value_name("FILE"),
      "play scenarios drawn by their weights, which this file gives (docs/scenarios.md)")(
      "data", po::value<std::string>()->value_name("FILE"),
      "CSV with a row of variables for each dialogue; -inf FILE is the same")(
      "data-order", po::value<std::string>()->value_name("ORDER")->default_value("sequential"),
      "sequential, random, or unique: mixed, each row once")(
      "data-loop", "begin with the first row again when they have run out; without it the run ends")(
      "shard", po::value<std::string>()->value_name("I/N"),
      "be part I of N: of the rate, the count, the limit, the rows, transaction ids and ports")(
      "threads", po::value<std::uint32_t>()->value_name("N")->default_value(1),
      "play by N engines, each on a processor and a part of its own (docs/load.md)")(
      "fast", "with --transport sim: in virtual time, as fast as this processor can")(
      "seed", po::value<std::uint64_t>()->value_name("N")->default_value(1),
      "of everything that is drawn by chance")("set", po::value<Words>()->value_name("VAR=VALUE"),
                                               "another value for a variable of the file; may be repeated")(
      "capture", po::value<std::string>()->value_name("FILE"),
      "write what passes to FILE.pcapng or FILE.pcap")(
      "capture-sample", po::value<std::string>()->value_name("1/N"),
      "with --capture: of N dialogues one, drawn by --seed, and all that fail; 0: only those that fail")(
      "fail-if", po::value<Words>()->value_name("TEXT"),
      "exit with 1 if so, such as \"p99 > 50ms\", \"error-rate > 0.1 %\"; may be repeated")(
      "report", po::value<std::string>()->value_name("DIR"),
      "write load.html, load.json, load.csv and latency.hlog into DIR")(
      "metrics", po::value<std::string>()->value_name("[HOST:]PORT"),
      "serve metrics for Prometheus at /metrics; HOST is 127.0.0.1 where none is given")(
      "force", "write over the result that is in DIR");
}

Result<std::vector<Threshold>> read_thresholds(const Options& options) {
  std::vector<Threshold> thresholds;
  for (const std::string& text : all(options, "fail-if")) {
    auto threshold = parse_threshold(text);
    if (!threshold) return tl::unexpected(threshold.error());
    thresholds.push_back(std::move(*threshold));
  }
  return thresholds;
}

Result<LoadSettings> read_load(const Options& options) {
  LoadSettings s;
  if (auto done = read_stretches(options, s); !done) return tl::unexpected(done.error());
  const std::string arrivals = text_of(options, "arrivals");
  if (arrivals != "uniform" && arrivals != "poisson")
    return refuse("--arrivals " + arrivals + ": expected uniform or poisson");
  s.schedule.arrivals = arrivals == "poisson" ? load::Arrivals::poisson : load::Arrivals::uniform;
  s.seed = options["seed"].as<std::uint64_t>();
  s.schedule.seed = s.seed;
  if (options.count("count") != 0) s.schedule.count = options["count"].as<std::uint64_t>();
  if (auto done = read_duration(options, "duration", s.schedule.duration); !done)
    return tl::unexpected(done.error());
  std::optional<Duration> drain;
  if (auto done = read_duration(options, "drain", drain); !done) return tl::unexpected(done.error());
  s.drain = drain.value_or(s.drain);
  if (options.count("shard") != 0) {
    const auto shard = load::parse_shard(text_of(options, "shard"));
    if (!shard) return refuse_option("shard", shard.error());
    s.schedule.shard = *shard;
  }
  const std::uint64_t limit = options["limit"].as<std::uint64_t>();
  if (limit >= scenario::kMaxInstances) {
    return refuse("--limit " + std::to_string(limit) + ": expected a number below " +
                  std::to_string(scenario::kMaxInstances));
  }
  s.runner.limit = limit;
  s.threads = options["threads"].as<std::uint32_t>();
  if (s.threads == 0 || s.threads * s.schedule.shard.count > load::kMaxShards) {
    return refuse("--threads " + std::to_string(s.threads) + ": expected 1 to " +
                  std::to_string(load::kMaxShards / s.schedule.shard.count));
  }
  if (limit < std::uint64_t{s.threads} * s.schedule.shard.count)
    return refuse("--limit " + std::to_string(limit) + ": each part needs one at least");
  s.fast = options.count("fast") != 0;
  if (auto done = read_data(options, s); !done) return tl::unexpected(done.error());
  auto thresholds = read_thresholds(options);
  if (!thresholds) return tl::unexpected(thresholds.error());
  s.thresholds = std::move(*thresholds);
  if (options.count("report") != 0) s.report = text_of(options, "report");
  s.force = options.count("force") != 0;
  if (s.force && !s.report) return refuse("--force goes with --report");
  if (options.count("metrics") != 0) {
    const auto address = parse_metrics_address(text_of(options, "metrics"));
    if (!address) return tl::unexpected(address.error());
    s.metrics = *address;
  }
  if (options.count("capture") != 0) s.capture = text_of(options, "capture");
  if (auto done = read_sample(options, s); !done) return tl::unexpected(done.error());
  return s;
}

}  // namespace mapsim::cli
