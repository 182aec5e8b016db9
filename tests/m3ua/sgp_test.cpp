// The remote half: this node as an SGP. The ids in comments are purposes of ETSI TS 102 381.
#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

Config sgp() {
  return one_peer(Role::sgp);
}

Station inactive(Config config) {
  Station s(std::move(config));
  s.up();
  s.receive(message(MessageType::aspup));
  s.forget();
  return s;
}

TEST(M3uaSgp, SaysNothingUntilTheAspDoes) {
  Station s(sgp());
  s.up();
  s.pass(1h);
  s.expect_silence();
}

TEST(M3uaSgp, AnswersAspUpAndTellsThatTheAsIsInactive) {  // SGP/ASPSM/V/001, V/003
  Station s(sgp());
  s.up();
  s.receive(message(MessageType::aspup));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  const Message ntfy = s.next();
  EXPECT_EQ(status_of(ntfy), as_change(AsStateStatus::as_inactive));
  EXPECT_EQ(*ntfy.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  s.expect_silence();
  EXPECT_EQ(s.node.as_state(0), AsState::inactive);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(M3uaSgp, AnswersAspDown) {  // SGP/ASPSM/V/005
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspdn));
  EXPECT_EQ(s.next().type, MessageType::aspdn_ack);
  s.expect_silence();
  EXPECT_EQ(s.node.as_state(0), AsState::down);
}

TEST(M3uaSgp, AnswersAspDownInDown) {  // SGP/ASPSM/O/004
  Station s(sgp());
  s.up();
  s.receive(message(MessageType::aspdn));
  EXPECT_EQ(s.next().type, MessageType::aspdn_ack);
  s.expect_silence();
}

TEST(M3uaSgp, RefusesABlockedAsp) {  // SGP/ASPSM/V/009
  Config config = sgp();
  config.peers[0].blocked = true;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup));
  s.expect_error(ErrorCode::refused_management_blocking);
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
}

TEST(M3uaSgp, AsksForAnAspIdentifierWhereOneIsRequired) {
  Config config = sgp();
  config.peers[0].asp_identifier_required = true;
  config.peers[0].peer_asp_identifier = 3;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup));
  s.expect_error(ErrorCode::asp_identifier_required);
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{4}}}));
  s.expect_error(ErrorCode::invalid_asp_identifier);
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{3}}}));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
}

TEST(M3uaSgp, RefusesAnAspIdentifierThatAnotherAspHas) {
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare));
  s.up(0);
  s.up(1);
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{3}}}), 0);
  s.forget();
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{3}}}), 1);
  s.expect_error(ErrorCode::invalid_asp_identifier);
}

TEST(M3uaSgp, AcknowledgesAspUpInInactiveAgain) {  // SGP/ASPSM/O/001
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspup));
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  s.expect_silence();
}

TEST(M3uaSgp, AspUpInActiveIsUnexpectedAcknowledgedAndLeadsToInactive) {  // SGP/ASPSM/O/003
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspup));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_pending));
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(M3uaSgp, AspActiveInDownIsUnexpected) {  // SGP/ASPSM/I/003
  Station s(sgp());
  s.up();
  s.receive(message(MessageType::aspac, {contexts({7})}));
  s.expect_error(ErrorCode::unexpected_message);
  s.receive(message(MessageType::aspia));
  s.expect_error(ErrorCode::unexpected_message);
}

TEST(M3uaSgp, AnswersAspActiveAndTellsThatTheAsIsActive) {  // SGP/ASPTM/V/001, V/003, V/005
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspac, {mode(TrafficMode::loadshare), contexts({7})}));
  const Message ack = s.next();
  EXPECT_EQ(ack, message(MessageType::aspac_ack, {mode(TrafficMode::loadshare), contexts({7})}));
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_active));
  s.expect_silence();
  EXPECT_EQ(s.node.as_state(0), AsState::active);
}

TEST(M3uaSgp, AcknowledgesWithoutRoutingContextWhatHadNone) {
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next(), message(MessageType::aspac_ack));
}

TEST(M3uaSgp, AcknowledgesAspActiveInActiveAgain) {  // SGP/ASPTM/O/001
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  s.expect_silence();
}

TEST(M3uaSgp, AnswersAspInactiveAndTellsThatTheAsIsPending) {  // SGP/ASPTM/V/006, V/008
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspia, {contexts({7})}));
  EXPECT_EQ(s.next(), message(MessageType::aspia_ack, {contexts({7})}));
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_pending));
  s.expect_silence();
}

TEST(M3uaSgp, AcknowledgesAspInactiveInInactive) {  // SGP/ASPTM/O/003
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspia));
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  s.expect_silence();
}

TEST(M3uaSgp, RefusesATrafficModeThatTheAsDoesNotHave) {  // SGP/ASPTM/I/003
  Config config = sgp();
  config.application_servers[0].traffic_mode = TrafficMode::override_;
  Station s = inactive(config);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::broadcast)}));
  s.expect_error(ErrorCode::unsupported_traffic_mode_type);
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
}

