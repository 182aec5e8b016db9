// Notifications as Linux lays them out (RFC 6458 6.1): fixed octets, every truncation.
#include "sigtran/link/kernel/notification.h"

#include <bit>
#include <gtest/gtest.h>

namespace mapsim::link::notification {
namespace {

static_assert(std::endian::native == std::endian::little, "the octets below are those of such a host");

Octets octets(std::string_view hex) {
  return from_hex(hex).value();
}

// type, flags, length; state, error, streams out and in, association.
Octets association_change(std::string_view state, std::string_view error = "0000") {
  return octets("0180 0000 14000000" + std::string(state) + std::string(error) + "1100 0500 01000000");
}

TEST(Notification, AssociationUpTellsTheStreamsOfBothDirections) {
  const auto read = notification::read(association_change("0000"));
  ASSERT_TRUE(read);
  const auto& change = std::get<AssociationChange>(*read);
  EXPECT_EQ(change.state, AssociationState::up);
  EXPECT_EQ(change.streams_out, 17);
  EXPECT_EQ(change.streams_in, 5);
}

TEST(Notification, EveryStateOfAnAssociationIsTold) {
  const auto state = [](std::string_view hex) {
    return std::get<AssociationChange>(notification::read(association_change(hex)).value()).state;
  };
  EXPECT_EQ(state("0100"), AssociationState::lost);
  EXPECT_EQ(state("0200"), AssociationState::restarted);
  EXPECT_EQ(state("0300"), AssociationState::shutdown_complete);
  EXPECT_EQ(state("0400"), AssociationState::cannot_start);
}

TEST(Notification, TheCauseOfAnAbortIsInNetworkByteOrder) {
  const auto read = notification::read(association_change("0100", "000c"));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<AssociationChange>(*read).error, 12);
}

// header; sockaddr_storage of 128 octets; state, error, association.
Octets path_change(std::string_view address, std::string_view state) {
  Octets out = octets("0280 0000 94000000" + std::string(address));
  out.resize(8 + 128);
  const Octets rest = octets(std::string(state) + "00000000 01000000");
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

TEST(Notification, APathOfAnIpv4PeerBecomesUnreachable) {
  const auto read = notification::read(path_change("0200 0b59 0a000102", "01000000"));
  ASSERT_TRUE(read);
  const auto& change = std::get<PeerAddressChange>(*read);
  EXPECT_EQ(change.address, "10.0.1.2");
  EXPECT_EQ(change.state, PathState::unreachable);
}

TEST(Notification, APathOfAnIpv6PeerIsConfirmedAndAvailable) {
  const std::string_view address = "0a00 0b59 00000000 fd000000000000000000000000000001 00000000";
  auto read = notification::read(path_change(address, "05000000"));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<PeerAddressChange>(*read).address, "fd00::1");
  EXPECT_EQ(std::get<PeerAddressChange>(*read).state, PathState::confirmed);
  read = notification::read(path_change(address, "00000000"));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<PeerAddressChange>(*read).state, PathState::available);
}

TEST(Notification, APathOfAnotherFamilyIsAnError) {
  const auto read = notification::read(path_change("0100", "00000000"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().offset, 8U);
}

// header; error; stream, ssn, flags, (gap), ppid, context, ttl, tsn, cumtsn, association; association; data.
Octets send_failed(std::string_view flags, std::string_view data) {
  const Octets octets_of_data = octets(data);
  Octets out = octets(
      "0380 0000 00000000 68000000"
      "0100 0000" +
      std::string(flags) +
      "0000 00000003 2a000000 00000000 00000000 00000000 01000000"
      "01000000");
  out.insert(out.end(), octets_of_data.begin(), octets_of_data.end());
  out[4] = static_cast<std::uint8_t>(out.size());
  return out;
}

TEST(Notification, AMessageThatFailedComesWithItsContextAndOctets) {
  const Octets all = send_failed("0300", "010203");
  const auto read = notification::read(all);
  ASSERT_TRUE(read);
  const auto& failure = std::get<SendFailure>(*read);
  EXPECT_EQ(failure.context, 42U);
  EXPECT_EQ(failure.error, 0x68U);
  EXPECT_TRUE(failure.first_part);
  EXPECT_TRUE(failure.last_part);
  EXPECT_EQ(to_hex(failure.data), "010203");
}

TEST(Notification, TheFragmentsOfAMessageThatFailedAreToldApart) {
  const Octets first = send_failed("0200", "01");
  const Octets middle = send_failed("0000", "02");
  const Octets last = send_failed("0100", "03");
  const auto part = [](const Octets& all) { return std::get<SendFailure>(notification::read(all).value()); };
  EXPECT_TRUE(part(first).first_part);
  EXPECT_FALSE(part(first).last_part);
  EXPECT_FALSE(part(middle).first_part);
  EXPECT_FALSE(part(middle).last_part);
  EXPECT_FALSE(part(last).first_part);
  EXPECT_TRUE(part(last).last_part);
}

TEST(Notification, ALengthBeyondTheOctetsTakesNoMoreThanThereIs) {
  Octets all = send_failed("0300", "0102");
  all[4] = 0xFF;
  const auto read = notification::read(all);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_hex(std::get<SendFailure>(*read).data), "0102");
}

TEST(Notification, AnErrorOfThePeerTellsItsCause) {
  const auto read = notification::read(octets("0480 0000 10000000 0006 0000 01000000"));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<RemoteError>(*read).cause, 6);
}

TEST(Notification, KindsWithoutContentsAndUnknownOnesAreToldApart) {
  EXPECT_TRUE(std::holds_alternative<ShutdownByPeer>(
      notification::read(octets("0580 0000 0c000000 01000000")).value()));
  EXPECT_TRUE(std::holds_alternative<PartialDeliveryAborted>(
      notification::read(octets("0680 0000 0c000000 00000000")).value()));
  EXPECT_EQ(std::get<Other>(notification::read(octets("0980 0000 0c000000 01000000")).value()).type, 0x8009);
}

TEST(Notification, EveryTruncationOfAFixedPartIsAnErrorAtItsEnd) {
  const std::vector<std::pair<Octets, std::size_t>> fixed = {
      {association_change("0000"), 20},
      {path_change("0200 0b59 0a000102", "01000000"), 148},
      {send_failed("0300", "0102"), 48},
      {octets("0480 0000 10000000 0006 0000 01000000"), 16},
  };
  for (const auto& [all, size] : fixed) {
    EXPECT_TRUE(notification::read(OctetView(all).first(size)));
    for (std::size_t i = 0; i < size; ++i) {
      const auto read = notification::read(OctetView(all).first(i));
      ASSERT_FALSE(read) << i;
      EXPECT_EQ(read.error().offset, i);
    }
  }
}

}  // namespace
}  // namespace mapsim::link::notification
