#include "sigtran/core/ber.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mapsim::ber {
namespace {

Octets hex(std::string_view text) {
  return from_hex(text).value();
}

TEST(BerCursor, ReadsShortDefiniteElement) {
  const Octets in = hex("0203010203");
  Cursor cursor{OctetView(in)};
  const auto e = cursor.next();
  ASSERT_TRUE(e) << e.error().message();
  EXPECT_EQ(e->tag, 0x02U);
  EXPECT_EQ(e->offset, 0U);
  EXPECT_EQ(e->contents_offset, 2U);
  EXPECT_EQ(to_hex(e->contents), "010203");
  EXPECT_EQ(to_hex(e->whole), "0203010203");
  EXPECT_TRUE(e->definite);
  EXPECT_TRUE(e->minimal);
  EXPECT_TRUE(cursor.at_end());
}

TEST(BerCursor, OffsetsOfNestedElementsCountFromTheOutermost) {
  const Octets in = hex("6c07a1050201ff0500");
  Cursor outer{OctetView(in)};
  Cursor component{outer.next().value()};
  Cursor fields{component.next().value()};
  EXPECT_EQ(fields.next().value().offset, 4U);
  const Element null = fields.next().value();
  EXPECT_EQ(null.offset, 7U);
  EXPECT_EQ(null.contents_offset, 9U);
  EXPECT_TRUE(null.contents.empty());
}

TEST(BerCursor, ReadsTagsOfTwoToFourOctets) {
  for (const auto& [octets, tag] : {std::pair<const char*, Tag>{"9f6d00", 0x9F6D},
                                    {"bf3f00", 0xBF3F},
                                    {"7f8101 00", 0x7F8101},
                                    {"9fffff7f00", 0x9FFFFF7F}}) {
    const Octets in = hex(octets);
    Cursor cursor{OctetView(in)};
    EXPECT_EQ(cursor.peek(), tag) << octets;
    ASSERT_TRUE(cursor.next()) << octets;
  }
  EXPECT_TRUE(is_constructed(0xBF3F));
  EXPECT_FALSE(is_constructed(0x9F6D));
  EXPECT_TRUE(is_constructed(0x30));
  EXPECT_FALSE(is_constructed(0x80));
}

TEST(BerCursor, RefusesTagOfFiveOctets) {
  const Octets in = hex("9fffffff7f00");
  Cursor cursor{OctetView(in)};
  EXPECT_EQ(cursor.peek(), std::nullopt);
  const auto e = cursor.next();
  ASSERT_FALSE(e);
  EXPECT_EQ(e.error().clause, "X.690 8.1.2");
  EXPECT_EQ(e.error().offset, 0U);
}

TEST(BerCursor, TellsMinimalFromPaddedLength) {
  struct Case {
    std::string octets;
    bool minimal;
  };
  const std::string contents(2 * 0x80, '5');
  for (const Case& c : {Case{"04018a", true}, Case{"0481018a", false}, Case{"048200018a", false},
                        Case{"048180" + contents, true}, Case{"04820080" + contents, false}}) {
    const Octets in = hex(c.octets);
    const auto e = Cursor{OctetView(in)}.next();
    ASSERT_TRUE(e) << c.octets;
    EXPECT_EQ(e->minimal, c.minimal) << c.octets;
    EXPECT_TRUE(e->definite);
  }
}

TEST(BerCursor, ReadsLengthWithManyLeadingZeros) {
  const Octets in = hex("0486000000000001 77");
  const auto e = Cursor{OctetView(in)}.next();
  ASSERT_TRUE(e);
  EXPECT_EQ(to_hex(e->contents), "77");
}

TEST(BerCursor, ReadsIndefiniteLength) {
  const Octets in = hex("3080 0201 05 3080 0500 0000 0000 0401 ff");
  Cursor cursor{OctetView(in)};
  const auto e = cursor.next();
  ASSERT_TRUE(e) << e.error().message();
  EXPECT_FALSE(e->definite);
  EXPECT_FALSE(e->minimal);
  EXPECT_EQ(to_hex(e->contents), "020105308005000000");
  EXPECT_EQ(to_hex(e->whole), "30800201053080050000000000");
  EXPECT_EQ(cursor.next().value().tag, 0x04U);
}

TEST(BerCursor, RefusesWhatX690Refuses) {
  struct Case {
    const char* octets;
    const char* clause;
    std::size_t offset;
  };
  for (const Case& c : {Case{"", "X.690 8.1.2", 0}, Case{"04", "X.690 8.1.3", 1},
                        Case{"040301", "X.690 8.1.3", 1}, Case{"0480", "X.690 8.1.3.2", 1},
                        Case{"04ff", "X.690 8.1.3.5", 1}, Case{"048201", "X.690 8.1.3.5", 1},
                        Case{"04850100000000", "X.690 8.1.3.5", 1}, Case{"3080020105", "X.690 8.1.5", 5},
                        Case{"308002010500", "X.690 8.1.3", 6}, Case{"3080 0203 05", "X.690 8.1.3", 3}}) {
    const Octets in = hex(c.octets);
    const auto e = Cursor{OctetView(in)}.next();
    ASSERT_FALSE(e) << c.octets;
    EXPECT_EQ(e.error().clause, c.clause) << c.octets;
    EXPECT_EQ(e.error().offset, c.offset) << c.octets;
  }
}

TEST(BerCursor, EveryTruncationIsAnError) {
  const Octets in = hex("3080a10602010102012e30808004aabbccdd00000000");
  ASSERT_TRUE(Cursor{OctetView(in)}.next());
  for (std::size_t size = 0; size < in.size(); ++size) {
    EXPECT_FALSE(Cursor{OctetView(in).first(size)}.next()) << size;
  }
}

TEST(BerCursor, LimitsNestingOfIndefiniteLengths) {
  const auto nested = [](int depth) {
    Octets in;
    for (int i = 0; i < depth; ++i) in.insert(in.end(), {0x30, 0x80});
    in.insert(in.end(), static_cast<std::size_t>(depth) * 2, 0x00);
    return in;
  };
  const Octets deepest = nested(kMaxDepth);
  const Octets too_deep = nested(kMaxDepth + 1);
  EXPECT_TRUE(Cursor{OctetView(deepest)}.next());
  const auto e = Cursor{OctetView(too_deep)}.next();
  ASSERT_FALSE(e);
  EXPECT_EQ(e.error().clause, "X.690 8.1.3.6");
}

TEST(BerCursor, NextIfLeavesAnotherElementInPlace) {
  const Octets in = hex("0201050500");
  Cursor cursor{OctetView(in)};
  EXPECT_EQ(cursor.next_if(0x05).value(), std::nullopt);
  EXPECT_EQ(cursor.offset(), 0U);
  EXPECT_TRUE(cursor.next_if(0x02).value());
  EXPECT_TRUE(cursor.next_if(0x05).value());
  EXPECT_EQ(cursor.next_if(0x05).value(), std::nullopt);
}

TEST(BerNesting, CountsConstructedLevels) {
  const Octets in = hex("3006 3004 3002 0500");
  EXPECT_TRUE(check_nesting(in, 3));
  const auto refused = check_nesting(in, 2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().offset, 4U);
}

TEST(BerNesting, FindsDamageInside) {
  const Octets in = hex("3006 3004 3003 0500");
  const auto refused = check_nesting(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().offset, 5U);
}

TEST(BerInteger, ReadsTwosComplement) {
  for (const auto& [octets, value] : {std::pair<const char*, std::int32_t>{"020100", 0},
                                      {"02017f", 127},
                                      {"020180", -128},
                                      {"02020080", 128},
                                      {"0202ff7f", -129},
                                      {"02047fffffff", 2147483647},
                                      {"020480000000", -2147483647 - 1}}) {
    const Octets in = hex(octets);
    EXPECT_EQ(read_integer(Cursor{OctetView(in)}.next().value()), value) << octets;
    OutBuffer out;
    prepend_integer(out, 0x02, value);
    EXPECT_EQ(to_hex(out.view()), octets);
  }
}

TEST(BerInteger, RefusesNoneAndMoreThanFourOctets) {
  for (const char* octets : {"0200", "02050100000000"}) {
    const Octets in = hex(octets);
    const auto value = read_integer(Cursor{OctetView(in)}.next().value());
    ASSERT_FALSE(value) << octets;
    EXPECT_EQ(value.error().offset, 2U);
  }
}

TEST(BerWriter, WritesMinimalLengths) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{128}, std::size_t{255},
        std::size_t{256}, std::size_t{65535}, std::size_t{65536}}) {
    OutBuffer out;
    const Octets contents(size, 0x5A);
    prepend_octets(out, 0xBF3F, contents);
    EXPECT_EQ(out.size(), header_size(0xBF3F, size) + size);
    const auto e = Cursor{out.view()}.next();
    ASSERT_TRUE(e) << size;
    EXPECT_EQ(e->tag, 0xBF3FU);
    EXPECT_EQ(e->contents.size(), size);
    EXPECT_TRUE(e->minimal) << size;
  }
}

}  // namespace
}  // namespace mapsim::ber
