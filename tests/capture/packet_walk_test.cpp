// From frames to messages.
#include "sigtran/capture/packet_walk.h"

#include <gmock/gmock.h>

#include "sigtran/capture/link_layer.h"
#include "sigtran/capture/put.h"
#include "sigtran/capture/reader.h"
#include "sigtran/core/crc32c.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kIp = "45000000 00014000 40840000 c0000201 c0000202";  // a total length of 0: up to the end

// One line an event.
std::vector<std::string> walked(PacketWalker& walker, LinkType type, const Octets& frame) {
  std::vector<std::string> lines;
  walker.feed(type, frame, frame.size());
  while (const auto event = walker.poll()) {
    switch (event->what) {
      case WalkEvent::What::message:
        lines.push_back("message " + to_hex(event->octets) + (event->retransmission ? " again" : ""));
        break;
      case WalkEvent::What::chunk:
        lines.push_back("chunk " + std::to_string(event->chunk_type));
        break;
      case WalkEvent::What::mtp3:
        lines.push_back("mtp3 " + to_hex(event->octets));
        break;
      case WalkEvent::What::sccp:
        lines.push_back("sccp " + to_hex(event->octets));
        break;
      case WalkEvent::What::diagnostic:
        lines.push_back(event->diagnostic->error.message());
        break;
    }
    if (event->offset && event->what != WalkEvent::What::diagnostic) {
      EXPECT_EQ(event->octets.data(), frame.data() + *event->offset);
    }
  }
  return lines;
}

std::vector<std::string> walked(LinkType type, const std::string& frame) {
  PacketWalker walker;
  return walked(walker, type, hex(frame));
}

// An SCTP packet with the right checksum.
std::string sctp(const std::string& chunks, const std::string& tag = "00000001") {
  Octets packet = hex("0b590b5a" + tag + "00000000" + chunks);
  const std::uint32_t checksum = sctp_checksum(packet);
  set_u16(packet, 8, static_cast<std::uint16_t>(checksum >> 16U));
  set_u16(packet, 10, static_cast<std::uint16_t>(checksum));
  return to_hex(packet);
}

std::string data(int tsn, const std::string& payload, const std::string& flags = "03") {
  Octets octets = hex("00" + flags + "0000 00000000 0005 0007 00000003" + payload);
  set_u16(octets, 2, static_cast<std::uint16_t>(octets.size()));
  octets[7] = static_cast<std::uint8_t>(tsn);
  pad_to_word(octets);
  return to_hex(octets);
}

