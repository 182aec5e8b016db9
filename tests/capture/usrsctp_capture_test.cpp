// The capture of a userland transport: every packet, and with each DATA chunk the step of its message,
// whatever the network does.
#include <gmock/gmock.h>
#include <set>

#include "sigtran/capture/interface_capture.h"
#include "sigtran/capture/packet_recorder.h"
#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/put.h"
#include "sigtran/capture/reader.h"
#include "tests/capture/support.h"
#include "tests/capture/tshark.h"
#include "tests/link/usrsctp/socket_support.h"
#include "tests/link/usrsctp/support.h"

namespace mapsim::link::test {
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TransportContract);
}

namespace mapsim::capture::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

// A BEAT of M3UA (RFC 4666 3.5.5) whose Heartbeat Data are a tag and dots; at least `size` octets of them.
std::string text_of(std::uint64_t tag, std::size_t size) {
  std::string data = std::to_string(tag) + " ";
  data.resize((std::max(size, data.size()) + 3) / 4 * 4, '.');
  Octets header;
  put_u32(header, 0x01000303);
  put_u32(header, static_cast<std::uint32_t>(12 + data.size()));
  put_u16(header, 0x0009);
  put_u16(header, static_cast<std::uint16_t>(4 + data.size()));
  return std::string(header.begin(), header.end()) + data;
}
std::uint64_t tag_of(OctetView message) {
  return std::stoul(std::string(message.begin() + 12, message.end()));
}

class UsrsctpCapture : public link::test::UsrsctpTest {
 protected:
  void record(LinkType type = LinkType::ethernet) {
    RecorderOptions options;
    options.link_type = type;
    options.epoch = 1'800'000'000s;
    auto opened = open_recorder(file, options);
    ASSERT_TRUE(opened);
    out = std::move(*opened);
    recorder = std::make_unique<PacketRecorder>(
        *out, PacketRecorderOptions{.link_type = type, .comments = &comments});
    h->client_transport.set_observer(recorder.get());
  }
  // What the client's user would do: say which step it was.
  void take_at_client() {
    while (auto event = h->client().poll()) {
      const auto* r = std::get_if<link::Received>(&*event);
      if (r == nullptr) continue;
      recorder->note_received(tag_of(r->data));
      ++received;
    }
  }
  bool step_noting() {
    if (!h->step()) return false;
    take_at_client();
    server.take(h->server());
    return true;
  }
  Result<void> answer(std::uint64_t tag, std::size_t size) {
    return h->server().send(server_end.association, link::test::message_of(text_of(tag, size)), {}, h->now());
  }
  void finish() {
    recorder->flush();
    ASSERT_TRUE(out->close());
    h->client_transport.set_observer(nullptr);
    const auto& wire = h->client_transport.counters();
    EXPECT_EQ(recorder->counters().packets_in, wire.packets_in);
    EXPECT_EQ(recorder->counters().packets_out, wire.packets_out);
    EXPECT_EQ(recorder->counters().frames, wire.packets_in + wire.packets_out);
    EXPECT_FALSE(recorder->error());
  }

  TemporaryDirectory directory;
  std::filesystem::path file = directory / "c.pcapng";
  std::unique_ptr<Recorder> out;
  std::unique_ptr<PacketRecorder> recorder;
  StepComments comments;
  std::size_t received = 0;
};

struct Seen {
  std::size_t frames = 0;
  std::size_t sent = 0;            // DATA chunks of the client that show the beginning of a message
  std::size_t sent_commented = 0;  // with its step
  std::size_t retransmissions = 0;
  std::size_t retransmissions_commented = 0;
  std::set<std::uint64_t> steps;  // said by any comment
};

Seen read(const std::filesystem::path& path, std::string_view host = "192.0.2.1") {
  Seen seen;
  auto reader = Reader::open(path);
  EXPECT_TRUE(reader);
  PacketWalker walker;
  const auto client = link::parse_ip(host);
  for (;;) {
    const auto packet = reader->next();
    EXPECT_TRUE(packet) << packet.error().message();
    if (!packet || !*packet) break;
    ++seen.frames;
    const std::string comment((*packet)->comment);
    for (std::size_t at = comment.find("step "); at != std::string::npos; at = comment.find("step ", at + 1))
      seen.steps.insert(std::stoul(comment.substr(at + 5)));
    walker.feed((*packet)->link_type, (*packet)->octets, (*packet)->original_size);
    while (const auto event = walker.poll()) {
      if (event->what != WalkEvent::What::message || event->from != *client) continue;
      const std::string step = "step " + std::to_string(tag_of(event->octets));
      const std::string all = comment + ";";
      const bool right =
          all.find(step + ";") != std::string::npos || all.find(step + " (") != std::string::npos;
      if (event->retransmission) {
        ++seen.retransmissions;
        if (comment.find("retransmission of") != std::string::npos && right) ++seen.retransmissions_commented;
      } else {
        ++seen.sent;
        if (right) ++seen.sent_commented;
      }
    }
  }
  return seen;
}

