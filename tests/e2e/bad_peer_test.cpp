// A peer that speaks SCTP and then not what it should: another protocol, garbage as M3UA, a flood.
#include <chrono>
#include <functional>
#include <gmock/gmock.h>
#include <poll.h>

#include "sigtran/core/random.h"
#include "sigtran/link/usrsctp/socket_io.h"
#include "sigtran/link/usrsctp/transport.h"
#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

// Userland SCTP in this process, at the address of the scenario's smsc, which calls the msc that is under
// test.
class BadPeer {
 public:
  explicit BadPeer(const LoopbackNetwork& network)
      : start_(std::chrono::steady_clock::now()),
        transport_(std::make_unique<link::SocketIo>(link::SocketIoConfig{})) {
    const auto id = transport_.connect({{network.host(1)}, 0}, {{network.host(2)}, 2905}, now());
    EXPECT_TRUE(id) << id.error().message();
    if (id) id_ = *id;
  }

  // Until `done`; false: 20 s have passed.
  bool run(const std::function<bool()>& done) {
    const Instant limit = now() + 20s;
    while (!done()) {
      if (now() >= limit) return false;
      pollfd fd{transport_.fd(), POLLIN, 0};
      ::poll(&fd, 1, 5);
      transport_.on_time(now());
      while (const auto event = transport_.poll()) {
        if (std::holds_alternative<link::Established>(*event)) up_ = true;
        if (std::holds_alternative<link::Lost>(*event)) lost_ = true;
        if (const auto* received = std::get_if<link::Received>(&*event))
          answers_ += received->data.empty() ? 0 : 1;
      }
    }
    return true;
  }
  bool send(const std::string& octets, std::uint32_t payload_protocol = link::kM3uaPayloadProtocol) {
    OutBuffer out;
    out.prepend(OctetView(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()));
    return transport_.send(id_, std::move(out), {.stream = 0, .payload_protocol = payload_protocol}, now())
        .has_value();
  }

  bool up() const { return up_; }
  bool lost() const { return lost_; }
  int answers() const { return answers_; }

 private:
  Instant now() const { return Instant::from_start(std::chrono::steady_clock::now() - start_); }

  std::chrono::steady_clock::time_point start_;
  link::UsrsctpTransport transport_;
  link::AssociationId id_;
  bool up_ = false;
  bool lost_ = false;
  int answers_ = 0;
};

class LabWithABadPeer : public ::testing::Test {
 protected:
  Background start_msc() {
    const std::string file = write_node_file(folder_ / "lab.yaml", network_, {"smsc", "msc"});
    return Background(mapsim_command({"run", "mt-v3", "--node", file, "--as", "msc", "--link-wait", "3s"}));
  }
  // The run ends within its timers, with a verdict and a sentence.
  static void expect_the_end(Background& msc) {
    const Outcome outcome = msc.wait();
    EXPECT_EQ(outcome.status, 3) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("the link of msc to smsc"));
    EXPECT_THAT(outcome.err, HasSubstr("likely causes:"));
  }
  TemporaryFolder folder_;
  LoopbackNetwork network_;
};

TEST_F(LabWithABadPeer, AnotherProtocolEndsWithASentence) {
  Background msc = start_msc();
  BadPeer peer(network_);
  ASSERT_TRUE(peer.run([&] { return peer.up() || peer.lost(); }));
  ASSERT_TRUE(peer.up());
  EXPECT_TRUE(peer.send("GET / HTTP/1.1\r\n\r\n", 0));
  EXPECT_TRUE(peer.run([&] { return peer.lost(); }));
  expect_the_end(msc);
}

TEST_F(LabWithABadPeer, GarbageAsM3uaIsAnsweredAndEndsWithASentence) {
  Background msc = start_msc();
  BadPeer peer(network_);
  ASSERT_TRUE(peer.run([&] { return peer.up() || peer.lost(); }));
  ASSERT_TRUE(peer.up());
  Random random(7);
  for (int i = 0; i < 500; ++i) {
    std::string octets(1 + random.below(400), '\0');
    for (char& c : octets) c = static_cast<char>(random.below(256));
    if (i % 2 == 0) octets[0] = 1;  // the version of M3UA
    EXPECT_TRUE(peer.send(octets));
  }
  EXPECT_TRUE(peer.run([&] { return peer.lost(); }));
  EXPECT_GT(peer.answers(), 0);  // ERROR, RFC 4666 3.8.1
  expect_the_end(msc);
}

TEST_F(LabWithABadPeer, AFloodEndsWithASentence) {
  Background msc = start_msc();
  BadPeer peer(network_);
  ASSERT_TRUE(peer.run([&] { return peer.up() || peer.lost(); }));
  ASSERT_TRUE(peer.up());
  const std::string beat("\x01\x00\x03\x03\x00\x00\x00\x10\x00\x09\x00\x08\x01\x02\x03\x04", 16);
  int sent = 0;
  EXPECT_TRUE(peer.run([&] {
    for (int i = 0; i < 200 && sent < 20'000 && peer.send(beat); ++i) ++sent;
    return peer.lost() || sent == 20'000;
  }));
  EXPECT_TRUE(peer.run([&] { return peer.lost(); }));
  expect_the_end(msc);
}

}  // namespace
}  // namespace mapsim::e2e
