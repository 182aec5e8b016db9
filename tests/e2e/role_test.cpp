// What two processes are to each other (RFC 4666 1.4.2): IPSPs, and an SGP with several ASPs of one AS.
#include "tests/e2e/association_breaker.h"
#include "tests/e2e/process_pair.h"
#include "tests/support/record.h"

namespace mapsim::e2e {
namespace {

using namespace std::chrono_literals;
using test::record;
using ::testing::HasSubstr;

class Ipsp : public ProcessPair {
 protected:
  // The SMSC calls, the MSC listens.
  void play(const std::string& role) {
    const std::string msc_file =
        write("msc", {.links = "{endpoint: msc, to: smsc, listen: {port: 2905}, role: " + role + "}"});
    const std::string smsc_file = write("smsc", {.links = "{endpoint: smsc, to: msc, role: " + role + "}"});
    Background msc = start("msc", msc_file, {"--times", "20"});
    Background smsc = start("smsc", smsc_file, {"--times", "20"});
    EXPECT_EQ(smsc.wait(60s), 0) << outputs({&smsc, &msc});
    EXPECT_EQ(msc.wait(20s), 0) << outputs({&smsc, &msc});
    smsc_output_ = smsc.output();
    msc_output_ = msc.output();
  }
  std::string smsc_output_;
  std::string msc_output_;
};

TEST_F(Ipsp, InASingleExchangeOneSideActivatesBothDirections) {
  play("ipsp-single-exchange");
  EXPECT_THAT(smsc_output_, HasSubstr("our ASP is active"));
  EXPECT_THAT(msc_output_, HasSubstr("its ASP is active"));
  record("none: two IPSPs, single exchange", pair_transport().name, "all 20 plays pass");
}

TEST_F(Ipsp, InADoubleExchangeEachSideActivatesItsOwn) {
  play("ipsp-double-exchange");
  EXPECT_THAT(smsc_output_, HasSubstr("our ASP is active"));
  EXPECT_THAT(msc_output_, HasSubstr("our ASP is active"));
  record("none: two IPSPs, double exchange", pair_transport().name, "all 20 plays pass");
}

// The SMSC is the SGP. Two MSCs, on hosts 2 and 3, are ASPs of one AS.
class TwoAspsOfOneAs : public ProcessPair {
 protected:
  Background start_smsc(const std::string& mode, const std::vector<std::string>& options) {
    const std::string link =
        "{endpoint: smsc, to: msc, listen: {port: 2905}, routing-context: 7, traffic-mode: " + mode + "}";
    return start("smsc", write("smsc", {.msc = {2, 3}, .links = link + ", " + link}), options);
  }
  Background start_msc(int host, const std::string& mode) {
    const std::string file =
        write("msc-" + std::to_string(host),
              {.msc = {host},
               .links = "{endpoint: msc, to: smsc, routing-context: 7, traffic-mode: " + mode + "}"});
    return start("msc", file, {"--times", "forever"});
  }
  // Both are up before the SMSC sends: what listens takes whoever comes.
  static bool are_active(const Background& smsc, std::size_t count) {
    return smsc.await_output("its ASP is active", count, 30s);
  }
  static std::size_t plays(const Background& process) { return process.count("END "); }
};

TEST_F(TwoAspsOfOneAs, ShareTheLoadAndTheOtherTakesAllWhenOneIsKilled) {
  Background one = start_msc(2, "loadshare");
  Background two = start_msc(3, "loadshare");
  Background smsc = start_smsc("loadshare", {"--times", "100"});
  ASSERT_TRUE(are_active(smsc, 2)) << outputs({&smsc, &one, &two});
  ASSERT_TRUE(smsc.await_output("END ", 40, 30s)) << outputs({&smsc, &one, &two});
  one.stop();
  ASSERT_TRUE(smsc.wait(60s)) << outputs({&smsc, &one, &two});
  two.stop();
  EXPECT_GE(plays(one), 8U) << outputs({&smsc, &one, &two});
  EXPECT_GE(plays(two), 50U) << outputs({&smsc, &one, &two});
  EXPECT_LE(smsc.count("✗"), 1U) << outputs({&smsc, &one, &two});
  record("an SGP with two ASPs of one AS that share the load, one stopped in mid-run", pair_transport().name,
         "both have their share; then the other takes all");
}

TEST_F(TwoAspsOfOneAs, TheOneThatComesLaterOverridesAndTheFirstTakesOverWhenItGoes) {
  Background one = start_msc(2, "override");
  Background smsc = start_smsc("override", {"--times", "150"});
  ASSERT_TRUE(are_active(smsc, 1)) << outputs({&smsc, &one});
  ASSERT_TRUE(smsc.await_output("END ", 20, 30s)) << outputs({&smsc, &one});
  Background two = start_msc(3, "override");
  ASSERT_TRUE(are_active(smsc, 2)) << outputs({&smsc, &one, &two});
  const std::size_t before = plays(one);
  ASSERT_TRUE(two.await_output("END ", 20, 30s)) << outputs({&smsc, &one, &two});
  EXPECT_LE(plays(one), before + 2) << "the overridden one had traffic";
  two.stop();
  ASSERT_TRUE(one.await_output("END ", before + 20, 30s)) << outputs({&smsc, &one, &two});
  EXPECT_TRUE(smsc.wait(60s)) << outputs({&smsc, &one, &two});
  // Each of the two changes may hit the play of its moment: DATA of an ASP that is overridden meanwhile is unexpected
  // (RFC 4666 4.3.4.3).
  EXPECT_LE(smsc.count("✗"), 2U) << outputs({&smsc, &one, &two});
  record("an SGP with two ASPs of one AS, one overriding the other and stopped in mid-run",
         pair_transport().name, "the overriding one has all; then the first takes over");
}

TEST_F(TwoAspsOfOneAs, InBroadcastModeBothGetEveryMessageAndTheSecondAnswerIsTold) {
  Background one = start_msc(2, "broadcast");
  Background two = start_msc(3, "broadcast");
  constexpr std::size_t kTimes = 60;
  Background smsc = start_smsc("broadcast", {"--times", std::to_string(kTimes)});
  ASSERT_TRUE(are_active(smsc, 2)) << outputs({&smsc, &one, &two});
  // What is written now may be of the play before; from the next one on both have every message.
  const std::size_t left = kTimes - plays(smsc);
  ASSERT_GT(left, 10U) << outputs({&smsc, &one, &two});
  const std::size_t before_one = plays(one);
  const std::size_t before_two = plays(two);
  ASSERT_TRUE(smsc.wait(60s)) << outputs({&smsc, &one, &two});
  one.stop();
  two.stop();
  EXPECT_GE(plays(one) - before_one, left - 3) << outputs({&smsc, &one, &two});
  EXPECT_GE(plays(two) - before_two, left - 3) << outputs({&smsc, &one, &two});
  EXPECT_EQ(smsc.wait(1s), 0) << outputs({&smsc, &one, &two});
  record("an SGP broadcasts to two ASPs of one AS, in two processes", pair_transport().name,
         "both answer: the first answer counts, the second is told; all 60 plays pass");
}

// Both ASPs are one process: what it gets twice its scenario sees once.
TEST_F(TwoAspsOfOneAs, InOneProcessSeeWhatIsBroadcastOnce) {
  const std::string link =
      "{endpoint: msc, to: smsc, routing-context: 7, traffic-mode: broadcast, local: {port: ";
  const std::string file = write("msc", {.links = link + "2906}}, " + link + "2907}}"});
  Background msc = start("msc", file, {"--times", "forever"});
  Background smsc = start_smsc("broadcast", {"--times", "40"});
  ASSERT_TRUE(smsc.wait(60s)) << outputs({&smsc, &msc});
  EXPECT_EQ(smsc.wait(1s), 0) << outputs({&smsc, &msc});
  msc.stop();
  EXPECT_EQ(msc.wait(1s), 0) << outputs({&smsc, &msc});
  EXPECT_EQ(plays(msc), 40U) << outputs({&smsc, &msc});
  EXPECT_EQ(msc.count("the first copy counts, the others are discarded"), 1U) << outputs({&smsc, &msc});
  record("an SGP broadcasts to two ASPs of one AS, in one process", pair_transport().name,
         "the scenario sees each message once, told; all 40 plays pass");
}

}  // namespace
}  // namespace mapsim::e2e
