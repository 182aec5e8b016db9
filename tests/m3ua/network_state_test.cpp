// SSNM and what the user is told of destinations (RFC 4666 4.5).
#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

using PointCodes = std::vector<mtp::PointCode>;

Config routed(Role role, std::size_t peers, TrafficMode traffic = TrafficMode::loadshare) {
  Config config = peers_of_one_as(role, peers, traffic);
  config.routes = {{.dpc = 100, .application_server = 0, .peers = {}},
                   {.dpc = 104, .application_server = 0, .peers = {}}};
  return config;
}

TEST(M3uaNetworkState, DestinationsResumeWhenTheAspIsActiveAndPauseWhenItIsNot) {
  Station s(routed(Role::asp, 1));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.resumed(), PointCodes{});
  s.receive(message(MessageType::aspac_ack));
  EXPECT_EQ(s.resumed(), (PointCodes{100, 104}));
  s.forget();
  s.down();
  EXPECT_EQ(s.paused(), (PointCodes{100, 104}));
}

TEST(M3uaNetworkState, DunaPausesAndDavaResumes) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{0, 100}}));
  EXPECT_EQ(s.paused(), PointCodes{100});
  s.transfer(100);
  s.expect_silence();
  s.transfer(104);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
  s.receive(ssnm(MessageType::dava, {{0, 100}}));
  EXPECT_EQ(s.resumed(), PointCodes{100});
  s.transfer(100);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
}

TEST(M3uaNetworkState, AMaskedPointCodeMeansAllKnownDestinationsThatItCovers) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{3, 96}}));  // 96..103
  EXPECT_EQ(s.paused(), PointCodes{100});
  s.receive(ssnm(MessageType::duna, {{24, 0}}));
  EXPECT_EQ(s.paused(), (PointCodes{100, 104}));
}

TEST(M3uaNetworkState, ADestinationPausesOnlyWhenTheLastSgpLosesIt) {
  Station s(routed(Role::asp, 2));
  activate_local(s, 0);
  activate_local(s, 1);
  s.receive(ssnm(MessageType::duna, {{0, 100}}), 0);
  EXPECT_EQ(s.paused(), PointCodes{});
  for (std::uint8_t sls = 0; sls < 2; ++sls) s.transfer(100, sls);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"2:data", "2:data"}));
  s.receive(ssnm(MessageType::duna, {{0, 100}}), 1);
  EXPECT_EQ(s.paused(), PointCodes{100});
}

TEST(M3uaNetworkState, ADestinationWithoutRouteOfItsOwnIsPausedByDuna) {
  Config config = one_peer(Role::asp);  // the default route
  Station s(config);
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{0, 55}}));
  EXPECT_EQ(s.paused(), PointCodes{55});
}

TEST(M3uaNetworkState, RestrictedIsStillReachable) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{0, 100}}));
  s.receive(ssnm(MessageType::drst, {{0, 100}}));
  EXPECT_EQ(s.resumed(), PointCodes{100});
}

TEST(M3uaNetworkState, WhatIsRememberedOfAPeerHasALimit) {
  Config config = one_peer(Role::asp);
  config.limits.unavailable_destinations = 3;
  Station s(config);
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}));
  EXPECT_EQ(s.paused(), (PointCodes{1, 2, 3}));
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaNetworkState, SconTellsCongestion) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  Message scon = ssnm(MessageType::scon, {{0, 100}});
  scon.parameters.push_back({Tag::congestion_indications, CongestionLevel{2}});
  s.receive(scon);
  ASSERT_EQ(s.statuses().size(), 1U);
  EXPECT_EQ(s.statuses()[0].affected, 100U);
  EXPECT_EQ(s.statuses()[0].cause, mtp::StatusCause::congestion);
  EXPECT_EQ(s.statuses()[0].congestion_level, 2);
}

TEST(M3uaNetworkState, DupuTellsTheUnavailableUserPart) {
  const std::pair<std::uint16_t, mtp::StatusCause> causes[] = {
      {0, mtp::StatusCause::user_part_unknown},
      {1, mtp::StatusCause::user_part_unequipped},
      {2, mtp::StatusCause::user_part_inaccessible},
      {9, mtp::StatusCause::user_part_unknown},
  };
  for (const auto& [cause, expected] : causes) {
    Station s(routed(Role::asp, 1));
    activate_local(s);
    Message dupu = ssnm(MessageType::dupu, {{0, 100}});
    dupu.parameters.push_back({Tag::user_cause, UserCause{cause, 3}});
    s.receive(dupu);
    ASSERT_EQ(s.statuses().size(), 1U);
    EXPECT_EQ(s.statuses()[0].cause, expected);
  }
}

TEST(M3uaNetworkState, DupuOfAnotherUserPartIsNotForTheUser) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  Message dupu = ssnm(MessageType::dupu, {{0, 100}});
  dupu.parameters.push_back({Tag::user_cause, UserCause{1, 5}});
  s.receive(dupu);
  EXPECT_TRUE(s.statuses().empty());
}

