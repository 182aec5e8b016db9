// Packets of a link that has them: frames, and the comments of the steps that their messages belong to.
#include "sigtran/capture/packet_recorder.h"

#include <gmock/gmock.h>

#include "sigtran/capture/chunk_list.h"
#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/put.h"
#include "sigtran/core/crc32c.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using link::ChunkKind;
using ::testing::ElementsAre;

class KeptFrames : public Recorder {
 public:
  Result<void> write(const Frame& frame) override {
    frames.emplace_back(frame.octets.begin(), frame.octets.end());
    comments.emplace_back(frame.comment);
    times.push_back(frame.at);
    return {};
  }
  Result<void> close() override { return {}; }
  std::vector<Octets> frames;
  std::vector<std::string> comments;
  std::vector<Instant> times;
};

Instant at_ms(int ms) {
  return Instant::from_start(std::chrono::milliseconds(ms));
}

class PacketRecorderTest : public ::testing::Test {
 protected:
  struct Data {
    std::uint32_t tsn = 0;
    std::uint16_t sequence = 0;
    std::string_view payload = kAspUp;
    bool first = true;
    bool last = true;
    std::uint16_t stream = 0;
    bool unordered = false;
  };
  void start(LinkType type = LinkType::raw_ip, bool udp = false) {
    out.emplace(flow(true, udp));
    recorder = std::make_unique<PacketRecorder>(
        kept, PacketRecorderOptions{
                  .link_type = type, .comments = &comments, .max_held = max_held, .apart = apart});
  }
  static link::WireFlow flow(bool outgoing, bool udp = false) {
    link::WireFlow f{*link::parse_ip("192.0.2.1"), *link::parse_ip("192.0.2.2"), 0, 0, 2905, 2906};
    if (udp) f.udp_from = f.udp_to = 9899;
    if (!outgoing) {
      std::swap(f.from, f.to);
      std::swap(f.from_port, f.to_port);
    }
    return f;
  }
  void packet(bool outgoing, Octets chunks, std::uint32_t verification_tag = 0) {
    const link::WireFlow f = flow(outgoing, out->udp_from != 0);
    Octets octets;
    put_u16(octets, f.from_port);
    put_u16(octets, f.to_port);
    put_u32(octets, verification_tag != 0 ? verification_tag : tag_now);
    put_u32(octets, 0);
    put(octets, chunks);
    const std::uint32_t sum = sctp_checksum(octets);
    set_u16(octets, 8, static_cast<std::uint16_t>(sum >> 16U));
    set_u16(octets, 10, static_cast<std::uint16_t>(sum));
    if (damage) octets[8] ^= 1;
    recorder->on_packet(at, {f.from, f.to, f.udp_from, f.udp_to, outgoing, octets});
  }
  static Octets chunks(std::initializer_list<Data> list) {
    Octets octets;
    for (const Data& d : list) {
      const Octets payload = hex(d.payload);
      put_chunk(octets, {},
                {.kind = ChunkKind::data,
                 .stream = d.stream,
                 .stream_sequence = d.sequence,
                 .unordered = d.unordered,
                 .payload_protocol = 3,
                 .payload = payload,
                 .first_fragment = d.first,
                 .last_fragment = d.last,
                 .tsn = d.tsn});
    }
    return octets;
  }
  static Octets chunk(ChunkKind kind, std::uint32_t tsn = 0) {
    Octets octets;
    put_chunk(octets, {}, {.kind = kind, .tsn = tsn});
    return octets;
  }
  void sends(std::initializer_list<Data> list) { packet(true, chunks(list)); }
  void receives(std::initializer_list<Data> list) { packet(false, chunks(list)); }
  void takes(std::uint64_t tag, std::uint16_t stream = 0, bool unordered = false) {
    recorder->on_message(
        at, {.flow = *out, .outgoing = true, .stream = stream, .unordered = unordered, .tag = tag});
  }
  void delivers(std::uint32_t tsn, std::uint64_t tag, std::size_t size = 8, std::uint16_t stream = 0) {
    recorder->on_message(
        at, {.flow = flow(false, out->udp_from != 0), .stream = stream, .tsn = tsn, .size = size});
    recorder->note_received(tag);
  }

