// DATA between the user and the associations (RFC 4666 4.1, 1.4.2, 1.4.7).
#include <algorithm>
#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

TEST(M3uaTransfer, SendsDataWithTheConfiguredParametersAndTheTagOfTheStep) {
  Config config = one_peer(Role::asp);
  config.application_servers[0].network_appearance = 4;
  Station s(config);
  activate_local(s);
  s.transfer(9, 5, 42);
  const Message m = s.next();
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::network_appearance), 4U);
  EXPECT_EQ(*m.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
  const auto* d = m.find<ProtocolData>(Tag::protocol_data);
  EXPECT_EQ(d->label, (mtp::RoutingLabel{.opc = 1, .dpc = 9, .si = 3, .ni = 2, .mp = 0, .sls = 5}));
  EXPECT_EQ(d->data, octets("abcdef"));
  EXPECT_EQ(s.last.tag, 42U);
}

TEST(M3uaTransfer, AStepMaySetWhatIsConfigured) {
  Station s(one_peer(Role::asp));
  activate_local(s);
  mtp::TransferRequest request;
  request.label.dpc = 9;
  request.overrides = {.routing_context = 999, .network_appearance = 888, .correlation_id = 777};
  s.put(std::move(request));
  const Message m = s.next();
  EXPECT_EQ(*m.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{999});
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::network_appearance), 888U);
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::correlation_id), 777U);
}

TEST(M3uaTransfer, ChoosesTheStreamBySlsAndNeverStream0) {
  Station s(one_peer(Role::asp));
  activate_local(s);  // four streams
  for (int sls = 0; sls < 16; ++sls) {
    s.transfer(9, static_cast<std::uint8_t>(sls));
    s.next();
    EXPECT_EQ(s.last.stream, 1 + sls % 3);
  }
}

TEST(M3uaTransfer, UsesStream0WhereThereIsNoOther) {
  Station s(one_peer(Role::asp));
  s.up(0, 1);
  s.receive(message(MessageType::aspup_ack));
  s.receive(message(MessageType::aspac_ack));
  s.forget();
  s.transfer(9, 5);
  s.next();
  EXPECT_EQ(s.last.stream, 0);
  s.receive(data_message(7));
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(M3uaTransfer, DiscardsAndTellsWhileNotActive) {
  Station s(one_peer(Role::asp));
  s.up();
  s.forget();
  s.transfer(9);
  s.expect_silence();
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaTransfer, DiscardsAndTellsWithoutRoute) {
  Config config = one_peer(Role::asp);
  config.routes = {{.dpc = 5, .application_server = 0, .peers = {}}};
  Station s(config);
  activate_local(s);
  s.transfer(9);
  s.expect_silence();
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
  s.transfer(5);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
}

TEST(M3uaTransfer, TheRouteDecidesTheApplicationServer) {
  Config config = two_servers(Role::asp);
  config.routes = {{.dpc = 5, .application_server = 1, .peers = {}},
                   {.dpc = std::nullopt, .application_server = 0, .peers = {}}};
  Station s(config);
  activate_local(s);
  s.transfer(5);
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{8});
  s.transfer(6);
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
}

TEST(M3uaTransfer, SharesTheLoadAmongAspsBySls) {
  Station s(peers_of_one_as(Role::sgp, 3, TrafficMode::loadshare));
  for (std::size_t peer = 0; peer < 3; ++peer) activate_remote(s, peer);
  for (std::uint8_t sls = 0; sls < 4; ++sls) s.transfer(9, sls);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:data", "2:data", "3:data", "1:data"}));
  s.down(1);  // what is left takes over
  s.forget();
  for (std::uint8_t sls = 0; sls < 4; ++sls) s.transfer(9, sls);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:data", "3:data", "1:data", "3:data"}));
}

