// What comes from MTP: delivery and relay.
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::Outcome;

Header header(MessageType type, Address called, Address calling) {
  Header h;
  h.type = type;
  h.message_handling = kReturnOnError;
  h.called = std::move(called);
  h.calling = std::move(calling);
  return h;
}

TEST(SccpReceive, TitleOfOursIsDelivered) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, test::encoded(header(MessageType::udt, kNear, kFar), {1, 2, 3}));
  ASSERT_EQ(out.unitdata.size(), 1U);
  const Transit& t = out.unitdata[0].transit;
  EXPECT_EQ(out.unitdata[0].data, (Octets{1, 2, 3}));
  EXPECT_EQ(t.called, kNear);
  EXPECT_EQ(t.calling, kFar);
  EXPECT_EQ(t.message_type, 0x09);
  EXPECT_TRUE(t.return_on_error);
  EXPECT_EQ(t.label.opc, 201U);
  EXPECT_EQ(t.label.sls, 5);
  EXPECT_FALSE(t.hop_counter);
  EXPECT_TRUE(out.diagnostics.empty());
}

TEST(SccpReceive, DataIsAViewOfTheReceivedMessage) {
  Sccp sccp(node_101(), Random(1));
  const Octets octets = test::encoded(header(MessageType::udt, kNear, kFar), {1, 2, 3});
  mtp::TransferIndication in;
  in.data = octets;
  in.routing_context = 77;
  in.network_appearance = 88;
  sccp.handle(mtp::Indication(in), at(0s));
  const auto event = sccp.poll();
  const auto& unitdata = std::get<UnitdataIndication>(std::get<Indication>(*event));
  EXPECT_EQ(unitdata.data.data(), octets.data() + octets.size() - 3);
  EXPECT_EQ(unitdata.transit.routing_context, 77U);
  EXPECT_EQ(unitdata.transit.network_appearance, 88U);
  EXPECT_FALSE(sccp.poll());
}

TEST(SccpReceive, XudtShowsHopCounterAndImportance) {
  Sccp sccp(node_101(), Random(1));
  Header h = header(MessageType::xudt, kNear, kFar);
  h.hop_counter = 1;
  h.importance = 7;
  const Outcome out = arrive(sccp, test::encoded(h, {1}));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].transit.hop_counter, 1);
  EXPECT_EQ(out.unitdata[0].transit.importance, 7);
}

TEST(SccpReceive, LudtIsDelivered) {
  Sccp sccp(node_101(), Random(1));
  const Octets data = test::pattern(3000);
  const Outcome out = arrive(sccp, test::encoded(header(MessageType::ludt, kNear, kFar), data));
  ASSERT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.unitdata[0].data, data);
}

TEST(SccpReceive, SsnRoutingIsForThisNodeWhateverThePointCode) {
  Sccp sccp(node_101(), Random(1));
  for (const Address& called : {test::on_ssn(101), test::on_ssn(std::nullopt), test::on_ssn(9)}) {
    EXPECT_EQ(arrive(sccp, test::encoded(header(MessageType::udt, called, kFar), {1})).unitdata.size(), 1U);
  }
}

TEST(SccpReceive, TranslationMaySupplyTheSubsystem) {
  Config c = node_101();
  c.translations[0].ssn = 8;
  Sccp sccp(c, Random(1));
  Address called = kNear;
  called.ssn = 0;
  EXPECT_EQ(arrive(sccp, test::encoded(header(MessageType::udt, called, kFar), {1})).unitdata.size(), 1U);
}

TEST(SccpReceive, UntranslatedTitleIsOursOnlyWhereConfigured) {
  Config c = node_101();
  c.accept_untranslated = true;
  Sccp sccp(c, Random(1));
  const Octets in = test::encoded(header(MessageType::udt, test::on_gt("777"), kFar), {1});
  EXPECT_EQ(arrive(sccp, in).unitdata.size(), 1U);
  Sccp strict(node_101(), Random(1));
  EXPECT_EQ(arrive(strict, in).unitdata.size(), 0U);
}

TEST(SccpReceive, OctetsThatAreNoMessageAreToldAndDiscarded) {
  Sccp sccp(node_101(), Random(1));
  const Octets good = test::encoded(header(MessageType::udt, kNear, kFar), {1});
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Outcome out = arrive(sccp, OctetView(good).first(size));
    EXPECT_TRUE(out.silent());
    ASSERT_EQ(out.diagnostics.size(), 1U);
    EXPECT_EQ(out.diagnostics[0].severity, Severity::error);
    EXPECT_EQ(out.diagnostics[0].error.layer, "sccp");
    EXPECT_FALSE(out.diagnostics[0].error.clause.empty());
  }
  EXPECT_EQ(arrive(sccp, good).unitdata.size(), 1U);
}

TEST(SccpReceive, ConnectionOrientedClassIsDiscarded) {
  Sccp sccp(node_101(), Random(1));
  Header h = header(MessageType::udt, kNear, kFar);
  h.protocol_class = 2;
  const Outcome out = arrive(sccp, test::encoded(h, {1}));
  EXPECT_TRUE(out.silent());
  EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.713 3.6");
}