TEST(PacketWalk, EveryLinkTypeLeadsToItsMessage) {
  const std::string packet = sctp(data(1, "abcd"));
  const struct {
    LinkType type;
    std::string frame;
  } cases[] = {
      {LinkType::ethernet, "020000000001 020000000002 0800" + kIp + packet},
      {LinkType::ethernet, "020000000001 020000000002 8100 0064 0800" + kIp + packet},
      {LinkType::ethernet, "020000000001 020000000002 88a8 0064 8100 0065 0800" + kIp + packet},
      {LinkType::linux_sll, "0000 0001 0006 0200000000010000 0800" + kIp + packet},
      {LinkType::linux_sll2, "0800 0000 00000001 0001 00 06 0200000000010000" + kIp + packet},
      {LinkType::raw_ip, kIp + packet},
      {LinkType::null, "02000000" + kIp + packet},
      {LinkType::null, "00000002" + kIp + packet},
      {LinkType::loop, "00000002" + kIp + packet},
      {LinkType::raw_ip_or_loop, kIp + packet},
      {LinkType::raw_ip_or_loop, "00000002" + kIp + packet},
      {LinkType::sctp, packet},
      {LinkType::exported_pdu, "000c 0004 73637470 0000 0000" + packet},
      {LinkType::exported_pdu, "000c 0008 6d33756100000000 0000 0000 abcd"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(walked(c.type, c.frame), ElementsAre("message abcd")) << link_type_name(c.type);
  }
  EXPECT_THAT(walked(LinkType::mtp3, "83c9401950 09"), ElementsAre("mtp3 83c940195009"));
  EXPECT_THAT(walked(LinkType::sccp, "0900"), ElementsAre("sccp 0900"));
  EXPECT_THAT(walked(LinkType::mtp2, "000006 83c9401950 09"), ElementsAre("mtp3 83c940195009"));
  EXPECT_THAT(walked(LinkType::mtp2_with_phdr, "00000000 000006 83c9401950 09"),
              ElementsAre("mtp3 83c940195009"));
  EXPECT_THAT(walked(LinkType::mtp2, "000000"), ElementsAre());
}

TEST(PacketWalk, LinkType12IsToldByContent) {
  EXPECT_EQ(link_type_by_content(LinkType::raw_ip_or_loop, hex("00000018 60")), LinkType::loop);
  EXPECT_EQ(link_type_by_content(LinkType::raw_ip_or_loop, hex("45000018 60")), LinkType::raw_ip);
  EXPECT_EQ(link_type_by_content(LinkType::ethernet, hex("00000018 60")), LinkType::ethernet);
}

TEST(PacketWalk, Ipv6WithExtensionHeaders) {
  const std::string packet = sctp(data(1, "abcd"));
  const std::string addresses = "20010db8000000000000000000000001 20010db8000000000000000000000002";
  EXPECT_THAT(walked(LinkType::raw_ip, "60000000 0000 84 40" + addresses + packet),
              ElementsAre("message abcd"));
  EXPECT_THAT(walked(LinkType::raw_ip, "60000000 0000 00 40" + addresses + "3c00010400000000" + "8401" +
                                           "0104000000000000000000000000" + packet),
              ElementsAre("message abcd"));
}

TEST(PacketWalk, AddressesPortsStreamAndNumbersAreTold) {
  PacketWalker walker;
  const Octets frame = hex(kIp + sctp(data(9, "abcd", "07"), "00000011"));
  walker.feed(LinkType::raw_ip, frame, frame.size());
  const auto event = walker.poll();
  ASSERT_TRUE(event);
  EXPECT_EQ(link::to_text(event->from), "192.0.2.1");
  EXPECT_EQ(link::to_text(event->to), "192.0.2.2");
  EXPECT_EQ(event->from_port, 2905);
  EXPECT_EQ(event->to_port, 2906);
  EXPECT_EQ(event->verification_tag, 0x11U);
  EXPECT_EQ(event->tsn, 9U);
  EXPECT_EQ(event->stream, 5);
  EXPECT_EQ(event->stream_sequence, 7);
  EXPECT_TRUE(event->unordered);
  EXPECT_EQ(event->payload_protocol, 3U);
  EXPECT_EQ(event->offset, 48U);
}

TEST(PacketWalk, BundledChunksComeInOrder) {
  EXPECT_THAT(
      walked(LinkType::sctp, sctp("03000010000000000000000000000000" + data(1, "ab") + data(2, "cdef00"))),
      ElementsAre("chunk 3", "message ab", "message cdef00"));
}

TEST(PacketWalk, SctpOverUdp) {
  const std::string packet = sctp(data(1, "abcd"));
  const std::string udp = "45000000 00014000 40110000 c0000201 c0000202";
  EXPECT_THAT(walked(LinkType::raw_ip, udp + "26ab 26ab 0028 0000" + packet), ElementsAre("message abcd"));
}

TEST(PacketWalk, SctpOverUdpOfAnotherPortIsToldByItsChecksum) {
  const std::string packet = sctp(data(1, "abcd"));
  const std::string udp = "45000000 00014000 40110000 c0000201 c0000202 0035 0036";
  EXPECT_THAT(walked(LinkType::raw_ip, udp + "0028 0000" + packet), ElementsAre("message abcd"));
  Octets other = hex(udp + "0028 0000" + packet);
  other.back() ^= 1;
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::raw_ip, other), ElementsAre());
  EXPECT_EQ(walker.counters().other_protocols, 1U);
}

// A user data message of M2PA around an MTP3 message, with its priority octet.
std::string m2pa(const std::string& mtp3) {
  Octets octets = hex("01000b01 00000000 00000005 00000007 00" + mtp3);
  octets[7] = static_cast<std::uint8_t>(octets.size());
  return to_hex(octets);
}

std::string m2pa_data(const std::string& message, const std::string& protocol = "00000005") {
  Octets octets = hex("00030000 00000001 0001 0000" + protocol + message);
  octets[3] = static_cast<std::uint8_t>(octets.size());
  pad_to_word(octets);
  return to_hex(octets);
}

