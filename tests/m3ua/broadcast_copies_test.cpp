#include "sigtran/m3ua/broadcast_copies.h"

#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

const Octets kOne = {1, 2, 3};
const Octets kOther = {1, 2, 4};

mtp::TransferIndication arrived(const Octets& data, std::uint8_t sls = 0) {
  mtp::TransferIndication out;
  out.label = {.opc = 1, .dpc = 2, .si = 3, .ni = 2, .mp = 0, .sls = sls};
  out.data = data;
  return out;
}

TEST(BroadcastCopies, AreWhatAnotherAspHasBrought) {
  BroadcastCopies copies;
  EXPECT_FALSE(copies.is_copy(0, arrived(kOne), Instant()));
  EXPECT_FALSE(copies.is_copy(0, arrived(kOther), Instant()));
  EXPECT_TRUE(copies.is_copy(1, arrived(kOne), Instant()));
  EXPECT_TRUE(copies.is_copy(2, arrived(kOne), Instant()));
  EXPECT_FALSE(copies.is_copy(1, arrived(kOne, 1), Instant())) << "another label";
}

TEST(BroadcastCopies, AMessageThatIsSentTwiceComesTwice) {
  BroadcastCopies copies;
  EXPECT_FALSE(copies.is_copy(0, arrived(kOne), Instant()));
  EXPECT_FALSE(copies.is_copy(0, arrived(kOne), Instant()));
  EXPECT_TRUE(copies.is_copy(1, arrived(kOne), Instant()));
  EXPECT_TRUE(copies.is_copy(1, arrived(kOne), Instant()));
  EXPECT_FALSE(copies.is_copy(1, arrived(kOne), Instant()));
}

TEST(BroadcastCopies, AreRememberedForAWhile) {
  BroadcastCopies copies;
  const Instant start;
  EXPECT_FALSE(copies.is_copy(0, arrived(kOne), start));
  EXPECT_FALSE(copies.is_copy(0, arrived(kOther), start));
  EXPECT_TRUE(copies.is_copy(1, arrived(kOne), start + (BroadcastCopies::kMemory - 1ns)));
  EXPECT_FALSE(copies.is_copy(1, arrived(kOther), start + BroadcastCopies::kMemory));
}

TEST(BroadcastCopies, OfAsManyMessagesAsTheLimitSays) {
  for (const std::size_t others : {BroadcastCopies::kMost - 1, BroadcastCopies::kMost}) {
    BroadcastCopies copies;
    copies.is_copy(0, arrived(kOne), Instant());
    for (std::size_t i = 0; i < others; ++i) {
      copies.is_copy(0, arrived({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8U)}),
                     Instant());
    }
    EXPECT_EQ(copies.is_copy(1, arrived(kOne), Instant()), others < BroadcastCopies::kMost);
  }
}

TEST(M3uaTransfer, WhatIsBroadcastToTwoAspsOfThisNodeComesOnce) {
  Station s(peers_of_one_as(Role::asp, 2, TrafficMode::broadcast));
  for (const std::size_t peer : {0U, 1U}) activate_local(s, peer);
  for (int i = 0; i < 2; ++i) {
    s.receive(data_message(7), 0, 1);
    s.receive(data_message(7), 1, 1);
  }
  EXPECT_EQ(s.delivered.size(), 2U);
  const auto told = s.told<Diagnostic>();
  ASSERT_EQ(told.size(), 1U) << "told once";
  EXPECT_EQ(told[0].severity, Severity::warning);
}

TEST(M3uaTransfer, WithoutBroadcastTheSameFromTwoAspsIsTwoMessages) {
  Station s(peers_of_one_as(Role::asp, 2, TrafficMode::loadshare));
  for (const std::size_t peer : {0U, 1U}) activate_local(s, peer);
  for (const std::size_t peer : {0U, 1U}) s.receive(data_message(7), peer, 1);
  EXPECT_EQ(s.delivered.size(), 2U);
}

}  // namespace
}  // namespace mapsim::m3ua::test
