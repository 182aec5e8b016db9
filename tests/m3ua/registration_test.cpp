// Registration of routing keys (RFC 4666 4.4) where the conformance purposes do not reach: several ASPs,
// failure and return, limits, and an ASP and an SGP that talk to each other.
#include "sigtran/m3ua/registration.h"

#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

Config registrar(std::size_t asps = 2) {
  Config config;
  for (std::size_t i = 0; i < asps; ++i) {
    config.peers.push_back({.name = "asp" + std::to_string(i + 1), .role = Role::sgp});
  }
  config.registration.supported = true;
  config.registration.first_routing_context = 100;
  return config;
}

RoutingKey to_destination(mtp::PointCode dpc) {
  return RoutingKey{{{.dpc = dpc}}};
}

Config registrant() {
  Config config = one_peer(Role::asp, std::nullopt);
  config.application_servers[0].routing_key = to_destination(9);
  config.application_servers[0].registers = true;
  return config;
}

Message reg_req(mtp::PointCode dpc, std::uint32_t identifier = 1) {
  return message(
      MessageType::reg_req,
      {to_parameter(RegistrationRequest{.local_identifier = identifier, .key = to_destination(dpc)})});
}
Message dereg_req(std::uint32_t context) {
  return message(MessageType::dereg_req, {contexts({context})});
}
Message reg_rsp(std::uint32_t identifier, RegistrationStatus status, std::uint32_t context) {
  return message(MessageType::reg_rsp, {to_parameter(RegistrationResult{identifier, status, context})});
}

// Brings the ASP up and registers the destination; the answer's result.
RegistrationResult registered(Station& s, std::size_t peer, mtp::PointCode dpc) {
  s.up(peer);
  s.receive(message(MessageType::aspup), peer);
  s.forget();
  s.receive(reg_req(dpc), peer);
  const Message answer = s.next();
  s.forget();
  return read_registration_result(std::get<ParameterGroup>(answer.parameters.at(0).value));
}

TEST(M3uaSgpRegistration, ASecondAspJoinsTheAsOfAnEqualKeyAndSharesItsLoad) {
  Station s(registrar());
  EXPECT_EQ(registered(s, 0, 9).routing_context, 100U);
  EXPECT_EQ(registered(s, 1, 9).routing_context, 100U);
  for (std::size_t peer = 0; peer < 2; ++peer)
    s.receive(message(MessageType::aspac, {contexts({100})}), peer);
  s.forget();
  s.transfer(9, 0);
  s.transfer(9, 1);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:data", "2:data"}));
}

TEST(M3uaSgpRegistration, AnAspThatJoinsAnActiveAsLearnsThatItIsActive) {
  Station s(registrar());
  registered(s, 0, 9);
  s.receive(message(MessageType::aspac, {contexts({100})}), 0);
  s.up(1);
  s.receive(message(MessageType::aspup), 1);
  s.forget();
  s.receive(reg_req(9), 1);
  EXPECT_EQ(s.next().type, MessageType::reg_rsp);
  EXPECT_EQ(status_of(s.next()), as_change(AsStateStatus::as_active));
  s.expect_silence();
}

// An ASP that remembers its routing context from before asks for no change.
Message reg_req_with_context(mtp::PointCode dpc, std::uint32_t context) {
  return message(MessageType::reg_req,
                 {to_parameter(RegistrationRequest{
                     .local_identifier = 1, .routing_context = context, .key = to_destination(dpc)})});
}

TEST(M3uaSgpRegistration, AnEqualKeyWithItsRoutingContextIsJoinedAndNotChanged) {
  Station s(registrar());
  registered(s, 0, 9);
  s.up(1);
  s.receive(message(MessageType::aspup), 1);
  s.forget();
  s.receive(reg_req_with_context(9, 100), 1);
  const auto result = [&] {
    const Message answer = s.next();
    s.forget();
    return read_registration_result(std::get<ParameterGroup>(answer.parameters.at(0).value));
  };
  EXPECT_EQ(result(), (RegistrationResult{1, RegistrationStatus::successfully_registered, 100}));
  s.receive(reg_req_with_context(9, 100), 1);
  EXPECT_EQ(result(), (RegistrationResult{1, RegistrationStatus::routing_key_already_registered, 100}));
  s.receive(reg_req_with_context(9, 101), 1);
  EXPECT_EQ(result(), (RegistrationResult{1, RegistrationStatus::routing_key_change_refused, 0}));
}

