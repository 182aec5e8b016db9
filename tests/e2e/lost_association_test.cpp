// An association is lost in mid-run while both processes go on: another one takes over, or it is
// set up again, and what waited meanwhile is delivered or told.
#include "tests/e2e/association_breaker.h"
#include "tests/e2e/process_pair.h"
#include "tests/support/record.h"

namespace mapsim::e2e {
namespace {

using namespace std::chrono_literals;
using test::record;
using ::testing::HasSubstr;

constexpr std::uint16_t kPort = 2906;
constexpr std::uint16_t kOtherPort = 2907;

std::string with_port(const std::string& link, std::uint16_t port) {
  return "{" + link + ", local: {port: " + std::to_string(port) + "}}";
}

// The SMSC calls from the ports above, as ASPs of one AS; the MSC is the SGP.
class LostAssociation : public ProcessPair {
 protected:
  void start_msc(const std::vector<std::uint16_t>& ports) {
    const std::string link = "{endpoint: msc, to: smsc, listen: {port: 2905}}";
    std::string links = link;
    for (std::size_t i = 1; i < ports.size(); ++i) links += ", " + link;
    msc = std::make_unique<Background>(start("msc", write("msc", {.links = links}), {"--times", "forever"}));
  }
  void start_smsc(const std::vector<std::uint16_t>& ports) {
    std::string links;
    for (const std::uint16_t port : ports)
      links += (links.empty() ? "" : ", ") + with_port("endpoint: smsc, to: msc", port);
    const std::string file = write("smsc", {.links = links, .udp_remote_port = on_the_way->udp_port()});
    smsc = std::make_unique<Background>(start("smsc", file, {"--times", "100"}));
  }
  bool await_plays(std::size_t count) const { return smsc->await_output("END ", count, 30s); }
  std::string outputs() const { return ProcessPair::outputs({smsc.get(), msc.get()}); }

  std::unique_ptr<AssociationBreaker> on_the_way = association_breaker(network_);
  std::unique_ptr<Background> smsc;
  std::unique_ptr<Background> msc;
};

TEST_F(LostAssociation, OfTwoAspsOfOneAsTheOtherTakesOverWhenOneIsCut) {
  start_msc({kPort, kOtherPort});
  start_smsc({kPort, kOtherPort});
  ASSERT_TRUE(await_plays(10)) << outputs();
  on_the_way->cut(kPort);
  EXPECT_EQ(smsc->wait(60s), 0) << outputs();
  EXPECT_THAT(smsc->output(), HasSubstr("msc: the association was lost, no answer")) << outputs();
  EXPECT_THAT(smsc->output(), HasSubstr("was not delivered, it is sent again")) << outputs();
  EXPECT_THAT(smsc->output(), HasSubstr("in this run the association was lost once, and is down now"))
      << outputs();
  msc->stop();
  record("one of two associations between two processes cut in mid-run, its AS has the other",
         pair_transport().name, "told; what was queued goes over the other, all 100 plays pass");
}

TEST_F(LostAssociation, ThatIsAbortedIsSetUpAgainAndPlayedOn) {
  start_msc({kPort});
  start_smsc({kPort});
  for (const std::size_t plays : {10U, 30U}) {
    ASSERT_TRUE(await_plays(plays)) << outputs();
    ASSERT_TRUE(on_the_way->abort(kPort));
  }
  ASSERT_TRUE(smsc->wait(90s)) << outputs();
  EXPECT_LE(smsc->count("✗"), 2U) << outputs();
  EXPECT_EQ(smsc->count("the association was lost, aborted by the peer; trying again"), 2U) << outputs();
  EXPECT_THAT(smsc->output(), HasSubstr("in this run the association was lost 2 times, and is up again"))
      << outputs();
  msc->stop();
  EXPECT_GE(msc->count("END "), 98U) << outputs();
  record("the association aborted twice in mid-run", pair_transport().name,
         "told; set up again after a pause, and played on");
}

// The SMSC is the SGP, and the MSC, whose ASP is the only one of its AS, calls.
class PendingAs : public ProcessPair {
 protected:
  void start_both(const std::string& recovery, const std::string& reconnect,
                  const std::vector<std::string>& options) {
    const std::string smsc_file = write("smsc", {.smsc = 2,
                                                 .msc = {1},
                                                 .links = "{endpoint: smsc, to: msc, listen: {port: 2905}}",
                                                 .more = "m3ua: {recovery: " + recovery + "}\n"});
    const std::string msc_file = write("msc", {.smsc = 2,
                                               .msc = {1},
                                               .links = with_port("endpoint: msc, to: smsc", kPort),
                                               .reconnect = "first: " + reconnect,
                                               .udp_remote_port = on_the_way->udp_port()});
    smsc = std::make_unique<Background>(start("smsc", smsc_file, options));
    msc = std::make_unique<Background>(start("msc", msc_file, {"--times", "forever"}));
  }
  bool await_plays(std::size_t count) const { return smsc->await_output("END ", count, 30s); }
  std::string outputs() const { return ProcessPair::outputs({smsc.get(), msc.get()}); }

  std::unique_ptr<AssociationBreaker> on_the_way = association_breaker(network_);
  std::unique_ptr<Background> smsc;
  std::unique_ptr<Background> msc;
};

TEST_F(PendingAs, KeepsMessagesForAnAspThatComesBackWithinTr) {
  start_both("5s", "400ms", {"--times", "60"});
  ASSERT_TRUE(await_plays(20)) << outputs();
  ASSERT_TRUE(on_the_way->abort(kPort));
  ASSERT_TRUE(smsc->wait(60s)) << outputs();
  EXPECT_LE(smsc->count("✗"), 1U) << outputs();
  EXPECT_THAT(smsc->output(), HasSubstr("is pending: no ASP is active; messages wait T(r), 5000 ms"))
      << outputs();
  EXPECT_EQ(smsc->count("T(r) expired"), 0U) << outputs();
  msc->stop();
  record("the only ASP of an AS away for less than T(r)", pair_transport().name,
         "told; messages wait in the SGP and are delivered, all plays pass but at most the one under way");
}

TEST_F(PendingAs, DiscardsAndTellsWhatWaitedLongerThanTr) {
  start_both("100ms", "1500ms", {"--times", "60", "--wait", "1s"});
  // What is under way at an abort may leave nothing that waits.
  for (std::size_t plays = 10; plays <= 30 && !smsc->says("T(r) expired"); plays += 10) {
    ASSERT_TRUE(await_plays(plays)) << outputs();
    ASSERT_TRUE(on_the_way->abort(kPort));
    smsc->await_output("T(r) expired", 1, 3s);
  }
  EXPECT_THAT(smsc->output(), HasSubstr("is discarded: T(r) expired while its AS was pending")) << outputs();
  EXPECT_EQ(smsc->wait(60s), 1) << outputs();
  msc->stop();
  record("the only ASP of an AS away for longer than T(r)", pair_transport().name,
         "what waited is discarded and told, its play fails; the next play on");
}

}  // namespace
}  // namespace mapsim::e2e
