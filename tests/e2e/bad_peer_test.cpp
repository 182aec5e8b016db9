// A peer that speaks SCTP and then not what it should: another protocol, garbage, a flood, nothing at all; or
// that ends the association in mid-dialogue. The run ends within its timers, with a verdict and a sentence
// that says what happened.
#include "tests/e2e/bad_peer.h"

#include <array>
#include <gmock/gmock.h>

#include "sigtran/core/random.h"
#include "tests/e2e/association_breaker.h"
#include "tests/support/record.h"

namespace mapsim::e2e {
namespace {

using test::record;
using ::testing::HasSubstr;

std::string random_octets(Random& random, std::size_t size) {
  std::string octets(size, '\0');
  for (char& c : octets) c = static_cast<char>(random.below(256));
  return octets;
}

std::string u32(std::size_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xFFU));
  return out;
}

// DATA from point code 201 to 101 for SCCP, network indicator 2 (RFC 4666 3.3.1).
std::string data_message(std::string user_data) {
  const std::size_t size = 16 + user_data.size();
  user_data.append((4 - user_data.size() % 4) % 4, '\0');
  return std::string("\x01\x00\x01\x01", 4) + u32(24 + user_data.size()) + std::string("\x02\x10", 2) +
         u32(size).substr(2) + u32(201) + u32(101) + std::string("\x03\x02\x00\x05", 4) + user_data;
}

class LabWithABadPeer : public ::testing::Test {
 protected:
  Background start(const std::string& as, const std::vector<std::string>& options) {
    const std::string file =
        write_node_file(folder_ / "lab.yaml", network_, {"smsc", "msc"}, "", pair_transport().option);
    std::vector<std::string> words = {"run", "mt-v3", "--node", file, "--as", as};
    words.insert(words.end(), options.begin(), options.end());
    return Background(mapsim_command(words));
  }
  // Is called.
  Background start_msc() { return start("msc", {"--link-wait", "2s"}); }
  // Calls; its dialogue waits so long for an answer.
  Background start_smsc() { return start("smsc", {"--link-wait", "2s", "--wait", "500ms"}); }

  // The msc that the smsc calls has its BEGIN.
  void take_a_begin() {
    ASSERT_TRUE(peer_.run([&] { return peer_.data() > 0; }));
  }
  static void expect_no_link(Background& process, const std::string& link, const std::string& what) {
    const Outcome outcome = process.wait();
    EXPECT_EQ(outcome.status, 3) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("the link of " + link));
    EXPECT_THAT(outcome.err, HasSubstr("likely causes:"));
    record(what, pair_transport().name, "ends after --link-wait, status 3, likely causes");
  }
  // The peer goes on until the process has ended.
  void expect_failed_step(Background& smsc, const std::string& sentence, const std::string& what,
                          const std::string& result) {
    EXPECT_TRUE(peer_.run([&] { return smsc.wait(Duration::zero()).has_value(); }));
    const Outcome outcome = smsc.wait();
    EXPECT_EQ(outcome.status, 1) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr(sentence)) << outcome.err;
    record(what, pair_transport().name, result);
  }

  TemporaryFolder folder_;
  LoopbackNetwork network_;
  BadPeer peer_{network_};
};

TEST_F(LabWithABadPeer, AnotherProtocolEndsWithASentence) {
  Background msc = start_msc();
  ASSERT_TRUE(peer_.call());
  EXPECT_TRUE(peer_.send("GET / HTTP/1.1\r\n\r\n", {.payload_protocol = 0}));
  EXPECT_TRUE(peer_.run([&] { return peer_.lost(); }));
  expect_no_link(msc, "msc to smsc", "a peer that speaks another protocol");
}

TEST_F(LabWithABadPeer, GarbageAsM3uaIsAnsweredAndEndsWithASentence) {
  Background msc = start_msc();
  ASSERT_TRUE(peer_.call());
  Random random(7);
  for (int i = 0; i < 500; ++i) {
    std::string octets = random_octets(random, 1 + random.below(400));
    if (i % 2 == 0) octets[0] = 1;  // the version of M3UA
    EXPECT_TRUE(peer_.send(octets));
  }
  EXPECT_TRUE(peer_.run([&] { return peer_.lost(); }));
  EXPECT_GT(peer_.messages(), 0);  // ERROR, RFC 4666 3.8.1
  expect_no_link(msc, "msc to smsc", "a peer that sends garbage as M3UA");
}