TEST(PacketWalk, M2paLeadsToMtp3) {
  EXPECT_THAT(walked(LinkType::sctp, sctp(m2pa_data(m2pa("83c940195009")))),
              ElementsAre("mtp3 83c940195009"));
  EXPECT_THAT(walked(LinkType::exported_pdu, "000c 0004 6d327061 0000 0000" + m2pa("83c940195009")),
              ElementsAre("mtp3 83c940195009"));
  // Acknowledgements and Link Status carry nothing.
  EXPECT_THAT(walked(LinkType::sctp, sctp(m2pa_data("01000b01 00000010 00000005 00000007"))), ElementsAre());
  EXPECT_THAT(walked(LinkType::sctp, sctp(m2pa_data("01000b02 00000014 00ffffff 00ffffff 00000001"))),
              ElementsAre());
}

TEST(PacketWalk, M2paWithoutItsPayloadProtocolIsToldByItsPort) {
  Octets packet = hex("0ded0b5a 00000001 00000000" + m2pa_data(m2pa("83c940195009"), "00000000"));
  const std::uint32_t checksum = sctp_checksum(packet);
  set_u16(packet, 8, static_cast<std::uint16_t>(checksum >> 16U));
  set_u16(packet, 10, static_cast<std::uint16_t>(checksum));
  EXPECT_THAT(walked(LinkType::sctp, to_hex(packet)), ElementsAre("mtp3 83c940195009"));
}

TEST(PacketWalk, DamagedM2paIsToldWithItsPlace) {
  const auto told = [](const std::string& message) {
    const auto lines = walked(LinkType::sctp, sctp(m2pa_data(message)));
    return lines.empty() ? "nothing" : lines.back();
  };
  EXPECT_THAT(told("01000b01 00000010"), HasSubstr("m2pa, header, octet 36 (RFC 4165 2.1): is cut off"));
  EXPECT_THAT(told("02000b01 00000010 00000005 00000007"), HasSubstr("version, octet 28"));
  EXPECT_THAT(told("01000a01 00000010 00000005 00000007"), HasSubstr("message class, octet 30"));
  EXPECT_THAT(told("01000b03 00000010 00000005 00000007"), HasSubstr("message type, octet 31"));
  EXPECT_THAT(told("01000b01 00000011 00000005 00000007"), HasSubstr("message length, octet 32"));
}

TEST(PacketWalk, FragmentsOfIpv4AreOneDatagram) {
  const std::string packet = sctp(data(1, "abcd"));  // 32 octets
  const std::string addresses = "40840000 c0000201 c0000202";
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::raw_ip, hex("45000000 00070002" + addresses + packet.substr(32))),
              ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::raw_ip, hex("45000000 00072000" + addresses + packet.substr(0, 32))),
              ElementsAre("message abcd"));
  EXPECT_EQ(walker.counters().ip_fragments, 2U);
}

TEST(PacketWalk, FragmentsOfIpv6AreOneDatagram) {
  const std::string packet = sctp(data(1, "abcd"));
  const std::string header =
      "60000000 0000 2c 40 20010db8000000000000000000000001 20010db8000000000000000000000002";
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::raw_ip, hex(header + "84000001 00000007" + packet.substr(0, 32))),
              ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::raw_ip, hex(header + "84000010 00000007" + packet.substr(32))),
              ElementsAre("message abcd"));
}

TEST(PacketWalk, AFragmentedUdpDatagramIsReadWhole) {
  const std::string datagram = "26ab 26ab 0028 0000" + sctp(data(1, "abcd"));
  const Octets octets = hex(datagram);
  const std::string addresses = "40110000 c0000201 c0000202";
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::raw_ip,
                     hex("45000000 00072000" + addresses + to_hex(OctetView(octets).first(24)))),
              ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::raw_ip,
                     hex("45000000 00070003" + addresses + to_hex(OctetView(octets).subspan(24)))),
              ElementsAre("message abcd"));
}