TEST_F(UsrsctpCapture, EveryPacketIsThereWithItsStep) {
  start();
  record();
  set_up();
  for (std::uint64_t i = 1; i <= 50; ++i) {
    ASSERT_TRUE(send(text_of(i, 100), {}, i));
    ASSERT_TRUE(answer(1000 + i, 60));
    while (received < i && step_noting()) {
    }
  }
  h->client().shutdown(client_end.association, h->now());
  run_for(5s);
  finish();
  const Seen seen = read(file);
  EXPECT_EQ(seen.frames, recorder->counters().frames);
  EXPECT_EQ(seen.sent, 50U);
  EXPECT_EQ(seen.sent_commented, 50U);
  EXPECT_EQ(seen.steps.size(), 100U);
  if (tshark_is_there()) {
    EXPECT_EQ(expect_clean(file), seen.frames);
    EXPECT_THAT(tshark(file, "-c 1 -T fields -e frame.time_epoch"), HasSubstr("1800000000.0"));
  }
}

TEST_F(UsrsctpCapture, BundledAndFragmentedMessagesKeepTheirSteps) {
  start();
  record();
  set_up();
  for (std::uint64_t i = 1; i <= 300; ++i) {
    ASSERT_TRUE(send(text_of(i, i * 37 % 5000), {.stream = static_cast<std::uint16_t>(i % 5)}, i));
    if (i % 10 == 0) step_noting();
  }
  while (server.messages.size() < 300 && step_noting()) {
  }
  finish();
  const Seen seen = read(file);
  EXPECT_EQ(seen.sent, 300U);
  EXPECT_EQ(seen.sent_commented, 300U);
  if (tshark_is_there()) {
    EXPECT_EQ(expect_clean(file), seen.frames);
  }
}

TEST_F(UsrsctpCapture, ABadNetworkDisordersNoComment) {
  start({.loss = 0.05, .duplication = 0.05, .reordering = 0.1, .corruption = 0.02});
  record();
  set_up();
  constexpr std::uint64_t kCount = 400;
  for (std::uint64_t i = 1; i <= kCount; ++i) {
    ASSERT_TRUE(send(text_of(i, i * 37 % 3000), {.stream = static_cast<std::uint16_t>(i % 5)}, i));
    ASSERT_TRUE(answer(1000 + i, i * 31 % 2000));
    if (i % 4 == 0) step_noting();
  }
  while ((server.messages.size() < kCount || received < kCount) && step_noting()) {
  }
  ASSERT_EQ(received, kCount);
  finish();
  const Seen seen = read(file);
  EXPECT_EQ(seen.frames, recorder->counters().frames);
  EXPECT_EQ(seen.sent, kCount);
  EXPECT_EQ(seen.sent_commented, kCount);
  EXPECT_GT(seen.retransmissions, 3U);
  // A chunk that was acknowledged and is sent again all the same has lost its name.
  EXPECT_GT(seen.retransmissions_commented, seen.retransmissions * 3 / 4);
  EXPECT_EQ(seen.steps.size() + recorder->counters().not_commented, 2 * kCount);
  EXPECT_LT(recorder->counters().not_commented, kCount / 20);
}

TEST_F(UsrsctpCapture, ANewAssociationOfTheSameEndpointsDisordersNoComment) {
  start();
  record();
  for (std::uint64_t i = 1; i <= 3; ++i) {
    client = {};
    server = {};
    set_up();
    ASSERT_TRUE(send(text_of(2 * i, 50), {}, 2 * i));
    ASSERT_TRUE(send(text_of(2 * i + 1, 50), {}, 2 * i + 1));
    ASSERT_TRUE(await_messages(server, 2));
    h->client().abort(client_end.association, h->now());
    run_for(1s);
  }
  finish();
  const Seen seen = read(file);
  EXPECT_EQ(seen.sent, 6U);
  EXPECT_EQ(seen.sent_commented, 6U);
}

class UsrsctpCaptureLinkTypes : public UsrsctpCapture, public ::testing::WithParamInterface<std::string> {};

