// The local half: this node as an ASP. The ids in comments are purposes of ETSI TS 102 381.
#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

Config asp() {
  return one_peer(Role::asp);
}

TEST(M3uaAsp, SendsAspUpWhenTheAssociationIsUp) {  // ASP/ASPSM/V/002: version 1
  Config config = asp();
  config.peers[0].asp_identifier = 5;
  Station s(config);
  s.up();
  const Message m = s.next();
  EXPECT_EQ(m.type, MessageType::aspup);
  EXPECT_EQ(m.version, 1);
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::asp_identifier), 5U);
  EXPECT_EQ(s.last.stream, 0);
  s.expect_silence();
}

TEST(M3uaAsp, WaitsForLayerManagementWhereItIsNotAutomatic) {
  Config config = asp();
  config.peers[0].automatic_up = false;
  config.peers[0].automatic_active = false;
  Station s(config);
  s.up();
  s.expect_silence();
  s.put(AspUp{0});
  EXPECT_EQ(s.next().type, MessageType::aspup);
  s.receive(message(MessageType::aspup_ack));
  s.expect_silence();
  s.put(AspActive{0});
  EXPECT_EQ(s.next().type, MessageType::aspac);
}

TEST(M3uaAsp, SendsAspActiveAfterAspUpAck) {  // ASP/ASPTM/V/001, V/002
  Config config = asp();
  config.application_servers[0].traffic_mode = TrafficMode::override_;
  Station s(config);
  s.up();
  s.next();
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  const Message m = s.next();
  EXPECT_EQ(m.type, MessageType::aspac);
  EXPECT_EQ(*m.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::traffic_mode_type), 1U);
  s.receive(message(MessageType::aspac_ack, {contexts({7})}));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
  const auto told = s.told<AspStateChanged>();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].state, AspState::inactive);
  EXPECT_EQ(told[1].state, AspState::active);
  EXPECT_EQ(told[1].application_server, 0U);
}

TEST(M3uaAsp, LeavesTheRoutingContextOutWhereNoneIsConfigured) {
  Station s(one_peer(Role::asp, std::nullopt));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.next();
  EXPECT_TRUE(s.next().parameters.empty());
  s.receive(message(MessageType::aspac_ack));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
}

TEST(M3uaAsp, RepeatsARequestEachTimeTackExpiresAndThenGivesUp) {
  Config config = asp();
  config.timers.ack = 2s;
  config.timers.ack_retries = 3;
  Station s(config);
  s.up();
  s.pass(1999ms);
  EXPECT_EQ(s.names().size(), 1U);
  s.pass(1ms);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:aspup"});
  s.pass(4s);
  EXPECT_EQ(s.names().size(), 2U);
  EXPECT_TRUE(s.told<ProcedureFailed>().empty());
  s.pass(2s);
  s.expect_silence();
  const auto failed = s.told<ProcedureFailed>();
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].request, MessageType::aspup);
  EXPECT_EQ(failed[0].error, std::nullopt);
  s.pass(1h);
  s.expect_silence();
  s.put(AspUp{0});  // layer management may try again
  EXPECT_EQ(s.next().type, MessageType::aspup);
}

TEST(M3uaAsp, AnAcknowledgementEndsTack) {
  Station s(asp());
  activate_local(s);
  s.pass(1h);
  s.expect_silence();
  EXPECT_TRUE(s.node.next_deadline().is_never());
}

TEST(M3uaAsp, RepeatsAspActiveWithWhatIsStillUnacknowledged) {
  Station s(two_servers(Role::asp));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(message(MessageType::aspac_ack, {contexts({8})}));
  EXPECT_EQ(s.node.asp_state(0, 1, Side::local), AspState::active);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  s.pass(2s);
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  s.receive(message(MessageType::aspac_ack, {contexts({7})}));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
  s.pass(1h);
  s.expect_silence();
}

TEST(M3uaAsp, NamesApplicationServersOfDifferentTrafficModesInSeparateRequests) {
  Config config = two_servers(Role::asp);
  config.application_servers[0].traffic_mode = TrafficMode::override_;
  config.application_servers[1].traffic_mode = TrafficMode::loadshare;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.next();
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  s.receive(message(MessageType::aspac_ack, {contexts({7})}));
  const Message second = s.next();
  EXPECT_EQ(*second.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{8});
  EXPECT_EQ(*second.find<std::uint32_t>(Tag::traffic_mode_type), 2U);
}

