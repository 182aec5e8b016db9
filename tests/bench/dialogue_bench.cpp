// Whole MT dialogues of version 3, two messages each: engine, MAP, TCAP, SCCP, M3UA and the in-process link,
// at both ends, on one core.
#include <benchmark/benchmark.h>
#include <filesystem>
#include <malloc.h>
#include <stdexcept>
#include <string>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"

namespace mapsim::scenario {
namespace {

constexpr const char* kBegin =
    "title: bench\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: \"001010000000001\"}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n";
constexpr const char* kPause = "  - pause: 1s\n";
constexpr const char* kEnd =
    "  - msc -> smsc: end\n"
    "    result: mt-ForwardSM\n";

class Silent final : public RunObserver {
 public:
  void on_step(const StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }
};

// A program on its stage, and its player.
class Run {
 public:
  explicit Run(const std::string& text, const StageOptions& options = {})
      : loaded_(load_text(text)),
        stage_(make_stage(options)),
        player_(*loaded_.program, stage_->world(), silent_) {}

  void start() { player_.start(); }
  // Plays what is started to its end.
  void finish() {
    while (player_.running() != 0) turn(player_.next_deadline());
  }
  // Plays until then.
  void play_until(Instant until) {
    while (stage_->world().now() < until) turn(std::min(until, player_.next_deadline()));
  }
  Instant now() const { return stage_->world().now(); }
  std::size_t running() const { return player_.running(); }
  void check() const {
    if (player_.verdict() == Verdict::fail || player_.verdict() == Verdict::error)
      throw std::runtime_error("a dialogue failed");
  }

 private:
  std::unique_ptr<Stage> make_stage(const StageOptions& options) {
    if (!loaded_.program) throw std::runtime_error("the scenario does not load");
    auto stage = Stage::create(*loaded_.program, options);
    if (!stage || !(*stage)->open()) throw std::runtime_error("the stage does not open");
    return std::move(*stage);
  }
  void turn(Instant limit) {
    if (const auto event = stage_->world().next(limit)) player_.handle(*event);
    player_.on_time();
  }

  LoadResult loaded_;
  std::unique_ptr<Stage> stage_;
  Silent silent_;
  Player player_;
};

void rate(benchmark::State& state, double dialogues) {
  state.counters["dialogues"] = benchmark::Counter(dialogues, benchmark::Counter::kIsRate);
}

// So many at once, all messages under way together.
void mt_dialogues(benchmark::State& state) {
  Run run(std::string(kBegin) + kEnd);
  for (auto _ : state) {
    for (std::int64_t i = 0; i < state.range(0); ++i) run.start();
    run.finish();
  }
  run.check();
  rate(state, static_cast<double>(state.range(0)) * static_cast<double>(state.iterations()));
}
BENCHMARK(mt_dialogues)->Arg(1)->Arg(1000)->Unit(benchmark::kMicrosecond);

std::size_t allocated() {
  const auto info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// A dialogue stays open for a second of virtual time, and they begin evenly: so many are always open.
void open_dialogues(benchmark::State& state, const StageOptions& options) {
  const std::size_t before = allocated();
  Run run(std::string(kBegin) + kPause + kEnd, options);
  const Duration gap = std::chrono::duration_cast<Duration>(std::chrono::seconds(1)) / state.range(0);
  Instant next = run.now();
  const auto one_more = [&] {
    next = next + gap;
    run.play_until(next);
    run.start();
  };
  for (std::int64_t i = 0; i < 2 * state.range(0); ++i) one_more();
  state.counters["octets_each"] =
      static_cast<double>(allocated() - before) / static_cast<double>(run.running());
  state.counters["open"] = static_cast<double>(run.running());
  for (auto _ : state) one_more();
  run.check();
  rate(state, static_cast<double>(state.iterations()));
}
BENCHMARK_CAPTURE(open_dialogues, without_capture, StageOptions{})->Arg(1000)->Arg(100'000);
// Two million are played before the first is timed: once must do.
BENCHMARK_CAPTURE(open_dialogues, without_capture, StageOptions{})->Arg(1'000'000)->Iterations(500'000);

StageOptions with_capture() {
  StageOptions options;
  options.capture = std::filesystem::temp_directory_path() / "mapsim_bench.pcapng";
  return options;
}
BENCHMARK_CAPTURE(open_dialogues, with_capture, with_capture())->Arg(1000)->Arg(100'000);

}  // namespace
}  // namespace mapsim::scenario
