// The whole life of a message: HLR, MSC and SMSC, all of them automatic.
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using namespace std::chrono_literals;

std::string one(const std::string& more) {
  return "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc" + more + "}\n";
}

void expect_balanced(const Life& life) {
  for (const char* name : {"hlr", "smsc", "msc"}) EXPECT_TRUE(life.books(name).balanced()) << name;
}

TEST(Life, AMessageIsStoredRoutedAndDelivered) {
  Life life(test::life({.msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("smsc").accepted, 1U);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
  EXPECT_EQ(life.books("msc").delivered, 1U);
  EXPECT_EQ(life.books("hlr").delivered, 1U);
  EXPECT_EQ(life.counter("msc", "MO accepted"), 1U);
  expect_balanced(life);
}

TEST(Life, WhoIsAbsentIsAlertedForWhenHeReturns) {
  Life life(test::life({.subscribers = one(", state: detached, returns: 20s"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  EXPECT_EQ(life.counter("hlr", "subscribers with messages waiting"), 1U);
  EXPECT_EQ(life.counter("smsc", "delivery reports"), 1U);
  life.run(30s);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
  EXPECT_EQ(life.counter("hlr", "alerts answered"), 1U);
  EXPECT_EQ(life.counter("hlr", "subscribers with messages waiting"), 0U);
  EXPECT_EQ(life.books("msc").refused.at("absentSubscriberSM(imsiDetached)"), 1U);
  expect_balanced(life);
}

TEST(Life, WhoHasNoRoomIsAlertedForWhenHeHasSome) {
  Life life(test::life({.subscribers = one(", room: 0, returns: 20s"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("msc").refused.at("sm-DeliveryFailure(memoryCapacityExceeded)"), 1U);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  life.run(30s);
  EXPECT_EQ(life.counter("hlr", "alerts answered"), 1U);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
}

TEST(Life, AHandsetIsFullAfterAsManyMessagesAsItHasRoomFor) {
  Life life(test::life({.subscribers = one(", room: 2"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100", ", every: 1s, count: 3")}));
  life.run(10s);
  EXPECT_EQ(life.books("smsc").delivered, 2U);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
}

TEST(Life, AnAttemptIsRepeatedBySchedule) {
  Life life(test::life(
      {.subscribers = one(", state: absent"), .smsc = ", retry: [10s, 20s]", .msc = sends("+15550100100")}));
  life.run(9s);
  EXPECT_EQ(life.counter("smsc", "MT dialogues"), 1U);
  life.run(2s);
  EXPECT_EQ(life.counter("smsc", "MT dialogues"), 2U);
  life.run(15s);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  life.run(10s);
  EXPECT_EQ(life.counter("smsc", "MT dialogues"), 3U);
  EXPECT_EQ(life.books("smsc").refused.at("absentSubscriberSM(noPagingResponse)"), 1U);
  expect_balanced(life);
}

TEST(Life, AMessageExpires) {
  Life life(test::life({.subscribers = one(", state: absent"),
                        .smsc = ", retry: [1h], validity: 30s",
                        .msc = sends("+15550100100")}));
  life.run(29s);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  life.run(2s);
  EXPECT_EQ(life.books("smsc").refused.at("validity period over"), 1U);
  expect_balanced(life);
}

TEST(Life, WhatCannotSucceedIsRefusedAtOnce) {
  for (const auto& [state, cause] :
       {std::pair("barred", "callBarred"), std::pair("unknown", "unknownSubscriber"),
        std::pair("not-provisioned", "teleserviceNotProvisioned"), std::pair("illegal", "illegalSubscriber"),
        std::pair("not-sm-equipped", "sm-DeliveryFailure(equipmentNotSM-Equipped)")}) {
    Life life(
        test::life({.subscribers = one(std::string(", state: ") + state), .msc = sends("+15550100100")}));
    life.run(10s);
    EXPECT_EQ(life.books("smsc").refused[cause], 1U) << state;
    expect_balanced(life);
  }
}

TEST(Life, WhoIsPurgedIsAbsentAtTheHlrUntilHeRegisters) {
  Life life(test::life({.subscribers = one(", state: purged, returns: 20s"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("hlr").refused.at("absentSubscriberSM(msPurged)"), 1U);
  EXPECT_EQ(life.books("msc").accepted, 0U);
  life.run(20s);
  EXPECT_EQ(life.counter("hlr", "alerts answered"), 1U);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
}

TEST(Life, MessagesThatWaitGoInOneDialogue) {
  Life life(test::life({.subscribers = one(", state: absent, returns: 20s"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100", ", every: 1s, count: 5")}));
  life.run(60s);
  EXPECT_EQ(life.books("smsc").delivered, 5U);
  EXPECT_EQ(life.counter("smsc", "messages behind another in one dialogue"), 4U);
  EXPECT_EQ(life.counter("smsc", "MT dialogues"), 2U);
  expect_balanced(life);
}

TEST(Life, OnlyOneDialogueDeliversToOneSubscriberAtATime) {
  Life life(
      test::life({.msc = sends("+15550100100", ", every: 10ms, count: 50") + ", delay: [50ms, 500ms]"}));
  life.run(60s);
  EXPECT_EQ(life.books("smsc").delivered, 50U);
  EXPECT_EQ(life.books("msc").refused_in_all(), 0U);  // it would have said subscriberBusyForMT-SMS
}

TEST(Life, AnAnswerWhoseDelayIsNoneFreesTheSubscriberToo) {
  Life life(test::life({.msc = sends("+15550100100", ", every: 2s, count: 50") + ", delay: [0ms, 500ms]"}));
  life.run(5min);
  EXPECT_EQ(life.books("smsc").delivered, 50U);
  EXPECT_EQ(life.books("msc").refused_in_all(), 0U);
}

TEST(Life, ALongTextIsSentInParts) {
  Life life(test::life({.msc = sends("+15550100100", "", std::string(400, 'x'))}));
  life.run(10s);
  EXPECT_EQ(life.books("smsc").delivered, 3U);
}

TEST(Life, AnswersAreDrawnByChanceAndTheSameForTheSameSeed) {
  const auto played = [](std::uint64_t seed) {
    Life life(test::life({.smsc = ", retry: [1s, 1s]",
                          .msc = sends("+15550100100", ", every: 1s, count: 200") +
                                 ", answers: \"50 % ok, 50 % systemFailure\""}),
              seed);
    life.run(10min);
    expect_balanced(life);
    return life.books("msc");
  };
  const Books first = played(1);
  EXPECT_GT(first.delivered, 100U);
  EXPECT_GT(first.refused.at("systemFailure"), 50U);
  EXPECT_EQ(first.refused, played(1).refused);
  EXPECT_NE(first.refused, played(2).refused);
}

TEST(Life, SilenceOfTheMscIsTriedAgain) {
  Life life(test::life({.subscribers = one(", state: silent"),
                        .smsc = ", retry: [1h], versions: 3",
                        .msc = sends("+15550100100")}));
  life.run(20min);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  life.run(2h);
  EXPECT_EQ(life.books("smsc").refused.at("no answer of the MSC"), 1U);
}

TEST(Life, AnSgsnIsTriedWhereTheMscHasNobody) {
  Life life(test::life({.subscribers = one(", sgsn: sgsn"),
                        .smsc = ", retry: [1h]",
                        .msc = sends("+15550100100") + ", answers: absentSubscriberSM(imsiDetached)",
                        .more = "  sgsn: {role: sgsn, pc: 401, gt: \"+15550100004\", behaviour: auto}\n"}));
  life.run(10s);
  EXPECT_EQ(life.books("msc").refused_in_all(), 1U);
  EXPECT_EQ(life.books("sgsn").delivered, 1U);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
}

TEST(Life, AnLmsiIsUsedWithItsDestinationReference) {
  Life life(test::life({.subscribers = one(", lmsi: 00c0ffee"), .msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("msc").delivered, 1U);
}

TEST(Life, TakesAnotherTableWhileItRuns) {
  Life life(test::life(
      {.subscribers = one(", state: detached"), .smsc = ", retry: [10h]", .msc = sends("+15550100100")}));
  life.run(10s);
  EXPECT_EQ(life.books("smsc").waiting, 1U);
  const auto loaded =
      read_yaml("- {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: \"+15550100002\"}\n", {});
  ASSERT_TRUE(loaded.table);
  life.automata().reload({loaded.table, loaded.table, loaded.table});
  life.run(10s);
  EXPECT_EQ(life.books("smsc").delivered, 1U);  // the MSC told the HLR, the HLR alerted the SMSC
}

}  // namespace
}  // namespace mapsim::world::test
