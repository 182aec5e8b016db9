// Steps that end by time, all of it virtual.
#include <gmock/gmock.h>

#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {
namespace {

TEST(PlayerTimers, ATimeoutStepPassesWhenTheInvocationsTimerRunsOut) {
  const auto played = play(scenario(begin() + "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  // Range ml of TS 29.002 17.1.2.
  EXPECT_GE(played->kept.outcomes[1].ended_at.since_start(), std::chrono::minutes(1));
  EXPECT_LE(played->kept.outcomes[1].ended_at.since_start(), std::chrono::minutes(10) + std::chrono::seconds(1));
}

TEST(PlayerTimers, TheTimerOfAStepReplacesThatOfTheOperation) {
  const auto played = play(scenario(begin() + "    timer: 3s\n  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_LT(played->kept.outcomes[1].ended_at.since_start(), std::chrono::seconds(4));
}

TEST(PlayerTimers, APeerThatAnsweredIsToldOfTheTimeout) {
  std::string invoke = begin();
  const std::string opening = "begin\n    application-context: shortMsgMT-Relay-v3\n";
  invoke.replace(invoke.find(opening), opening.size(), "continue\n");
  const auto played = play(scenario("  - smsc -> msc: begin\n    application-context: shortMsgMT-Relay-v3\n"
                                    "  - msc -> smsc: continue\n" +
                                    invoke + "  - timeout: smsc\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_THAT(played->kept.notes, testing::Not(testing::Contains(testing::HasSubstr("left open"))));
}

TEST(PlayerTimers, WithinLimitsHowLongAStepWaits) {
  // No rule translates this title, and no return is asked for.
  const auto played = play(scenario(begin("hello", "    within: 2s\n    sccp: {called: {gt: \"+15550100009\"}, return-on-error: false}\n")));
  EXPECT_EQ(played->verdict, Verdict::fail);
  EXPECT_THAT(played->kept.outcomes.back().note, testing::HasSubstr("nothing came in 2000 ms"));
}

TEST(PlayerTimers, APauseLetsVirtualTimePass) {
  const auto played = play(scenario("  - pause: 2h\n" + begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n"));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_GE(played->ended.since_start(), std::chrono::hours(2));
}

}  // namespace
}  // namespace mapsim::scenario::test