TEST(PacketWalk, FragmentsOfAllFlowsTogetherHaveALimit) {
  PacketWalker walker;
  std::size_t given_up = 0;
  const std::string payload(2 * 60'000, '0');
  Octets packet = hex(sctp("0002ea70000000010005000700000003" + payload, "00000000"));
  for (unsigned flow = 0; flow < 400; ++flow) {
    packet[6] = static_cast<std::uint8_t>(flow >> 8U);
    packet[7] = static_cast<std::uint8_t>(flow);
    const std::uint32_t checksum = sctp_checksum(packet);
    set_u16(packet, 8, static_cast<std::uint16_t>(checksum >> 16U));
    set_u16(packet, 10, static_cast<std::uint16_t>(checksum));
    for (const std::string& line : walked(walker, LinkType::sctp, packet)) {
      EXPECT_THAT(line, HasSubstr("given up"));
      ++given_up;
    }
  }
  EXPECT_EQ(given_up, 400 - kMaxWaitingFragmentOctets / 60'000);
}

TEST(PacketWalk, FragmentsAreJoinedInAnyOrderAndOverTheWrapOfTheTsn) {
  PacketWalker walker;
  const auto fragment = [&](const std::string& tsn, const std::string& flags, const std::string& payload) {
    return walked(walker, LinkType::sctp,
                  hex(sctp("00" + flags + "0014" + tsn + "0005000700000003" + payload)));
  };
  EXPECT_THAT(fragment("00000000", "00", "33333333"), ElementsAre());
  EXPECT_THAT(fragment("fffffffe", "02", "11111111"), ElementsAre());
  EXPECT_THAT(fragment("fffffffe", "02", "11111111"), ElementsAre());  // again
  EXPECT_THAT(fragment("00000001", "01", "44444444"), ElementsAre());
  EXPECT_THAT(fragment("ffffffff", "00", "22222222"),
              ElementsAre("message 11111111222222223333333344444444"));
  EXPECT_EQ(walker.counters().fragments, 5U);
}

TEST(PacketWalk, FragmentsOfDifferentAssociationsDoNotMix) {
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(1, "11"), "00000001"))),
              ElementsAre("message 11"));
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(1, "11", "02"), "00000002"))), ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(2, "22", "01"), "00000003"))), ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(2, "33", "01"), "00000002"))),
              ElementsAre("message 1133"));
}

TEST(PacketWalk, FragmentsThatNeverEndAreGivenUpAtALimit) {
  PacketWalker walker;
  std::size_t given_up = 0;
  for (std::uint32_t tsn = 0; tsn < 3 * kMaxFragments; ++tsn) {
    Octets chunk = hex("00000014 00000000 0005 0007 00000003 aabbccdd");
    set_u16(chunk, 4, static_cast<std::uint16_t>(tsn >> 16U));
    set_u16(chunk, 6, static_cast<std::uint16_t>(tsn));
    for (const std::string& line : walked(walker, LinkType::sctp, hex(sctp(to_hex(chunk))))) {
      EXPECT_THAT(line, HasSubstr("given up"));
      ++given_up;
    }
  }
  EXPECT_EQ(given_up, 2 * kMaxFragments);
}

TEST(PacketWalk, ARetransmissionIsMarked) {
  PacketWalker walker;
  const Octets frame = hex(sctp(data(1, "abcd")));
  EXPECT_THAT(walked(walker, LinkType::sctp, frame), ElementsAre("message abcd"));
  EXPECT_THAT(walked(walker, LinkType::sctp, frame), ElementsAre("message abcd again"));
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(3, "03")))), ElementsAre("message 03"));
  EXPECT_THAT(walked(walker, LinkType::sctp, hex(sctp(data(2, "02")))), ElementsAre("message 02"));
  EXPECT_EQ(walker.counters().retransmissions, 1U);
}

TEST(PacketWalk, ABadChecksumIsToldAndTheMessageReadAllTheSame) {
  Octets frame = hex(sctp(data(1, "abcd")));
  frame[8] ^= 1;
  PacketWalker walker;
  const auto lines = walked(walker, LinkType::sctp, frame);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], HasSubstr("sctp, checksum, octet 8 (RFC 9260 6.8)"));
  EXPECT_EQ(lines[1], "message abcd");
  walker.feed(LinkType::sctp, frame, frame.size() + 10);  // cut by the capture: no judgement
  EXPECT_EQ(walker.poll()->what, WalkEvent::What::message);
}

TEST(PacketWalk, EthernetPaddingIsNotPartOfThePacket) {
  const std::string packet = sctp("0b000004");
  EXPECT_THAT(walked(LinkType::ethernet,
                     "020000000001 020000000002 0800 45000024 00014000 40840000 c0000201 c0000202" + packet +
                         "000000000000000000000000"),
              ElementsAre("chunk 11"));
}

TEST(PacketWalk, OtherProtocolsAreCountedAndNotTold) {
  PacketWalker walker;
  EXPECT_THAT(walked(walker, LinkType::ethernet, hex("ffffffffffff 020000000002 0806 0001")), ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::raw_ip, hex("45000014 00014000 40060000 c0000201 c0000202")),
              ElementsAre());
  EXPECT_THAT(walked(walker, LinkType::null, hex("07000000 00")), ElementsAre());
  EXPECT_EQ(walker.counters().other_protocols, 3U);
}