TEST(M3uaNetworkState, SsnmInDownIsUnexpected) {
  Station s(routed(Role::asp, 1));
  s.up();
  s.forget();
  for (const MessageType type :
       {MessageType::duna, MessageType::dava, MessageType::drst, MessageType::scon}) {
    s.receive(ssnm(type, {{0, 100}}));
    s.expect_error(ErrorCode::unexpected_message);
  }
}

TEST(M3uaNetworkState, SsnmThatOnlyAnSgpSendsIsUnexpectedAtAnSgp) {
  Station s(routed(Role::sgp, 1));
  activate_remote(s);
  for (const MessageType type : {MessageType::duna, MessageType::dava, MessageType::drst}) {
    s.receive(ssnm(type, {{0, 100}}));
    s.expect_error(ErrorCode::unexpected_message);
  }
}

TEST(M3uaNetworkState, AnSgpAnswersDaudForWhatItKnows) {
  Config config = one_peer(Role::sgp);
  config.destinations = {{.pc = 1, .availability = Availability::available},
                         {.pc = 2, .availability = Availability::unavailable},
                         {.pc = 3, .availability = Availability::restricted},
                         {.pc = 4, .availability = Availability::available, .congestion_level = 1}};
  Station s(config);
  activate_remote(s);
  s.receive(ssnm(MessageType::daud, {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 99}}));
  const Message dava = s.next();
  EXPECT_EQ(dava, message(MessageType::dava,
                          {contexts({7}), {Tag::affected_point_code, std::vector<PointCodeRange>{{0, 1}}}}));
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:duna", "1:drst", "1:scon", "1:dava", "1:duna"}));
}

TEST(M3uaNetworkState, OfACongestedDestinationThatIsUnavailableOnlyTheLatterIsTold) {
  Config config = one_peer(Role::sgp);
  config.destinations = {{.pc = 1, .availability = Availability::unavailable, .congestion_level = 3}};
  Station s(config);
  activate_remote(s);
  s.receive(ssnm(MessageType::daud, {{0, 1}}));
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:duna"});
}

TEST(M3uaNetworkState, WhatAPeerSaidOfDestinationsEndsWithItsAssociation) {
  Station s(routed(Role::asp, 1));
  activate_local(s);
  s.receive(ssnm(MessageType::duna, {{0, 100}}));
  s.down();
  activate_local(s);
  s.transfer(100);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
}

TEST(M3uaNetworkState, AnAuditOfOverlappingRangesAnswersEachDestinationOnce) {
  Config config = one_peer(Role::sgp);
  config.destinations = {{.pc = 96}, {.pc = 100}, {.pc = 200}};
  Station s(config);
  activate_remote(s);
  s.receive(ssnm(MessageType::daud, {{3, 96}, {24, 0}, {0, 100}, {0, 100}}));
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:dava", "1:dava", "1:dava"}));
}

TEST(M3uaNetworkState, DaudIsUnexpectedWhileTheAspIsNotActive) {
  Station s(one_peer(Role::sgp));
  s.up();
  s.receive(ssnm(MessageType::daud, {{0, 1}}));
  s.expect_error(ErrorCode::unexpected_message);
}

TEST(M3uaNetworkState, AnSgpReportsADestinationToActiveAspsOnly) {
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare));
  activate_remote(s, 0);
  s.up(1);
  s.put(ReportDestination{{.pc = 9, .availability = Availability::unavailable}});
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:duna"});
  s.put(ReportDestination{{.pc = 9, .availability = Availability::available}});
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:dava"});
  s.put(ReportUserPart{.pc = 9, .user_cause = {.cause = 1, .user = 3}});
  const Message dupu = s.next();
  EXPECT_EQ(dupu.type, MessageType::dupu);
  EXPECT_EQ(*dupu.find<UserCause>(Tag::user_cause), (UserCause{1, 3}));
}

TEST(M3uaNetworkState, AnAspAuditsOverItsActiveAssociations) {
  Station s(one_peer(Role::asp));
  activate_local(s);
  s.put(Audit{.pc = 100});
  EXPECT_EQ(s.next(),
            message(MessageType::daud,
                    {contexts({7}), {Tag::affected_point_code, std::vector<PointCodeRange>{{0, 100}}}}));
}

TEST(M3uaNetworkState, AtAnSgpADestinationPausesWhenTrExpires) {
  Station s(routed(Role::sgp, 1));
  s.up();
  s.receive(message(MessageType::aspup));
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.resumed(), (PointCodes{100, 104}));
  s.down();
  EXPECT_EQ(s.paused(), PointCodes{});
  s.pass(2s);
  EXPECT_EQ(s.paused(), (PointCodes{100, 104}));
}

}  // namespace
}  // namespace mapsim::m3ua::test
