// Load in virtual time: both ends of a scenario in one process.
#include "scenarios/load/runner.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/stage.h"
#include "scenarios/load/sampler.h"

namespace mapsim::load {
namespace {

using namespace std::chrono_literals;
using scenario::Ending;

const std::string kHead =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "vars: {imsi: \"001010000000001\"}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: $imsi}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n";
const std::string kEnd =
    "  - msc -> smsc: end\n"
    "    result: mt-ForwardSM\n";

ScheduleConfig constant(double rate, Duration duration) {
  ScheduleConfig config;
  config.stretches = {{rate, rate, std::nullopt}};
  config.duration = duration;
  return config;
}

class Load {
 public:
  Load(const std::string& text, const ScheduleConfig& schedule, const RunnerConfig& config = {},
       RowDealer* rows = nullptr, std::vector<std::string> columns = {})
      : loaded_(scenario::load_text(text)),
        stage_(make_stage()),
        meter_(world()),
        player_(program(), world(), meter_, options(std::move(columns))),
        start_(world().now()),
        repertoire_(world()),
        runner_(world(), with_piece(rows), Schedule(schedule, start_), config),
        sampler_(world(), runner_, repertoire_) {}

  void play(Duration limit = 1h) {
    runner_.play_until(start_ + limit);
    runner_.close();
  }
  const scenario::Program& program() const { return *loaded_.program; }
  node::World& world() { return stage_->world(); }
  const std::string& host(std::size_t endpoint) const { return program().endpoints[endpoint].hosts.front(); }
  const Books& books() const { return meter_.books(); }
  Meter& meter() { return meter_; }
  Runner& runner() { return runner_; }
  Sampler& sampler() { return sampler_; }
  Instant start() const { return start_; }

 private:
  std::unique_ptr<scenario::Stage> make_stage() {
    if (!loaded_.program) throw std::runtime_error(loaded_.errors.front().message());
    auto stage = scenario::Stage::create(*loaded_.program, {});
    if (!stage || !(*stage)->open()) throw std::runtime_error("the stage does not open");
    return std::move(*stage);
  }
  Repertoire& with_piece(RowDealer* rows) {
    repertoire_.add({&player_, &meter_, rows});
    return repertoire_;
  }
  scenario::PlayerOptions options(std::vector<std::string> columns) {
    scenario::PlayerOptions o;
    o.ends = &meter_;
    o.row_variables = std::move(columns);
    return o;
  }

  scenario::LoadResult loaded_;
  std::unique_ptr<scenario::Stage> stage_;
  Meter meter_;
  scenario::Player player_;
  Instant start_;
  Repertoire repertoire_;
  Runner runner_;
  Sampler sampler_;
};

// A world whose nodes have full send queues for a while.
class Behind final : public node::Runtime {
 public:
  Behind(node::World& world, Instant until) : world_(world), until_(until) {}
  Instant now() const override { return world_.now(); }
  std::size_t size() const override { return world_.size(); }
  node::Node& node(std::size_t index) override { return world_.node(index); }
  std::optional<node::NodeEvent> next(Instant limit) override { return world_.next(limit); }
  bool is_behind() override { return now() < until_; }

