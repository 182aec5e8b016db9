// mapsim load: the same scenarios, many at once, at a rate that does not wait for answers.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <ostream>
#include <sys/prctl.h>
#include <unistd.h>

#include "scenarios/engine/lab/explain.h"
#include "scenarios/engine/loader.h"
#include "scenarios/load/sampler.h"
#include "tools/cli/lab_plans.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/printable.h"
#include "tools/cli/privileges.h"
#include "tools/load/console.h"
#include "tools/load/load_commands.h"
#include "tools/load/load_files.h"
#include "tools/load/load_ground.h"
#include "tools/load/load_options.h"
#include "tools/load/metrics.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;
using scenario::Program;

constexpr Duration kTick = std::chrono::seconds(1);
constexpr Duration kKeyTick = std::chrono::milliseconds(100);  // between two looks at the keys
constexpr std::size_t kMostNotesATick = 5;

void declare(po::options_description& options) {
  declare_load(options);
  declare_lab(options);
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim load: " << printable(text) << '\n';
  return ExitCode::usage;
}

// Several lines, each made printable.
void tell(std::ostream& out, const std::string& text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out << printable(text.substr(at, end - at)) << '\n';
    at = end + 1;
  }
}

// Tells what happens to links until there is a meter for it, and hands on what the capture must know.
class Watch final : public scenario::RunObserver {
 public:
  explicit Watch(std::ostream& out) : out_(out) {}
  void hand_to(load::Meter& meter, LoadGround& ground) {
    meter_ = &meter;
    ground_ = &ground;
  }
  // The meter ends before the links do, which tell of their own end.
  void take_back() {
    meter_ = nullptr;
    ground_ = nullptr;
  }
  void on_step(const scenario::StepOutcome& outcome) override {
    if (meter_ != nullptr) meter_->on_step(outcome);
  }
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    if (meter_ != nullptr) return meter_->on_note(at, endpoint, text);
    out_ << "  " << printable(endpoint) << "  " << printable(text) << '\n' << std::flush;
  }
  void on_received(std::uint64_t tag) override {
    if (ground_ != nullptr) ground_->on_received(tag);
  }
  bool wants_trees() const override { return false; }

 private:
  std::ostream& out_;
  load::Meter* meter_ = nullptr;
  LoadGround* ground_ = nullptr;
};

// Whether the first message that is seen here comes from outside.
bool is_called(const Program& program, const scenario::lab::Plan* plan) {
  if (plan == nullptr) return false;
  for (const scenario::Step& step : program.steps) {
    const auto* message = std::get_if<scenario::MessageStep>(&step.what);
    if (message == nullptr) continue;
    if (plan->cast.here(message->from)) return false;
    if (plan->cast.here(message->to)) return true;
  }
  return false;
}

Result<load::RowTable> read_data(const std::filesystem::path& file, const Program& program) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return fail(Error{.layer = "", .text = file.string() + ": cannot be read"});
  if (size > load::kMostRowOctets)
    return fail(Error{.layer = "", .text = file.string() + ": longer than 2 GiB"});
  auto table = load::read_rows(std::string(std::istreambuf_iterator<char>(in), {}), program);
  if (!table) return fail(Error{.layer = "", .text = scenario::to_text(file, table.error())});
  return table;
}

