// Two mapsim on two hosts play scenarios with each other, over whole and over broken networks.
#include <csignal>
#include <gmock/gmock.h>
#include <thread>

#include "tests/lab/play.h"
#include "tests/support/paths.h"

namespace mapsim::lab {
namespace {

using namespace std::chrono_literals;
using link::test::Network;
using ::testing::HasSubstr;

const std::string kScenario = (test::source_dir() / "tests/lab/paced-mt-v3.yaml").string();

std::vector<Pairing> pairings() {
  return {{},
          {.smsc = Sctp::kernel, .msc = Sctp::userland},
          {.smsc = Sctp::userland, .msc = Sctp::kernel},
          {.smsc_hosts = {"2001:db8:1::1"}, .msc_hosts = {"2001:db8:1::2"}},
          {.smsc_hosts = {"198.51.100.1", "203.0.113.1"}, .msc_hosts = {"198.51.100.2", "203.0.113.2"}}};
}

std::string test_name(const ::testing::TestParamInfo<Pairing>& info) {
  std::string out;
  bool begins = true;
  for (const char c : name_of(info.param)) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) {
      begins = true;
      continue;
    }
    out += std::exchange(begins, false) ? static_cast<char>(std::toupper(c)) : c;
  }
  return out;
}

// So many plays one after the other, of which some are under way when something happens.
class Lab : public ::testing::TestWithParam<Pairing> {
 protected:
  static constexpr const char* kPlays = "100";
  void start(const std::string& plays = kPlays) {
    play->start_msc(kScenario, {"--times", plays});
    play->start_smsc(kScenario, {"--times", plays});
  }
  // In the middle of the run.
  void await_plays(std::size_t count) {
    ASSERT_TRUE(await([&] { return play->smsc->count("END ") >= count; }, 30s)) << play->outputs();
  }
  std::string transport() const { return name_of(GetParam()); }
  std::unique_ptr<Play> play = std::make_unique<Play>(GetParam());
};

TEST_P(Lab, ANetworkThatDelaysLosesRepeatsAndDisordersHarmsNoDialogue) {
  Network::get().shape(1, "delay 5ms 2ms loss 5% duplicate 2% reorder 5%");
  start("10");
  ASSERT_TRUE(play->both_pass()) << play->outputs();
  record("delay 5 ms ± 2 ms, loss 5 %, duplication 2 %, reordering 5 %", transport(), "all 10 plays pass");
}

TEST_P(Lab, AnMscThatIsKilledIsToldAndItsSuccessorIsPlayedWith) {
  play->start_msc(kScenario, {"--times", "forever"});
  play->start_smsc(kScenario, {"--times", "100", "--wait", "3s"});
  await_plays(5);
  play->msc->signal(SIGKILL);
  play->msc->wait(5s);
  play->start_msc(kScenario, {"--times", "forever"});
  const auto status = play->smsc->wait(60s);
  ASSERT_TRUE(status) << play->outputs();
  EXPECT_TRUE(play->smsc->says("the association was lost")) << play->outputs();
  play->msc->stop();
  EXPECT_GE(play->msc->count("END "), 10U) << play->outputs();
  record("kill -9 of the side that listens in mid-run, started again", transport(),
         "told; the other side connects again and plays on");
}

INSTANTIATE_TEST_SUITE_P(Over, Lab, ::testing::Values(pairings()[0], pairings()[1], pairings()[2]),
                         test_name);

class LabRestart : public Lab {
 protected:
  // It gives up soon: its kernel then forgets what its peer still knows.
  LabRestart() { play = std::make_unique<Play>(GetParam(), 4); }
};

TEST_P(LabRestart, AnSmscThatIsKilledAndComesBackFromTheSamePortIsPlayedWith) {
  play->start_msc(kScenario, {"--times", "forever"});
  play->start_smsc(kScenario, {"--times", "1000"});
  await_plays(5);
  Network::get().shape(1, "loss 100%");  // its last words are not heard
  play->smsc->signal(SIGKILL);
  play->smsc->wait(5s);
  ASSERT_TRUE(await_kernel(Host::left, false, 15s));
  // Its INIT shall come before the MSC's next HEARTBEAT, which a host without association answers by ABORT.
  play->start_smsc(kScenario, {"--times", "20"});
  await_kernel(Host::left, true, 3s);
  Network::get().restore();
  EXPECT_EQ(play->smsc->wait(60s), 0) << play->outputs();
  play->msc->stop();
  EXPECT_TRUE(play->msc->says("restarted the association")) << play->outputs();
  record("kill -9 of the side that calls, unheard, started again on the same port", transport(),
         "the association is restarted, all 20 plays pass");
}

INSTANTIATE_TEST_SUITE_P(Over, LabRestart, ::testing::Values(pairings()[0], pairings()[2]), test_name);

class LabInterruption : public Lab {};

TEST_P(LabInterruption, AShortInterruptionOfTheNetworkHarmsNoDialogue) {
  start();
  await_plays(5);
  Network::get().shape(1, "loss 100%");
  std::this_thread::sleep_for(600ms);
  Network::get().restore();
  ASSERT_TRUE(play->both_pass()) << play->outputs();
  record("the network loses everything for 0.6 s in mid-run", transport(), "all 100 plays pass");
}

INSTANTIATE_TEST_SUITE_P(Over, LabInterruption, ::testing::Values(pairings()[0], pairings()[3]), test_name);

class LabOnTwoPaths : public Lab {};

TEST_P(LabOnTwoPaths, APathThatIsCutInMidRunHarmsNoDialogue) {
  start();
  await_plays(5);
  Network::get().cut(1);
  ASSERT_TRUE(play->both_pass()) << play->outputs();
  EXPECT_TRUE(play->smsc->says("address 198.51.100.2 is unreachable")) << play->outputs();
  record("one of two paths cut in mid-run", transport(), "all 100 plays pass over the other");
}

INSTANTIATE_TEST_SUITE_P(Over, LabOnTwoPaths, ::testing::Values(pairings().back()), test_name);

TEST(LabLink, APeerThatIsNotThereEndsWithASentenceAndStatus3) {
  Play play{{}};
  play.start_smsc(kScenario, {"--link-wait", "2s"});
  EXPECT_EQ(play.smsc->wait(20s), 3) << play.outputs();
  EXPECT_TRUE(play.smsc->says("likely causes")) << play.outputs();
  record("nobody listens", "kernel", "ends after --link-wait, status 3, likely causes");
}

TEST(LabLink, ASilentNetworkEndsWithASentenceAndStatus3) {
  Play play{{}};
  Network::get().shape(1, "loss 100%");
  play.start_smsc(kScenario, {"--link-wait", "2s"});
  EXPECT_EQ(play.smsc->wait(20s), 3) << play.outputs();
  EXPECT_TRUE(play.smsc->says("likely causes")) << play.outputs();
  record("a peer that does not answer", "kernel", "ends after --link-wait, status 3, likely causes");
}

TEST(LabLink, APeerThatVanishesInMidDialogueEndsTheRunWithinItsTimers) {
  Play play{{}};
  play.start_msc(kScenario, {"--times", "forever"});
  play.start_smsc(kScenario, {"--times", "1000", "--wait", "2s"});
  ASSERT_TRUE(await([&] { return play.smsc->count("END ") >= 10; }, 30s)) << play.outputs();
  play.msc->signal(SIGKILL);
  play.smsc->signal(SIGINT);
  const auto status = play.smsc->wait(20s);
  ASSERT_TRUE(status) << play.outputs();
  EXPECT_LE(*status, 1) << play.outputs();
}

}  // namespace
}  // namespace mapsim::lab