TEST(M3uaTransfer, BroadcastsToAllActiveAsps) {
  Station s(peers_of_one_as(Role::sgp, 3, TrafficMode::broadcast));
  for (std::size_t peer = 0; peer < 3; ++peer) activate_remote(s, peer);
  s.receive(message(MessageType::aspia), 1);
  s.forget();
  s.transfer(9, 0, 5);
  ASSERT_EQ(s.sent.size(), 2U);
  EXPECT_EQ(s.sent[0].tag, 5U);
  EXPECT_EQ(s.sent[0].octets, s.sent[1].octets);
  EXPECT_NE(s.sent[0].association, s.sent[1].association);
}

TEST(M3uaTransfer, SendsNothingToAnActiveAspUntilItsAsIsActive) {
  Config config = peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare);
  config.application_servers[0].minimum_active = 2;
  Station s(config);
  activate_remote(s, 0);
  s.transfer(9);
  s.expect_silence();
  activate_remote(s, 1);
  s.transfer(9);
  EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
}

TEST(M3uaTransfer, AnAspSendsOverOneSgpOnlyEvenForBroadcast) {
  Station s(peers_of_one_as(Role::asp, 2, TrafficMode::broadcast));
  activate_local(s, 0);
  activate_local(s, 1);
  s.transfer(9, 0);
  EXPECT_EQ(s.sent.size(), 1U);
}

TEST(M3uaTransfer, DeliversDataToTheUser) {
  Station s(one_peer(Role::sgp));
  activate_remote(s);
  s.receive(data_message(7), 0, 1);
  s.expect_silence();
  ASSERT_EQ(s.delivered.size(), 1U);
  EXPECT_EQ(s.delivered[0].data, (Octets{9, 8, 7, 6, 5}));
  EXPECT_EQ(s.delivered[0].indication.routing_context, 7U);
}