  std::size_t max_held = 1 << 20;
  bool apart = false;
  StepComments comments;
  KeptFrames kept;
  std::optional<link::WireFlow> out;
  std::unique_ptr<PacketRecorder> recorder;
  std::uint32_t tag_now = 0xA1A2A3A4;
  bool damage = false;
  Instant at = at_ms(1);
};

TEST_F(PacketRecorderTest, ASentChunkCarriesTheCommentOfItsMessage) {
  start();
  sends({{.tsn = 10}});  // the library sends while it takes the message
  takes(7);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 7"));
}

TEST_F(PacketRecorderTest, BundledChunksCarryEveryCommentOnce) {
  start();
  takes(1);
  takes(2);
  takes(2);
  takes(0);
  sends({{.tsn = 10}, {.tsn = 11, .sequence = 1}, {.tsn = 12, .sequence = 2}, {.tsn = 13, .sequence = 3}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 1; step 2 (2 chunks)"));
}

TEST_F(PacketRecorderTest, EveryFragmentCarriesTheCommentOfItsMessage) {
  start();
  takes(1);
  takes(2, 5, true);
  takes(3);
  sends({{.tsn = 10, .last = false}});
  sends({{.tsn = 11, .first = false}});
  sends({{.tsn = 12, .last = false, .stream = 5, .unordered = true}});
  sends({{.tsn = 13, .first = false, .stream = 5, .unordered = true}, {.tsn = 14, .sequence = 1}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "step 1", "step 2", "step 2; step 3"));
}

TEST_F(PacketRecorderTest, ARetransmissionSaysSoUntilItIsAcknowledged) {
  start();
  takes(1);
  takes(2);
  sends({{.tsn = 10}});
  sends({{.tsn = 11, .sequence = 1}});
  at = at_ms(1000);
  sends({{.tsn = 10}, {.tsn = 11, .sequence = 1}});
  at = at_ms(1010);
  packet(false, chunk(ChunkKind::sack, 11));
  sends({{.tsn = 11, .sequence = 1}});  // in the same turn: the name is still there
  at = at_ms(1020);
  sends({{.tsn = 11, .sequence = 1}});
  recorder->flush();
  EXPECT_THAT(kept.comments,
              ElementsAre("step 1", "step 2", "retransmission of step 1; retransmission of step 2", "",
                          "retransmission of step 2", "retransmission"));
}

TEST_F(PacketRecorderTest, APacketThatTheNetworkDidNotTakeIsNoTransmission) {
  start();
  takes(1);
  takes(2);
  takes(3);
  sends({{.tsn = 10}});
  sends({{.tsn = 12, .sequence = 2}});
  sends({{.tsn = 11, .sequence = 1}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "step 3", "step 2"));
}

TEST_F(PacketRecorderTest, AReceivedChunkCarriesTheStepThatIsNotedInItsTurn) {
  start();
  receives({{.tsn = 10}, {.tsn = 11, .sequence = 1}});
  receives({{.tsn = 12, .last = false}});
  receives({{.tsn = 13, .first = false}});
  EXPECT_TRUE(kept.frames.empty());
  delivers(10, 4);
  delivers(11, 5);
  delivers(12, 6, 16);
  at = at_ms(2);
  receives({{.tsn = 14}});
  EXPECT_THAT(kept.comments, ElementsAre("step 4; step 5", "step 6", "step 6"));
}

TEST_F(PacketRecorderTest, FragmentsThatCameInDisorderAreAllNoted) {
  start();
  receives({{.tsn = 12, .first = false}});
  receives({{.tsn = 11, .first = false, .last = false}});
  receives({{.tsn = 10, .last = false}});
  delivers(10, 6, 24);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 6", "step 6", "step 6"));
}

TEST_F(PacketRecorderTest, AMessageWhoseFirstFragmentsAreWrittenIsSaidWithTheLast) {
  start();
  receives({{.tsn = 10, .last = false}});
  receives({{.tsn = 11, .first = false, .last = false}});
  at = at_ms(2);
  receives({{.tsn = 12, .first = false}, {.tsn = 13, .sequence = 1}});
  delivers(10, 1, 24);
  delivers(13, 2);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("", "", "step 1; step 2"));
}

TEST_F(PacketRecorderTest, AMessageThatHadToWaitIsSaidWithWhatLetItGoUp) {
  start();
  receives({{.tsn = 11, .sequence = 1}});
  at = at_ms(2);
  receives({{.tsn = 10}});
  packet(true, chunk(ChunkKind::sack, 11));
  delivers(10, 1);
  delivers(11, 2);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("", "step 1; lets an earlier one go up: step 2", ""));
}