TEST(SccpReceive, AnotherServiceIndicatorIsDiscarded) {
  Sccp sccp(node_101(), Random(1));
  mtp::TransferIndication in;
  const Octets octets = test::encoded(header(MessageType::udt, kNear, kFar), {1});
  in.label.si = 5;
  in.data = octets;
  sccp.handle(mtp::Indication(in), at(0s));
  const Outcome out = test::drain(sccp);
  EXPECT_TRUE(out.silent());
  EXPECT_EQ(out.diagnostics.size(), 1U);
}

// Several messages before the first poll: each event still shows its own octets.
TEST(SccpReceive, EventsKeepTheirOwnOctets) {
  Sccp sccp(node_101(), Random(1));
  for (std::uint8_t i = 1; i <= 3; ++i) {
    EXPECT_TRUE(sccp.handle(test::request(kNear, kFar, Octets(i, i)), at(0s)));
  }
  Sccp copy = sccp;
  for (Sccp* layer : {&sccp, &copy}) {
    const Outcome out = test::drain(*layer);
    ASSERT_EQ(out.unitdata.size(), 3U);
    for (std::uint8_t i = 1; i <= 3; ++i) EXPECT_EQ(out.unitdata[i - 1U].data, Octets(i, i));
  }
}

// Relay: node 101 translates for others (Q.714 2.3.1).
Config relay_node() {
  Config c = node_101();
  c.translations.push_back(test::rule("49", 301));
  return c;
}

TEST(SccpRelay, UdtGoesOnUnchanged) {
  Sccp sccp(relay_node(), Random(1));
  const Octets in = test::encoded(header(MessageType::udt, test::on_gt("4917"), kFar), {1, 2});
  const Outcome out = arrive(sccp, in);
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_TRUE(out.unitdata.empty());
  EXPECT_EQ(to_hex(out.sent[0].data.view()), to_hex(in));
  EXPECT_EQ(out.sent[0].label.opc, 101U);
  EXPECT_EQ(out.sent[0].label.dpc, 301U);
  EXPECT_EQ(out.sent[0].label.sls, 5);
}

TEST(SccpRelay, HopCounterIsDecremented) {
  Sccp sccp(relay_node(), Random(1));
  for (const std::uint8_t hops : std::initializer_list<std::uint8_t>{2, 15}) {
    Header h = header(MessageType::xudt, test::on_gt("4917"), kFar);
    h.hop_counter = hops;
    h.importance = 3;
    h.others = {{0xF0, {1, 2}}};
    const Outcome out = arrive(sccp, test::encoded(h, {1, 2}));
    ASSERT_EQ(out.sent.size(), 1U);
    --h.hop_counter;
    EXPECT_EQ(out.message().header, h);
  }
}

TEST(SccpRelay, HopCounterThatIsUsedUpIsAViolation) {
  Sccp sccp(relay_node(), Random(1));
  for (const std::uint8_t hops : std::initializer_list<std::uint8_t>{0, 1, 16, 255}) {
    Header h = header(MessageType::xudt, test::on_gt("4917"), kFar);
    h.hop_counter = hops;
    const Outcome out = arrive(sccp, test::encoded(h, {1, 2}));
    ASSERT_EQ(out.sent.size(), 1U);
    EXPECT_EQ(out.message().header.type, MessageType::xudts);
    EXPECT_EQ(out.message().header.return_cause, ReturnCause::hop_counter_violation);
    EXPECT_EQ(out.sent[0].label.dpc, 201U);
  }
}

TEST(SccpRelay, CallingAddressWithoutPointCodeGetsItsOrigin) {
  Sccp sccp(relay_node(), Random(1));
  const Outcome out = arrive(
      sccp, test::encoded(header(MessageType::udt, test::on_gt("4917"), test::on_ssn(std::nullopt)), {1}));
  EXPECT_EQ(out.message().header.calling, test::on_ssn(201));
}

TEST(SccpRelay, ReturnedMessagesAreRelayedToo) {
  Sccp sccp(relay_node(), Random(1));
  Header h = header(MessageType::udts, test::on_gt("4917"), kFar);
  h.message_handling = 0;
  h.return_cause = ReturnCause::unequipped_user;
  const Outcome out = arrive(sccp, test::encoded(h, {1}));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header, h);
}

TEST(SccpRelay, UnreachableNextNodeIsAnMtpFailure) {
  Sccp sccp(relay_node(), Random(1));
  sccp.handle(mtp::Indication(mtp::PauseIndication{301}), at(0s));
  const Outcome out = arrive(sccp, test::encoded(header(MessageType::udt, test::on_gt("4917"), kFar), {1}));
  EXPECT_EQ(out.message().header.return_cause, ReturnCause::mtp_failure);
}

TEST(SccpRelay, TranslationThatMakesItTooLongIsALocalError) {
  Config c = relay_node();
  c.translations.back().insert = std::string(240, '9');
  Sccp sccp(c, Random(1));
  Header h = header(MessageType::xudt, test::on_gt("4917"), kFar);
  h.importance = 1;
  const Outcome out = arrive(sccp, test::encoded(h, test::pattern(200)));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header.return_cause, ReturnCause::error_in_local_processing);
  EXPECT_EQ(out.message().header.calling.gt->digits, "4917");
}

}  // namespace
}  // namespace mapsim::sccp
