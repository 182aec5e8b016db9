#include "tools/report/record.h"

#include <gmock/gmock.h>

#include "tests/tools/report/played.h"
#include "tools/report/place.h"

namespace mapsim::report::test {
namespace {

using scenario::Verdict;
using testing::HasSubstr;

TEST(Record, KeepsEveryMessageWithTreeAndOctets) {
  const auto played = play_text(begin() + kEnd);
  ASSERT_EQ(played->only().messages.size(), 2U);
  for (const Message& m : played->only().messages) {
    EXPECT_FALSE(m.tree.is_null());
    EXPECT_FALSE(m.octets.empty());
    EXPECT_TRUE(m.comparisons.empty());
  }
  EXPECT_TRUE(failures_of(played->only()).empty());
}

TEST(Record, ComparesEveryStatedFieldOfAStepThatFailed) {
  const auto played = play_text(begin("hello", kWrongSender) + kEnd);
  const Message& m = played->message(0);
  ASSERT_EQ(m.verdict, Verdict::fail);
  std::size_t differing = 0;
  for (const Comparison& c : m.comparisons) {
    if (!c.differs) {
      EXPECT_EQ(c.expected, c.received) << c.path;
      continue;
    }
    ++differing;
    EXPECT_EQ(c.path, "components[0].argument.sm-RP-UI.sms-deliver.tp-oa");
    EXPECT_EQ(c.expected, "\"+15550100101\"");
    EXPECT_EQ(c.received, "\"+15550100100\"");
    EXPECT_EQ(c.mark.line, 13);
  }
  EXPECT_EQ(differing, 1U);
  EXPECT_GE(m.comparisons.size(), 5U);
}

TEST(Record, KeepsWhatCameInsteadOfWhatWasExpected) {
  // The msc knows no version 3: its stack refuses, and the chart goes on with another dialogue.
  std::string text =
      scenario_text(begin() +
                    "  - msc -> smsc: begin\n    dialogue: second\n"
                    "    application-context: shortMsgMO-Relay-v2\n    invoke: forwardSM\n    argument:\n"
                    "      sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}\n"
                    "      sm-RP-OA: {msisdn: \"+15550100100\"}\n"
                    "      sm-RP-UI: {sms-submit: {tp-da: \"+15550100101\", text: hi}}\n");
  text.replace(text.find("gt: \"+15550100002\""), 18, "gt: \"+15550100002\", versions: [2]");
  const auto played = play(scenario::load_text(text));
  ASSERT_EQ(played->only().failures().size(), 1U);
  const Message* failed = played->only().failures().front();
  EXPECT_TRUE(failed->unexpected);
  EXPECT_EQ(played->program.endpoints[failed->received_at].name, "smsc");
  EXPECT_FALSE(failed->octets.empty());
  ASSERT_FALSE(failed->comparisons.empty());
  EXPECT_EQ(failed->comparisons.front().path, "message");
  EXPECT_EQ(failed->comparisons.front().expected, "BEGIN");
  EXPECT_EQ(failed->comparisons.front().received, "ABORT");
  EXPECT_THAT(failures_of(played->only()).front().text, HasSubstr("smsc received an unexpected REFUSE"));
}

TEST(Record, SaysThatNothingCame) {
  const auto played = play_text(
      begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n    sccp: {called: {gt: \"+15550199\"}}\n");
  const Message* failed = played->only().failures().front();
  EXPECT_TRUE(failed->tree.is_null());
  ASSERT_EQ(failed->comparisons.size(), 1U);
  EXPECT_EQ(failed->comparisons.front().received, "nothing");
  EXPECT_THAT(failures_of(played->only()).front().text, HasSubstr("nothing came in"));
}

TEST(Record, CountsWhatIsBeyondTheLimit) {
  const auto played = play(scenario::load_text(scenario_text("  - repeat: 3\n    steps:\n" +
                                                             [] {
                                                               std::string steps = begin() + kEnd;
                                                               std::string indented = "    ";
                                                               for (const char c : steps) {
                                                                 indented += c;
                                                                 if (c == '\n') indented += "    ";
                                                               }
                                                               return indented.substr(0, indented.size() - 4);
                                                             }())),
                           4);
  EXPECT_EQ(played->only().messages.size(), 4U);
  EXPECT_EQ(played->only().messages_left_out, 2U);
}

TEST(Record, NamesDialoguesAndEndpointsOfAMessage) {
  const auto played = play_text(begin() + kEnd);
  EXPECT_EQ(played->program.endpoints[played->message(1).from].name, "msc");
  EXPECT_EQ(played->program.endpoints[played->message(1).to].name, "smsc");
  ASSERT_TRUE(played->message(1).dialogue);
}

}  // namespace
}  // namespace mapsim::report::test