TEST(M3uaSgpRegistration, AConfiguredKeyIsJoined) {
  Config config = registrar();
  config.registration.dynamic = false;
  config.application_servers = {{.name = "as", .routing_context = 7, .routing_key = to_destination(9)}};
  Station s(config);
  EXPECT_EQ(registered(s, 0, 9).routing_context, 7U);
  s.receive(message(MessageType::aspac), 0);
  EXPECT_EQ(s.node.as_state(0), AsState::active);
  s.receive(message(MessageType::aspia), 0);
  s.receive(dereg_req(7), 0);
  EXPECT_EQ(s.node.routing_context(0, 0), std::nullopt);
  EXPECT_EQ(s.node.config().application_servers[0].routing_context, 7U);  // the key itself stays
}

TEST(M3uaSgpRegistration, AnAssignedRoutingContextIsUnique) {
  Config config = registrar();
  config.application_servers = {{.name = "as", .routing_context = 100}};
  Station s(config);
  EXPECT_EQ(registered(s, 0, 9).routing_context, 101U);
  EXPECT_EQ(registered(s, 1, 8).routing_context, 102U);
}

TEST(M3uaSgpRegistration, AKeyThatARouteOfTheConfigurationOverlapsIsRefused) {
  Config config = registrar();
  config.application_servers = {{.name = "as", .routing_context = 7}};
  config.routes = {{.dpc = 9}};
  Station s(config);
  EXPECT_EQ(registered(s, 0, 9).status, RegistrationStatus::cannot_support_unique_routing);
  EXPECT_EQ(registered(s, 1, 8).status, RegistrationStatus::successfully_registered);
}

TEST(M3uaSgpRegistration, EqualKeysOfDifferentNetworksAreDifferent) {
  Config config = registrar(1);
  config.registration.network_appearances = {1, 2};
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup));
  s.forget();
  ParameterGroup keys;
  for (std::uint32_t network = 1; network <= 2; ++network) {
    keys.push_back(to_parameter(RegistrationRequest{
        .local_identifier = network, .network_appearance = network, .key = to_destination(9)}));
  }
  s.receive(message(MessageType::reg_req, keys));
  const Message answer = s.next();
  ASSERT_EQ(answer.parameters.size(), 2U);
  for (std::uint32_t i = 0; i < 2; ++i) {
    const auto result = read_registration_result(std::get<ParameterGroup>(answer.parameters[i].value));
    EXPECT_EQ(result.status, RegistrationStatus::successfully_registered);
    EXPECT_EQ(result.routing_context, 100 + i);
  }
}

TEST(M3uaSgpRegistration, EndsWhenTheAspGoesDown) {
  Station s(registrar());
  registered(s, 0, 9);
  s.receive(message(MessageType::aspdn), 0);
  s.forget();
  s.receive(message(MessageType::aspup), 0);
  s.receive(message(MessageType::aspac, {contexts({100})}), 0);
  EXPECT_EQ(s.next().type, MessageType::aspup_ack);
  s.expect_error(ErrorCode::no_configured_as_for_asp);
  EXPECT_FALSE(s.node.reachable(9));
}

TEST(M3uaSgpRegistration, AnAspThatReturnsWithinTrFindsItsContextAndWhatWasQueued) {
  Station s(registrar());
  registered(s, 0, 9);
  s.receive(message(MessageType::aspac, {contexts({100})}), 0);
  s.down(0);
  s.transfer(9, 0, 42);
  s.pass(1s);
  EXPECT_EQ(registered(s, 0, 9).routing_context, 100U);
  s.receive(message(MessageType::aspac, {contexts({100})}), 0);
  EXPECT_EQ(s.names(), (std::vector<std::string>{"1:aspac-ack", "1:ntfy", "1:data"}));
  EXPECT_EQ(s.last.tag, 42U);
}

TEST(M3uaSgpRegistration, WhatNobodyHasAnyMoreIsForgottenAndItsPlaceUsedAgain) {
  Config config = registrar();
  config.limits.registered_keys = 1;
  Station s(config);
  for (mtp::PointCode dpc = 9; dpc < 29; ++dpc) {
    EXPECT_EQ(registered(s, 0, dpc).routing_context, 100U);
    s.receive(message(MessageType::aspac, {contexts({100})}), 0);
    s.forget();
    s.transfer(dpc);
    EXPECT_EQ(s.names(), std::vector<std::string>{"1:data"});
    s.down(0);
    s.pass(2s);  // T(r)
  }
  EXPECT_EQ(s.node.config().application_servers.size(), 1U);
}