TEST_F(PacketRecorderTest, AChunkThatComesTwiceSaysSo) {
  start();
  receives({{.tsn = 10}});
  delivers(10, 1);
  at = at_ms(2);
  receives({{.tsn = 10}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "retransmission"));
}

TEST_F(PacketRecorderTest, ANewAssociationCountsItsMessagesAnew) {
  start();
  packet(true, chunk(ChunkKind::cookie_ack));
  takes(1);
  takes(2);  // never sent
  sends({{.tsn = 10}});
  tag_now = 0xB1B2B3B4;
  packet(true, chunk(ChunkKind::cookie_ack));
  packet(true, chunk(ChunkKind::cookie_ack));
  takes(3);
  sends({{.tsn = 900}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("", "step 1", "", "", "step 3"));
}

TEST_F(PacketRecorderTest, StreamSequenceNumbersWrap) {
  start();
  std::uint32_t tsn = 0xFFFF'FF00;
  for (std::uint32_t i = 0; i < 66'000; ++i) {
    takes(i + 1);
    sends({{.tsn = tsn + i, .sequence = static_cast<std::uint16_t>(i)}});
    if (i % 100 == 99) {
      packet(false, chunk(ChunkKind::sack, tsn + i));
      at = at + std::chrono::milliseconds(1);
    }
  }
  recorder->flush();
  EXPECT_EQ(kept.comments.back(), "");
  EXPECT_EQ(kept.comments[kept.comments.size() - 2], "step 66000");
}

TEST_F(PacketRecorderTest, FramesAreWhatWasOnTheWire) {
  start(LinkType::raw_ip, true);
  sends({{.tsn = 10}});
  recorder->flush();
  ASSERT_EQ(kept.frames.size(), 1U);
  // IPv4 with protocol 17 and 20 + 8 + 36 octets; UDP 9899 to 9899 with a checksum over both.
  const std::string frame = to_hex(kept.frames[0]);
  EXPECT_EQ(frame.substr(0, 20),
            "450000400001"
            "40004011");
  EXPECT_EQ(frame.substr(40, 12), "26ab26ab002c");
  std::uint32_t sum = 17 + 44;
  for (std::size_t i = 12; i < kept.frames[0].size(); i += 2) {
    sum += static_cast<std::uint32_t>(kept.frames[0][i] << 8U | kept.frames[0][i + 1]);
  }
  EXPECT_EQ(((sum & 0xFFFFU) + (sum >> 16U)) & 0xFFFFU, 0xFFFFU);
}

TEST_F(PacketRecorderTest, ADamagedPacketIsFramedButNotRead) {
  start();
  takes(1);
  sends({{.tsn = 10}});
  damage = true;
  at = at_ms(2);
  packet(false, chunk(ChunkKind::sack, 10));
  receives({{.tsn = 10}});
  damage = false;
  at = at_ms(3);
  sends({{.tsn = 10}});
  receives({{.tsn = 10}});
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "", "", "retransmission of step 1", ""));
}