TEST(M3uaAsp, GoesDownByAspInactiveAndAspDown) {  // ASP/ASPTM/V/005, ASP/ASPSM/V/005
  Station s(asp());
  activate_local(s);
  s.put(AspDown{0});
  const Message ia = s.next();
  EXPECT_EQ(ia.type, MessageType::aspia);
  EXPECT_EQ(*ia.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  s.receive(message(MessageType::aspia_ack, {contexts({7})}));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  EXPECT_EQ(s.next().type, MessageType::aspdn);
  s.receive(message(MessageType::aspdn_ack));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  s.pass(1h);
  s.expect_silence();
}

TEST(M3uaAsp, ARequestOfLayerManagementReplacesTheOneUnderWay) {
  Station s(asp());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();  // ASPAC is under way
  s.put(AspInactive{0});
  s.pass(1h);
  s.expect_silence();
}

TEST(M3uaAsp, AnUnexpectedAspUpAckInActiveIsAnsweredAndTheStateRegained) {
  Station s(asp());
  activate_local(s);
  s.receive(message(MessageType::aspup_ack));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  EXPECT_EQ(s.next().type, MessageType::aspac);
}

TEST(M3uaAsp, ASecondAspUpAckInInactiveIsHarmless) {  // ASP/ASPTM/O/001
  Station s(asp());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(message(MessageType::aspup_ack));
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  s.receive(message(MessageType::aspac_ack, {contexts({7})}));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
}

TEST(M3uaAsp, AspDownAckInsteadOfAspUpAckDoesNotMakeItActive) {  // ASP/ASPSM/O/001
  Station s(asp());
  s.up();
  s.forget();
  s.receive(message(MessageType::aspdn_ack));
  s.expect_silence();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  s.pass(2s);
  EXPECT_EQ(s.next().type, MessageType::aspup);
}

TEST(M3uaAsp, AspActiveAckInDownIsUnexpected) {  // ASP/ASPSM/O/002
  Station s(asp());
  s.up();
  s.forget();
  s.receive(message(MessageType::aspac_ack, {contexts({7})}));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
}

TEST(M3uaAsp, AnUnexpectedAspDownAckIsAnsweredAndTheStateRegained) {
  Station s(asp());
  activate_local(s);
  s.receive(message(MessageType::aspdn_ack));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  EXPECT_EQ(s.next().type, MessageType::aspup);
}

TEST(M3uaAsp, AnUnexpectedAspInactiveAckIsAnsweredAndTheStateRegained) {
  Station s(asp());
  activate_local(s);
  s.receive(message(MessageType::aspia_ack, {contexts({7})}));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.next().type, MessageType::aspac);
}

TEST(M3uaAsp, AnAcknowledgementOfAnUnknownRoutingContextIsAnswered) {
  Station s(asp());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(message(MessageType::aspac_ack, {contexts({99})}));
  const Message e = s.expect_error(ErrorCode::invalid_routing_context);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{99});
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
}

TEST(M3uaAsp, AnErrorThatRefusesARequestEndsItsRepetition) {
  for (const ErrorCode code : {ErrorCode::refused_management_blocking, ErrorCode::asp_identifier_required}) {
    Station s(asp());
    s.up();
    s.forget();
    s.receive(message(MessageType::err, {{Tag::error_code, static_cast<std::uint32_t>(code)}}));
    const auto failed = s.told<ProcedureFailed>();
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].error, code);
    s.pass(1h);
    s.expect_silence();
  }
}

TEST(M3uaAsp, AnErrorIsToldWithItsRoutingContextsAndNeverAnswered) {
  Station s(asp());
  activate_local(s);
  s.receive(message(MessageType::err, {{Tag::error_code, std::uint32_t{0x19}}, contexts({7})}));
  s.expect_silence();
  const auto told = s.told<ErrorReceived>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].code, ErrorCode::invalid_routing_context);
  EXPECT_EQ(told[0].routing_contexts, std::vector<std::uint32_t>{7});
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaAsp, ANotifyIsTold) {
  Station s(asp());
  activate_local(s);
  s.receive(message(MessageType::ntfy, {{Tag::status, as_change(AsStateStatus::as_active)}, contexts({7})}));
  const auto told = s.told<NotifyReceived>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].status, as_change(AsStateStatus::as_active));
  EXPECT_EQ(told[0].routing_contexts, std::vector<std::uint32_t>{7});
  s.expect_silence();
}

TEST(M3uaAsp, AnOverriddenAspBecomesInactiveAndDoesNotTakeTheTrafficBack) {
  Station s(asp());
  activate_local(s);
  s.receive(
      message(MessageType::ntfy, {{Tag::status, other(OtherStatus::alternate_asp_active)}, contexts({7})}));
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::inactive);
  s.receive(message(MessageType::aspup_ack));  // makes the node look at what is wanted
  s.expect_silence();
  s.put(AspActive{0});
  EXPECT_EQ(s.next().type, MessageType::aspac);
}

TEST(M3uaAsp, AnOverriddenAspTakesTheTrafficBackWhenTheOtherWithdrew) {
  for (const AsStateStatus status : {AsStateStatus::as_pending, AsStateStatus::as_inactive}) {
    Station s(asp());
    activate_local(s);
    s.receive(
        message(MessageType::ntfy, {{Tag::status, other(OtherStatus::alternate_asp_active)}, contexts({7})}));
    s.receive(
        message(MessageType::ntfy, {{Tag::status, as_change(AsStateStatus::as_active)}, contexts({7})}));
    s.expect_silence();
    s.receive(message(MessageType::ntfy, {{Tag::status, as_change(status)}, contexts({7})}));
    EXPECT_EQ(s.next().type, MessageType::aspac);
    s.receive(message(MessageType::aspac_ack, {contexts({7})}));
    EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
  }
}

