#include "sigtran/link/reassembly.h"

#include <gtest/gtest.h>

namespace mapsim::link {
namespace {

using Outcome = Reassembly::Outcome;

TEST(Reassembly, AMessageInOnePartIsShownWhereItStands) {
  Reassembly r(4);
  const Octets part = {1, 2, 3, 4};
  EXPECT_EQ(r.add(part, true), Outcome::complete);
  EXPECT_EQ(r.message().data(), part.data());
  EXPECT_EQ(r.message().size(), 4U);
}

TEST(Reassembly, PartsAreJoinedUpToTheLastOne) {
  Reassembly r(8);
  EXPECT_EQ(r.add(Octets{1, 2}, false), Outcome::incomplete);
  EXPECT_TRUE(r.under_way());
  EXPECT_EQ(r.add(Octets{3}, false), Outcome::incomplete);
  EXPECT_EQ(r.add(Octets{4}, true), Outcome::complete);
  EXPECT_FALSE(r.under_way());
  EXPECT_EQ(to_hex(r.message()), "01020304");
  EXPECT_EQ(r.add(Octets{5}, false), Outcome::incomplete);
  EXPECT_EQ(r.add(Octets{6}, true), Outcome::complete);
  EXPECT_EQ(to_hex(r.message()), "0506");
}

TEST(Reassembly, AMessageBeyondTheLimitIsDroppedToItsEndAndToldOnce) {
  Reassembly r(3);
  EXPECT_EQ(r.add(Octets{1, 2}, false), Outcome::incomplete);
  EXPECT_EQ(r.add(Octets{3, 4}, false), Outcome::oversized);
  EXPECT_EQ(r.add(Octets{5}, false), Outcome::dropped);
  EXPECT_EQ(r.add(Octets{6}, true), Outcome::dropped);
  const Octets next = {7};
  EXPECT_EQ(r.add(next, true), Outcome::complete);
  EXPECT_EQ(to_hex(r.message()), "07");
}

TEST(Reassembly, AMessageBeyondTheLimitInItsLastPartLeavesNothingBehind) {
  Reassembly r(3);
  EXPECT_EQ(r.add(Octets{1, 2, 3, 4}, true), Outcome::oversized);
  EXPECT_EQ(r.add(Octets{1, 2}, false), Outcome::incomplete);
  EXPECT_EQ(r.add(Octets{3, 4}, true), Outcome::oversized);
  EXPECT_EQ(r.add(Octets{7, 8, 9}, true), Outcome::complete);
}

TEST(Reassembly, WhatWillNotBeCompletedIsForgotten) {
  Reassembly r(3);
  EXPECT_EQ(r.add(Octets{1, 2}, false), Outcome::incomplete);
  r.reset();
  const Octets next = {7};
  EXPECT_EQ(r.add(next, true), Outcome::complete);
  EXPECT_EQ(to_hex(r.message()), "07");
}

}  // namespace
}  // namespace mapsim::link
