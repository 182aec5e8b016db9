// Ten thousand messages of a mixed population in virtual time, and every one of them accounted for.
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t kMessages = 10'000;

std::string population() {
  std::string rows;
  std::uint64_t n = 0;
  const auto row = [&](int count, const std::string& more) {
    const std::string digits = std::to_string(10'000 + n);
    rows += "      - {imsi: \"0010100000" + digits + "\", msisdn: \"+999000" + digits +
            "\", msc: msc, count: " + std::to_string(count) + more + "}\n";
    n += static_cast<std::uint64_t>(count);
  };
  row(600, "");
  row(100, ", state: absent, returns: 40m");
  row(50, ", state: detached, returns: 3h, lmsi: \"00000100\"");
  row(50, ", room: 3, returns: 2h");
  row(40, ", state: absent");
  row(40, ", state: busy");
  row(30, ", state: purged, returns: 90m");
  row(30, ", answers: \"70 % ok, 20 % systemFailure, 5 % abort, 5 % absentSubscriberSM(1)\"");
  row(20, ", state: barred");
  row(20, ", state: illegal");
  row(10, ", state: silent");
  row(10, ", state: not-provisioned");
  return rows;
}

TEST(ManyLives, EveryMessageIsDeliveredWaitingOrRefused) {
  std::string sends = ", delay: [5ms, 200ms], sends: [";
  // A thousand recipients and some that do not exist, ten messages each.
  for (int who = 0; who < 1'000; ++who) {
    sends += std::string(who == 0 ? "" : ",\n    ") + "{from: \"+15550100199\", to: \"+999000" +
             std::to_string(10'000 + (who % 50 == 49 ? 5'000 + who : who)) +
             "\", text: Hello, after: " + std::to_string(who * 7) +
             "ms, every: " + std::to_string(200 + who % 17 * 60) + "s, count: 10}";
  }
  Life life(test::life({.subscribers = population(),
                        .smsc = ", retry: [5m, 20m, 1h, 2h, 4h], validity: 6h",
                        .msc = sends + "]"}));
  for (int hour = 0; hour < 4; ++hour) {
    life.run(1h);
    for (const char* name : {"smsc", "msc", "hlr"}) ASSERT_TRUE(life.books(name).balanced()) << name;
  }
  EXPECT_EQ(life.counter("msc", "MO accepted"), kMessages);
  EXPECT_GT(life.books("smsc").waiting, 0U);
  life.run(24h);
  const Books smsc = life.books("smsc");
  EXPECT_EQ(smsc.accepted, kMessages);
  EXPECT_EQ(smsc.waiting, 0U);
  EXPECT_EQ(smsc.delivered + smsc.refused_in_all(), kMessages);
  EXPECT_EQ(smsc.delivered, life.books("msc").delivered);
  EXPECT_GT(smsc.delivered, 7'000U);
  for (const char* cause : {"validity period over", "callBarred", "illegalSubscriber", "unknownSubscriber",
                            "teleserviceNotProvisioned", "no answer of the MSC"}) {
    EXPECT_TRUE(smsc.refused.contains(cause)) << cause;
  }
  EXPECT_GT(life.counter("hlr", "alerts answered"), 150U);
  for (const char* name : {"smsc", "msc", "hlr"}) EXPECT_TRUE(life.books(name).balanced()) << name;
}

}  // namespace
}  // namespace mapsim::world::test
