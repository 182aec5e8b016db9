// M3UA, MTP3, SCCP and TCAP.
#include <algorithm>
#include <array>

#include "sigtran/core/digits.h"
#include "sigtran/core/reader.h"
#include "tests/tools/anonymize/support.h"
#include "tools/anonymize/message_editor.h"

namespace mapsim::cli::anonymize::test {
namespace {

class Messages : public WithEditor {
 protected:
  enum class Layer { m3ua, mtp3, m2pa, sccp };
  Octets replaced(Layer layer, std::string_view octets) {
    const auto piece = std::make_shared<Piece>(hex(octets));
    piece->hold();
    const Part part{piece, 0, piece->octets().size()};
    if (layer == Layer::m3ua) messages_.m3ua(part, {});
    if (layer == Layer::mtp3) messages_.mtp3(part, {});
    if (layer == Layer::m2pa) messages_.m2pa(part, {});
    if (layer == Layer::sccp) messages_.sccp(part, {}, {});
    piece->release();
    EXPECT_TRUE(piece->done());
    return {piece->octets().begin(), piece->octets().end()};
  }
  std::uint32_t code(mtp::PointCode c) { return editor_.names.point_code(c); }

  Fragments fragments_{editor_};
  MessageEditor messages_{editor_, fragments_};
};

// A UDT of SSN 8 to 6 with a TC-ABORT, which names nobody.
const std::string kUdt = "0900030507024206024208086706490400000001";

TEST_F(Messages, PointCodesOfDataAreReplaced) {
  const Octets out = replaced(Layer::m3ua, "010001010000002c 02100024 00000065 000000c9 03020005" + kUdt);
  Reader in(OctetView(out).subspan(12));
  EXPECT_EQ(in.u32(), code(101));
  EXPECT_EQ(in.u32(), code(201));
  EXPECT_EQ(in.u32(), 0x03020005U);
  EXPECT_TRUE(equal(in.rest(), hex(kUdt)));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, PointCodesOfEveryManagementMessageAreReplaced) {
  // DUNA: network appearance, routing context, two affected point codes, the second one of a range; an info
  // string.
  const Octets out = replaced(Layer::m3ua,
                              "0100020100000034 0200000800000007 0006000800000001 0012000c00000065020000c8 "
                              "0004000a 7063203130310000");
  Reader in(OctetView(out).subspan(8 + 8 + 8 + 4));
  EXPECT_EQ(in.u32(), code(101));
  EXPECT_EQ(in.u32(), 0x02000000U | code(200));
  EXPECT_FALSE(equal(OctetView(out).last(8), hex("7063203130310000")));
  EXPECT_EQ(OctetView(out).last(2)[0], 0);  // the padding
}

TEST_F(Messages, PointCodesOfARoutingKeyAreReplaced) {
  const Octets out = replaced(
      Layer::m3ua, "0100090100000028 02070020 020a000800000001 020b000800000065 020e000c000000c9000000ca");
  Reader in(OctetView(out).subspan(12 + 8 + 4));
  EXPECT_EQ(in.u32(), code(101));
  in.u32();
  EXPECT_EQ(in.u32(), code(201));
  EXPECT_EQ(in.u32(), code(202));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, WhatM3uaCarriesOpaquelyBecomesZeros) {
  const Octets out = replaced(Layer::m3ua, "0100030300000010 00090008 31353535");
  EXPECT_TRUE(equal(OctetView(out).last(4), hex("00000000")));
  EXPECT_EQ(editor_.not_understood().count("Heartbeat Data of M3UA"), 1U);
}

TEST_F(Messages, ARoutingLabelOfMtp3IsReplaced) {
  // DPC 201, OPC 101, SLS 5.
  const Octets out = replaced(Layer::mtp3, "83c9401950" + kUdt);
  const std::uint32_t label = static_cast<std::uint32_t>(out[1]) | static_cast<std::uint32_t>(out[2]) << 8U |
                              static_cast<std::uint32_t>(out[3]) << 16U |
                              static_cast<std::uint32_t>(out[4]) << 24U;
  EXPECT_EQ(label & 0x3FFFU, code(201));
  EXPECT_EQ(label >> 14U & 0x3FFFU, code(101));
  EXPECT_EQ(label >> 28U, 5U);
}

TEST_F(Messages, AnotherUserPartBecomesZeros) {
  EXPECT_TRUE(equal(OctetView(replaced(Layer::mtp3, "85c94019500102030405")).last(5), Octets(5)));
  EXPECT_EQ(unknown(), 1U);
}

TEST_F(Messages, M2paIsReadDownToMtp3) {
  const Octets out = replaced(Layer::m2pa, "01000b010000002a 00000001 00000002 00 83c9401950" + kUdt);
  EXPECT_EQ((static_cast<std::uint32_t>(out[18]) | static_cast<std::uint32_t>(out[19]) << 8U) & 0x3FFFU,
            code(201));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, ThePointCodeInScclManagementIsReplaced) {
  // SSA of subsystem 8 at 1234.
  const Octets out = replaced(Layer::sccp, "090003050702420102420105 0108d20400");
  EXPECT_EQ(static_cast<std::uint32_t>(out[14]) | static_cast<std::uint32_t>(out[15]) << 8U, code(1234));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, WhatSccpDoesNotPointAtBecomesZeros) {
  Octets out = replaced(Layer::sccp, kUdt + "313535");
  EXPECT_TRUE(equal(OctetView(out).last(3), Octets(3)));
  EXPECT_EQ(unknown(), 3U);
}

TEST_F(Messages, WhatCannotBeReadBecomesZeros) {
  for (const auto& [layer, octets] :
       {std::pair{Layer::m3ua, "0200010100000010aabbccddeeff0011"},
        std::pair{Layer::m3ua, "01000101000000100210ffff00000000"}, std::pair{Layer::mtp3, "83c940"},
        std::pair{Layer::m2pa, "010009010000"}, std::pair{Layer::sccp, "0900ffff"},
        std::pair{Layer::sccp, "77001122"}}) {
    const std::uint64_t before = unknown();
    replaced(layer, octets);
    EXPECT_EQ(unknown(), before + 1) << octets;
  }
}

// `contents` below `tag`, as hexadecimal digits.
std::string tlv(const std::string& tag, const std::string& contents) {
  const std::array size = {static_cast<std::uint8_t>(hex(contents).size())};
  return tag + to_hex(size) + contents;
}
std::string udt(const std::string& tcap) {
  return "0900030507024206024208" + tlv("", tcap);
}

// Whether `octets` stand somewhere.
bool has(OctetView in, OctetView octets) {
  return std::search(in.begin(), in.end(), octets.begin(), octets.end()) != in.end();
}

// The operation of a result is that of the invocation that it answers; without a dialogue portion it is
// version 1.
TEST_F(Messages, ArgumentsAndResultsAreReplaced) {
  const std::string argument =
      tlv("30", tlv("80", "91947111325476") + "810101" + tlv("82", "91947111325477"));
  const std::string begin = tlv("62", "480400000001" + tlv("6c", tlv("a1", "02010102012d" + argument)));
  const Octets number = pack_tbcd(editor_.names.number("491711234567"));
  EXPECT_TRUE(has(replaced(Layer::sccp, udt(begin)), number));
  const std::string result = tlv(
      "30", tlv("04", "62021132547698f0") + tlv("a0", tlv("81", "91947111325476") + tlv("04", "01020304")));
  const std::string end =
      tlv("64", "490400000001" + tlv("6c", tlv("a2", "020101" + tlv("30", "02012d" + result))));
  const Octets out = replaced(Layer::sccp, udt(end));
  EXPECT_TRUE(has(out, pack_tbcd(editor_.names.imsi("262011234567890"))));
  EXPECT_TRUE(has(out, number));
  EXPECT_TRUE(has(out, editor_.names.lmsi(hex("01020304"))));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, ReferencesOfADialogueAreReplaced) {
  const std::string open = tlv("a0", tlv("80", "9662021132547698f0") + tlv("81", "91947111325476"));
  const std::string information = tlv("be", tlv("28", "060704000001010101" + tlv("a0", open)));
  const std::string aarq = tlv("60",
                               "80020780"
                               "a109060704000001001903" +
                                   information);
  const std::string dialogue = tlv("6b", tlv("28", "060700118605010101" + tlv("a0", aarq)));
  const Octets out = replaced(Layer::sccp, udt(tlv("62", "480400000001" + dialogue)));
  EXPECT_TRUE(has(out, pack_tbcd(editor_.names.imsi("262011234567890"))));
  EXPECT_TRUE(has(out, pack_tbcd(editor_.names.number("491711234567"))));
  EXPECT_TRUE(has(out, hex("060704000001001903")));
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(Messages, WhatIsUnknownInAParameterBecomesZerosAndStaysBer) {
  // An extension container with a private extension that names a number.
  const std::string extension =
      tlv("30", tlv("a0", tlv("30", tlv("06", "2a03") + tlv("04", "947111325476"))));
  const std::string argument = tlv("30", tlv("80", "62021132547698f0") + "0a0100" + extension);
  const Octets out =
      replaced(Layer::sccp, udt(tlv("62", "480400000001" + tlv("6c", tlv("a1", "020101020142" + argument)))));
  EXPECT_FALSE(has(out, hex("947111325476")));
  EXPECT_TRUE(has(out, hex(tlv("04", "000000000000"))));
  EXPECT_EQ(editor_.not_understood().at("extensionContainer").times, 1U);
}

TEST_F(Messages, AnOperationThatIsNotKnownBecomesZerosAndStaysBer) {
  const std::string argument = tlv("30", tlv("80", "62021132547698f0"));
  const Octets out =
      replaced(Layer::sccp, udt(tlv("62", "480400000001" + tlv("6c", tlv("a1", "020101020107" + argument)))));
  EXPECT_TRUE(has(out, hex(tlv("80", "0000000000000000"))));
  EXPECT_EQ(unknown(), 1U);
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