TEST(M3uaAsp, AnAspThatLayerManagementMadeInactiveStaysSo) {
  Station s(asp());
  activate_local(s);
  s.put(AspInactive{0});
  EXPECT_EQ(s.next().type, MessageType::aspia);
  s.receive(message(MessageType::aspia_ack, {contexts({7})}));
  s.receive(message(MessageType::ntfy, {{Tag::status, as_change(AsStateStatus::as_pending)}, contexts({7})}));
  s.expect_silence();
}

TEST(M3uaAsp, ALostAssociationEndsEverythingAndANewOneBeginsAnew) {
  Station s(asp());
  activate_local(s);
  s.down();
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  s.pass(1h);
  s.expect_silence();
  s.up();
  EXPECT_EQ(s.next().type, MessageType::aspup);
}

TEST(M3uaAsp, ARestartedAssociationBeginsAnew) {
  Station s(asp());
  activate_local(s);
  s.put(AssociationRestarted{Station::id(0)});
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  EXPECT_EQ(s.next().type, MessageType::aspup);
}

TEST(M3uaAsp, RefusesWhatOnlyAnAspSends) {
  for (const MessageType type :
       {MessageType::aspup, MessageType::aspdn, MessageType::aspac, MessageType::aspia}) {
    Station s(asp());
    activate_local(s);
    s.receive(message(type));
    s.expect_error(ErrorCode::unexpected_message);
    EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::active);
  }
}

TEST(M3uaAsp, AnswersABeatWithTheSameData) {  // ASP/ASPTM/V/007, V/008
  Station s(asp());
  activate_local(s);
  for (const std::size_t size : {0U, 1U, 13U, 600U, 5000U}) {
    const Octets data(size, 0x5a);
    s.receive(message(MessageType::beat, {{Tag::heartbeat_data, data}}), 0, 2);
    const Message ack = s.next();
    EXPECT_EQ(ack.type, MessageType::beat_ack);
    EXPECT_EQ(*ack.find<Octets>(Tag::heartbeat_data), data);
    EXPECT_EQ(s.last.stream, 2);
  }
  s.receive(message(MessageType::beat));
  EXPECT_EQ(s.next(), message(MessageType::beat_ack));
}

// A message that leaves this node is padded (RFC 4666 3.2), whatever it answers.
TEST(M3uaAsp, AnswersABeatWithoutPaddingWithAllOfIt) {
  Station s(asp());
  activate_local(s);
  // A parameter of 5 octets; the three of its padding are missing, or come without being counted.
  for (const char* beat : {"010003030000000d0009000561", "010003030000000d0009000561000000"}) {
    s.receive(from_hex(beat).value(), 0, 2);
    (void)s.next();
    EXPECT_EQ(to_hex(s.last.octets),
              "0100030600000010"
              "0009000561000000");
  }
}

TEST(M3uaAsp, SupervisesThePeerByHeartbeats) {
  Config config = asp();
  config.timers.heartbeat = 30s;
  Station s(config);
  activate_local(s);
  for (int i = 0; i < 3; ++i) {
    s.pass(30s);
    Message beat = s.next();
    EXPECT_EQ(beat.type, MessageType::beat);
    beat.type = MessageType::beat_ack;
    s.receive(beat);
  }
  EXPECT_TRUE(s.told<PeerUnavailable>().empty());
  s.pass(60s);
  EXPECT_EQ(s.names().size(), 2U);
  EXPECT_TRUE(s.told<PeerUnavailable>().empty());
  s.pass(30s);  // two intervals after the first that has no answer
  ASSERT_EQ(s.told<PeerUnavailable>().size(), 1U);
  EXPECT_EQ(s.node.asp_state(0, 0, Side::local), AspState::down);
  s.pass(1h);
  s.expect_silence();
}

TEST(M3uaAsp, AHeartbeatThatIsNotOursDoesNotCount) {
  Config config = asp();
  config.timers.heartbeat = 30s;
  Station s(config);
  activate_local(s);
  s.pass(60s);
  s.receive(message(MessageType::beat_ack, {{Tag::heartbeat_data, Octets{1, 2, 3}}}));
  s.receive(message(MessageType::beat_ack));
  s.pass(30s);
  EXPECT_EQ(s.told<PeerUnavailable>().size(), 1U);
}

TEST(M3uaAsp, AnAnswerToAnOlderHeartbeatLeavesTheLaterOneOpen) {
  Config config = asp();
  config.timers.heartbeat = 30s;
  Station s(config);
  activate_local(s);
  s.pass(60s);
  Message first = s.next();
  first.type = MessageType::beat_ack;
  s.receive(first);
  s.pass(30s);
  EXPECT_TRUE(s.told<PeerUnavailable>().empty());
  s.pass(30s);  // two intervals after the second
  EXPECT_EQ(s.told<PeerUnavailable>().size(), 1U);
}

}  // namespace
}  // namespace mapsim::m3ua::test
