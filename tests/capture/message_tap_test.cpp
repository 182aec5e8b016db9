// Messages of a transport whose packets cannot be seen, as frames.
#include "sigtran/capture/message_tap.h"

#include <gmock/gmock.h>

#include "sigtran/capture/packet_recorder.h"
#include "sigtran/capture/packet_walk.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::ElementsAre;

class KeptMessages : public Recorder {
 public:
  Result<void> write(const Frame& frame) override {
    walker.feed(LinkType::raw_ip, frame.octets, frame.octets.size());
    while (const auto event = walker.poll()) {
      EXPECT_EQ(event->what, WalkEvent::What::message);
      messages.push_back(to_hex(event->octets));
      tsns.push_back(event->tsn);
    }
    comments.emplace_back(frame.comment);
    return {};
  }
  Result<void> close() override { return {}; }
  PacketWalker walker;
  std::vector<std::string> messages;
  std::vector<std::string> comments;
  std::vector<std::uint32_t> tsns;
};

TEST(MessageTap, TellsEveryMessageAsAPacketWithItsStep) {
  KeptMessages kept;
  StepComments comments;
  PacketRecorder recorder(kept, {.link_type = LinkType::raw_ip, .comments = &comments});
  link::InProcessNetwork network({.seed = 1});
  MessageTap client(std::make_unique<link::InProcessTransport>(network), recorder);
  link::InProcessTransport server(network);
  Instant now;
  std::size_t received = 0;
  std::optional<link::AssociationId> back;
  const auto run = [&] {
    for (; !network.next_deadline().is_never(); network.on_time(now)) {
      now = std::max(now, network.next_deadline());
      client.on_time(now);
    }
    while (const auto event = server.poll()) {
      if (const auto* up = std::get_if<link::Established>(&*event)) back = up->association;
    }
    while (const auto event = client.poll()) {
      if (std::holds_alternative<link::Received>(*event)) recorder.note_received(100 + ++received);
    }
  };
  ASSERT_TRUE(server.listen({{"192.0.2.2"}, 2905}, now));
  const auto id = client.connect({{"192.0.2.1"}, 2906}, {{"192.0.2.2"}, 2905}, now);
  ASSERT_TRUE(id);
  run();
  ASSERT_TRUE(back);
  ASSERT_TRUE(client.send(*id, buffer_of(kAspUp, 1), {}, now));
  ASSERT_TRUE(client.send(*id, buffer_of(kM3uaData, 2), {.stream = 5}, now));
  ASSERT_TRUE(server.send(*back, buffer_of(kM3uaData), {.stream = 5}, now));
  run();
  EXPECT_FALSE(client.send(link::AssociationId{999}, buffer_of(kAspUp), {}, now));
  recorder.flush();
  const std::string data = to_hex(hex(kM3uaData));
  EXPECT_THAT(kept.messages, ElementsAre(to_hex(hex(kAspUp)), data, data));
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "step 2", "step 101"));
  EXPECT_THAT(kept.tsns, ElementsAre(1, 2, 1));
  EXPECT_EQ(kept.walker.counters().bad_checksums, 0U);
  client.shutdown(*id, now);
  run();
  EXPECT_FALSE(client.send(*id, buffer_of(kAspUp), {}, now));
}

class Told final : public link::Observer {
 public:
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  void on_message(Instant, const link::WireMessage& message) override { messages.push_back(message); }
  std::vector<link::WireMessage> messages;
};

TEST(MessageTap, TellsWhatTheTransportKnowsOfTheWire) {
  Told told;
  link::InProcessNetwork network({.seed = 1});
  WireFacts facts;
  facts.received_tsn = [] { return 7000U; };
  facts.local_port = [](link::AssociationId) { return std::uint16_t{40'000}; };
  MessageTap server(std::make_unique<link::InProcessTransport>(network), told, facts);
  link::InProcessTransport client(network);
  Instant now;
  const auto run = [&] {
    for (; !network.next_deadline().is_never(); network.on_time(now))
      now = std::max(now, network.next_deadline());
    while (server.poll()) {
    }
  };
  ASSERT_TRUE(server.listen({{"192.0.2.2"}, 2905}, now));
  const auto id = client.connect({{"192.0.2.1"}, 2906}, {{"192.0.2.2"}, 2905}, now);
  ASSERT_TRUE(id);
  run();
  ASSERT_TRUE(client.send(*id, buffer_of(kAspUp), {}, now));
  run();
  ASSERT_EQ(told.messages.size(), 1U);
  EXPECT_EQ(told.messages[0].tsn, 7000U);
  EXPECT_EQ(told.messages[0].flow.to_port, 40'000);
}

}  // namespace
}  // namespace mapsim::capture::test
