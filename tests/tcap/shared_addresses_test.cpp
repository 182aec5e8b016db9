#include "sigtran/tcap/shared_addresses.h"

#include <gtest/gtest.h>
#include <vector>

namespace mapsim::tcap {
namespace {

sccp::Address address(const std::string& digits, std::uint8_t ssn = 8) {
  sccp::Address a;
  a.ssn = ssn;
  a.gt = sccp::GlobalTitle{};
  a.gt->digits = digits;
  return a;
}

TEST(SharedAddresses, GivesTheSameObjectForTheSameAddress) {
  SharedAddresses shared;
  const SharedAddress first = shared.share(address("15550100001"));
  EXPECT_EQ(shared.share(address("15550100001")), first);
  EXPECT_EQ(first->address, address("15550100001"));
}

TEST(SharedAddresses, KeepsApartWhatDiffersInAnything) {
  SharedAddresses shared;
  const SharedAddress first = shared.share(address("15550100001"));
  EXPECT_NE(shared.share(address("15550100002")), first);
  EXPECT_NE(shared.share(address("15550100001", 6)), first);
  sccp::Address raw = address("15550100001");
  raw.raw = {1, 2};
  EXPECT_NE(shared.share(raw), first);
  EXPECT_EQ(first->address, address("15550100001")) << "nobody changes it";
}

TEST(SharedAddresses, OfManyGivesEachItsOwn) {
  SharedAddresses shared;
  std::vector<SharedAddress> all;
  for (int i = 0; i < 1000; ++i) all.push_back(shared.share(address(std::to_string(15'550'100'000 + i))));
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(all[static_cast<std::size_t>(i)]->address, address(std::to_string(15'550'100'000 + i)));
}

TEST(SharedAddresses, TakesAddressesWithoutGlobalTitle) {
  SharedAddresses shared;
  sccp::Address a;
  a.point_code = 101;
  a.ssn = 8;
  const SharedAddress first = shared.share(a);
  a.point_code = 102;
  EXPECT_NE(shared.share(a), first);
}

}  // namespace
}  // namespace mapsim::tcap
