// Our M3UA as ASPs of osmo-stp.
#include "tests/lab/stp.h"

#include <functional>
#include <gmock/gmock.h>

#include "tests/lab/station.h"

namespace mapsim::lab {
namespace {

using ::testing::UnorderedElementsAreArray;

constexpr mtp::PointCode kSmsc = 101;
constexpr mtp::PointCode kMsc = 201;

m3ua::Config asp_of(mtp::PointCode own, mtp::PointCode other) {
  m3ua::Config config;
  config.application_servers = {{.name = "own"}};
  config.peers = {{.name = "stp", .role = m3ua::Role::asp, .application_servers = {0}}};
  config.routes = {{.dpc = other, .application_server = 0, .peers = {}}};
  config.application_servers[0].routing_context = own;
  return config;
}

m3ua::Config registering_asp_of(mtp::PointCode own, mtp::PointCode other) {
  m3ua::Config config = asp_of(own, other);
  config.application_servers[0].routing_context.reset();
  config.application_servers[0].routing_key = m3ua::RoutingKey{{{.dpc = own}}};
  config.application_servers[0].registers = true;
  return config;
}

class OsmoStp : public ::testing::Test {
 protected:
  Instant now() const { return Instant::from_start(std::chrono::steady_clock::now() - start_); }

  Station& add(const std::string& host, std::uint16_t port, m3ua::Config config) {
    stations_.push_back(std::make_unique<Station>(link::EndpointAddress{{host}, port}, std::move(config)));
    const auto id = stations_.back()->connect({{kStpHost}, kStpPort}, now());
    EXPECT_TRUE(id) << id.error().message();
    return *stations_.back();
  }
  // False when it took too long.
  bool until(const std::function<bool()>& done) {
    const Instant limit = now() + std::chrono::seconds(15);
    while (!done()) {
      const Instant at = now();
      if (at >= limit) return false;
      Instant next = at + std::chrono::milliseconds(200);
      std::vector<pollfd> fds;
      for (const auto& s : stations_) {
        next = std::min(next, s->next_deadline());
        fds.push_back({s->fd(), POLLIN, 0});
      }
      const auto ms =
          std::chrono::ceil<std::chrono::milliseconds>(std::max(next - at, Duration::zero())).count();
      ::poll(fds.data(), fds.size(), static_cast<int>(ms));
      for (const auto& s : stations_) s->on_time(now());
    }
    return true;
  }
  void send(Station& from, mtp::PointCode opc, mtp::PointCode dpc, int i) {
    from.transfer(
        {.opc = opc, .dpc = dpc, .si = 3, .ni = 2, .mp = 0, .sls = static_cast<std::uint8_t>(i & 15)},
        "message " + std::to_string(i), now());
  }
  static std::vector<std::string> texts(int from, int to) {
    std::vector<std::string> out;
    for (int i = from; i < to; ++i) out.push_back("message " + std::to_string(i));
    return out;
  }
  std::string problems() const {
    std::string out;
    for (const auto& s : stations_) out += s->problems;
    return out;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::vector<std::unique_ptr<Station>> stations_;
};

TEST_F(OsmoStp, CarriesMessagesBetweenAspsThatRegisterTheirKeys) {
  const Stp stp("dynamic");
  Station& smsc = add("127.0.0.2", 2906, registering_asp_of(kSmsc, kMsc));
  Station& msc = add("127.0.0.3", 2907, registering_asp_of(kMsc, kSmsc));
  ASSERT_TRUE(until([&] { return smsc.is_active() && msc.is_active(); })) << problems() << stp.log();
  EXPECT_TRUE(smsc.routing_context());
  EXPECT_NE(smsc.routing_context(), msc.routing_context());
  for (int i = 0; i < 20; ++i) send(smsc, kSmsc, kMsc, i);
  send(msc, kMsc, kSmsc, 99);
  ASSERT_TRUE(until([&] { return msc.received.size() >= 20 && !smsc.received.empty(); }))
      << problems() << stp.log();
  EXPECT_THAT(msc.received, UnorderedElementsAreArray(texts(0, 20)));
  EXPECT_EQ(smsc.received, std::vector<std::string>{"message 99"});
  EXPECT_EQ(
      msc.labels[0],
      (mtp::RoutingLabel{.opc = kSmsc, .dpc = kMsc, .si = 3, .ni = 2, .mp = 0, .sls = msc.labels[0].sls}));
  EXPECT_EQ(problems(), "");
}

TEST_F(OsmoStp, CarriesMessagesBetweenAspsWithConfiguredKeys) {
  const Stp stp("override");
  Station& smsc = add("127.0.0.2", 2906, asp_of(kSmsc, kMsc));
  Station& msc = add("127.0.0.3", 2907, asp_of(kMsc, kSmsc));
  ASSERT_TRUE(until([&] { return smsc.is_active() && msc.is_active(); })) << problems() << stp.log();
  for (int i = 0; i < 20; ++i) send(smsc, kSmsc, kMsc, i);
  send(msc, kMsc, kSmsc, 99);
  ASSERT_TRUE(until([&] { return msc.received.size() >= 20 && !smsc.received.empty(); }))
      << problems() << stp.log();
  EXPECT_THAT(msc.received, UnorderedElementsAreArray(texts(0, 20)));
  EXPECT_EQ(problems(), "");
}

TEST_F(OsmoStp, RefusesARoutingContextThatItDoesNotKnow) {
  const Stp stp("override");
  Station& smsc = add("127.0.0.2", 2906, asp_of(kSmsc + 1, kMsc));
  ASSERT_TRUE(until([&] { return !smsc.problems.empty(); })) << stp.log();
  EXPECT_FALSE(smsc.is_active());
}

TEST_F(OsmoStp, SharesTheLoadBetweenTwoAspsAndGoesOnWithOne) {
  const Stp stp("loadshare");
  m3ua::Config sharing = asp_of(kMsc, kSmsc);
  sharing.application_servers[0].traffic_mode = m3ua::TrafficMode::loadshare;
  Station& smsc = add("127.0.0.2", 2906, asp_of(kSmsc, kMsc));
  Station& first = add("127.0.0.3", 2907, sharing);
  Station& second = add("127.0.0.4", 2908, sharing);
  ASSERT_TRUE(until([&] { return smsc.is_active() && first.is_active() && second.is_active(); }))
      << problems() << stp.log();
  for (int i = 0; i < 40; ++i) send(smsc, kSmsc, kMsc, i);
  ASSERT_TRUE(until([&] { return first.received.size() + second.received.size() >= 40; }))
      << problems() << stp.log();
  EXPECT_GT(first.received.size(), 0U);
  EXPECT_GT(second.received.size(), 0U);
  first.abort(now());
  ASSERT_TRUE(until([&] {
    return stp.ask("show cs7 instance 0 asp").find("asp-msc-1     as-msc        ASP_ACTIVE") ==
           std::string::npos;
  }));
  const std::size_t before = second.received.size();
  for (int i = 40; i < 80; ++i) send(smsc, kSmsc, kMsc, i);
  ASSERT_TRUE(until([&] { return second.received.size() >= before + 40; }))
      << second.received.size() << problems() << stp.log();
}

TEST_F(OsmoStp, OverridesOneAspByTheOther) {
  const Stp stp("override");
  m3ua::Config overriding = asp_of(kMsc, kSmsc);
  overriding.application_servers[0].traffic_mode = m3ua::TrafficMode::override_;
  Station& smsc = add("127.0.0.2", 2906, asp_of(kSmsc, kMsc));
  Station& first = add("127.0.0.3", 2907, overriding);
  ASSERT_TRUE(until([&] { return smsc.is_active() && first.is_active(); })) << problems() << stp.log();
  Station& second = add("127.0.0.4", 2908, overriding);
  ASSERT_TRUE(until([&] { return second.is_active() && !first.is_active(); })) << problems() << stp.log();
  for (int i = 0; i < 20; ++i) send(smsc, kSmsc, kMsc, i);
  ASSERT_TRUE(until([&] { return second.received.size() >= 20; })) << problems() << stp.log();
  EXPECT_TRUE(first.received.empty());
  second.abort(now());
  ASSERT_TRUE(until([&] { return first.is_active() && smsc.reaches(kMsc); }))
      << "the ASP that stood by was not made active\n"
      << problems() << stp.log();
  for (int i = 20; i < 40; ++i) send(smsc, kSmsc, kMsc, i);
  ASSERT_TRUE(until([&] { return first.received.size() >= 20; })) << problems() << stp.log();
}

}  // namespace
}  // namespace mapsim::lab
