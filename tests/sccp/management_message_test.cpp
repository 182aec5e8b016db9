#include "sigtran/sccp/management_message.h"

#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::hex;

struct Row {
  const char* octets;
  ManagementMessage message;
};

// Affected SSN 8, affected point code 1234 (04D2, the low octet first), one of each format identifier.
const Row kRows[] = {
    {"0108d20400", {.type = ManagementType::subsystem_allowed, .ssn = 8, .point_code = 1234}},
    {"0208d20401",
     {.type = ManagementType::subsystem_prohibited,
      .ssn = 8,
      .point_code = 1234,
      .multiplicity = Multiplicity::solitary}},
    {"0308ff3f00", {.type = ManagementType::subsystem_status_test, .ssn = 8, .point_code = 16383}},
    {"0408d20402",
     {.type = ManagementType::subsystem_out_of_service_request,
      .ssn = 8,
      .point_code = 1234,
      .multiplicity = Multiplicity::duplicated}},
    {"0508d20400", {.type = ManagementType::subsystem_out_of_service_grant, .ssn = 8, .point_code = 1234}},
    {"0601d2040008",
     {.type = ManagementType::subsystem_congested, .ssn = 1, .point_code = 1234, .congestion_level = 8}},
};

TEST(ManagementMessage, EachTypeBothWays) {
  for (const Row& row : kRows) {
    const Octets octets = hex(row.octets);
    const auto decoded = decode_management(octets);
    ASSERT_TRUE(decoded) << row.octets << ": " << decoded.error().message();
    EXPECT_EQ(*decoded, row.message) << row.octets;
    EXPECT_EQ(to_hex(ManagementOctets(row.message).view()), row.octets);
  }
}

TEST(ManagementMessage, EachTypeAsAValueBothWays) {
  for (const Row& row : kRows) {
    const Value shown = to_value(row.message);
    EXPECT_EQ(shown.find("congestion-level") != nullptr, row.message.type == ManagementType::subsystem_congested);
    const auto read = from_value<ManagementMessage>(shown);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, row.message) << row.octets;
  }
}

TEST(ManagementMessage, EveryTruncationIsRefusedWhereItEnds) {
  for (const Row& row : kRows) {
    const Octets octets = hex(row.octets);
    for (std::size_t size = 0; size < octets.size(); ++size) {
      const auto refused = decode_management(OctetView(octets).first(size));
      ASSERT_FALSE(refused) << row.octets << " " << size;
      EXPECT_EQ(refused.error().layer, "sccp");
      EXPECT_EQ(refused.error().offset, size);
      EXPECT_FALSE(refused.error().clause.empty());
    }
  }
}

TEST(ManagementMessage, UnknownFormatIdentifiersAreRefused) {
  for (const char* octets : {"0008d20400", "0708d20400", "ff08d20400"}) {
    const auto refused = decode_management(hex(octets));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().clause, "Q.713 5.1.1");
    EXPECT_EQ(refused.error().offset, 0U);
  }
}

TEST(ManagementMessage, CongestionLevelsAreOneToEight) {
  for (int level = 0; level < 16; ++level) {
    Octets octets = hex("0601d2040000");
    octets[5] = static_cast<std::uint8_t>(level);
    const auto read = decode_management(octets);
    EXPECT_EQ(read.has_value(), level >= 1 && level <= 8) << level;
    if (!read) {
      EXPECT_EQ(read.error().offset, 5U);
    }
  }
}

TEST(ManagementMessage, SpareBitsAndWhatFollowsAreNotLookedAt) {
  const ManagementMessage expected{.type = ManagementType::subsystem_allowed,
                                   .ssn = 8,
                                   .point_code = 1234,
                                   .multiplicity = Multiplicity::solitary};
  EXPECT_EQ(decode_management(hex("0108d2c4fdaabb")).value(), expected);
  EXPECT_EQ(decode_management(hex("0601d20400f3")).value().congestion_level, 3);
}

}  // namespace
}  // namespace mapsim::sccp