TEST(M3uaSgpRegistration, HasALimit) {
  Config config = registrar(1);
  config.limits.registered_keys = 3;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup));
  s.forget();
  ParameterGroup keys;
  for (std::uint32_t i = 1; i <= 4; ++i) {
    keys.push_back(to_parameter(RegistrationRequest{.local_identifier = i, .key = to_destination(i)}));
  }
  s.receive(message(MessageType::reg_req, keys));
  const Message answer = s.next();
  ASSERT_EQ(answer.parameters.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(
        read_registration_result(std::get<ParameterGroup>(answer.parameters[i].value)).status,
        i < 3 ? RegistrationStatus::successfully_registered : RegistrationStatus::insufficient_resources);
  }
}

TEST(M3uaSgpRegistration, AKeyHasALimit) {
  Config config = registrar(1);
  config.limits.routing_key_entries = 2;
  Station s(config);
  s.up();
  s.receive(message(MessageType::aspup));
  s.forget();
  const auto status = [&s](RoutingKey key) {
    s.receive(message(MessageType::reg_req, {to_parameter(RegistrationRequest{.key = std::move(key)})}));
    const Message answer = s.next();
    s.forget();
    return read_registration_result(std::get<ParameterGroup>(answer.parameters.at(0).value)).status;
  };
  EXPECT_EQ(status({{{.dpc = 1}, {.dpc = 2}}}), RegistrationStatus::successfully_registered);
  EXPECT_EQ(status({{{.dpc = 3}, {.dpc = 4, .service_indicators = {3}}}}),
            RegistrationStatus::insufficient_resources);
}

TEST(M3uaSgpRegistration, DeregisteringOneOfSeveralKeepsTheOthersInPlace) {
  Station s(registrar(1));
  s.up();
  s.receive(message(MessageType::aspup));
  for (mtp::PointCode dpc = 1; dpc <= 3; ++dpc) s.receive(reg_req(dpc));
  s.receive(dereg_req(100));
  s.receive(message(MessageType::aspac, {contexts({101, 102})}));
  s.forget();
  s.transfer(1);
  s.expect_silence();
  s.transfer(2);
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context),
            std::vector<std::uint32_t>{101});
  s.transfer(3);
  EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context),
            std::vector<std::uint32_t>{102});
}

TEST(M3uaSgpRegistration, WhatNoKeyCoversIsNotSent) {
  Station s(registrar(1));
  registered(s, 0, 9);
  s.receive(message(MessageType::aspac, {contexts({100})}), 0);
  s.forget();
  s.transfer(10);
  s.expect_silence();
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
  EXPECT_FALSE(s.node.reachable(10));
}

TEST(M3uaSgpRegistration, ABlockedAspIsRefused) {
  Config config = registrar(1);
  config.peers[0].blocked = true;
  Station s(config);
  s.up();
  s.receive(reg_req(9));
  s.expect_error(ErrorCode::refused_management_blocking);
}

TEST(M3uaSgpRegistration, TheUserHearsOfTheDestinationWhenTheAsIsActive) {
  Station s(registrar(1));
  s.up();
  s.receive(message(MessageType::aspup));
  s.receive(reg_req(9));
  EXPECT_TRUE(s.resumed().empty());
  s.receive(message(MessageType::aspac, {contexts({100})}));
  EXPECT_EQ(s.resumed(), std::vector<mtp::PointCode>{9});
}

TEST(M3uaSgpRegistration, TheUserHearsThatTheDestinationOfAForgottenKeyPauses) {
  Station s(registrar(1));
  registered(s, 0, 9);
  s.receive(message(MessageType::aspac, {contexts({100})}));
  s.down();
  EXPECT_TRUE(s.paused().empty());  // pending
  s.pass(2s);
  EXPECT_EQ(s.paused(), std::vector<mtp::PointCode>{9});
}

TEST(M3uaAspRegistration, RepeatsItsRequestByTack) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.pass(2s);
  EXPECT_EQ(s.next().type, MessageType::reg_req);
  s.pass(60s);
  const auto failed = s.told<ProcedureFailed>();
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].request, MessageType::reg_req);
}

TEST(M3uaAspRegistration, ARefusedKeyIsNotActivatedAndNotAskedForAgain) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(reg_rsp(1, RegistrationStatus::permission_denied, 0));
  s.pass(1h);
  s.expect_silence();
  const auto told = s.told<KeyRegistered>();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].status, RegistrationStatus::permission_denied);
  s.put(AspActive{0});  // layer management asks again
  EXPECT_EQ(s.next().type, MessageType::reg_req);
}