TEST_F(PacketRecorderTest, WhatPassesBetweenTwoTransportsIsRecordedOnce) {
  start();
  sends({{.tsn = 10}});
  const Octets packet_back = hex("0b5a0b59 00000001 00000000 0e000004");
  recorder->on_packet(at, {out->to, out->from, 0, 0, true, packet_back});
  receives({{.tsn = 10}});  // by the first what the second sent
  recorder->flush();
  EXPECT_EQ(recorder->counters().frames, 2U);
  EXPECT_EQ(recorder->counters().twice, 1U);
  EXPECT_EQ(recorder->counters().packets_out, 2U);
  EXPECT_EQ(recorder->counters().packets_in, 1U);
}

TEST_F(PacketRecorderTest, BeyondItsLimitItWritesBeforeTheUserHadHisTurn) {
  max_held = 200;
  start();
  for (std::uint32_t i = 0; i < 10; ++i) receives({{.tsn = i}});
  EXPECT_GE(kept.frames.size(), 5U);
  delivers(0, 1);
  recorder->flush();
  const auto& counters = recorder->counters();
  EXPECT_EQ(kept.frames.size(), 10U);
  EXPECT_EQ(counters.frames, 10U);
  EXPECT_GE(counters.early, 5U);
}

TEST_F(PacketRecorderTest, MessagesAreFramedWhole) {
  start(LinkType::sccp);
  const std::string first(kM3uaData.substr(0, 28));
  const std::string rest(kM3uaData.substr(28));
  takes(1);
  takes(2);
  sends({{.tsn = 10}, {.tsn = 11, .sequence = 1, .payload = first, .last = false}});
  sends({{.tsn = 12, .sequence = 1, .payload = rest, .first = false}});
  sends({{.tsn = 12, .sequence = 1, .payload = rest, .first = false}});
  receives({{.tsn = 20}, {.tsn = 21, .payload = first, .last = false}});
  receives({{.tsn = 22, .payload = rest, .first = false}, {.tsn = 23, .payload = kM3uaData}});
  delivers(20, 8);
  delivers(21, 9, 44);
  delivers(23, 10, 44);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("step 2", "step 9", "step 10"));
  for (const Octets& frame : kept.frames) EXPECT_EQ(frame, hex(kSccpUdt));
  EXPECT_EQ(recorder->counters().left_out, 2U);
}

TEST_F(PacketRecorderTest, APacketAndItsMessageMayComeInNeighbouringTurns) {
  apart = true;
  start();
  const auto turn = [&] {
    recorder->end_turn(at);
    at = at + std::chrono::milliseconds(1);
  };
  for (std::uint32_t i = 0; i < 20; ++i) {
    receives({{.tsn = 2 * i}});
    if (i != 0) delivers(2 * i - 2, i);  // of the turn before
    delivers(2 * i + 1, 100 + i);        // of the turn to come
    turn();
    receives({{.tsn = 2 * i + 1}});
  }
  turn();
  recorder->flush();
  ASSERT_EQ(kept.comments.size(), 40U);
  for (std::uint32_t i = 0; i < 19; ++i) {
    EXPECT_EQ(kept.comments[2 * i], "step " + std::to_string(i + 1));
    EXPECT_EQ(kept.comments[2 * i + 1], "step " + std::to_string(100 + i));
  }
  EXPECT_EQ(recorder->counters().not_commented, 0U);
}

