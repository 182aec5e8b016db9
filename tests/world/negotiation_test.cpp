// Versions: who refuses how, and what is tried and remembered then.
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using namespace std::chrono_literals;

struct Refusal {
  const char* how;
  const char* versions;
};
class Negotiation : public testing::TestWithParam<Refusal> {};

// What one life cycle takes: the dialogues of all three, refused ones included.
TEST_P(Negotiation, EveryProcedureFindsTheVersionThatTheOtherKnows) {
  const std::string told = std::string(", versions: ") + GetParam().versions + ", refuses: " + GetParam().how;
  const std::string block =
      std::string("    versions: ") + GetParam().versions + "\n    refuses: " + GetParam().how + "\n";
  // The SMSC knows all versions; HLR and MSC only some. MO goes from the MSC, in its versions.
  Life life(
      test::life({.subscribers = "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc, "
                                 "state: absent, returns: 2m}\n",
                  .smsc = ", retry: [10h]",
                  .msc = sends("+15550100100") + told,
                  .hlr = block}));
  life.run(60min);
  EXPECT_EQ(life.books("smsc").delivered, 1U);
  EXPECT_EQ(life.counter("hlr", "alerts answered"), 1U);
  EXPECT_TRUE(life.books("smsc").balanced());
}

INSTANTIATE_TEST_SUITE_P(All, Negotiation,
                         testing::Values(Refusal{"alternative", "[1, 2]"}, Refusal{"alternative", "1"},
                                         Refusal{"no-alternative", "[1, 2]"}, Refusal{"no-alternative", "1"},
                                         Refusal{"no-common-dialogue-portion", "1"}, Refusal{"p-abort", "1"},
                                         Refusal{"silence", "[1, 2]"}, Refusal{"silence", "1"}));

TEST(Negotiation, AnSmscThatKnowsLessIsReachedInItsVersion) {
  for (const char* how :
       {"alternative", "no-alternative", "no-common-dialogue-portion", "p-abort", "silence"}) {
    Life life(
        test::life({.smsc = std::string(", versions: 1, refuses: ") + how, .msc = sends("+15550100100")}));
    life.run(60min);
    EXPECT_EQ(life.books("smsc").delivered, 1U) << how;
  }
}

TEST(Negotiation, TheVersionIsRememberedByDestination) {
  Life life(test::life({.msc = sends("+15550100100", ", every: 10s, count: 3") + ", versions: 1",
                        .hlr = "    versions: 2\n"}));
  life.run(60s);
  EXPECT_EQ(life.books("smsc").delivered, 3U);
  // Refused once each: the enquiry in version 3, MT in version 3 (whose answer names version 1).
  EXPECT_EQ(life.counter("smsc", "dialogues opened"), 3U + 1U + 3U + 1U);
}

TEST(Negotiation, ADestinationThatKnowsNoneOfOursIsTold) {
  Life life(test::life(
      {.smsc = ", retry: [1h], versions: 3", .msc = sends("+15550100100"), .hlr = "    versions: 1\n"}));
  life.run(2h);
  EXPECT_EQ(life.books("smsc").refused.at("no version that the HLR knows"), 1U);
}

}  // namespace
}  // namespace mapsim::world::test
