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

}  // namespace
}  // namespace mapsim::verify