TEST_F(PacketRecorderTest, AFrameWaitsUntilItIsSaidWhatItsPostponedMessageIs) {
  start();
  receives({{.tsn = 10}});
  recorder->on_message(at, {.flow = flow(false), .tsn = 10, .size = 8});
  const std::uint64_t name = recorder->postpone();
  EXPECT_NE(name, 0U);
  at = at_ms(2);
  receives({{.tsn = 11}});
  delivers(11, 2);
  at = at_ms(3);
  receives({{.tsn = 12}});
  EXPECT_TRUE(kept.frames.empty());
  recorder->note_postponed(name, 1);
  delivers(12, 3);
  at = at_ms(4);
  receives({{.tsn = 13}});
  EXPECT_THAT(kept.comments, ElementsAre("step 1", "step 2", "step 3"));
}

TEST_F(PacketRecorderTest, AFrameWaitsForItsPostponedMessageForALimitedTime) {
  start();
  receives({{.tsn = 10}});
  recorder->on_message(at, {.flow = flow(false), .tsn = 10, .size = 8});
  const std::uint64_t name = recorder->postpone();
  at = at + PacketRecorder::kMaxWait;
  receives({{.tsn = 11}});
  EXPECT_TRUE(kept.frames.empty());
  at = at_ms(2) + PacketRecorder::kMaxWait;
  receives({{.tsn = 12}});
  recorder->note_postponed(name, 1);
  recorder->flush();
  EXPECT_THAT(kept.comments, ElementsAre("", "", ""));
  EXPECT_EQ(recorder->counters().not_commented, 1U);
}

TEST_F(PacketRecorderTest, APacketThatIsToldApartWaitsForItsMessage) {
  apart = true;
  start();
  receives({{.tsn = 10}});
  for (int i = 0; i < 10; ++i) recorder->end_turn(at);
  EXPECT_TRUE(kept.frames.empty());
  delivers(10, 1);
  recorder->end_turn(at);
  EXPECT_THAT(kept.comments, ElementsAre("step 1"));
  // Of a message that the user takes without a word nothing more is awaited.
  receives({{.tsn = 11}});
  recorder->on_message(at, {.flow = flow(false), .tsn = 11, .size = 8});
  for (int i = 0; i < 4; ++i) recorder->end_turn(at);
  EXPECT_EQ(kept.frames.size(), 2U);
  receives({{.tsn = 12}});
  at = at_ms(100) + PacketRecorder::kMaxWait;
  for (int i = 0; i < 4; ++i) recorder->end_turn(at);
  EXPECT_EQ(kept.frames.size(), 3U);
}

TEST_F(PacketRecorderTest, BeyondItsLimitFramesWaitForNoMessage) {
  apart = true;
  max_held = 1 << 24;
  start();
  const auto limit = static_cast<std::uint32_t>(PacketRecorder::kMaxAwaiting);
  for (std::uint32_t i = 0; i < limit; ++i) receives({{.tsn = i}});
  for (int i = 0; i < 4; ++i) recorder->end_turn(at);
  EXPECT_TRUE(kept.frames.empty());
  receives({{.tsn = limit}});
  for (int i = 0; i < 4; ++i) recorder->end_turn(at);
  EXPECT_EQ(kept.frames.size(), 1U);
}

TEST(SentMessages, ForgetsTheOldestBeyondItsLimit) {
  SentMessages sent;
  const auto count = static_cast<std::uint32_t>(SentMessages::kMax + 5);
  SentMessages::Name first;
  SentMessages::Name last;
  for (std::uint32_t i = 0; i < count; ++i) {
    sent.on_message(0, false, i + 1);
    last = sent.on_chunk({.tsn = i, .stream_sequence = static_cast<std::uint16_t>(i), .payload = {}}).message;
    if (i == 0) first = last;
  }
  EXPECT_EQ(sent.tag(first), 0U);
  EXPECT_EQ(sent.tag(last), count);
  // Far from what is known: all of it is forgotten.
  EXPECT_FALSE(sent.on_chunk({.tsn = 4 * count, .payload = {}}).retransmission);
  EXPECT_TRUE(sent.on_chunk({.tsn = 10, .payload = {}}).retransmission);
}

}  // namespace
}  // namespace mapsim::capture::test