// One run, from links that are up to books that are closed.
class Run {
 public:
  Run(const Program& program, const LoadSettings& settings, const LabSettings* lab,
      const scenario::lab::Plan* plan, load::RowDealer* rows, std::vector<std::string> columns,
      LoadGround& ground, Watch& watch, Output& output)
      : program_(program),
        settings_(settings),
        ground_(ground),
        watch_(watch),
        answers_(is_called(program, plan)),
        meter_(ground.runtime(), answers_),
        player_(program, ground.runtime(), watch, player_options(lab, std::move(columns)),
                plan != nullptr ? plan->cast : scenario::Cast::everyone(program.endpoints.size())),
        start_(ground.runtime().clock()),
        runner_(ground.runtime(), player_, meter_, load::Schedule(settings.schedule, start_), rows,
                runner_config()),
        sampler_(ground.runtime(), runner_, meter_),
        console_(output.out, output.terminal,
                 &output.out == &std::cout && ::isatty(STDOUT_FILENO) == 1 && ::isatty(STDIN_FILENO) == 1 &&
                     !settings.fast) {
    watch_.hand_to(meter_, ground);
  }
  ~Run() { watch_.take_back(); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  LoadResult play(LoadFiles* files, MetricsServer* metrics) {
    metrics_ = metrics;
    const auto wall_start = std::chrono::system_clock::now();
    node::Runtime& runtime = ground_.runtime();
    Instant tick = start_ + kTick;
    std::optional<Instant> drained;
    while (!runner_.is_over()) {
      runner_.play_until(console_.is_live() ? std::min(tick, runtime.clock() + kKeyTick) : tick);
      while (const auto key = console_.key()) press(*key);
      const Instant now = runtime.clock();
      if (runner_.reason() == load::EndReason::signal) break;
      if (now >= tick) {
        look(files);
        // After a standstill one sample tells of all of it.
        tick = std::max(tick + kTick, now);
      }
      if (runner_.reason() != load::EndReason::running && !drained) drained = now + settings_.drain;
      if (drained && (now >= *drained || stop_at_once_)) break;
    }
    look(files);
    runner_.close();
    return result(wall_start);
  }

 private:
  scenario::PlayerOptions player_options(const LabSettings* lab, std::vector<std::string> columns) {
    scenario::PlayerOptions options = lab != nullptr ? lab->player : scenario::PlayerOptions();
    options.row_variables = std::move(columns);
    options.ends = &meter_;
    return options;
  }
  load::RunnerConfig runner_config() const {
    load::RunnerConfig config = settings_.runner;
    config.answers = answers_;
    return config;
  }

  void look(LoadFiles* files) {
    const load::Sample sample = sampler_.take();
    if (files != nullptr) files->add(sample, program_.name, meter_.interval());
    const auto notes = meter_.take_notes();
    for (std::size_t i = 0; i < std::min(notes.size(), kMostNotesATick); ++i) {
      console_.note(notes[i].text +
                    (notes[i].times > 1 ? " (" + std::to_string(notes[i].times) + " times)" : ""));
    }
    const bool draining = runner_.reason() != load::EndReason::running;
    if (metrics_ != nullptr) {
      metrics_->show(
          metrics_text({program_.name, meter_.books(), meter_.latency(), sample, ground_.associations()}));
    }
    console_.show({sample, meter_.books(), meter_.latency(), ground_.associations(), answers_,
                   paused_rate_.has_value(), draining});
    if (before_ && !settings_.fast && !answers_ && !draining) {
      const auto why = load::Sampler::bottleneck(*before_, sample, settings_.runner.limit);
      if (why && !short_) console_.note("the rate is not reached: " + *why);
      short_ = why.has_value();
    }
    before_ = sample;
    meter_.clear_interval();
  }

  void press(char key) {
    const Instant now = ground_.runtime().clock();
    load::Schedule& schedule = runner_.schedule();
    const double whole = schedule.rate_at(now) * settings_.schedule.shard.count;
    if (key == 'q') {
      stop_at_once_ = runner_.reason() != load::EndReason::running;
      runner_.stop(load::EndReason::asked);
    } else if (key == 'p' && paused_rate_) {
      schedule.set_rate(now, *paused_rate_);
      paused_rate_.reset();
    } else if (key == 'p') {
      paused_rate_ = whole;
      schedule.set_rate(now, 0);
    } else if ((key == '+' || key == '-') && !paused_rate_) {
      schedule.set_rate(now, std::min(key == '+' ? whole * 1.1 : whole / 1.1, load::kMaxRate));
    }
  }

  LoadResult result(std::chrono::system_clock::time_point wall_start) const {
    LoadResult r;
    r.scenarios.push_back({program_.name, meter_.books(), meter_.latency()});
    r.shards.push_back(settings_.schedule.shard);
    r.started_at = std::chrono::duration<double>(wall_start.time_since_epoch()).count();
    // Where late ones were begun after the end, the rate is that of all the time that it took.
    const Instant scheduled = runner_.schedule().end();
    const bool in_time = runner_.stopped_at() < scheduled + kKeyTick;
    const bool by_time = runner_.reason() == load::EndReason::schedule && !scheduled.is_never() && in_time;
    const Instant end = by_time ? scheduled : runner_.stopped_at();
    r.seconds = std::chrono::duration<double>(end - start_).count();
    r.wanted = answers_ ? 0 : runner_.schedule().due_by(end);
    r.reason = std::string(load::to_text(runner_.reason()));
    r.failures = meter_.failures();
    return r;
  }

  const Program& program_;
  const LoadSettings& settings_;
  LoadGround& ground_;
  Watch& watch_;
  bool answers_;
  load::Meter meter_;
  scenario::Player player_;
  Instant start_;
  load::Runner runner_;
  load::Sampler sampler_;
  Console console_;
  MetricsServer* metrics_ = nullptr;
  std::optional<load::Sample> before_;
  std::optional<double> paused_rate_;
  bool stop_at_once_ = false;
  bool short_ = false;  // of the rate, which was told
};

std::string head(const Program& program, const LoadSettings& settings, bool called) {
  std::string text = program.name + "  " + program.title;
  if (called) return text + "\n  answers what comes";
  if (!settings.schedule.shard.is_whole()) {
    text += "\n  part " + std::to_string(settings.schedule.shard.index + 1) + " of " +
            std::to_string(settings.schedule.shard.count);
  }
  return text;
}

ExitCode play(const Program& program, const LoadSettings& settings, const LabSettings* lab,
              const scenario::lab::Plan* plan, Output& output) {
  std::optional<load::RowTable> table;
  std::optional<load::RowDealer> rows;
  if (settings.data) {
    auto read = read_data(*settings.data, program);
    if (!read) return misuse(output, read.error().message());
    table = std::move(*read);
    rows.emplace(*table, settings.data_order, settings.data_loop, settings.schedule.shard, settings.seed);
  }
  std::optional<LoadFiles> files;
  if (settings.report) {
    auto created = LoadFiles::create(*settings.report, settings.force);
    if (!created) return misuse(output, "--report " + created.error().message());
    files = std::move(*created);
  }
  const auto lacks = [&](const Error& error) {
    tell(output.err, "mapsim load: " + program.name + ": " + error.message());
    return ExitCode::environment;
  };
  // A wait may end 50 us late otherwise, which would be in every latency.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  tell(output.out, head(program, settings, is_called(program, plan)));
  output.out.flush();  // links may take a while
  Watch watch(output.out);
  LoadGround ground;
  if (auto up = ground.open(program, settings, lab, plan, watch); !up) return lacks(up.error());
  if (lab != nullptr) {
    if (auto dropped = drop_privileges(Ahead::nothing); !dropped) return lacks(dropped.error());
  }
  // After the ground, which blocks signals: the server's thread must not get them.
  std::optional<MetricsServer> metrics;
  if (settings.metrics) {
    auto server = MetricsServer::start(*settings.metrics);
    if (!server) return lacks(server.error());
    metrics.emplace(std::move(*server));
    output.out << "  metrics   " << metrics->url() << '\n';
  }
  LoadResult result;
  {
    Run run(program, settings, lab, plan, rows ? &*rows : nullptr,
            table ? table->columns : std::vector<std::string>(), ground, watch, output);
    result = run.play(files ? &*files : nullptr, metrics ? &*metrics : nullptr);
  }
  const auto closed = ground.close();
  show(result, output.out);
  if (files) {
    if (auto written = files->finish(result); !written) return lacks(written.error());
  }
  if (!closed) return lacks(closed.error());
  const bool good = holds(result, settings.thresholds, output.err);
  // What may fail is said by --fail-if; where nobody said it, nothing may.
  const bool passed = !settings.thresholds.empty() || result.books().failed() == 0;
  return good && passed ? ExitCode::ok : ExitCode::failed;
}

ExitCode run(const Options& options, Output& output) {
  const auto settings = read_load(options);
  if (!settings) return misuse(output, settings.error().message());
  const auto lab = read_lab(options, output);
  if (!lab) return misuse(output, lab.error().message());
  if (*lab && settings->fast) return misuse(output, "--fast goes with --transport sim");
  if (!options["times"].defaulted()) return misuse(output, "--times is for mapsim run; here it is --count");
  const auto names = all(options, "scenario");
  if (names.size() != 1)
    return misuse(output, "one scenario; 'mapsim list' shows those that come with the program");
  auto programs = load_scenarios(names, all(options, "set"), output,
                                 *lab ? (*lab)->site.endpoints : std::vector<scenario::YamlMember>());
  if (!programs) return ExitCode::usage;
  if (programs->size() != 1)
    return misuse(output, "one scenario, and these are " + std::to_string(programs->size()));
  const Program& program = programs->front();
  if (!*lab) return play(program, *settings, nullptr, nullptr, output);
  auto plans = make_plans(*programs, **lab, output);
  if (!plans) return ExitCode::usage;
  const scenario::lab::Plan& plan = plans->front();
  if ((*lab)->explain) {
    tell(output.out, scenario::lab::explain(program, (*lab)->site, plan));
    return ExitCode::ok;
  }
  if (is_called(program, &plan) && (settings->rate_given || settings->data)) {
    return misuse(output,
                  "the first message comes from outside: dialogues begin when they are called, and neither a "
                  "rate nor data is for us to say");
  }
  return play(program, *settings, &**lab, &plan, output);
}

}  // namespace

const Command kLoad = {
    "load",
    "plays a scenario many times at once, at a rate, and measures",
    "FILE|NAME",
    "  mapsim load mt-v3 --rate 5000/s --duration 30s\n"
    "  mapsim load mt-v3 --ramp \"0..20000/s over 5m\" --report out --fail-if \"p99 > 50ms\"\n"
    "  mapsim load mt-v3 -r 100 -m 10000 -inf subscribers.csv --arrivals poisson\n"
    "  mapsim load mt-v3 --transport usrsctp --as msc                  one shell: answers\n"
    "  mapsim load mt-v3 --transport usrsctp --as smsc -r 5000/s       another one\n",
    declare,
    "scenario",
    -1,
    run,
};

}  // namespace mapsim::cli
