// The message that comes decides how the chart goes on.
#include <gmock/gmock.h>

#include "tests/engine/player/played.h"
#include "tests/engine/player/two_sides.h"

namespace mapsim::scenario::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kOpening = "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3}\n";

// The answer to version 3, or the way down to version 2.
const std::string kNegotiation =
    kOpening +
    "  - alt:\n"
    "    - - {msc -> smsc: end}\n"
    "    - - {msc -> smsc: refuse, reason: applicationContextNotSupported}\n"
    "      - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
    "      - {msc -> smsc: end}\n"
    "  - {smsc -> msc: begin, dialogue: d9, application-context: shortMsgMT-Relay-v2}\n"
    "  - {msc -> smsc: end, dialogue: d9}\n";

std::vector<std::string> messages(const Kept& kept) {
  std::vector<std::string> out;
  for (const StepOutcome& o : kept.outcomes) out.push_back(o.message);
  return out;
}

TEST(Alternatives, ASimulatedSenderPlaysTheFirst) {
  const auto played = play(scenario(kNegotiation));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_THAT(messages(played->kept), ::testing::ElementsAre("BEGIN", "END", "BEGIN", "END"));
}

TEST(Alternatives, WhatTheSendersStackDoesByItselfDecides) {
  const auto played = play(program_of(scenario(kNegotiation, ", versions: [1, 2]")));
  EXPECT_EQ(played->verdict, Verdict::pass);
  EXPECT_EQ(played->kept.outcomes.size(), 6U);
}

TEST(Alternatives, TheMessageOfARealSystemDecides) {
  const std::string refuses =
      kOpening +
      "  - {msc -> smsc: refuse, reason: applicationContextNotSupported}\n"
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "  - {msc -> smsc: end}\n"
      "  - {smsc -> msc: begin, dialogue: d9, application-context: shortMsgMT-Relay-v2}\n"
      "  - {msc -> smsc: end, dialogue: d9}\n";
  const auto sides = play_two_sides(scenario(kNegotiation), scenario(refuses));
  EXPECT_EQ(sides.first.verdict, Verdict::pass) << sides.first.kept.outcomes.back().note;
  EXPECT_EQ(sides.second.verdict, Verdict::pass) << sides.second.kept.outcomes.back().note;
}

TEST(Alternatives, AreToldByTheFieldsThatTheyState) {
  const std::string alternatives = begin() +
                                   "  - alt:\n"
                                   "    - - {msc -> smsc: end, result: mt-ForwardSM}\n"
                                   "    - - {msc -> smsc: end, error: systemFailure}\n"
                                   "      - {verdict: inconclusive, because: it has a bad day}\n"
                                   "    - - {msc -> smsc: end, error: facilityNotSupported}\n";
  const auto fails = play_two_sides(scenario(alternatives),
                                    scenario(begin() + "  - {msc -> smsc: end, error: systemFailure}\n"));
  EXPECT_EQ(fails.first.verdict, Verdict::inconclusive);
  EXPECT_EQ(fails.first.kept.outcomes.back().note, "it has a bad day");
  const auto passes = play_two_sides(
      scenario(alternatives), scenario(begin() + "  - {msc -> smsc: end, error: facilityNotSupported}\n"));
  EXPECT_EQ(passes.first.verdict, Verdict::pass);
}

TEST(Alternatives, SayWhatEachWouldHaveNeededWhereNoneFits) {
  const auto sides =
      play_two_sides(scenario(begin() + "  - alt:\n    - - {msc -> smsc: end, result: mt-ForwardSM}\n"
                                        "    - - {msc -> smsc: refuse, reason: noReasonGiven}\n"),
                     scenario(begin() + "  - {msc -> smsc: end, error: systemFailure}\n"));
  EXPECT_EQ(sides.first.verdict, Verdict::fail);
  EXPECT_THAT(sides.first.kept.outcomes.back().note,
              AllOf(HasSubstr("none of the alternatives fits"), HasSubstr("line 14"), HasSubstr("line 15"),
                    HasSubstr("expected REFUSE, received END")));
}

TEST(Alternatives, MayBeThatNothingComes) {
  const std::string alternatives = begin("hello", "    timer: 15s\n") +
                                   "  - alt:\n"
                                   "    - - {msc -> smsc: end, result: mt-ForwardSM}\n"
                                   "    - - {timeout: smsc}\n"
                                   "      - {verdict: inconclusive, because: silence}\n";
  const auto sides = play_two_sides(scenario(alternatives), scenario(begin() + "  - pause: 60s\n"));
  EXPECT_EQ(sides.first.verdict, Verdict::inconclusive);
  EXPECT_EQ(sides.first.kept.outcomes.back().note, "silence");
}

TEST(Alternatives, MayBeginADialogueEach) {
  const std::string either =
      "  - alt:\n"
      "    - - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v3}\n"
      "      - {msc -> smsc: end}\n"
      "    - - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n"
      "      - {msc -> smsc: end}\n";
  const std::string v2 =
      "  - {smsc -> msc: begin, application-context: shortMsgMT-Relay-v2}\n  - {msc -> smsc: end}\n";
  const auto sides = play_two_sides(scenario(v2), scenario(either));
  EXPECT_EQ(sides.first.verdict, Verdict::pass);
  EXPECT_EQ(sides.second.verdict, Verdict::pass);
}

TEST(Verdict, EndsTheScenario) {
  const auto played =
      play(scenario(kOpening + "  - {msc -> smsc: end}\n  - {verdict: fail, because: enough}\n"));
  EXPECT_EQ(played->verdict, Verdict::fail);
  EXPECT_EQ(played->kept.outcomes.back().note, "enough");
}

}  // namespace
}  // namespace mapsim::scenario::test