 private:
  node::World& world_;
  Instant until_;
};

TEST(Runner, BeginsNoneWhileWhatWasSentBeforeStillWaits) {
  Load load(kHead + kEnd, constant(1000, 5s));
  Behind behind(load.world(), load.start() + 2s);
  Repertoire repertoire(behind);
  scenario::PlayerOptions of_player;
  of_player.ends = &load.meter();
  scenario::Player player(load.program(), behind, load.meter(), of_player);
  repertoire.add({&player, &load.meter(), nullptr});
  Runner runner(behind, repertoire, Schedule(constant(1000, 5s), load.start()), {});
  Sampler sampler(behind, runner, repertoire);
  runner.play_until(load.start() + 1s);
  const Sample first = sampler.take();
  EXPECT_EQ(load.books().started, 0u);
  EXPECT_NEAR(static_cast<double>(runner.late()), 1000, 1);
  EXPECT_TRUE(first.behind);
  runner.play_until(load.start() + 2s);
  Sample second = sampler.take();
  second.cpu = 0;  // that of the test says nothing
  const auto why = Sampler::bottleneck(first, second, 10);
  ASSERT_TRUE(why);
  EXPECT_NE(why->find("would not fit into the send queue"), std::string::npos) << *why;
  runner.play_until(load.start() + 10s);
  runner.close();
  EXPECT_EQ(load.books().to_text(), "started 5000 = succeeded 5000");
  EXPECT_EQ(runner.late(), 0u);
  // Latency counts from when they were due.
  EXPECT_GT(load.meter().interval().max(), 1'900'000'000u);
}

TEST(Runner, BeginsWhatIsDueAndCountsItsEnd) {
  Load load(kHead + kEnd, constant(1000, 10s));
  load.play();
  EXPECT_EQ(load.books().to_text(), "started 10000 = succeeded 10000");
  EXPECT_TRUE(load.books().balances());
  EXPECT_EQ(load.runner().reason(), EndReason::schedule);
}

// The in-process link takes a millisecond each way.
TEST(Runner, MeasuresFromTheInstantThatADialogueWasDueAt) {
  Load load(kHead + kEnd, constant(100, 1s));
  load.play();
  EXPECT_EQ(load.meter().latency().total(), 100u);
  EXPECT_NEAR(static_cast<double>(load.meter().latency().percentile(50)), 2e6, 2e4);
}

TEST(Runner, HoldsItsRateForHoursOfVirtualTime) {
  Load load(kHead + kEnd, constant(1.0 / 7, 24h));
  load.play(25h);
  EXPECT_EQ(load.books().started, 12'343u);  // 86400 / 7, begun
}

// An answer after a second, and ten dialogues that may be open: of 100/s that are due, 10/s can begin.
TEST(Runner, LetsWhatIsDueBeyondTheLimitWaitAndCountsItsWaiting) {
  RunnerConfig config;
  config.limit = 10;
  ScheduleConfig schedule = constant(100, 1s);
  schedule.duration.reset();
  schedule.count = 100;
  Load load(kHead + "  - pause: 1s\n" + kEnd, schedule, config);
  load.play();
  EXPECT_EQ(load.books().to_text(), "started 100 = succeeded 100");
  // The last one was due after 0.99 s, and began after 9 s.
  EXPECT_NEAR(static_cast<double>(load.meter().latency().max()), 9.0e9, 0.2e9);
}

TEST(Runner, GivesUpWhatIsStillLateASecondAfterItsEnd) {
  RunnerConfig config;
  config.limit = 10;
  Load load(kHead + "  - pause: 1s\n" + kEnd, constant(100, 1s), config);
  load.play();
  EXPECT_EQ(load.books().to_text(), "started 20 = succeeded 20");
  EXPECT_EQ(load.runner().reason(), EndReason::schedule);
}

TEST(Runner, CountsWhatIsStillOpenWhenItIsClosed) {
  Load load(kHead + "  - pause: 1h\n" + kEnd, constant(100, 1s));
  load.play(2s);
  EXPECT_EQ(load.books().to_text(), "started 100 = succeeded 0 + still open 100");
  EXPECT_TRUE(load.books().balances());
}

TEST(Runner, KeepsKindsOfFailureApart) {
  Load mismatch(kHead + kEnd + "    expect: {tcap: {otid: 1}}\n", constant(10, 1s));
  mismatch.play();
  EXPECT_EQ(mismatch.books().to_text(), "started 10 = succeeded 0 + mismatch 10");
  ASSERT_FALSE(mismatch.meter().failures().empty());
  EXPECT_EQ(mismatch.meter().failures().front().number, 0u);
  EXPECT_NE(mismatch.meter().failures().front().text.find("otid"), std::string::npos);
}

TEST(Runner, TellsTimeoutsWhereMessagesAreLost) {
  Load load(kHead + "    within: 1s\n" + kEnd, constant(10, 1s));
  load.world().network().cut_path(load.host(0), load.host(1), load.world().now());
  load.play();
  EXPECT_EQ(load.books().of(Ending::timed_out), 10u) << load.books().to_text();
  EXPECT_TRUE(load.books().balances());
}

// A third of the messages is lost for good; whoever lost none succeeds.
TEST(Runner, HasBalancedBooksUnderLoss) {
  Load load(kHead + "    within: 1s\n" + kEnd, constant(1000, 3s));
  const auto sender = load.world().network().find_association(load.host(0), load.host(1));
  ASSERT_TRUE(sender);
  link::FaultRates rates;
  rates.drop = 0.3;
  ASSERT_TRUE(load.world().network().set_rates(*sender, rates));
  load.play();
  EXPECT_TRUE(load.books().balances());
  EXPECT_EQ(load.books().started, 3000u);
  EXPECT_NEAR(static_cast<double>(load.books().of(Ending::timed_out)), 900, 100);
  EXPECT_EQ(load.books().succeeded() + load.books().of(Ending::timed_out), 3000u) << load.books().to_text();
}

TEST(Runner, GivesEachDialogueItsRow) {
  const scenario::LoadResult loaded = scenario::load_text(kHead + kEnd);
  const auto table = read_rows("imsi\n001010000000002\n001010000000003\n", *loaded.program);
  ASSERT_TRUE(table);
  RowDealer rows(*table, RowOrder::sequential, false, {}, 1);
  // What is expected has the row's value, too: the receiver compares.
  Load load(kHead + kEnd, constant(10, 1s), {}, &rows, table->columns);
  load.play();
  EXPECT_EQ(load.books().to_text(), "started 2 = succeeded 2");
  EXPECT_EQ(load.runner().reason(), EndReason::data);
}

TEST(Runner, OfShardsBeginsWhatTheWholeBegins) {
  std::uint64_t started = 0;
  Histogram latency;
  for (std::uint32_t i = 0; i < 3; ++i) {
    ScheduleConfig config = constant(100, 1s);
    config.shard = {i, 3};
    Load load(kHead + kEnd, config);
    load.play();
    started += load.books().started;
    ASSERT_TRUE(latency.add(load.meter().latency()));
  }
  Load whole(kHead + kEnd, constant(100, 1s));
  whole.play();
  EXPECT_EQ(started, whole.books().started);
  EXPECT_EQ(latency, whole.meter().latency());
}

// Every second dialogue of the schedule begins at the very instant at which it would begin in one run.
TEST(Runner, OfShardsWithPoissonArrivalsBeginsWhatTheWholeBegins) {
  std::vector<Instant> due[2];
  ScheduleConfig config = constant(100, 10s);
  config.arrivals = Arrivals::poisson;
  for (Schedule whole(config, Instant()); !whole.next().is_never(); whole.pop())
    due[0].push_back(whole.next());
  for (std::uint32_t i = 0; i < 3; ++i) {
    config.shard = {i, 3};
    for (Schedule part(config, Instant()); !part.next().is_never(); part.pop()) due[1].push_back(part.next());
  }
  std::sort(due[1].begin(), due[1].end());
  ASSERT_EQ(due[0].size(), due[1].size());
  for (std::size_t i = 0; i < due[0].size(); ++i) EXPECT_LT((due[0][i] - due[1][i]).count(), 10);
}

TEST(Runner, KeepsBooksByAssociation) {
  Load load(kHead + "  - pause: 1h\n" + kEnd, constant(100, 1s));
  load.play(2s);
  ASSERT_EQ(load.meter().by_way().size(), 1u);
  const auto& [way, books] = *load.meter().by_way().begin();
  EXPECT_EQ(load.world().node(way.node).config().name, "smsc");
  EXPECT_EQ(books.to_text(), "started 100 = succeeded 0 + still open 100");
}

TEST(Sampler, SaysWhatPassedSinceItsLastLook) {
  Load load(kHead + kEnd, constant(100, 10s));
  load.runner().play_until(load.start() + 2s);
  const Sample first = load.sampler().take();
  EXPECT_NEAR(first.wanted, 100, 1);
  EXPECT_NEAR(first.begun, 100, 1);
  EXPECT_EQ(first.late, 0u);
  load.runner().play_until(load.start() + 3s);
  const Sample second = load.sampler().take();
  EXPECT_EQ(second.from, Instant::from_start(2s));
  EXPECT_EQ(second.length, 1s);
  EXPECT_NEAR(second.ended, 100, 1);
}

TEST(Sampler, FindsTheLimitThatKeepsARateFromBeingReached) {
  RunnerConfig config;
  config.limit = 10;
  Load load(kHead + "  - pause: 1s\n" + kEnd, constant(100, 10s), config);
  load.runner().play_until(load.start() + 1s);
  const Sample first = load.sampler().take();
  load.runner().play_until(load.start() + 2s);
  Sample second = load.sampler().take();
  second.cpu = 0;  // that of the test says nothing
  const auto why = Sampler::bottleneck(first, second, 10);
  ASSERT_TRUE(why);
  EXPECT_NE(why->find("10 dialogues are open, which is the limit"), std::string::npos) << *why;
}

Sample sample(double wanted, double begun, double ended, std::uint64_t open, std::uint64_t late, double cpu) {
  Sample s;
  s.wanted = wanted;
  s.begun = begun;
  s.ended = ended;
  s.open = open;
  s.late = late;
  s.cpu = cpu;
  return s;
}

TEST(Sampler, FindsTheProcessorThatKeepsARateFromBeingReached) {
  const Sample s = sample(1000, 700, 700, 10, 500, 0.99);
  EXPECT_EQ(Sampler::bottleneck(s, s, 100),
            "700 of 1000/s are begun: this process needs all of its processor");
}

TEST(Sampler, FindsOtherProgramsThatKeepARateFromBeingReached) {
  const Sample s = sample(1000, 700, 700, 10, 500, 0.3);
  EXPECT_EQ(Sampler::bottleneck(s, s, 100),
            "700 of 1000/s are begun: other programs use the processor, of which this one has 30 %");
}

TEST(Sampler, FindsAPeerThatIsSlower) {
  const auto why =
      Sampler::bottleneck(sample(1000, 1000, 400, 1200, 0, 0.3), sample(1000, 1000, 400, 1800, 0, 0.3), 9999);
  EXPECT_EQ(why, "400 of 1000/s end, and more and more are open: the peer is slower");
}

TEST(Sampler, FindsNothingWhereTheRateIsReached) {
  const Sample s = sample(1000, 1000, 1000, 10, 3, 0.99);
  EXPECT_FALSE(Sampler::bottleneck(s, s, 100));
}

}  // namespace
}  // namespace mapsim::load