TEST(M3uaTransfer, AcceptsDataWithoutRoutingContextWhereThereIsOneApplicationServer) {
  Station s(one_peer(Role::sgp));
  activate_remote(s);
  s.receive(data_message(std::nullopt), 0, 1);
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(M3uaTransfer, RefusesDataWithoutRoutingContextWhereThereAreSeveralApplicationServers) {
  Station s(two_servers(Role::sgp));
  activate_remote(s);
  s.receive(data_message(std::nullopt), 0, 1);
  s.expect_error(ErrorCode::no_configured_as_for_asp);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(M3uaTransfer, RefusesDataOfAnUnknownRoutingContext) {
  Station s(one_peer(Role::sgp));
  activate_remote(s);
  s.receive(data_message(8), 0, 1);
  const Message e = s.expect_error(ErrorCode::invalid_routing_context);
  EXPECT_EQ(*e.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{8});
  EXPECT_TRUE(s.delivered.empty());
}

TEST(M3uaTransfer, RefusesDataOfAnotherNetworkAppearance) {
  Config config = one_peer(Role::sgp);
  config.application_servers[0].network_appearance = 4;
  Station s(config);
  activate_remote(s);
  s.receive(data_message(7, 4), 0, 1);
  EXPECT_EQ(s.delivered.size(), 1U);
  s.receive(data_message(7, 5), 0, 1);
  const Message e = s.expect_error(ErrorCode::invalid_network_appearance);
  EXPECT_EQ(*e.find<std::uint32_t>(Tag::network_appearance), 5U);
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(M3uaTransfer, RefusesDataWhileTheAspIsNotActive) {
  Station s(one_peer(Role::sgp));
  s.up();
  s.receive(data_message(7), 0, 1);
  s.expect_error(ErrorCode::unexpected_message);
  s.receive(message(MessageType::aspup));
  s.forget();
  s.receive(data_message(7), 0, 1);
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(M3uaTransfer, AcceptsDataThatOvertakesTheAspActiveAck) {
  Station s(one_peer(Role::asp));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(data_message(7), 0, 1);
  s.expect_silence();
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(M3uaTransfer, AnswersDataThatOvertakesTheAspActiveAck) {
  Station s(one_peer(Role::asp));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.receive(data_message(7), 0, 1);
  s.forget();
  s.transfer(2);
  EXPECT_EQ(s.sent.size(), 1U);
  EXPECT_TRUE(s.told<Diagnostic>().empty());
}

TEST(M3uaTransfer, DoesNotSendBeforeTheAspActiveAck) {
  Station s(one_peer(Role::asp));
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.transfer(2);
  EXPECT_TRUE(s.sent.empty());
}

TEST(M3uaTransfer, RefusesDataOnStream0) {  // change of SGP/MTR/V/003
  Station s(one_peer(Role::sgp));
  activate_remote(s);
  s.receive(data_message(7), 0, 0);
  s.expect_error(ErrorCode::invalid_stream_identifier);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(M3uaTransfer, ToleratesWrongStreamsWhereToldSo) {
  Config config = one_peer(Role::sgp);
  config.strict_streams = false;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup), 0, 3);
  s.receive(message(MessageType::aspac), 0, 3);
  s.forget();
  s.receive(data_message(7), 0, 0);
  s.expect_silence();
  EXPECT_EQ(s.delivered.size(), 1U);
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaTransfer, SendsUndeliveredDataOverAnotherAssociation) {
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare));
  activate_remote(s, 0);
  activate_remote(s, 1);
  s.transfer(9, 0, 42);
  const Sent lost = s.sent.front();
  s.down(0);
  s.forget();
  s.put(Undelivered{.association = Station::id(0), .tag = 42, .octets = lost.octets});
  ASSERT_EQ(s.sent.size(), 1U);
  EXPECT_EQ(s.sent[0].association, 2U);
  EXPECT_EQ(s.sent[0].octets, lost.octets);
  EXPECT_EQ(s.sent[0].tag, 42U);
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

// SCTP tells what it did not deliver before it tells that the association is lost.
TEST(M3uaTransfer, SendsUndeliveredDataOverAnotherAssociationOnceTheFirstIsDown) {
  Station s(peers_of_one_as(Role::sgp, 2, TrafficMode::loadshare));
  activate_remote(s, 0);
  activate_remote(s, 1);
  s.transfer(9, 0, 42);
  const Sent lost = s.sent.front();
  s.forget();
  s.put(Undelivered{.association = Station::id(0), .tag = 42, .octets = lost.octets});
  EXPECT_TRUE(s.sent.empty()) << "it would go over the same association again";
  s.down(0);
  const auto again =
      std::find_if(s.sent.begin(), s.sent.end(), [](const Sent& sent) { return sent.tag == 42; });
  ASSERT_NE(again, s.sent.end());
  EXPECT_EQ(again->association, 2U);
  EXPECT_EQ(again->octets, lost.octets);
}

TEST(M3uaTransfer, KeepsUndeliveredDataOfAPendingAsForTheAspThatComesBack) {
  Station s(one_peer(Role::sgp));
  activate_remote(s);
  s.transfer(9, 0, 42);
  const Sent lost = s.sent.front();
  s.put(Undelivered{.association = Station::id(0), .tag = 42, .octets = lost.octets});
  s.down();
  EXPECT_EQ(s.node.pending_messages(0), 1U);
  s.up();
  s.receive(message(MessageType::aspup));
  s.receive(message(MessageType::aspac));
  const auto again =
      std::find_if(s.sent.begin(), s.sent.end(), [](const Sent& sent) { return sent.tag == 42; });
  ASSERT_NE(again, s.sent.end());
  EXPECT_EQ(again->octets, lost.octets);
}

TEST(M3uaTransfer, SendsOctetsOfATestWhateverTheState) {
  Station s(one_peer(Role::asp));
  s.up();
  s.forget();
  OutBuffer raw;
  raw.prepend(octets("ff"));
  s.put(SendUnchecked{.peer = 0, .stream = 3, .octets = raw});
  ASSERT_EQ(s.sent.size(), 1U);
  EXPECT_EQ(s.sent[0].octets, octets("ff"));
  EXPECT_EQ(s.sent[0].stream, 3);
}

}  // namespace
}  // namespace mapsim::m3ua::test