TEST_P(UsrsctpCaptureLinkTypes, FindNothingToComplainAbout) {
  if (!tshark_is_there()) GTEST_SKIP() << "no tshark on this machine";
  const auto type = link_type_from_name(GetParam());
  start();
  record(*type);
  set_up();
  for (std::uint64_t i = 1; i <= 20; ++i) ASSERT_TRUE(send(text_of(i, i * 200), {}, i));
  ASSERT_TRUE(await_messages(server, 20));
  finish();
  EXPECT_EQ(expect_clean(file), recorder->counters().frames);
}

INSTANTIATE_TEST_SUITE_P(Some, UsrsctpCaptureLinkTypes, ::testing::Values("raw", "sctp"));

// As with SCTP of the kernel: packets come from the interface, messages from the transport.
class MessagesOnly final : public link::Observer {
 public:
  explicit MessagesOnly(PacketRecorder& to) : recorder_(to) {}
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  void on_message(Instant at, const link::WireMessage& message) override {
    recorder_.on_message(at, message);
  }

 private:
  PacketRecorder& recorder_;
};

TEST(InterfaceCaptureOfAnAssociation, HasEveryPacketWithItsStep) {
  link::test::SocketPair pair(link::test::Raw4::hosts());
  if (!pair.skip_reason().empty()) GTEST_SKIP() << pair.skip_reason();
  auto capture = InterfaceCapture::open({.interface = "lo",
                                         .scope = {.local = {*link::parse_ip("127.0.0.1")},
                                                   .peers = {*link::parse_ip("127.0.0.2")},
                                                   .ports = {2905}},
                                         .epoch = std::chrono::nanoseconds(0)});
  if (!capture) GTEST_SKIP() << capture.error().message();
  TemporaryDirectory directory;
  auto out = open_recorder(directory / "c.pcapng", {.epoch = std::chrono::nanoseconds(0)});
  ASSERT_TRUE(out);
  StepComments comments;
  PacketRecorder recorder(**out, {.comments = &comments, .apart = true});
  MessagesOnly messages(recorder);
  pair.client().set_observer(&messages);
  link::test::Log server;
  std::optional<link::AssociationId> client_end;
  std::optional<link::AssociationId> server_end;
  std::size_t received = 0;
  const auto step = [&] {
    const bool more = pair.step();
    (*capture)->poll(recorder);
    while (const auto event = pair.client().poll()) {
      if (const auto* up = std::get_if<link::Established>(&*event)) client_end = up->association;
      if (!std::holds_alternative<link::Received>(*event)) continue;
      recorder.note_received(1000 + ++received);
    }
    server.take(pair.server());
    if (auto up = server.find<link::Established>()) server_end = up->association;
    recorder.end_turn(pair.now());
    return more;
  };
  ASSERT_TRUE(pair.server().listen(pair.server_address(), pair.now()));
  ASSERT_TRUE(pair.client().connect(pair.client_address(), pair.server_address(), pair.now()));
  while (!client_end || !server_end) ASSERT_TRUE(step());
  for (std::uint64_t i = 1; i <= 100; ++i) {
    const auto message = link::test::message_of(text_of(i, i * 37 % 3000), i);
    ASSERT_TRUE(pair.client().send(*client_end, message, {}, pair.now()));
    ASSERT_TRUE(pair.server().send(*server_end, message, {}, pair.now()));
    if (i % 10 == 0) {
      ASSERT_TRUE(step());
    }
  }
  while (received < 100 || server.messages.size() < 100) ASSERT_TRUE(step());
  pair.client().shutdown(*client_end, pair.now());
  while (!server.find<link::Lost>()) ASSERT_TRUE(step());
  const auto& wire = pair.client().counters();
  const auto there = [&] { return (*capture)->counters().frames == wire.packets_in + wire.packets_out; };
  for (int i = 0; i < 20 && !there(); ++i) ASSERT_TRUE(step());
  EXPECT_EQ((*capture)->counters().frames, wire.packets_in + wire.packets_out);
  EXPECT_EQ((*capture)->counters().dropped_by_kernel, 0U);
  recorder.flush();
  ASSERT_TRUE((*out)->close());
  const Seen seen = read(directory / "c.pcapng", "127.0.0.1");
  EXPECT_EQ(seen.frames, wire.packets_in + wire.packets_out);
  EXPECT_EQ(seen.sent, 100U);
  EXPECT_EQ(seen.sent_commented, 100U);
  EXPECT_EQ(seen.steps.size(), 200U);
  if (tshark_is_there()) {
    EXPECT_EQ(expect_clean(directory / "c.pcapng"), seen.frames);
  }
}

}  // namespace
}  // namespace mapsim::capture::test
