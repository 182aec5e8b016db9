// Branches that go on side by side.
#include <gmock/gmock.h>
#include <set>

#include "tests/engine/player/played.h"
#include "tests/engine/player/two_sides.h"

namespace mapsim::scenario::test {
namespace {

std::string exchange(const std::string& dialogue, const std::string& between = "") {
  const std::string of = "dialogue: " + dialogue;
  return "    - - {smsc -> msc: begin, " + of + ", application-context: shortMsgMT-Relay-v3}\n" + between +
         "      - {msc -> smsc: end, " + of + "}\n";
}

// The dialogues of the messages, in the order in which they were received.
std::vector<std::string> order(const Program& program, const Kept& kept) {
  std::vector<std::string> dialogues;
  for (const StepOutcome& o : kept.outcomes) {
    if (const auto* m = std::get_if<MessageStep>(&program.steps[o.position].what))
      dialogues.push_back(program.dialogues[m->dialogue]);
  }
  return dialogues;
}

Program two_branches() {
  return program_of(scenario("  - parallel:\n" + exchange("a") + exchange("b")));
}

TEST(Parallel, BranchesTakeTurns) {
  const Program program = two_branches();
  const auto played = play(program);
  EXPECT_EQ(played->verdict, Verdict::pass);
  const auto dialogues = order(program, played->kept);
  ASSERT_EQ(dialogues.size(), 4U);
  EXPECT_NE(dialogues[0], dialogues[1]) << "the second branch does not wait for the end of the first";
  EXPECT_NE(dialogues[2], dialogues[3]);
}

TEST(Parallel, WhatTheStackAnswersEndsTheWaitOfItsOwnDialogue) {
  const Program program = program_of(
      scenario("  - parallel:\n"
               "    - - {smsc -> msc: begin, dialogue: a, application-context: shortMsgMT-Relay-v2}\n"
               "      - {msc -> smsc: end, dialogue: a}\n"
               "    - - {smsc -> msc: begin, dialogue: b, application-context: shortMsgMT-Relay-v3}\n"
               "      - {msc -> smsc: refuse, dialogue: b, reason: applicationContextNotSupported}\n",
               ", versions: [2]"));
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Kept kept;
    auto stage = Stage::create(program, {});
    ASSERT_TRUE((*stage)->open());
    PlayerOptions options;
    options.seed = seed;
    EXPECT_EQ(Player(program, (*stage)->world(), kept, options).play(), Verdict::pass) << seed;
  }
}

TEST(Parallel, TheSameSeedGivesTheSameOrder) {
  const Program program = two_branches();
  EXPECT_EQ(order(program, play(program)->kept), order(program, play(program)->kept));
}

TEST(Parallel, AnotherSeedGivesAnotherOrder) {
  const Program program =
      program_of(scenario("  - parallel:\n" + exchange("a") + exchange("b") + exchange("c")));
  std::set<std::vector<std::string>> orders;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Kept kept;
    auto stage = Stage::create(program, {});
    ASSERT_TRUE((*stage)->open());
    PlayerOptions options;
    options.seed = seed;
    EXPECT_EQ(Player(program, (*stage)->world(), kept, options).play(), Verdict::pass);
    orders.insert(order(program, kept));
  }
  EXPECT_GT(orders.size(), 1U);
}

TEST(Parallel, WhatFollowsWaitsForTheSlowestBranch) {
  const Program program =
      program_of(scenario("  - parallel:\n" + exchange("a", "      - pause: 5s\n") + exchange("b") +
                          "  - {smsc -> msc: begin, dialogue: c, application-context: shortMsgMT-Relay-v3}\n"
                          "  - {msc -> smsc: end, dialogue: c}\n"));
  const auto played = play(program);
  EXPECT_EQ(played->verdict, Verdict::pass);
  const auto dialogues = order(program, played->kept);
  EXPECT_EQ(dialogues[dialogues.size() - 3], "a") << "its END comes after the pause";
  EXPECT_GE(played->kept.outcomes.back().ended_at.since_start(), std::chrono::seconds(5));
}

TEST(Parallel, LoopVariablesAreThoseOfTheBranch) {
  const auto branch = [&](const std::string& name, const std::string& texts) {
    return "    - - for: {text: [" + texts +
           "]}\n        steps:\n          - smsc -> msc: begin\n            dialogue: " + name +
           "\n            application-context: shortMsgMT-Relay-v3\n            invoke: mt-ForwardSM\n"
           "            argument:\n              sm-RP-DA: {imsi: \"001010000000001\"}\n"
           "              sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
           "              sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: $text}}\n"
           "          - {msc -> smsc: end, dialogue: " +
           name + ", result: mt-ForwardSM}\n";
  };
  const auto played =
      play(scenario("  - parallel:\n" + branch("a", "one, two") + branch("b", "three, four")));
  EXPECT_EQ(played->verdict, Verdict::pass);
}

TEST(Parallel, AFailureInOneBranchEndsTheScenario) {
  const auto played =
      play(scenario("  - parallel:\n" + exchange("a") +
                    "    - - {smsc -> msc: begin, dialogue: b, application-context: shortMsgMT-Relay-v3}\n"
                    "      - {msc -> smsc: end, dialogue: b, expect: {tcap: {otid: 1}}}\n"));
  EXPECT_EQ(played->verdict, Verdict::fail);
}

TEST(Parallel, CapturedValuesAreThereBehindTheBranches) {
  const auto played =
      play(scenario("  - parallel:\n"
                    "    - - {smsc -> msc: begin, dialogue: a, application-context: shortMsgMT-Relay-v3, "
                    "capture: {id: tcap.otid}}\n"
                    "      - {msc -> smsc: end, dialogue: a, tcap: {dtid: $id}}\n" +
                    exchange("b") +
                    "  - {smsc -> msc: begin, dialogue: c, application-context: shortMsgMT-Relay-v3}\n"
                    "  - {msc -> smsc: end, dialogue: c, expect: {tcap: {dtid: {not: $id}}}}\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
}

TEST(Parallel, ABranchMayHaveBranches) {
  const std::string inner =
      "      - parallel:\n"
      "        - - {smsc -> msc: begin, dialogue: b, application-context: shortMsgMT-Relay-v3}\n"
      "          - {msc -> smsc: end, dialogue: b}\n"
      "        - - {smsc -> msc: begin, dialogue: c, application-context: shortMsgMT-Relay-v3}\n"
      "          - {msc -> smsc: end, dialogue: c}\n";
  const auto played = play(scenario("  - parallel:\n" + exchange("a", inner) + exchange("d")));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_EQ(played->kept.outcomes.size(), 8U);
}

// A real system sends what it likes first: each message goes to the branch of its dialogue.
TEST(Parallel, MessagesOfARealSystemComeInAnyOrder) {
  const auto chart = [](const std::string& first, const std::string& second) {
    const auto branch = [](const std::string& name, const std::string& context) {
      return "    - - {smsc -> msc: begin, dialogue: " + name + ", application-context: " + context +
             "}\n      - {msc -> smsc: end, dialogue: " + name + "}\n";
    };
    return scenario("  - parallel:\n" + branch(first, "shortMsgMT-Relay-" + first) +
                    branch(second, "shortMsgMT-Relay-" + second));
  };
  const auto sides = play_two_sides(chart("v2", "v3"), chart("v3", "v2"));
  EXPECT_EQ(sides.first.verdict, Verdict::pass);
  EXPECT_EQ(sides.second.verdict, Verdict::pass);
}

}  // namespace
}  // namespace mapsim::scenario::test
