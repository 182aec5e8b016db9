// What is worked out of a program before it is played, and that it changes nothing but the time that playing
// takes.
#include "scenarios/engine/prepared.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/player/played.h"
#include "tests/support/paths.h"

namespace mapsim::scenario::test {
namespace {

class WithoutTrees final : public RunObserver {
 public:
  explicit WithoutTrees(Kept& kept) : kept_(kept) {}
  void on_step(const StepOutcome& outcome) override { kept_.on_step(outcome); }
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    kept_.on_note(at, endpoint, text);
  }
  bool wants_trees() const override { return false; }

 private:
  Kept& kept_;
};

std::string told(const Kept& kept) {
  std::string text;
  for (const StepOutcome& o : kept.outcomes) {
    text += std::to_string(o.position) + " " + o.message + " " + std::to_string(static_cast<int>(o.verdict)) +
            " " + o.note + "\n";
    for (const Mismatch& m : o.mismatches)
      text += "  " + m.path + ": " + m.expected + " / " + m.received + "\n";
  }
  for (const std::string& note : kept.notes) text += note + "\n";
  return text;
}

std::string told_without_trees(const Program& program) {
  Kept kept;
  WithoutTrees observer(kept);
  auto stage = Stage::create(program, {});
  if (!stage || !(*stage)->open()) throw std::runtime_error("the stage does not open");
  Player player(program, (*stage)->world(), observer);
  player.play();
  return told(kept);
}

const std::string kEnd = "  - msc -> smsc: end\n    result: mt-ForwardSM\n";

TEST(Prepared, ShippedScenariosGoTheSameWayWithAndWithoutTrees) {
  std::size_t played_scenarios = 0;
  std::size_t certain_steps = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().extension() != ".yaml" || entry.path().stem().extension() == ".steps") continue;
    const LoadResult loaded = load_file(entry.path());
    ASSERT_TRUE(loaded.program) << entry.path();
    EXPECT_EQ(told_without_trees(*loaded.program), told(play(*loaded.program)->kept)) << entry.path();
    const PreparedProgram prepared(*loaded.program);
    certain_steps += static_cast<std::size_t>(
        std::ranges::count_if(prepared.steps, [](const PreparedStep& s) { return s.certain.has_value(); }));
    ++played_scenarios;
  }
  EXPECT_GT(played_scenarios, 100U);
  EXPECT_GT(certain_steps, 100U);
}

TEST(Prepared, FailsAlikeWithoutTrees) {
  for (const std::string& steps : {
           begin() + kEnd + "    expect: {sccp: {class: 1}}\n",
           begin("hello",
                 "    expect: {components: [{argument: {sm-RP-UI: {sms-deliver: {text: \"other\"}}}}]}\n") +
               kEnd,
           // The octets of another result than the one that the step expects.
           begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n    expect: {components: [{result: "
                     "mt-ForwardSM, parameter: present}]}\n",
           begin() + "  - msc -> smsc: end\n    error: systemFailure\n    expect: {components: [{error: "
                     "dataMissing}]}\n",
       }) {
    const Program program = program_of(scenario(steps));
    const auto with_trees = play(program);
    EXPECT_EQ(with_trees->verdict, Verdict::fail) << steps;
    EXPECT_EQ(told_without_trees(program), told(with_trees->kept)) << steps;
  }
}

TEST(Prepared, AStepOfConstantsIsBuiltOnce) {
  const PreparedProgram prepared(program_of(scenario(begin() + kEnd)));
  ASSERT_EQ(prepared.steps.size(), 2U);
  EXPECT_TRUE(prepared.steps[0].request && prepared.steps[0].certain);
  EXPECT_TRUE(prepared.steps[1].request && prepared.steps[1].certain);
}

TEST(Prepared, AVariableOfTheFileIsAConstant) {
  const Program program = program_of("vars: {text: hello}\n" + scenario(begin("$text") + kEnd));
  EXPECT_TRUE(PreparedProgram(program).steps[0].certain);
}

TEST(Prepared, WhatIsCapturedOrCountsALoopIsNot) {
  const Program captured = program_of(
      scenario(begin("hello", "    capture: {id: tcap.otid}\n") +
               "  - msc -> smsc: end\n    error: systemFailure\n    expect: {tcap: {dtid: $id}}\n"));
  const PreparedProgram after_capture(captured);
  EXPECT_TRUE(after_capture.steps[0].request);
  EXPECT_FALSE(after_capture.steps[0].certain) << "there is something to capture from the tree";
  EXPECT_FALSE(after_capture.steps[1].certain) << "it depends on the variable";
  const Program looped = program_of(scenario(
      "  - for: {n: [1, 2]}\n    steps:\n      - smsc -> msc: begin\n        application-context: "
      "shortMsgMT-Relay-v3\n"
      "        invoke: mt-ForwardSM\n        argument:\n          sm-RP-DA: {imsi: \"001010000000001\"}\n"
      "          sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
      "          sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"part $n\"}}\n"
      "      - msc -> smsc: end\n        result: mt-ForwardSM\n"));
  const PreparedProgram in_loop(looped);
  EXPECT_FALSE(in_loop.steps[0].request);
  EXPECT_EQ(play(looped)->verdict, Verdict::pass);
}

class Certain : public testing::Test {
 protected:
  Certain() {
    message.context = step.certain->context;
    message.dialogue_event = map::Opened{};
    message.services = step.request->request.services;
    message.services.front().invoke_id = 1;
    received.indication = &message;
    received.context = message.context;
  }
  bool matches() const { return matches_for_certain(*step.certain, received); }

  Program program = program_of(scenario(begin() + kEnd));
  PreparedProgram prepared{program};
  const PreparedStep& step = prepared.steps[0];
  map::MessageIndication message;
  ReceivedMessage received;
};

TEST_F(Certain, TheMessageAsItWasBuilt) {
  EXPECT_TRUE(matches());
}
TEST_F(Certain, NotAnotherContext) {
  message.context.version = 2;
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotReferencesThatAreNotStated) {
  map::OpenInfo info;
  info.destination_reference = Octets{0x91};
  message.dialogue_event = map::Opened{info};
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotARefusal) {
  message.dialogue_event = map::Refused{};
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotOneComponentMoreOrLess) {
  message.services.push_back(message.services.front());
  EXPECT_FALSE(matches());
  message.services.clear();
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotAnotherOctet) {
  Octets octets(message.services.front().parameter.begin(), message.services.front().parameter.end());
  octets.back() ^= 1;
  message.services.front().parameter = octets;
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotAnotherOperation) {
  message.services.front().code = tcap::Code(std::int32_t{46});
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotALinkedInvocation) {
  message.services.front().linked_id = 1;
  EXPECT_FALSE(matches());
}
TEST_F(Certain, NotWhatOurStackRejected) {
  message.services.front().rejected_locally = true;
  EXPECT_FALSE(matches());
}

}  // namespace
}  // namespace mapsim::scenario::test
