#include "scenarios/load/sample/dialogue_marks.h"

#include <gtest/gtest.h>

#include "tests/load/sample/messages.h"

namespace mapsim::load {
namespace {

using mapsim::test::octets;
using namespace test;

TEST(DialogueMarks, AreTransactionIdsAndPointCodes) {
  const auto marks = dialogue_marks(data_of(101, 201, udt(tcap(kContinue, 0x01020304, 0xA0B0C0D0))));
  ASSERT_TRUE(marks);
  EXPECT_EQ(marks->opc, 101u);
  EXPECT_EQ(marks->dpc, 201u);
  EXPECT_EQ(marks->otid, 0x01020304u);
  EXPECT_EQ(marks->dtid, 0xA0B0C0D0u);
  EXPECT_FALSE(marks->returned);
  EXPECT_FALSE(marks->segments);
}

TEST(DialogueMarks, OfABeginHaveNoDestination) {
  const auto marks = dialogue_marks(data_of(101, 201, udt(tcap(kBegin, 7, std::nullopt))));
  ASSERT_TRUE(marks);
  EXPECT_EQ(marks->otid, 7u);
  EXPECT_FALSE(marks->dtid);
}

TEST(DialogueMarks, AreReadBehindALengthInTheLongForm) {
  const auto marks = dialogue_marks(data_of(101, 201, udt(octets("6281044802 0102"))));
  ASSERT_TRUE(marks);
  EXPECT_EQ(marks->otid, 0x0102u);
}

TEST(DialogueMarks, OfManagementOfM3uaThereAreNone) {
  EXPECT_FALSE(dialogue_marks(octets("0100030100000008")));  // ASP Up
}

TEST(DialogueMarks, OfWhatIsReturnedSayThatItIs) {
  // UDTS, return cause 1.
  const auto marks = dialogue_marks(data_of(201, 101, octets("0a0103050702420802 4206 08 6206480400000007")));
  ASSERT_TRUE(marks);
  EXPECT_TRUE(marks->returned);
  EXPECT_EQ(marks->otid, 7u);
}

// Of a message in segments only the first has the ids; all have the reference (Q.713 3.17).
TEST(DialogueMarks, OfSegmentsAreTheirReference) {
  const auto first = dialogue_marks(
      data_of(101, 201, octets("11000f04060810 024206 024208 086240480400000007 10 04 81 010203 00")));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->otid, 7u);
  EXPECT_EQ(first->segments, 0x030201u);
  const auto second = dialogue_marks(
      data_of(101, 201, octets("11000f04060810 024206 024208 086240480400000007 10 04 00 010203 00")));
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->otid) << "it begins in the middle";
  EXPECT_EQ(second->segments, first->segments);
}

TEST(DialogueMarks, OfWhatCannotBeReadAreItsPointCodes) {
  const auto marks = dialogue_marks(data_of(101, 201, octets("ff00")));
  ASSERT_TRUE(marks);
  EXPECT_EQ(marks->opc, 101u);
  EXPECT_FALSE(marks->otid);
}

TEST(DialogueMarks, OfIdsThatAreTooLongAreNone) {
  const auto marks = dialogue_marks(data_of(101, 201, udt(octets("6207480501020304 05"))));
  ASSERT_TRUE(marks);
  EXPECT_FALSE(marks->otid);
}

}  // namespace
}  // namespace mapsim::load
