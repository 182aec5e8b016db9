// PDML as a stream.
#include "tools/verify/pdml.h"

#include <gtest/gtest.h>

namespace mapsim::verify {
namespace {

constexpr std::string_view kPdml = R"(<?xml version="1.0"?>
<pdml version="0" creator="wireshark/4.0.17"><packet>
<proto name="geninfo" pos="0" size="9"><field name="num" pos="0" show="7" size="9"/></proto>
<proto name="eth"><field name="eth.src" show="00"/></proto>
<proto name="gsm_sms" showname="GSM SMS" pos="10" size="4">
<field name="gsm_sms.sms_text" showname="SMS text: a &lt; b" pos="12" size="2" show="a &lt; b"/></proto>
</packet></pdml>)";

struct Read {
  std::vector<ShownFrame> frames;
  std::string creator;
  std::optional<Error> error;
};

// In pieces of so many octets.
Read read(std::string_view text, std::size_t piece) {
  Read out;
  PdmlReader reader([&](const ShownFrame& f) { out.frames.push_back(f); });
  for (std::size_t i = 0; i < text.size() && !out.error; i += piece) {
    if (const auto done = reader.feed(text.substr(i, piece)); !done) out.error = done.error();
  }
  if (!out.error) {
    if (const auto done = reader.finish(); !done) out.error = done.error();
  }
  out.creator = reader.creator();
  return out;
}

TEST(Pdml, IsReadInPiecesOfAnySize) {
  for (const std::size_t piece : {1U, 7U, 4096U}) {
    const Read out = read(kPdml, piece);
    ASSERT_FALSE(out.error) << out.error->message();
    ASSERT_EQ(out.frames.size(), 1U);
    EXPECT_EQ(out.creator, "wireshark/4.0.17");
    const ShownFrame& frame = out.frames.front();
    EXPECT_EQ(frame.number, 7U);
    ASSERT_EQ(frame.fields.size(), 2U) << "layers below M3UA are not told";
    EXPECT_EQ(frame.fields[1].name, "gsm_sms.sms_text");
    EXPECT_EQ(frame.fields[1].show, "a < b");
    EXPECT_EQ(frame.fields[1].offset, 12U);
    EXPECT_EQ(frame.fields[1].size, 2U);
  }
}

TEST(Pdml, ThatEndsTooEarlyIsAnErrorAfterWhatWasThere) {
  const Read out = read(kPdml.substr(0, kPdml.size() - 7), 64);
  EXPECT_EQ(out.frames.size(), 1U);
  ASSERT_TRUE(out.error);
  EXPECT_NE(out.error->field.find("line "), std::string::npos);
}

TEST(Pdml, OfAnotherKindIsRefused) {
  const Read out = read("<html></html>", 64);
  ASSERT_TRUE(out.error);
  EXPECT_NE(out.error->text.find("not pdml"), std::string::npos);
}

TEST(Pdml, KeepsSoManyFieldsOfAFrameAndNoMore) {
  std::string text = "<pdml creator=\"x/1\"><packet>";
  for (std::size_t i = 0; i < PdmlReader::kMaxFields + 10; ++i) text += "<field name=\"tcap.x\"/>";
  text += "</packet></pdml>";
  const Read out = read(text, 1U << 16U);
  ASSERT_EQ(out.frames.size(), 1U);
  EXPECT_EQ(out.frames.front().fields.size(), PdmlReader::kMaxFields);
}

TEST(Pdml, KeepsSoMuchTextOfAFrameAndNoMore) {
  std::string text = "<pdml creator=\"x/1\"><packet><field name=\"tcap.x\" show=\"" +
                     std::string(PdmlReader::kMaxText, 'a') + "\"/></packet></pdml>";
  const Read out = read(text, 1U << 16U);
  ASSERT_EQ(out.frames.size(), 1U);
  EXPECT_TRUE(out.frames.front().fields.empty());
}

// As tshark writes it, and things that it does not write: by the reader of packets, where that can be, and by
// the parser alone, which a document type leaves everything to.
struct Both {
  Read packets;
  Read parser;
};
Both read_both(const std::string& packets, std::size_t piece) {
  const std::string end = "</pdml>\n";
  const std::string start = "<pdml version=\"0\" creator=\"wireshark/4.0.17\">\n";
  const std::string head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
  return {read(head + start + packets + end, piece),
          read(head + "<!DOCTYPE pdml>" + start + packets + end, piece)};
}

void expect_same(const Both& both, const std::string& of) {
  ASSERT_EQ(both.packets.frames.size(), both.parser.frames.size()) << of;
  for (std::size_t i = 0; i < both.packets.frames.size(); ++i) {
    const ShownFrame& a = both.packets.frames[i];
    const ShownFrame& b = both.parser.frames[i];
    EXPECT_EQ(a.number, b.number) << of;
    ASSERT_EQ(a.fields.size(), b.fields.size()) << of;
    for (std::size_t k = 0; k < a.fields.size(); ++k) {
      EXPECT_EQ(a.fields[k].name, b.fields[k].name) << of;
      EXPECT_EQ(a.fields[k].show, b.fields[k].show) << of;
      EXPECT_EQ(a.fields[k].showname, b.fields[k].showname) << of;
      EXPECT_EQ(a.fields[k].offset, b.fields[k].offset) << of;
      EXPECT_EQ(a.fields[k].size, b.fields[k].size) << of;
    }
  }
  ASSERT_EQ(both.packets.error.has_value(), both.parser.error.has_value()) << of;
  if (both.packets.error) {
    EXPECT_EQ(both.packets.error->text, both.parser.error->text) << of;
    // The column of the document type's line is another one, if the error is there.
    EXPECT_EQ(both.packets.error->field, both.parser.error->field) << of;
  }
}

std::string packet(const std::string& fields, const std::string& number = "7") {
  return "<packet>\n  <proto name=\"geninfo\" pos=\"0\" size=\"9\">\n    <field name=\"num\" pos=\"0\" "
         "show=\"" +
         number + "\" size=\"9\"/>\n  </proto>\n  <proto name=\"tcap\" size=\"4\" pos=\"10\">\n" + fields +
         "  </proto>\n</packet>\n";
}

const std::vector<std::string> kFields = {
    "    <field name=\"tcap.tid\" showname=\"id: 1 &lt; 2 &amp;amp; &quot;&apos;&gt;\" size=\"4\" pos=\"12\" "
    "show=\"1\"/>\n",
    "    <field name=\"tcap.text\" show=\"Привет €\" hide=\"yes\" value=\"00\" unmaskedvalue=\"01\"/>\n",
    "    <field name=\"filtered\" value=\"tcap\" />\n",
    "    <field name=\"tcap.outer\" show=\"\">\n      <field name=\"tcap.inner\" pos=\"3\" size=\"x\"/>\n    "
    "</field>\n",
    "",
    // What tshark does not write:
    "    <field name=\"tcap.a\" name=\"tcap.b\"/>\n", "    <field name=\"tcap.a\" colour=\"red\"/>\n",
    "    <field name='tcap.a'/>\n", "    <field name=\"tcap.a\" show=\"two\nlines\ttab\"/>\n",
    "    <field name=\"tcap.a\" show=\"&#65;&unknown;\"/>\n", "    <field name=\"tcap.a\" show=\"&#65;\"/>\n",
    "    <field name=\"tcap.a\" show=\"a<b\"/>\n", "    <field name=\"tcap.a\" show=\"\xc3\"/>\n",
    "    <field name=\"tcap.a\" show=\"\xed\xa0\x80\"/>\n",
    "    <field name=\"tcap.a\" show=\"\xef\xbf\xbf\"/>\n",
    "    <field name=\"tcap.a\" show=\"\xf0\x9f\x98\x80 \xee\x80\x80\"/>\n",
    "    <field name=\"tcap.a\" show=\"\x01\"/>\n", "    <field name=\"tcap.a\"></proto>\n",
    "    <field name=\"tcap.a\">text</field>\n", "    <!-- <packet> --><field name=\"tcap.a\"/>\n",
    "    <section><field name=\"tcap.a\"/></section>\n", "    </field>\n", "    </packet>\n"};

TEST(Pdml, OfWhateverKindIsReadAsTheParserOfXmlReadsIt) {
  for (const std::string& fields : kFields) {
    const std::string text = packet(kFields[0], "1") + packet(fields, "2") + packet(kFields[1], "3");
    for (const std::size_t piece : {1U, 100U, 4096U}) expect_same(read_both(text, piece), fields);
  }
}

TEST(Pdml, BetweenPacketsIsReadAsTheParserOfXmlReadsIt) {
  for (const std::string between : {"", "\n", "text\n", "<!--\n", "<!--\n-->\n", "<other>\n", "<other/>\n",
                                    "<other>\n</other>\n", "<![CDATA[\n", "<packet/>\n", "</pdml>\n"}) {
    const std::string text = packet(kFields[0], "1") + between + packet(kFields[1], "2") + packet("", "3");
    for (const std::size_t piece : {1U, 4096U}) expect_same(read_both(text, piece), between);
  }
}

TEST(Pdml, CutAnywhereIsReadAsTheParserOfXmlReadsIt) {
  const std::string text = packet(kFields[0] + kFields[1] + kFields[2]);
  for (std::size_t size = 0; size < text.size(); ++size)
    expect_same(read_both(packet("") + text.substr(0, size), 4096), text.substr(0, size));
}

TEST(Pdml, DamagedAnywhereIsReadAsTheParserOfXmlReadsIt) {
  const std::string text = packet(kFields[0] + kFields[1] + kFields[3]);
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char octet : {'<', '"', '&', ' ', 'x', '/', '>', '\n', '\x80'}) {
      std::string damaged = text;
      damaged[at] = octet;
      expect_same(read_both(damaged + packet(""), 4096), damaged);
    }
  }
}

TEST(Pdml, ThatIsNotInUtf8IsLeftToTheParser) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<pdml creator=\"x/1\">\n";
  const Read out =
      read(head + packet("    <field name=\"tcap.a\" show=\"\xc3\x84\"/>\n") + "</pdml>\n", 4096);
  ASSERT_FALSE(out.error);
  ASSERT_EQ(out.frames.size(), 1U);
  EXPECT_EQ(out.frames[0].fields.back().show, "\xc3\x83\xc2\x84");
}

TEST(Pdml, APacketThatDoesNotEndIsReadPieceByPiece) {
  std::string text = "<pdml creator=\"x/1\">\n<packet>\n";
  while (text.size() < PdmlReader::kMaxWaiting + 1000)
    text += "<field name=\"tcap.x\" value=\"" + std::string(1000, '0') + "\"/>\n";
  const Read out = read(text + "</packet>\n</pdml>\n", 1U << 18U);
  ASSERT_FALSE(out.error) << out.error->message();
  ASSERT_EQ(out.frames.size(), 1U);
  EXPECT_GT(out.frames[0].fields.size(), 8000U);
}

}  // namespace
}  // namespace mapsim::verify