TEST(M3uaSgp, RefusesATrafficModeThatDoesNotExist) {  // SGP/ASPTM/I/004
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspac, {{Tag::traffic_mode_type, std::uint32_t{4}}}));
  s.expect_error(ErrorCode::unsupported_traffic_mode_type);
  s.expect_silence();
}

TEST(M3uaSgp, TheFirstAspActiveDecidesTheTrafficModeWhereNoneIsConfigured) {
  Config config = peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare);
  config.application_servers[0].traffic_mode.reset();
  Station s(config);
  activate_remote(s, 0);
  s.receive(message(MessageType::aspac, {mode(TrafficMode::broadcast)}), 0);
  s.up(1);
  s.receive(message(MessageType::aspup), 1);
  s.forget();
  s.receive(message(MessageType::aspac, {mode(TrafficMode::override_)}), 1);
  s.expect_error(ErrorCode::unsupported_traffic_mode_type);
}

// RFC 4666 4.3.4.3 has No Configured AS for this; SGP/ASPTM/I/005 expects Invalid Routing Context of 3.8.1.
TEST(M3uaSgp, AspActiveForAnUnknownRoutingContextIsRefusedAndTheKnownOneAccepted) {
  Station s = inactive(sgp());
  s.receive(message(MessageType::aspac, {contexts({99})}));
  const Message e = s.expect_error(ErrorCode::no_configured_as_for_asp);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{99});
  s.expect_silence();
  s.receive(message(MessageType::aspac, {contexts({99, 7})}));
  s.expect_error(ErrorCode::no_configured_as_for_asp);
  EXPECT_EQ(s.next(), message(MessageType::aspac_ack, {contexts({7})}));
}

TEST(M3uaSgp, AspInactiveForAnUnknownRoutingContextIsAnInvalidRoutingContext) {
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspia, {contexts({99})}));
  s.expect_error(ErrorCode::invalid_routing_context);
  s.expect_silence();
  EXPECT_EQ(s.node.as_state(0), AsState::active);
}

TEST(M3uaSgp, ActivatesOneOfSeveralApplicationServers) {
  Station s = inactive(two_servers(Role::sgp));
  s.receive(message(MessageType::aspac, {contexts({8})}));
  EXPECT_EQ(s.node.as_state(0), AsState::inactive);
  EXPECT_EQ(s.node.as_state(1), AsState::active);
}

TEST(M3uaSgp, AnswersABeatInEveryState) {  // SGP/ASPTM/V/010, V/011
  Station s(sgp());
  s.up();
  s.receive(message(MessageType::beat, {{Tag::heartbeat_data, octets("4d335541")}}));
  EXPECT_EQ(s.next(), message(MessageType::beat_ack, {{Tag::heartbeat_data, octets("4d335541")}}));
}

// States of the application server -----------------------------------------------------------------

TEST(M3uaAs, PendingEndsInactiveWhenTrExpires) {
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspia));
  s.forget();
  s.pass(1999ms);
  EXPECT_EQ(s.node.as_state(0), AsState::pending);
  s.pass(1ms);
  EXPECT_EQ(s.node.as_state(0), AsState::inactive);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_inactive));
}

TEST(M3uaAs, PendingEndsDownWhenTrExpiresAndNoAspIsThere) {
  Station s(sgp());
  activate_remote(s);
  s.down();
  EXPECT_EQ(s.node.as_state(0), AsState::pending);
  s.pass(2s);
  EXPECT_EQ(s.node.as_state(0), AsState::down);
  s.expect_silence();
}

TEST(M3uaAs, QueuesWhilePendingAndDeliversWhenActiveAgain) {
  Station s(sgp());
  activate_remote(s);
  s.receive(message(MessageType::aspia));
  s.forget();
  s.transfer(9, 1, 11);
  s.transfer(9, 2, 12);
  s.expect_silence();
  EXPECT_EQ(s.node.pending_messages(0), 2U);
  s.receive(message(MessageType::aspac));
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_active));
  EXPECT_EQ(s.next().type, MessageType::data);
  EXPECT_EQ(s.last.tag, 11U);
  EXPECT_EQ(s.next().type, MessageType::data);
  EXPECT_EQ(s.last.tag, 12U);
  s.pass(1h);
  EXPECT_EQ(s.node.as_state(0), AsState::active);
}

TEST(M3uaAs, TellsOfEachMessageThatIsDiscardedWhenTrExpires) {
  Station s(sgp());
  activate_remote(s);
  s.down();
  s.forget();
  s.transfer(9);
  s.transfer(9);
  s.pass(2s);
  EXPECT_EQ(s.told<Diagnostic>().size(), 2U);
  EXPECT_EQ(s.node.pending_messages(0), 0U);
}

