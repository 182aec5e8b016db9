// Link layer, IP, UDP and SCTP.
#include "sigtran/capture/put.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"
#include "tests/tools/anonymize/support.h"
#include "tools/anonymize/checksum.h"
#include "tools/anonymize/packet_editor.h"

namespace mapsim::cli::anonymize::test {
namespace {

using capture::LinkType;

class Packets : public WithEditor {
 protected:
  PiecePtr fed(LinkType type, const Octets& octets, std::size_t cut = 0) {
    auto frame = std::make_shared<Piece>(octets);
    capture::Packet packet;
    packet.link_type = type;
    packet.octets = octets;
    packet.original_size = static_cast<std::uint32_t>(octets.size() + cut);
    frame->hold();
    packets_.replace(frame, packet);
    frame->release();
    return frame;
  }
  Octets replaced(LinkType type, const Octets& octets, std::size_t cut = 0) {
    const PiecePtr frame = fed(type, octets, cut);
    EXPECT_TRUE(frame->done());
    return {frame->octets().begin(), frame->octets().end()};
  }

  Fragments fragments_{editor_};
  PacketEditor packets_{editor_, fragments_};
};

Octets with_checksum(Octets packet) {
  const std::uint32_t checksum = sctp_checksum(packet);
  capture::set_u16(packet, 8, static_cast<std::uint16_t>(checksum >> 16U));
  capture::set_u16(packet, 10, static_cast<std::uint16_t>(checksum));
  return packet;
}

// COOKIE ACK: it says nothing of anybody.
Octets sctp(const std::string& chunks = "0b000004") {
  return with_checksum(hex("0b590b5a0000000100000000" + chunks));
}

Octets ipv4(const Octets& payload, std::uint8_t protocol = 132, const std::string& fragment = "4000") {
  Octets out = hex("4500 0000 0001 " + fragment + " 40 00 0000 c0000201 c0000202");
  out[9] = protocol;
  capture::set_u16(out, 2, static_cast<std::uint16_t>(out.size() + payload.size()));
  capture::set_u16(out, 10, internet_checksum(out, 10));
  capture::put(out, payload);
  return out;
}

Octets ip_of(Editor& editor, const char* text) {
  const link::IpAddress out = editor.names.ip_address(*link::parse_ip(text));
  return {out.view().begin(), out.view().end()};
}

std::uint32_t u32(OctetView octets, std::size_t at) {
  return Reader(octets.subspan(at)).u32();
}

TEST_F(Packets, AddressesAndChecksumsOfIpAndSctp) {
  const Octets out = replaced(LinkType::raw_ip, ipv4(sctp()));
  EXPECT_TRUE(equal(OctetView(out).subspan(12, 4), ip_of(editor_, "192.0.2.1")));
  EXPECT_TRUE(equal(OctetView(out).subspan(16, 4), ip_of(editor_, "192.0.2.2")));
  EXPECT_EQ(internet_sum(OctetView(out).first(20)), 0xFFFFU);
  EXPECT_EQ(u32(out, 28), sctp_checksum(OctetView(out).subspan(20)));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Packets, AChecksumThatWasNotUsedStaysSo) {
  Octets packet = ipv4(sctp());
  capture::set_u16(packet, 10, 0);
  for (std::size_t i = 28; i < 32; ++i) packet[i] = 0;
  const Octets out = replaced(LinkType::raw_ip, packet);
  EXPECT_EQ(Reader(OctetView(out).subspan(10)).u16(), 0);
  EXPECT_EQ(u32(out, 28), 0U);
}

TEST_F(Packets, AChecksumThatWasWrongStaysWrong) {
  Octets packet = ipv4(sctp());
  packet[28] ^= 1U;
  const Octets out = replaced(LinkType::raw_ip, packet);
  EXPECT_NE(u32(out, 28), sctp_checksum(OctetView(out).subspan(20)));
}

TEST_F(Packets, OfAPacketThatTheCaptureCutTheChecksumTellsNothing) {
  const Octets out = replaced(LinkType::sctp, sctp(), 4);
  EXPECT_EQ(u32(out, 8), 0U);
}

TEST_F(Packets, HardwareAddressesOfEveryLinkType) {
  Octets ethernet = hex("0203a5010203 0203a5010204 0800");
  capture::put(ethernet, ipv4(sctp()));
  Octets sll = hex("0000 0001 0006 0203a50102030000 0800");
  capture::put(sll, ipv4(sctp()));
  Octets sll2 = hex("0800 0000 00000001 0001 00 06 0203a50102030000");
  capture::put(sll2, ipv4(sctp()));
  const Octets mac = editor_.names.mac_address(hex("0203a5010203"));
  EXPECT_TRUE(equal(OctetView(replaced(LinkType::ethernet, ethernet)).first(6), mac));
  EXPECT_TRUE(equal(OctetView(replaced(LinkType::linux_sll, sll)).subspan(6, 6), mac));
  EXPECT_TRUE(equal(OctetView(replaced(LinkType::linux_sll2, sll2)).subspan(12, 6), mac));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Packets, SctpInUdpWithItsChecksum) {
  Octets udp = hex("26ab26ab00000000");
  capture::put(udp, sctp());
  capture::set_u16(udp, 4, static_cast<std::uint16_t>(udp.size()));
  std::uint32_t sum = internet_sum(hex("c0000201c0000202")) + 17 + static_cast<std::uint32_t>(udp.size());
  capture::set_u16(udp, 6, internet_checksum(udp, 6, sum));
  const Octets out = replaced(LinkType::raw_ip, ipv4(udp, 17));
  const OctetView datagram = OctetView(out).subspan(20);
  sum = internet_sum(OctetView(out).subspan(12, 8)) + 17 + static_cast<std::uint32_t>(datagram.size());
  EXPECT_EQ(internet_sum(datagram, sum), 0xFFFFU);
  EXPECT_EQ(u32(datagram, 16), sctp_checksum(datagram.subspan(8)));
}

TEST_F(Packets, FragmentsOfIpAreReplacedTogether) {
  // ABORT with a reason in clear text, cut in two.
  const Octets packet = sctp("06000014 000c0010 2b34393137313132 33343500");
  const Octets first(packet.begin(), packet.begin() + 24);
  const Octets second(packet.begin() + 24, packet.end());
  const PiecePtr a = fed(LinkType::raw_ip, ipv4(first, 132, "2000"));
  EXPECT_FALSE(a->done());
  const PiecePtr b = fed(LinkType::raw_ip, ipv4(second, 132, "0003"));
  ASSERT_TRUE(a->done() && b->done());
  Octets whole(a->octets().begin() + 20, a->octets().end());
  capture::put(whole, b->octets().subspan(20));
  EXPECT_EQ(u32(whole, 8), sctp_checksum(whole));
  EXPECT_TRUE(equal(OctetView(whole).last(12), Octets(12)));
}

TEST_F(Packets, AddressesInInitAreReplacedAndItsCookieBecomesZeros) {
  const Octets out = replaced(
      LinkType::sctp,
      sctp("02000028 00000001 00010000 00010001 00000001 00050008c0000203 0007000c3139322e302e3200"));
  EXPECT_TRUE(equal(OctetView(out).subspan(36, 4), ip_of(editor_, "192.0.2.3")));
  EXPECT_TRUE(equal(OctetView(out).last(8), Octets(8)));
  EXPECT_EQ(editor_.not_understood().count("state cookie of SCTP"), 1U);
}

TEST_F(Packets, OptionsOfIpv6BecomeZeros) {
  Octets packet =
      hex("60000000 0018 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
          "84 00 0502 31323334");
  capture::put(packet, sctp());
  const Octets out = replaced(LinkType::raw_ip, packet);
  EXPECT_TRUE(equal(OctetView(out).subspan(8, 16), ip_of(editor_, "2001:db8::1")));
  EXPECT_TRUE(equal(OctetView(out).subspan(40, 8), hex("8400000000000000")));
  EXPECT_EQ(unknown(), 1U);
}

TEST_F(Packets, FramesOfOtherProtocolsBecomeZerosBehindTheirHeaders) {
  EXPECT_TRUE(equal(OctetView(replaced(LinkType::raw_ip, ipv4(hex("00350035000cabcd616263"), 17))).last(3),
                    Octets(3)));
  EXPECT_TRUE(equal(OctetView(replaced(LinkType::raw_ip, ipv4(hex("01020304"), 6))).last(4), Octets(4)));
  EXPECT_TRUE(equal(
      OctetView(replaced(LinkType::ethernet, hex("ffffffffffff 0203a5010203 0806 0001c0000201"))).last(6),
      Octets(6)));
  EXPECT_TRUE(equal(replaced(static_cast<LinkType>(147), hex("0102")), Octets(2)));
}

TEST_F(Packets, DamagedPacketsAreNoHarm) {
  const Octets whole = ipv4(sctp("0200001c 00000001 00010000 00010001 00000001 00050008c0000203"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Octets cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(replaced(LinkType::raw_ip, cut).size(), size);
  }
  Octets turned = whole;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int value : {0, 1, 0x7F, 0x80, 0xFF}) {
      turned[at] = static_cast<std::uint8_t>(value);
      fed(LinkType::raw_ip, turned);
    }
    turned[at] = whole[at];
  }
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