TEST_F(LabWithABadPeer, AFloodEndsWithASentence) {
  Background msc = start_msc();
  ASSERT_TRUE(peer_.call());
  const std::string beat("\x01\x00\x03\x03\x00\x00\x00\x10\x00\x09\x00\x08\x01\x02\x03\x04", 16);
  int sent = 0;
  EXPECT_TRUE(peer_.run([&] {
    for (int i = 0; i < 200 && sent < 20'000 && peer_.send(beat); ++i) ++sent;
    return peer_.lost() || sent == 20'000;
  }));
  EXPECT_TRUE(peer_.run([&] { return peer_.lost(); }));
  expect_no_link(msc, "msc to smsc", "a peer that floods us with BEATs and never becomes active");
}

TEST_F(LabWithABadPeer, SilenceAfterTheAssociationIsUpEndsWithASentence) {
  peer_.listen(false);
  Background smsc = start_smsc();
  EXPECT_TRUE(peer_.run([&] { return peer_.lost(); }));
  expect_no_link(smsc, "smsc to msc", "a peer that takes the association and answers no ASPUP");
}

TEST_F(LabWithABadPeer, AnAbortOfEveryAssociationEndsWithASentence) {
  peer_.listen(false);
  Background smsc = start_smsc();
  EXPECT_TRUE(peer_.run([&] {
    if (peer_.take_up()) peer_.abort();
    return smsc.wait(Duration::zero()).has_value();
  }));
  expect_no_link(smsc, "smsc to msc", "a peer that aborts every association as soon as it is up");
}

TEST_F(LabWithABadPeer, SilenceInADialogueFailsTheStepThatWaits) {
  peer_.listen(true);
  Background smsc = start_smsc();
  take_a_begin();
  expect_failed_step(smsc, "nothing came in ", "a peer that takes a BEGIN and says nothing",
                     "the step fails after --wait, status 1");
}

TEST_F(LabWithABadPeer, AShutdownInMidDialogueIsToldAtTheStepThatWaits) {
  peer_.listen(true);
  Background smsc = start_smsc();
  take_a_begin();
  peer_.stop_listening();
  peer_.shutdown();
  expect_failed_step(smsc, "msc: the association was lost, shut down by the peer",
                     "a peer that shuts the association down in mid-dialogue and does not come back",
                     "told at the step, which fails after --wait, status 1");
}

TEST_F(LabWithABadPeer, AnAbortInMidDialogueIsToldAtTheStepThatWaits) {
  peer_.listen(true);
  Background smsc = start_smsc();
  take_a_begin();
  peer_.stop_listening();
  peer_.abort();
  expect_failed_step(smsc, "msc: the association was lost, aborted by the peer",
                     "a peer that aborts the association in mid-dialogue and does not come back",
                     "told at the step, which fails after --wait, status 1");
}

TEST_F(LabWithABadPeer, GarbageForSccpAndTcapFailsTheStepThatWaits) {
  peer_.listen(true);
  Background smsc = start_smsc();
  take_a_begin();
  Random random(7);
  for (int i = 0; i < 500; ++i) {
    std::string octets = random_octets(random, 1 + random.below(250));
    if (i % 2 == 0) {
      // UDT (Q.713 4.10) from and to a subsystem, SSN 8, with garbage as TCAP.
      octets = std::string("\x09\x00\x03\x05\x07\x02\x42\x08\x02\x42\x08", 11) +
               static_cast<char>(octets.size()) + octets;
    }
    EXPECT_TRUE(peer_.send(data_message(octets), {.stream = 1}));
  }
  expect_failed_step(smsc, "nothing came in ", "a peer that answers a BEGIN by garbage as SCCP and TCAP",
                     "the step fails after --wait, status 1");
}

}  // namespace
}  // namespace mapsim::e2e
