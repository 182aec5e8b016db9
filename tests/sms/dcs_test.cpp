#include "sigtran/sms/dcs.h"

#include <gtest/gtest.h>

namespace mapsim::sms {
namespace {

struct Row {
  std::uint8_t octet;
  CodingGroup group;
  CharacterSet character_set;
  bool compressed;
  int message_class;  // -1: none
  bool reserved;
};

// TS 23.038 4, a row or more for each coding group.
constexpr Row kRows[] = {
    {0x00, CodingGroup::general, CharacterSet::gsm7, false, -1, false},
    {0x03, CodingGroup::general, CharacterSet::gsm7, false, -1, false},  // the class bits have no meaning
    {0x04, CodingGroup::general, CharacterSet::data8, false, -1, false},
    {0x08, CodingGroup::general, CharacterSet::ucs2, false, -1, false},
    {0x0C, CodingGroup::general, CharacterSet::gsm7, false, -1, true},
    {0x10, CodingGroup::general, CharacterSet::gsm7, false, 0, false},
    {0x19, CodingGroup::general, CharacterSet::ucs2, false, 1, false},
    {0x20, CodingGroup::general, CharacterSet::gsm7, true, -1, false},
    {0x3A, CodingGroup::general, CharacterSet::ucs2, true, 2, false},
    {0x40, CodingGroup::automatic_deletion, CharacterSet::gsm7, false, -1, false},
    {0x57, CodingGroup::automatic_deletion, CharacterSet::data8, false, 3, false},
    {0x68, CodingGroup::automatic_deletion, CharacterSet::ucs2, true, -1, false},
    {0x7C, CodingGroup::automatic_deletion, CharacterSet::gsm7, true, 0, true},
    {0x80, CodingGroup::reserved, CharacterSet::gsm7, false, -1, true},
    {0xA8, CodingGroup::reserved, CharacterSet::gsm7, false, -1, true},
    {0xBF, CodingGroup::reserved, CharacterSet::gsm7, false, -1, true},
    {0xC0, CodingGroup::mwi_discard, CharacterSet::gsm7, false, -1, false},
    {0xD8, CodingGroup::mwi_store, CharacterSet::gsm7, false, -1, false},
    {0xDC, CodingGroup::mwi_store, CharacterSet::gsm7, false, -1, true},
    {0xE9, CodingGroup::mwi_store_ucs2, CharacterSet::ucs2, false, -1, false},
    {0xF0, CodingGroup::message_class, CharacterSet::gsm7, false, 0, false},
    {0xF5, CodingGroup::message_class, CharacterSet::data8, false, 1, false},
    {0xFA, CodingGroup::message_class, CharacterSet::gsm7, false, 2, true},
};

TEST(Dcs, EachCodingGroupIsRead) {
  for (const Row& row : kRows) {
    const Dcs dcs{row.octet};
    SCOPED_TRACE(describe(dcs) + " " + std::to_string(row.octet));
    EXPECT_EQ(dcs.group(), row.group);
    EXPECT_EQ(dcs.character_set(), row.character_set);
    EXPECT_EQ(dcs.compressed(), row.compressed);
    EXPECT_EQ(dcs.message_class() ? *dcs.message_class() : -1, row.message_class);
    EXPECT_EQ(dcs.reserved(), row.reserved);
  }
}

TEST(Dcs, MessageWaitingGroupsTellTypeAndState) {
  EXPECT_EQ(Dcs{0xC8}.message_waiting(), (MessageWaiting{true, IndicationType::voicemail}));
  EXPECT_EQ(Dcs{0xD1}.message_waiting(), (MessageWaiting{false, IndicationType::fax}));
  EXPECT_EQ(Dcs{0xEA}.message_waiting(), (MessageWaiting{true, IndicationType::electronic_mail}));
  EXPECT_EQ(Dcs{0xCB}.message_waiting(), (MessageWaiting{true, IndicationType::other}));
  EXPECT_EQ(Dcs{0xF0}.message_waiting(), std::nullopt);
  EXPECT_EQ(Dcs{0x08}.message_waiting(), std::nullopt);
}

TEST(Dcs, SeptetsAreCountedOnlyFor7BitTextThatIsNotCompressed) {
  EXPECT_TRUE(Dcs{0x00}.counts_septets());
  EXPECT_TRUE(Dcs{0xC8}.counts_septets());
  EXPECT_TRUE(Dcs{0x9C}.counts_septets());
  EXPECT_FALSE(Dcs{0x20}.counts_septets());
  EXPECT_FALSE(Dcs{0x08}.counts_septets());
  EXPECT_FALSE(Dcs{0xF4}.counts_septets());
}

TEST(Dcs, IsDescribedForPeople) {
  EXPECT_EQ(describe(Dcs{0x00}), "7 bit");
  EXPECT_EQ(describe(Dcs{0x19}), "UCS2, class 1");
  EXPECT_EQ(describe(Dcs{0xC8}), "message waiting (discard), voicemail active, 7 bit");
  EXPECT_EQ(describe(Dcs{0x64}), "compressed 8 bit data, to be deleted automatically");
  EXPECT_EQ(describe(Dcs{0x80}), "7 bit, reserved coding");
}

TEST(Dcs, IsShownAsItsNumberAndReadFromNumberOrName) {
  EXPECT_EQ(to_value(Dcs{0xF1}), Value(0xF1));
  EXPECT_EQ(from_value<Dcs>(Value(0xF1)).value(), Dcs{0xF1});
  EXPECT_EQ(from_value<Dcs>(Value("gsm7")).value(), kDcsGsm7);
  EXPECT_EQ(from_value<Dcs>(Value("8bit")).value(), kDcsData8);
  EXPECT_EQ(from_value<Dcs>(Value("ucs2")).value(), kDcsUcs2);
}

TEST(Dcs, OtherNamesAndNumbersAreRefused) {
  EXPECT_NE(from_value<Dcs>(Value("ucs-2")).error().text.find("ucs2"), std::string::npos);
  EXPECT_FALSE(from_value<Dcs>(Value(256)));
  EXPECT_FALSE(from_value<Dcs>(Value(-1)));
}

}  // namespace
}  // namespace mapsim::sms
