// What a sampled capture has of a run of both ends in virtual time.
#include <gmock/gmock.h>
#include <set>
#include <stdexcept>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"
#include "scenarios/load/sample/sample_taps.h"
#include "tests/load/sample/messages.h"

namespace mapsim::load {
namespace {

using namespace std::chrono_literals;
using namespace test;

// Each message names the instance that it is of.
const std::string kScenario =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", hosts: [10.0.0.1]}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\", hosts: [10.0.0.2]}\n"
    "vars: {imsi: \"001010000000001\"}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgMT-Relay-v3\n"
    "    invoke: mt-ForwardSM\n"
    "    argument:\n"
    "      sm-RP-DA: {imsi: $imsi}\n"
    "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
    "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"hello\"}}\n"
    "    within: 1s\n"
    "  - msc -> smsc: end\n"
    "    result: mt-ForwardSM\n"
    "    within: 1s\n";

class SampledRun final : public scenario::RunObserver,
                         public scenario::EndObserver,
                         public scenario::DialogueObserver {
 public:
  explicit SampledRun(const SampleDraw& draw)
      : loaded_(scenario::load_text(kScenario)), sampled_(kept_, {.draw = draw}), tap_(sampled_) {
    if (!loaded_.program) throw std::runtime_error(loaded_.errors.front().message());
    for (const auto& endpoint : loaded_.program->endpoints) tap_.add_node({endpoint.hosts, endpoint.port});
    scenario::StageOptions options;
    options.observer = &tap_;
    auto stage = scenario::Stage::create(*loaded_.program, options);
    if (!stage || !(*stage)->open()) throw std::runtime_error("the stage does not open");
    stage_ = std::move(*stage);
  }
  void lose(double share) {
    link::FaultRates rates;
    rates.drop = share;
    const auto end = stage_->world().network().find_association("10.0.0.1", "10.0.0.2");
    ASSERT_TRUE(end && stage_->world().network().set_rates(*end, rates));
  }
  void play(std::size_t times) {
    scenario::PlayerOptions options;
    options.ends = this;
    options.dialogues = this;
    options.row_variables = {"imsi"};
    scenario::Player player(*loaded_.program, stage_->world(), *this, options);
    for (std::size_t i = 0; i < times; ++i) {
      const std::vector<Value> row = {Value("00101" + std::to_string(kFirst + i))};
      player.start(stage_->world().now(), row);
    }
    while (player.running() != 0) {
      const auto event = stage_->world().next(player.next_deadline());
      if (event) player.handle(*event);
      player.on_time();
    }
    sampled_.close();
  }
  // How many messages of TCAP the capture has.
  std::size_t messages() const {
    std::size_t count = 0;
    for (const auto& frame : kept_.frames) count += dialogue_marks(m3ua_of(frame.octets)) ? 1 : 0;
    return count;
  }
  // The instances whose BEGIN, with its IMSI, is in the capture.
  std::set<std::size_t> begun() const {
    std::set<std::size_t> all;
    for (const auto& frame : kept_.frames) {
      // TBCD: digits in pairs, the lower first.
      const std::string text = to_hex(frame.octets);
      for (std::size_t i = 0; i < kMostInstances; ++i) {
        const std::string digits = "00101" + std::to_string(kFirst + i) + "f";
        std::string tbcd;
        for (std::size_t d = 0; d < digits.size(); d += 2) tbcd += {digits[d + 1], digits[d]};
        if (text.find(tbcd) != std::string::npos) all.insert(i);
      }
    }
    return all;
  }

  void on_step(const scenario::StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  void on_ended(const scenario::Ended& ended) override {
    const bool failed = ended.ending != scenario::Ending::passed;
    if (failed) failures.insert(ended.number);
    sampled_.on_ended({0, ended.number}, failed);
  }
  void on_sending(std::size_t instance) override { sampled_.on_sending({0, instance}); }
  void on_sent() override { sampled_.on_sent(); }
  void on_taken(std::size_t instance, std::size_t node, const map::MessageIndication& begin) override {
    sampled_.on_taken({0, instance}, node, begin.transit.label.opc, begin.otid->value);
  }
  const SampledCapture& sampled() const { return sampled_; }

  static constexpr std::size_t kFirst = 1'000'000'000;
  static constexpr std::size_t kMostInstances = 200;
  std::set<std::size_t> failures;

 private:
  static OctetView m3ua_of(const Octets& frame) {
    constexpr std::size_t kHeaders = 14 + 20 + 12 + 16;  // Ethernet, IPv4, SCTP, DATA
    return OctetView(frame).subspan(kHeaders);
  }

  scenario::LoadResult loaded_;
  KeptFrames kept_;
  SampledCapture sampled_;
  InProcessTap tap_;
  std::unique_ptr<scenario::Stage> stage_;
};

TEST(PlayedSample, HasExactlyTheDialoguesThatAreDrawn) {
  const SampleDraw draw{.one_of = 20, .seed = 3};
  SampledRun run(draw);
  run.play(SampledRun::kMostInstances);
  std::set<std::size_t> expected;
  for (std::size_t i = 0; i < SampledRun::kMostInstances; ++i) {
    if (draw.takes(0, i)) expected.insert(i);
  }
  EXPECT_EQ(expected.size(), 10u);
  EXPECT_EQ(run.begun(), expected);
  EXPECT_EQ(run.messages(), 20u) << "BEGIN and END of each";
  EXPECT_EQ(run.sampled().octets(), 0u);
}

TEST(PlayedSample, HasAllThatFailAndNoOthers) {
  SampledRun run({});
  run.lose(0.2);
  run.play(SampledRun::kMostInstances);
  ASSERT_GT(run.failures.size(), 20u);
  ASSERT_LT(run.failures.size(), SampledRun::kMostInstances);
  EXPECT_EQ(run.begun(), run.failures);
  EXPECT_EQ(run.sampled().counters().failed, run.failures.size());
  EXPECT_EQ(run.sampled().octets(), 0u);
}

}  // namespace
}  // namespace mapsim::load
