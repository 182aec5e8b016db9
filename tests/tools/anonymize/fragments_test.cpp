#include "tools/anonymize/fragments.h"

#include "tests/tools/anonymize/support.h"

namespace mapsim::cli::anonymize::test {
namespace {

class FragmentsTest : public WithEditor {
 protected:
  static PiecePtr piece(std::string_view octets) {
    auto out = std::make_shared<Piece>(hex(octets));
    out->hold();
    return out;
  }
  std::optional<PiecePtr> add(const PiecePtr& piece, std::uint32_t at, bool first, bool last,
                              bool restarts = false) {
    return fragments_.add("key", {at, at + 1, first, last, {piece, 0, piece->octets().size()}}, "fragments",
                          restarts);
  }
  static Octets octets(const PiecePtr& piece) { return {piece->octets().begin(), piece->octets().end()}; }

  Fragments fragments_{editor_};
};

TEST_F(FragmentsTest, WhatBecameOfTheWholeGoesBackIntoItsParts) {
  const PiecePtr a = piece("0102");
  const PiecePtr b = piece("03");
  EXPECT_FALSE(add(b, 6, false, true));
  b->release();
  EXPECT_FALSE(b->done());
  const auto whole = add(a, 5, true, false);
  ASSERT_TRUE(whole);
  EXPECT_EQ(octets(*whole), hex("010203"));
  (*whole)->octets()[1] = 0xAA;
  (*whole)->octets()[2] = 0xBB;
  (*whole)->release();
  EXPECT_TRUE(b->done());
  EXPECT_EQ(octets(a), hex("01aa"));
  EXPECT_EQ(octets(b), hex("bb"));
}

TEST_F(FragmentsTest, TransmissionNumbersBeginAgainAtZero) {
  const PiecePtr a = piece("01");
  const PiecePtr b = piece("02");
  EXPECT_FALSE(add(a, 0xFFFFFFFF, true, false));
  EXPECT_TRUE(add(b, 0, false, true));
}

TEST_F(FragmentsTest, ARetransmissionBecomesTheSameBeforeAndAfterTheRestCame) {
  const PiecePtr a = piece("01");
  const PiecePtr again = piece("01");
  const PiecePtr b = piece("02");
  const PiecePtr late = piece("01");
  EXPECT_FALSE(add(a, 1, true, false));
  EXPECT_FALSE(add(again, 1, true, false));
  const auto whole = add(b, 2, false, true);
  ASSERT_TRUE(whole);
  (*whole)->octets()[0] = 0xAA;
  (*whole)->release();
  EXPECT_EQ(octets(again), hex("aa"));
  EXPECT_FALSE(add(late, 1, true, false));
  EXPECT_EQ(octets(late), hex("aa"));
  late->release();
  EXPECT_TRUE(late->done());
  EXPECT_EQ(unknown(), 0U);
}

TEST_F(FragmentsTest, WhatHasNoRestIsNotUnderstood) {
  const PiecePtr a = piece("01");
  EXPECT_FALSE(add(a, 1, true, false));
  fragments_.give_up_oldest();
  EXPECT_EQ(octets(a), hex("00"));
  EXPECT_TRUE(fragments_.empty());
  EXPECT_EQ(editor_.not_understood().at("fragments").times, 1U);
}

TEST_F(FragmentsTest, OtherOctetsInOnePlaceEndWhatWasBegun) {
  const PiecePtr a = piece("01");
  const PiecePtr b = piece("02");
  EXPECT_FALSE(add(a, 1, true, false));
  EXPECT_FALSE(add(b, 1, true, false));
  EXPECT_EQ(octets(a), hex("00"));
  EXPECT_EQ(octets(b), hex("02"));
}

TEST_F(FragmentsTest, AFirstSegmentEndsWhatWasBegunWhereItSaysSo) {
  const PiecePtr a = piece("01");
  const PiecePtr b = piece("02");
  EXPECT_FALSE(add(a, 1, true, false, true));
  EXPECT_FALSE(add(b, 2, true, false, true));
  EXPECT_EQ(octets(a), hex("00"));
}

TEST_F(FragmentsTest, OneWithoutOctetsLeadsNowhere) {
  const PiecePtr empty = piece("");
  EXPECT_FALSE(fragments_.add("key", {8, 8, false, false, {empty, 0, 0}}, "fragments"));
}

TEST_F(FragmentsTest, BeyondTheLimitOfOneKeyTheyAreGivenUp) {
  std::vector<PiecePtr> pieces;
  for (std::uint32_t i = 0; i <= Fragments::kMostOfOneKey; ++i) {
    pieces.push_back(piece("01"));
    EXPECT_FALSE(add(pieces.back(), 2 * i, false, false));
  }
  EXPECT_EQ(editor_.not_understood().at("fragments").times, Fragments::kMostOfOneKey);
  EXPECT_EQ(octets(pieces.back()), hex("01"));
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
