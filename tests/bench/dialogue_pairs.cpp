// Whole MT dialogues of version 3 between two processes, each with its stack and its side of the scenario.
#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "scenarios/engine/lab/lab_stage.h"
#include "scenarios/engine/lab/plan.h"
#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "tests/bench/two_processes.h"

namespace mapsim::bench {

namespace {

constexpr const char* kScenario =
    "title: bench\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", host: 127.0.0.1}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\", host: 127.0.0.2}\n"
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

class Silent final : public scenario::RunObserver {
 public:
  void on_step(const scenario::StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }
};

// Seconds since a dialogue was due.
class Taken final : public scenario::EndObserver {
 public:
  explicit Taken(const node::Runtime& runtime) : runtime_(runtime) {}
  void on_ended(const scenario::Ended& ended) override {
    ++count;
    seconds.push_back(std::chrono::duration<double>(runtime_.clock() - ended.due).count());
  }
  std::size_t count = 0;
  std::vector<double> seconds;

 private:
  const node::Runtime& runtime_;
};

void play_at_rate(const Load& load, scenario::lab::LabStage& stage, scenario::Player& player,
                  const Taken& taken, PairRate& rate) {
  const Duration gap(static_cast<std::int64_t>(1e9 / load.rate));
  const Instant start = stage.clock();
  const Instant end = start + Duration(static_cast<std::int64_t>(load.seconds * 1e9));
  Instant due = start;
  while (stage.clock() < end) {
    for (; due <= stage.clock(); due = due + gap) player.start(due);
    if (const auto event = stage.next(std::min(due, player.next_deadline()))) player.handle(*event);
    player.on_time();
  }
  rate.pairs = static_cast<double>(taken.count);
  rate.seconds = load.seconds;
  set_latencies(taken.seconds, rate);
}

PairRate play(const Load& load, bool calls) {
  using namespace scenario;
  const LoadResult loaded = load_text(kScenario);
  if (!loaded.program) throw std::runtime_error("the scenario does not load");
  lab::Site site;
  site.udp_local = calls ? 29'895 : 29'894;
  site.udp_remote = calls ? 29'894 : 29'895;
  lab::Words words;
  lab::HostNames names;
  const auto other = lab::parse_lab(calls ? "msc=127.0.0.2" : "smsc=listen:127.0.0.2:2905", names);
  if (!other) throw std::runtime_error(other.error().message());
  words.labs.push_back(*other);
  const auto plan = lab::make_plan(*loaded.program, site, words, lab::TransportKind::usrsctp);
  if (!plan) throw std::runtime_error(plan.error().message());
  Silent silent;
  lab::LabOptions options;
  options.busy_wait = load.busy_wait;
  const auto file = std::filesystem::temp_directory_path() / "mapsim_link_bench.pcapng";
  if (calls && load.capture) options.capture = {file, capture::LinkType::ethernet, std::nullopt};
  const auto stage = lab::LabStage::create(*loaded.program, site, *plan, options, silent);
  if (!stage) throw std::runtime_error(stage.error().message());
  Taken taken(**stage);
  PlayerOptions of_player;
  if (calls && load.rate != 0) of_player.ends = &taken;
  Player player(*loaded.program, **stage, silent, of_player, plan->cast);
  if (auto up = (*stage)->open(); !up) throw std::runtime_error(up.error().message());
  PairRate rate;
  if (!calls) {
    player.play(kForever);  // as `mapsim run` does for who is called
    return rate;
  }
  if (load.rate != 0) {
    play_at_rate(load, **stage, player, taken, rate);
    return rate;
  }
  const double start = wall_clock();
  double now = start;
  const auto more = [&](std::size_t wanted) {
    while (player.running() < wanted) player.start();
  };
  more(load.outstanding);
  for (std::size_t events = 1; now < start + load.seconds; ++events) {
    const std::size_t before = player.running();
    if (const auto event = (*stage)->next(player.next_deadline())) player.handle(*event);
    player.on_time();
    rate.pairs += static_cast<double>(before - std::min(before, player.running()));
    more(load.outstanding);
    if (events % 16 == 0) now = wall_clock();
    if (rate.first_second == 0 && now >= start + 1) rate.first_second = rate.pairs / (now - start);
  }
  rate.seconds = now - start;
  if (rate.seconds > 1) rate.later = (rate.pairs - rate.first_second) / (rate.seconds - 1);
  std::filesystem::remove(file);
  if (player.verdict() == Verdict::fail || player.verdict() == Verdict::error)
    throw std::runtime_error("a dialogue failed");
  return rate;
}

}  // namespace

PairRate run_dialogues(const Load& load) {
  return run_pair([&] { play(load, false); }, [&] { return play(load, true); });
}

}  // namespace mapsim::bench
