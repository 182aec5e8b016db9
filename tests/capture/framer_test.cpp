// Frames, octet by octet.
#include <gmock/gmock.h>

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/core/crc32c.h"
#include "tests/capture/support.h"

namespace mapsim::capture {
namespace {

using link::Chunk;
using link::ChunkKind;
using test::hex;

class KeptHex : public Recorder {
 public:
  Result<void> write(const Frame& frame) override {
    frames.push_back(to_hex(frame.octets));
    comments.emplace_back(frame.comment);
    return {};
  }
  Result<void> close() override { return {}; }
  std::vector<std::string> frames;
  std::vector<std::string> comments;
};

const link::Flow kFlow{{{"192.0.2.1"}, 2905}, {{"192.0.2.2"}, 2905}, 1};
const link::Flow kFlow6{{{"2001:db8::1"}, 2905}, {{"2001:db8::2"}, 2905}, 2};

std::string framed(LinkType type, const Chunk& chunk, const link::Flow& flow = kFlow) {
  KeptHex kept;
  SctpFramer framer(kept, {.link_type = type});
  framer.on_chunk(Instant{}, flow, chunk);
  EXPECT_EQ(kept.frames.size(), 1U);
  return kept.frames.empty() ? "" : kept.frames[0];
}

Chunk data_chunk(const Octets& payload) {
  Chunk chunk;
  chunk.stream = 5;
  chunk.stream_sequence = 7;
  chunk.payload_protocol = 3;
  chunk.tsn = 0x01020304;
  chunk.verification_tag = 0xA1A2A3A4;
  chunk.payload = payload;
  return chunk;
}

// The checksum stands for itself: it is computed over the packet with crc32c(), which has tests of its own.
std::string with_checksum(const std::string& packet) {
  Octets octets = hex(packet);
  std::string sum;
  const std::uint32_t checksum = sctp_checksum(octets);
  for (int shift = 24; shift >= 0; shift -= 8) {
    const auto octet = static_cast<std::uint8_t>(checksum >> shift);
    sum += to_hex({&octet, 1});
  }
  std::string out = to_hex(octets);
  return out.replace(16, 8, sum);
}

TEST(SctpFramer, AnEthernetFrameWithDataIsAsTheSpecificationsDrawIt) {
  const Octets payload = hex("010203");
  // DATA: type 0, flags B and E, length 19; TSN, stream, sequence, PPID, payload, one octet of padding.
  const std::string sctp =
      with_checksum("0b590b59 a1a2a3a4 00000000 00030013 01020304 0005 0007 00000003 010203 00");
  // IPv4: 20 + 32 octets, identification 1, DF, TTL 64, protocol 132. The words 4500 0034 0001 4000 4084 c000
  // 0201 c000 0202 add up to 249be; 49be + 2 = 49c0... complemented: b641.
  EXPECT_EQ(
      framed(LinkType::ethernet, data_chunk(payload)),
      to_hex(hex("0200c0000202 0200c0000201 0800 45000034 00014000 4084b641 c0000201 c0000202")) + sctp);
}

TEST(SctpFramer, AnIpv6FrameIsAsTheSpecificationDrawsIt) {
  const Octets payload = hex("01020304");
  const std::string sctp =
      with_checksum("0b590b59 a1a2a3a4 00000000 00030014 01020304 0005 0007 00000003 01020304");
  EXPECT_EQ(
      framed(LinkType::raw_ip, data_chunk(payload), kFlow6),
      to_hex(hex("60000000 0020 84 40 20010db8000000000000000000000001 20010db8000000000000000000000002")) +
          sctp);
}

TEST(SctpFramer, HeadersOfTheOtherLinkTypes) {
  const Octets payload = hex("01020304");
  const std::string ip = framed(LinkType::raw_ip, data_chunk(payload));
  const std::string sctp = framed(LinkType::sctp, data_chunk(payload));
  EXPECT_EQ(ip.substr(40), sctp);
  EXPECT_EQ(framed(LinkType::null, data_chunk(payload)), "02000000" + ip);
  EXPECT_EQ(framed(LinkType::loop, data_chunk(payload)), "00000002" + ip);
  EXPECT_EQ(framed(LinkType::linux_sll, data_chunk(payload)), "0000000100060200c000020100000800" + ip);
  EXPECT_EQ(framed(LinkType::linux_sll2, data_chunk(payload)),
            "08000000000000010001"
            "0006"
            "0200c0000201"
            "0000" +
                ip);
  EXPECT_EQ(framed(LinkType::null, data_chunk(payload), kFlow6).substr(0, 8), "1e000000");
}

struct ChunkCase {
  Chunk chunk;
  std::string octets;
};

TEST(SctpFramer, EveryKindOfChunk) {
  Chunk init{.kind = ChunkKind::init, .tsn = 9, .initiate_tag = 8, .streams_out = 17, .streams_in = 16};
  Chunk sack{.kind = ChunkKind::sack, .tsn = 9};
  Chunk heartbeat{.kind = ChunkKind::heartbeat};
  const Octets info = hex("1122");
  heartbeat.payload = info;
  Chunk reflected{.kind = ChunkKind::abort};
  reflected.reflected_tag = true;
  Chunk shutdown{.kind = ChunkKind::shutdown, .tsn = 9};
  const ChunkCase cases[] = {
      {init, "01000014 00000008 00020000 0011 0010 00000009"},
      {sack, "03000010 00000009 00020000 0000 0000"},
      {heartbeat, "0400000a 0001 0006 1122 0000"},
      {shutdown, "07000008 00000009"},
      {Chunk{.kind = ChunkKind::shutdown_ack}, "08000004"},
      {Chunk{.kind = ChunkKind::cookie_ack}, "0b000004"},
      {Chunk{.kind = ChunkKind::shutdown_complete}, "0e000004"},
      {Chunk{.kind = ChunkKind::abort}, "06000004"},
      {reflected, "06010004"},
  };
  for (const ChunkCase& c : cases) {
    EXPECT_EQ(framed(LinkType::sctp, c.chunk).substr(24), to_hex(hex(c.octets)));
  }
}

TEST(SctpFramer, CookieEchoReturnsTheCookieOfInitAck) {
  const std::string init_ack =
      framed(LinkType::sctp, Chunk{.kind = ChunkKind::init_ack, .initiate_tag = 77, .verification_tag = 1})
          .substr(24);
  EXPECT_EQ(init_ack.substr(0, 8), "02000038");
  EXPECT_EQ(init_ack.substr(40, 8), "00070024");
  const std::string echo =
      framed(LinkType::sctp, Chunk{.kind = ChunkKind::cookie_echo, .verification_tag = 77}).substr(24);
  EXPECT_EQ(echo, "0a000024" + init_ack.substr(48));
}

TEST(SctpFramer, AnEndpointOfSeveralHostsListsThemInInit) {
  link::Flow flow = kFlow;
  flow.from.hosts.push_back("2001:db8::1");
  const std::string init = framed(LinkType::sctp, Chunk{.kind = ChunkKind::init}, flow).substr(24);
  EXPECT_EQ(init.substr(0, 8), "01000030");
  EXPECT_EQ(init.substr(40), to_hex(hex("00050008 c0000201 00060014 20010db8000000000000000000000001")));
}

TEST(SctpFramer, FragmentsAndUnorderedMessagesAreFlagged) {
  const Octets payload = hex("01020304");
  Chunk chunk = data_chunk(payload);
  chunk.last_fragment = false;
  EXPECT_EQ(framed(LinkType::sctp, chunk).substr(24, 4), "0002");
  chunk.first_fragment = false;
  EXPECT_EQ(framed(LinkType::sctp, chunk).substr(24, 4), "0000");
  chunk.last_fragment = chunk.unordered = true;
  EXPECT_EQ(framed(LinkType::sctp, chunk).substr(24, 4), "0005");
}

TEST(SctpFramer, BundledChunksShareAPacket) {
  KeptHex kept;
  SctpFramer framer(kept, {.link_type = LinkType::sctp});
  Chunk sack{.kind = ChunkKind::sack, .tsn = 1, .verification_tag = 5, .bundled_with_next = true};
  framer.on_chunk(Instant{}, kFlow, sack);
  const Octets payload = hex("ff");
  framer.on_chunk(Instant{}, kFlow, data_chunk(payload));
  ASSERT_EQ(kept.frames.size(), 1U);
  EXPECT_EQ(kept.frames[0].size(), 2U * (12 + 16 + 20));
  EXPECT_EQ(kept.frames[0].substr(8, 8), "00000005");
}

TEST(SctpFramer, CommentsComeFromTheTagAndTheFault) {
  KeptHex kept;
  test::StepComments comments;
  SctpFramer framer(kept, {.link_type = LinkType::sctp, .comments = &comments});
  const Octets payload = hex("ff");
  Chunk chunk = data_chunk(payload);
  framer.on_chunk(Instant{}, kFlow, chunk);
  chunk.tag = 3;
  framer.on_chunk(Instant{}, kFlow, chunk);
  chunk.lost = true;
  framer.on_chunk(Instant{}, kFlow, chunk);
  EXPECT_THAT(kept.comments,
              ::testing::ElementsAre("", "step 3", "step 3; lost on the way: a fault of the scenario"));
}

TEST(SctpFramer, IdentificationsCountPerDirection) {
  KeptHex kept;
  SctpFramer framer(kept, {.link_type = LinkType::raw_ip});
  const link::Flow back{kFlow.to, kFlow.from, kFlow.association};
  const Chunk chunk{.kind = ChunkKind::cookie_ack};
  for (const link::Flow& flow : {kFlow, kFlow, back}) framer.on_chunk(Instant{}, flow, chunk);
  EXPECT_EQ(kept.frames[0].substr(8, 4), "0001");
  EXPECT_EQ(kept.frames[1].substr(8, 4), "0002");
  EXPECT_EQ(kept.frames[2].substr(8, 4), "0001");
}

TEST(SctpFramer, HostsThatAreNoAddressesAreAnErrorAndLeaveTheFileSound) {
  KeptHex kept;
  SctpFramer framer(kept, {});
  framer.on_chunk(Instant{}, {{{"192.0.2.1"}, 1}, {{"::1"}, 1}, 1}, Chunk{.kind = ChunkKind::cookie_ack});
  EXPECT_TRUE(kept.frames.empty());
  EXPECT_EQ(framer.left_out(), 1U);
  ASSERT_TRUE(framer.error());
  EXPECT_THAT(framer.error()->message(), ::testing::HasSubstr("one family"));
}

TEST(SctpFramer, APacketThatIpCannotCarryIsAnError) {
  KeptHex kept;
  SctpFramer framer(kept, {});
  const Octets payload(65'530);
  framer.on_chunk(Instant{}, kFlow, data_chunk(payload));
  EXPECT_TRUE(kept.frames.empty());
  EXPECT_TRUE(framer.error());
  const Octets small(1);
  framer.on_chunk(Instant{}, kFlow, data_chunk(small));
  EXPECT_EQ(kept.frames.size(), 1U);
}

TEST(SctpFramer, Mtp3AndSccpFramesAreTheUserPartOfM3uaData) {
  const Octets m3ua = hex(test::kM3uaData);
  const std::string udt = to_hex(hex(test::kSccpUdt));
  // SIO: NI 2, SI 3. Label: DPC 201, OPC 101, SLS 5, little-endian: 0x5 << 28 | 101 << 14 | 201.
  EXPECT_EQ(framed(LinkType::mtp3, data_chunk(m3ua)), "83c9401950" + udt);
  EXPECT_EQ(framed(LinkType::sccp, data_chunk(m3ua)), udt);
}

TEST(SctpFramer, FragmentsOfAMessageMakeOneMtp3Frame) {
  KeptHex kept;
  SctpFramer framer(kept, {.link_type = LinkType::sccp});
  const Octets m3ua = hex(test::kM3uaData);
  Chunk chunk = data_chunk(m3ua);
  chunk.payload = OctetView(m3ua).first(12);
  chunk.last_fragment = false;
  framer.on_chunk(Instant{}, kFlow, chunk);
  chunk.payload = OctetView(m3ua).subspan(12);
  chunk.first_fragment = false;
  chunk.last_fragment = true;
  framer.on_chunk(Instant{}, kFlow, chunk);
  EXPECT_THAT(kept.frames, ::testing::ElementsAre(to_hex(hex(test::kSccpUdt))));
}

TEST(SctpFramer, WhatHasNoMtp3FrameIsCounted) {
  KeptHex kept;
  SctpFramer framer(kept, {.link_type = LinkType::mtp3});
  Octets m3ua = hex(test::kM3uaData);
  m3ua[12] = 0x01;  // an OPC of more than 14 bits
  framer.on_chunk(Instant{}, kFlow, data_chunk(m3ua));
  const Octets asp_up = hex(test::kAspUp);
  framer.on_chunk(Instant{}, kFlow, data_chunk(asp_up));
  framer.on_chunk(Instant{}, kFlow, Chunk{.kind = ChunkKind::init});
  EXPECT_TRUE(kept.frames.empty());
  EXPECT_EQ(framer.left_out(), 2U);
}

TEST(Mtp3, AUserPartIsReadBackAndEveryTruncationIsAnError) {
  const Octets m3ua = hex(test::kM3uaData);
  const auto part = protocol_data(m3ua);
  ASSERT_TRUE(part);
  Octets octets;
  ASSERT_TRUE(put_mtp3(octets, *part));
  const auto read = read_mtp3(octets);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->label, part->label);
  EXPECT_TRUE(equal(read->data, part->data));
  for (std::size_t n = 0; n < 5; ++n) EXPECT_FALSE(read_mtp3(OctetView(octets).first(n)));
  for (std::size_t n = 0; n < m3ua.size(); ++n) EXPECT_FALSE(protocol_data(OctetView(m3ua).first(n))) << n;
}

}  // namespace
}  // namespace mapsim::capture