TEST(M3uaAspRegistration, TakesTheContextOfAKeyThatIsRegisteredAlready) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(reg_rsp(1, RegistrationStatus::routing_key_already_registered, 55));
  EXPECT_EQ(s.next(), message(MessageType::aspac, {contexts({55})}));
}

TEST(M3uaAspRegistration, GivesUpWhereTheSgpDoesNotRegister) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(message(MessageType::err, {{Tag::error_code, std::uint32_t{3}}}));
  s.pass(1h);
  s.expect_silence();
  EXPECT_EQ(s.told<ProcedureFailed>().size(), 1U);
}

TEST(M3uaAspRegistration, AnswersResultsThatItDidNotAskFor) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.forget();
  s.receive(reg_rsp(2, RegistrationStatus::successfully_registered, 55));
  s.expect_error(ErrorCode::invalid_parameter_value);
  s.receive(message(MessageType::dereg_rsp,
                    {to_parameter(DeregistrationResult{55, DeregistrationStatus::unknown})}));
  s.expect_error(ErrorCode::unexpected_message);
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  EXPECT_EQ(s.next().type, MessageType::aspac);
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 66));
  s.expect_error(ErrorCode::unexpected_message);
  EXPECT_EQ(s.node.routing_context(0, 0), 55U);
}

TEST(M3uaAspRegistration, AsksAgainAfterALossOfTheAssociation) {
  Station s(registrant());
  s.up();
  s.receive(message(MessageType::aspup_ack));
  s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, 55));
  s.down();
  EXPECT_EQ(s.node.routing_context(0, 0), std::nullopt);
  s.up();
  s.forget();
  s.receive(message(MessageType::aspup_ack));
  EXPECT_EQ(s.next().type, MessageType::reg_req);
}

TEST(M3uaAspRegistration, EachSgpAssignsItsOwnContext) {
  Config config = registrant();
  config.peers.push_back(config.peers[0]);
  Station s(config);
  for (std::size_t peer = 0; peer < 2; ++peer) {
    const auto context = static_cast<std::uint32_t>(50 + peer);
    s.up(peer);
    s.receive(message(MessageType::aspup_ack), peer);
    s.receive(reg_rsp(1, RegistrationStatus::successfully_registered, context), peer);
    s.receive(message(MessageType::aspac_ack, {contexts({context})}), peer);
  }
  s.forget();
  for (std::uint8_t sls = 0; sls < 2; ++sls) {
    s.transfer(9, sls);
    EXPECT_EQ(*s.next().find<std::vector<std::uint32_t>>(Tag::routing_context),
              std::vector<std::uint32_t>{50U + sls});
  }
}

TEST(M3uaAspRegistration, AnAspAndAnSgpComeToTerms) {
  Station asp(registrant());
  Station sgp(registrar(1));
  asp.up();
  sgp.up();
  const auto settle = [&] {
    for (int turns = 0; !asp.sent.empty() || !sgp.sent.empty(); ++turns) {
      ASSERT_LT(turns, 100);
      auto to_sgp = std::move(asp.sent);
      asp.sent.clear();
      for (const Sent& m : to_sgp) sgp.receive(m.octets, 0, m.stream);
      auto to_asp = std::move(sgp.sent);
      sgp.sent.clear();
      for (const Sent& m : to_asp) asp.receive(m.octets, 0, m.stream);
    }
  };
  settle();
  EXPECT_EQ(asp.node.asp_state(0, 0, Side::local), AspState::active);
  EXPECT_EQ(sgp.node.as_state(0), AsState::active);
  EXPECT_EQ(asp.node.routing_context(0, 0), 100U);
  asp.transfer(5);
  sgp.transfer(9);
  settle();
  EXPECT_EQ(sgp.delivered.size(), 1U);
  EXPECT_EQ(asp.delivered.size(), 1U);
  asp.put(AspDown{0});
  settle();
  EXPECT_EQ(asp.node.asp_state(0, 0, Side::local), AspState::down);
  const auto changes = sgp.told<RegistrationChanged>();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_TRUE(changes[0].joined);
  EXPECT_FALSE(changes[1].joined);
  EXPECT_TRUE(asp.told<ErrorReceived>().empty());
}

}  // namespace
}  // namespace mapsim::m3ua::test
