#include "sigtran/m3ua/config.h"

#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

TEST(M3uaConfig, AcceptsSoundOnes) {
  EXPECT_TRUE(check(one_peer(Role::asp)));
  EXPECT_TRUE(check(one_peer(Role::asp, std::nullopt)));
  EXPECT_TRUE(check(two_servers(Role::sgp)));
}

TEST(M3uaConfig, RefusesIndicesThatNameNothing) {
  Config config = one_peer(Role::asp);
  config.peers[0].application_servers = {1};
  EXPECT_FALSE(check(config));
  config = one_peer(Role::asp);
  config.routes = {{.dpc = 1, .application_server = 1, .peers = {}}};
  EXPECT_FALSE(check(config));
  config.routes = {{.dpc = 1, .application_server = 0, .peers = {1}}};
  EXPECT_FALSE(check(config));
}

TEST(M3uaConfig, RefusesSeveralApplicationServersThatRoutingContextsDoNotTellApart) {
  Config config = two_servers(Role::asp);
  config.application_servers[1].routing_context = 7;
  EXPECT_FALSE(check(config));
  config.application_servers[1].routing_context.reset();
  EXPECT_FALSE(check(config));
}

TEST(M3uaConfig, RefusesAPeerWithoutApplicationServerAndAMinimumOfNone) {
  Config config = one_peer(Role::asp);
  config.peers[0].application_servers.clear();
  EXPECT_FALSE(check(config));
  config = one_peer(Role::asp);
  config.application_servers[0].minimum_active = 0;
  EXPECT_FALSE(check(config));
}

}  // namespace
}  // namespace mapsim::m3ua::test
