#include "sigtran/sccp/capacity.h"

#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

// Every capacity is exact: that many octets can be written within the SIF, one more cannot or exceeds it.
struct Sizes {
  bool fits;
  std::size_t sif;
};
Sizes written(Header header, std::size_t data) {
  if (!check(header, data)) return {false, 0};
  return {true, encode({header, Octets(data), {}}).value().size() + kRoutingLabelSize};
}

void expect_exact(const Header& header, std::size_t capacity, std::size_t max_sif) {
  const Sizes most = written(header, capacity);
  EXPECT_TRUE(most.fits);
  EXPECT_LE(most.sif, max_sif);
  const Sizes more = written(header, capacity + 1);
  EXPECT_TRUE(!more.fits || more.sif > max_sif) << capacity;
}

TEST(Capacity, IsExactForAllLengthsOfAddresses) {
  for (const std::size_t max_sif : {std::size_t{272}, std::size_t{4095}}) {
    for (std::size_t digits = 0; digits <= 40; ++digits) {
      Header h;
      h.called = test::on_gt(std::string(digits, '1'));
      h.calling = digits % 3 == 0 ? test::on_ssn(5) : test::on_gt(std::string(digits / 2, '2'));
      expect_exact(h, udt_capacity(h.called, h.calling, max_sif), max_sif);
      h.type = MessageType::xudt;
      expect_exact(h, xudt_capacity(h.called, h.calling, false, max_sif), max_sif);
      h.importance = 3;
      expect_exact(h, xudt_capacity(h.called, h.calling, true, max_sif), max_sif);
      h.segmentation = Segmentation{};
      expect_exact(h, xudt_segment_capacity(h.called, h.calling, true, max_sif), max_sif);
      h.importance.reset();
      expect_exact(h, xudt_segment_capacity(h.called, h.calling, false, max_sif), max_sif);
    }
  }
}

TEST(Capacity, OfUsualMapAddresses) {
  // Two titles of 11 digits: 1 + 1 + 3 + 2 * (1 + 11) + 1 octets of UDT before the data, 4 of routing label.
  EXPECT_EQ(udt_capacity(test::kNear, test::kFar), 272U - 4 - 30);
  EXPECT_EQ(xudt_segment_capacity(test::kNear, test::kFar), 272U - 4 - 32 - 7);
  EXPECT_EQ(udt_capacity(test::on_ssn(std::nullopt), test::on_ssn(std::nullopt)), 255U);
}

TEST(Capacity, IsZeroWhereTheAddressesAloneAreTooLong) {
  const Address a = test::on_gt(std::string(240, '1'));
  EXPECT_EQ(udt_capacity(a, a), 10U);
  EXPECT_EQ(udt_capacity(a, a, 262), 0U);
  EXPECT_EQ(udt_capacity(a, a, 100), 0U);
  EXPECT_EQ(udt_capacity(a, a, 4095), 255U);
  const Address b = test::on_gt(std::string(250, '1'));
  EXPECT_EQ(udt_capacity(b, b, 4095), 0U);
  EXPECT_EQ(xudt_segment_capacity(a, a, false, 4095), 1U);
  EXPECT_EQ(xudt_segment_capacity(b, b, false, 4095), 0U);
}

}  // namespace
}  // namespace mapsim::sccp