struct Cut {
  LinkType type;
  std::string frame;
  std::string says;
};

TEST(PacketWalk, DamageIsADiagnosticWithItsPlace) {
  const Cut cases[] = {
      {LinkType::ethernet, "0200", "link, octet 2: a frame of 2 octets; its headers take 14"},
      {static_cast<LinkType>(999), "00", "nothing is known of link type 999"},
      {LinkType::raw_ip, "", "ip, octet 0 (RFC 791 3.1): version 0"},
      {LinkType::raw_ip, "41000014 00014000 40840000 c0000201 c0000202", "a header of 4 octets"},
      {LinkType::raw_ip, "45000013 00014000 40840000 c0000201 c0000202",
       "octet 2 (RFC 791 3.1): a total length of 19"},
      {LinkType::raw_ip, "45000018 00012000 40840000 c0000201 c0000202 00000000",
       "octet 0 (RFC 791 3.2): a fragment of 4 octets at 0 fits no datagram"},
      {LinkType::raw_ip,
       "60000000 0000 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002 84",
       "octet 40 (RFC 8200 4): an extension header is cut off"},
      {LinkType::sctp, "0b590b59 0000", "common header, octet 6 (RFC 9260 3.1): is cut off"},
      {LinkType::sctp, sctp("0b000003"), "octet 12 (RFC 9260 3.2): a chunk length of 3"},
      {LinkType::sctp, sctp("0b000004 0b00"), "octet 16 (RFC 9260 3.2): a chunk length of 0"},
      {LinkType::sctp, sctp("0b000008"), "a chunk of 8 octets where 4 are left"},
      {LinkType::sctp, sctp("00030010 00000001 00050007 00000003"), "(RFC 9260 3.3.1): a chunk of 16 octets"},
  };
  for (const Cut& d : cases) {
    const auto lines = walked(d.type, d.frame);
    ASSERT_FALSE(lines.empty()) << d.says;
    EXPECT_THAT(lines.back(), HasSubstr(d.says));
  }
}

TEST(PacketWalk, NoTruncationOfAnyFrameDoesHarm) {
  const std::string packet = sctp("03000010000000000000000000000000" + data(1, "abcd"));
  const std::string frames[] = {
      "020000000001 020000000002 8100 0064 0800" + kIp + packet,
      "020000000001 020000000002 86dd 60000000 0000 00 40"
      "20010db8000000000000000000000001 20010db8000000000000000000000002 8400010400000000" +
          packet};
  for (const std::string& text : frames) {
    const Octets frame = hex(text);
    const std::size_t padding = 2;
    for (std::size_t n = 0; n < frame.size() - padding; ++n) {
      PacketWalker walker;
      const Octets cut(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(n));
      for (const std::string& line : walked(walker, LinkType::ethernet, cut)) {
        EXPECT_THAT(line, ::testing::Not(HasSubstr("message abcd")));
      }
    }
  }
}

TEST(PacketWalk, FindsTheMessagesOfARunThroughEveryLinkType) {
  TemporaryDirectory directory;
  const Octets m3ua = hex(kM3uaData);
  for (const char* name : {"ethernet", "raw", "linux-sll", "linux-sll2", "null", "loop", "sctp"}) {
    const LinkType type = *link_type_from_name(name);
    auto recorder = open_recorder(directory / "a.pcapng", {.link_type = type});
    ASSERT_TRUE(recorder);
    play({.link_type = type, .client = "2001:db8::1", .server = "2001:db8::2"}, **recorder);
    ASSERT_TRUE((*recorder)->close());
    auto reader = Reader::open(directory / "a.pcapng");
    ASSERT_TRUE(reader);
    PacketWalker walker;
    std::size_t data = 0;
    std::size_t large = 0;
    for (;;) {
      const auto packet = reader->next();
      ASSERT_TRUE(packet);
      if (!*packet) break;
      walker.feed((*packet)->link_type, (*packet)->octets, (*packet)->original_size);
      while (const auto event = walker.poll()) {
        ASSERT_FALSE(event->diagnostic) << name << ": " << event->diagnostic->error.message();
        data += event->what == WalkEvent::What::message && equal(event->octets, m3ua) ? 1 : 0;
        large += event->octets.size() == 5000 ? 1 : 0;
      }
    }
    EXPECT_EQ(data, 4U) << name;
    EXPECT_EQ(large, 1U) << name;
  }
}

}  // namespace
}  // namespace mapsim::capture::test
