// What automatic endpoints keep, at its limit (docs/limits.md).
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using namespace std::chrono_literals;

std::string absent() {
  return "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc, state: absent, count: "
         "10}\n";
}

// Three messages of three senders, for one recipient or for three.
std::string three(bool one_recipient) {
  std::string text = ", sends: [";
  for (int n = 0; n < 3; ++n) {
    text += std::string(n == 0 ? "" : ", ") + "{from: \"+15550100199\", to: \"+1555010010" +
            std::to_string(one_recipient ? 0 : n) + "\", text: Hello, after: " + std::to_string(n) + "s}";
  }
  return text + "]";
}

TEST(WorldLimits, AnSmscWithoutRoomSaysSo) {
  Life life(test::life({.subscribers = absent(), .smsc = ", retry: [1h]", .msc = three(false)}), 1,
            [](Setting& setting) { setting.limits.messages = 2; });
  life.run(30s);
  EXPECT_EQ(life.books("smsc").accepted, 2U);
  EXPECT_EQ(life.counter("smsc", "not accepted"), 1U);
  EXPECT_EQ(life.counter("msc", "MO refused"), 1U);
}

TEST(WorldLimits, AnSmscHasRoomForSoManyMessagesOfOneRecipient) {
  Life life(test::life({.subscribers = absent(), .smsc = ", retry: [1h]", .msc = three(true)}), 1,
            [](Setting& setting) { setting.limits.messages_of_one = 1; });
  life.run(30s);
  EXPECT_EQ(life.books("smsc").accepted, 1U);
  EXPECT_EQ(life.counter("smsc", "not accepted"), 2U);
}

TEST(WorldLimits, WithoutADialogueAnAttemptIsMadeLater) {
  Life life(test::life({.smsc = ", retry: [1m, 1m]", .msc = three(true)}), 1, [](Setting& setting) {
    if (setting.role == scenario::Role::smsc) setting.limits.calls = 0;
  });
  life.run(30s);
  EXPECT_EQ(life.books("smsc").waiting, 3U);
  life.run(3min);
  EXPECT_EQ(life.books("smsc").refused.at("no dialogue was left for the HLR"), 3U);
}

TEST(WorldLimits, WhereTooManyAnswersWaitTheNextGoesAtOnce) {
  Life life(test::life({.msc = three(false) + ", delay: 10s"}), 1,
            [](Setting& setting) { setting.limits.delayed = 0; });
  life.run(5s);
  EXPECT_EQ(life.books("smsc").delivered, 1U);  // the table has only the first recipient
}

TEST(WorldLimits, AnHlrThatCannotRememberMoreSaysThatTheListIsFull) {
  Life life(test::life({.subscribers = absent(), .smsc = ", retry: [1h]", .msc = three(false)}), 1,
            [](Setting& setting) { setting.limits.subscribers = 1; });
  life.run(30s);
  EXPECT_EQ(life.counter("hlr", "delivery reports"), 3U);
  EXPECT_EQ(life.counter("hlr", "subscribers with messages waiting"), 1U);
  EXPECT_EQ(life.books("smsc").waiting, 3U);  // the schedule goes on without the HLR's list
}

}  // namespace
}  // namespace mapsim::world::test