TEST(M3uaAs, ThePendingQueueHasALimit) {
  Config config = sgp();
  config.limits.pending_messages = 3;
  Station s(config);
  activate_remote(s);
  s.down();
  s.forget();
  for (int i = 0; i < 4; ++i) s.transfer(9);
  EXPECT_EQ(s.node.pending_messages(0), 3U);
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaAs, OverrideGivesTheTrafficToTheLastAspAndTellsTheFormer) {  // SGP/ASPTM/V/014, V/015
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::override_));
  activate_remote(s, 0);
  s.up(1);
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{22}}}), 1);
  s.forget();
  s.receive(message(MessageType::aspac), 1);
  EXPECT_EQ(s.next().type, MessageType::aspac_ack);
  EXPECT_EQ(s.last.association, 2U);
  const Message ntfy = s.next();
  EXPECT_EQ(s.last.association, 1U);
  EXPECT_EQ(status_of(ntfy), other(OtherStatus::alternate_asp_active));
  EXPECT_EQ(*ntfy.find<std::uint32_t>(Tag::asp_identifier), 22U);
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::inactive);
  EXPECT_EQ(s.node.asp_state(1, 0, Side::remote), AspState::active);
  s.transfer(9);
  EXPECT_EQ(s.names(), std::vector<std::string>{"2:data"});
}

TEST(M3uaAs, NotifiesTheOthersOfAFailedAsp) {  // SGP/ASPTM/I/009
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::override_));
  s.up(0);
  s.receive(message(MessageType::aspup, {{Tag::asp_identifier, std::uint32_t{21}}}), 0);
  s.receive(message(MessageType::aspac), 0);
  activate_remote(s, 1);
  s.down(0);
  const Message ntfy = s.next();
  EXPECT_EQ(s.last.association, 2U);
  EXPECT_EQ(status_of(ntfy), other(OtherStatus::asp_failure));
  EXPECT_EQ(*ntfy.find<std::uint32_t>(Tag::asp_identifier), 21U);
  s.expect_silence();
}

TEST(M3uaAs, TellsInactiveAspsThatTooFewAreActive) {  // SGP/ASPTM/V/013
  Config config = peers_of_one_as(Role::sgp, 2, TrafficMode::broadcast);
  config.application_servers[0].minimum_active = 2;
  Station s(config);
  activate_remote(s, 0);
  EXPECT_EQ(s.node.as_state(0), AsState::inactive);  // one is not enough
  activate_remote(s, 1);
  EXPECT_EQ(s.node.as_state(0), AsState::active);
  s.receive(message(MessageType::aspia), 0);
  EXPECT_EQ(s.next().type, MessageType::aspia_ack);
  EXPECT_EQ(status_of(s.next()), other(OtherStatus::insufficient_asp_resources));
  EXPECT_EQ(s.last.association, 1U);
  s.expect_silence();
  EXPECT_EQ(s.node.as_state(0), AsState::active);
}

TEST(M3uaAs, AnAspThatComesLaterLearnsTheState) {
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare));
  activate_remote(s, 0);
  s.up(1);
  s.receive(message(MessageType::aspup), 1);
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_active));
  EXPECT_EQ(s.last.association, 2U);
  s.expect_silence();
}

TEST(M3uaAs, ChangesOfStateAreTold) {
  Station s(sgp());
  s.up();
  s.receive(message(MessageType::aspup));
  s.receive(message(MessageType::aspac));
  s.down();
  s.pass(2s);
  std::vector<AsState> states;
  for (const auto& e : s.told<AsStateChanged>()) states.push_back(e.state);
  EXPECT_EQ(states, (std::vector{AsState::inactive, AsState::active, AsState::pending, AsState::down}));
}

TEST(M3uaSgp, ANewAssociationOfAPeerTakesThePlaceOfTheOld) {
  Station s(sgp());
  activate_remote(s);
  s.put(AssociationUp{.association = {77}, .peer = 0, .streams_in = 2, .streams_out = 2});
  EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
  EXPECT_EQ(s.node.as_state(0), AsState::pending);
  s.down(0);  // the old one; it is gone already
  const Octets up = bytes(message(MessageType::aspup));
  s.forget();
  s.put(Received{.association = {77}, .octets = up});
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
}

TEST(M3uaSgp, RegistrationOfRoutingKeysIsRefusedWithUnsupportedMessageClass) {  // SGP/RKM/V/004
  Station s = inactive(sgp());
  s.receive(sample(*find_message("reg-req"), false));
  s.expect_error(ErrorCode::unsupported_message_class);
  s.receive(sample(*find_message("dereg-req"), false));
  s.expect_error(ErrorCode::unsupported_message_class);
  s.receive(sample(*find_message("reg-rsp"), false));
  s.expect_error(ErrorCode::unexpected_message);
}

}  // namespace
}  // namespace mapsim::m3ua::test
