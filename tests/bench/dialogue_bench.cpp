// Whole MT dialogues of version 3, two messages each: engine, MAP, TCAP, SCCP, M3UA and the in-process link,
// at both ends, on one core.
#include <benchmark/benchmark.h>
#include <stdexcept>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"

namespace mapsim::scenario {
namespace {

constexpr const char* kScenario =
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
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n"
    "  - msc -> smsc: end\n"
    "    result: mt-ForwardSM\n";

class Silent final : public RunObserver {
 public:
  void on_step(const StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }
};

void mt_dialogues(benchmark::State& state) {
  auto loaded = load_text(kScenario);
  if (!loaded.program) throw std::runtime_error("the scenario does not load");
  auto stage = Stage::create(*loaded.program, {});
  if (!stage || !(*stage)->open()) throw std::runtime_error("the stage does not open");
  node::World& world = (*stage)->world();
  Silent silent;
  Player player(*loaded.program, world, silent);
  const auto open = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) {
    for (std::size_t i = 0; i < open; ++i) player.start();
    while (player.running() != 0) {
      if (const auto event = world.next(player.next_deadline())) player.handle(*event);
      player.on_time();
    }
  }
  if (player.verdict() != Verdict::pass) throw std::runtime_error("a dialogue failed");
  state.counters["dialogues"] = benchmark::Counter(
      static_cast<double>(open) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(mt_dialogues)->Arg(1)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace mapsim::scenario
