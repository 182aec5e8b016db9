#include "scenarios/load/partition.h"

#include <gtest/gtest.h>
#include <set>

#include "scenarios/engine/loader.h"

namespace mapsim::load {
namespace {

const std::string kScenario =
    "title: t\n"
    "endpoints:\n"
    "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
    "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
    "steps:\n"
    "  - smsc -> msc: begin\n"
    "    application-context: shortMsgAlert-v2\n"
    "  - msc -> smsc: end\n";

// Every id that parts can make, of one octet so that all of them can be looked at.
TEST(Partition, GivesPartsTransactionIdsThatAreDisjoint) {
  std::set<std::uint32_t> seen;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const auto space = ids_of({i, 3}, 1);
    ASSERT_TRUE(space);
    Random random(i);
    const tcap::TransactionIds ids(*space, 64, random);
    for (std::uint32_t slot = 0; slot < 64; ++slot) {
      for (std::uint32_t generation = 1; generation < 9; generation += 2) {
        const auto id = ids.of({slot, generation});
        EXPECT_EQ(id.value >> 6U, i);
        seen.insert(id.value);
      }
    }
  }
  EXPECT_EQ(seen.size(), 3u * 64);
}

TEST(Partition, LeavesAWholeRunAllTransactionIds) {
  EXPECT_EQ(ids_of({}, 4)->prefix_bits, 0);
}

TEST(Partition, OfTransactionIdsThatAreTooShortIsRefused) {
  EXPECT_TRUE(ids_of({0, 4}, 1));
  const auto refused = ids_of({0, 5}, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text, "transaction ids of 1 octet cannot be divided among 5 parts");
  EXPECT_TRUE(ids_of({1023, 1024}, 2));
}

TEST(Partition, GivesPartsHostsThatAreDisjoint) {
  std::set<std::string> hosts;
  for (const std::uint32_t i : {0U, 1U, 255U, 256U, 1023U}) {
    auto program = *scenario::load_text(kScenario).program;
    give_hosts(program, {i, 1024});
    for (const auto& endpoint : program.endpoints) hosts.insert(endpoint.hosts.front());
  }
  EXPECT_EQ(hosts.size(), 10u);
  EXPECT_TRUE(hosts.contains("10.3.255.2"));
}

TEST(Partition, ShiftsPortsOfWhoIsHereAndOfWhoIsInPartsToo) {
  auto program = *scenario::load_text(kScenario).program;
  program.endpoints.push_back(program.endpoints.back());
  program.endpoints.back().hosts_stated = true;
  const scenario::Cast cast(std::vector<bool>{true, false, false});
  ASSERT_TRUE(shift_ports(program, cast, {2, 4}));
  EXPECT_EQ(program.endpoints[0].port, 2907);
  EXPECT_EQ(program.endpoints[1].port, 2907);
  EXPECT_EQ(program.endpoints[2].port, 2905);  // a real system, which is one for all parts
}

TEST(Partition, BeyondTheLastPortIsRefused) {
  EXPECT_EQ(shifted(65'000, {535, 1024}).value(), 65'535);
  EXPECT_FALSE(shifted(65'000, {536, 1024}));
  EXPECT_EQ(shifted(65'000, {}).value(), 65'000);
}

}  // namespace
}  // namespace mapsim::load
