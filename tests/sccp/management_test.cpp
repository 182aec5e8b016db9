// SCMG (Q.714 5): node 101 under test, node 201 its peer.
#include "tests/sccp/management_support.h"

namespace mapsim::sccp {
namespace {

using test::about;
using test::at;
using test::hear;
using test::kFar;
using test::kNear;
using test::node_101;
using test::on_ssn;
using test::Outcome;
using test::state;
using enum ManagementType;
using enum UserStatus;

Config watching_201() {
  Config c = node_101();
  c.management.subsystems = {{201, 6}, {201, 8}};
  c.management.concerned = {201, 301};
  return c;
}

Octets to_8_from_201(bool return_on_error = true) {
  Header h;
  h.message_handling = return_on_error ? kReturnOnError : std::uint8_t{0};
  h.called = on_ssn(101, 8);
  h.calling = on_ssn(201, 8);
  return test::encoded(h, {1, 2});
}

TEST(SccpStatusTest, AnAllowedSubsystemIsAnsweredFor) {
  Sccp sccp(node_101(), Random(1));
  for (const std::uint8_t ssn : std::initializer_list<std::uint8_t>{8, kManagementSsn}) {
    const Outcome out = hear(sccp, about(subsystem_status_test, 101, ssn));
    ASSERT_EQ(out.sent.size(), 1U);
    EXPECT_EQ(test::said(out, 0, 201), about(subsystem_allowed, 101, ssn));
  }
}

TEST(SccpStatusTest, OctetsOfTheAnswer) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = hear(sccp, about(subsystem_status_test, 101, 8));
  EXPECT_EQ(to_hex(out.sent.at(0).data.view()),
            "090003070b0443c90001044365000105"
            "0108650000");
}

TEST(SccpStatusTest, ACongestedSubsystemIsAnAllowedOne) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::congested);
  EXPECT_EQ(hear(sccp, about(subsystem_status_test, 101, 8)).sent.size(), 1U);
}

TEST(SccpStatusTest, AProhibitedOrUnequippedSubsystemIsNot) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  for (const std::uint8_t ssn : std::initializer_list<std::uint8_t>{8, 6}) {
    const Outcome out = hear(sccp, about(subsystem_status_test, 101, ssn));
    EXPECT_TRUE(out.silent());
    EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.714 5.3.4.3");
  }
}

TEST(SccpStatusTest, ATestOfAnotherNodeIsNot) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_TRUE(hear(sccp, about(subsystem_status_test, 102, 8)).silent());
}

TEST(SccpProhibited, MessagesComeBackWithSubsystemFailure) {
  Sccp sccp(node_101(), Random(1));
  const Outcome heard = hear(sccp, about(subsystem_prohibited, 201, 8));
  EXPECT_THAT(heard.states, testing::ElementsAre(state(201, 8, out_of_service)));
  EXPECT_TRUE(heard.sent.empty());
  const Outcome out = test::ask(sccp, test::request(on_ssn(201), kNear, {1, 2}));
  EXPECT_TRUE(out.sent.empty());
  ASSERT_EQ(out.notices.size(), 1U);
  EXPECT_EQ(out.notices[0].cause, ReturnCause::subsystem_failure);
  EXPECT_EQ(out.notices[0].data, (Octets{1, 2}));
  // Another subsystem of the node, another node, and a message that is translated there are not affected.
  EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201, 6), kNear, {1})).sent.size(), 1U);
  EXPECT_EQ(test::ask(sccp, test::request(on_ssn(202, 8), kNear, {1})).sent.size(), 1U);
  EXPECT_EQ(test::ask(sccp, test::request(kFar, kNear, {1})).sent.size(), 1U);
}

TEST(SccpProhibited, SsaEndsIt) {
  Sccp sccp(node_101(), Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 8));
  const Outcome heard = hear(sccp, about(subsystem_allowed, 201, 8), at(3s));
  EXPECT_THAT(heard.states, testing::ElementsAre(state(201, 8, in_service)));
  EXPECT_TRUE(sccp.next_deadline().is_never());
  EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201), kNear, {1})).sent.size(), 1U);
}

TEST(SccpProhibited, WhatIsKnownIsNotToldAgain) {
  Sccp sccp(watching_201(), Random(1));
  EXPECT_TRUE(hear(sccp, about(subsystem_allowed, 201, 8)).states.empty());
  hear(sccp, about(subsystem_prohibited, 201, 8));
  EXPECT_TRUE(hear(sccp, about(subsystem_prohibited, 201, 8)).states.empty());
}

TEST(SccpProhibited, MultiplicityIsToldToTheUsers) {
  Sccp sccp(node_101(), Random(1));
  ManagementMessage ssp = about(subsystem_prohibited, 201, 8);
  ssp.multiplicity = Multiplicity::duplicated;
  EXPECT_EQ(hear(sccp, ssp).states.at(0).multiplicity, Multiplicity::duplicated);
}

TEST(SccpProhibited, TestsAreSentWithGrowingIntervals) {
  Config c = node_101();
  c.management.status_test = {.first = 10s, .longest = 60s};
  Sccp sccp(c, Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 8));
  Instant due = at(0s);
  for (const auto interval : {10s, 20s, 40s, 60s, 60s}) {
    due = due + interval;
    ASSERT_EQ(sccp.next_deadline(), due);
    ASSERT_TRUE(test::wait_until(sccp, due + -1ns).silent());
    const Outcome out = test::wait_until(sccp, due);
    ASSERT_EQ(out.sent.size(), 1U);
    EXPECT_EQ(test::said(out, 0, 201), about(subsystem_status_test, 201, 8));
  }
  // Another SSP does not start a second test.
  hear(sccp, about(subsystem_prohibited, 201, 8), due);
  EXPECT_EQ(sccp.next_deadline(), due + 60s);
}

TEST(SccpProhibited, RelayToAProhibitedSubsystemIsReturned) {
  Config c = node_101();
  c.translations.push_back(test::rule("49", 301));
  c.translations.back().ssn = 6;
  c.translations.back().routing = RoutingIndicator::route_on_ssn;
  Sccp sccp(c, Random(1));
  hear(sccp, about(subsystem_prohibited, 301, 6));
  Header h;
  h.message_handling = kReturnOnError;
  h.called = test::on_gt("4917");
  h.calling = kFar;
  EXPECT_EQ(test::arrive(sccp, test::encoded(h, {1})).message().header.return_cause,
            ReturnCause::subsystem_failure);
}

TEST(SccpProhibited, TranslationTakesTheBackupMeanwhile) {
  Config c = node_101();
  c.translations.push_back(test::rule("49", 301));
  c.translations.back().destinations.push_back(302);
  c.translations.back().ssn = 6;
  c.translations.back().routing = RoutingIndicator::route_on_ssn;
  Sccp sccp(c, Random(1));
  const auto goes_to = [&] {
    return test::ask(sccp, test::request(test::on_gt("4917"), kNear, {1})).sent.at(0).label.dpc;
  };
  EXPECT_EQ(goes_to(), 301U);
  hear(sccp, about(subsystem_prohibited, 301, 6));
  EXPECT_EQ(goes_to(), 302U);
  hear(sccp, about(subsystem_allowed, 301, 6));
  EXPECT_EQ(goes_to(), 301U);
}

TEST(SccpProhibited, WhoStillSendsToOneOfOursIsTold) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  const Outcome out = test::arrive(sccp, to_8_from_201());
  ASSERT_EQ(out.sent.size(), 2U);
  EXPECT_EQ(out.message(0).header.return_cause, ReturnCause::subsystem_failure);
  EXPECT_EQ(test::said(out, 1, 201), about(subsystem_prohibited, 101, 8));
  // Without the return option the node is told all the same.
  EXPECT_EQ(test::said(test::arrive(sccp, to_8_from_201(false)), 0, 201),
            about(subsystem_prohibited, 101, 8));
}

TEST(SccpState, AUserThatGoesAndComesIsBroadcastOnce) {
  Config c = watching_201();
  c.management.multiplicity = Multiplicity::solitary;
  Sccp sccp(c, Random(1));
  for (const UserStatus status : {out_of_service, in_service}) {
    ASSERT_TRUE(sccp.handle(StateRequest{8, status}, at(0s)));
    const Outcome out = test::drain(sccp);
    ASSERT_EQ(out.sent.size(), 2U);
    ManagementMessage expected =
        about(status == in_service ? subsystem_allowed : subsystem_prohibited, 101, 8);
    expected.multiplicity = Multiplicity::solitary;
    EXPECT_EQ(test::said(out, 0, 201), expected);
    EXPECT_EQ(test::said(out, 1, 301), expected);
    ASSERT_TRUE(sccp.handle(StateRequest{8, status}, at(0s)));
    EXPECT_TRUE(test::drain(sccp).silent());
  }
  EXPECT_EQ(test::arrive(sccp, to_8_from_201()).unitdata.size(), 1U);
}

TEST(SccpState, UnreachableNodesAreNotSentTheBroadcast) {
  Sccp sccp(watching_201(), Random(1));
  test::pause(sccp, 301);
  ASSERT_TRUE(sccp.handle(StateRequest{8, out_of_service}, at(0s)));
  const Outcome out = test::drain(sccp);
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.sent[0].label.dpc, 201U);
}

TEST(SccpState, SubsystemsThatAreNoUsersAreRefused) {
  Sccp sccp(node_101(), Random(1));
  for (const std::uint8_t ssn : std::initializer_list<std::uint8_t>{0, 1}) {
    const auto refused = sccp.handle(StateRequest{ssn, in_service}, at(0s));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "affected subsystem");
  }
}

TEST(SccpPointCode, PauseAndResumeAreToldOfTheNodeAndItsSubsystems) {
  Sccp sccp(watching_201(), Random(1));
  const Outcome paused = test::pause(sccp, 201);
  EXPECT_THAT(paused.states,
              testing::ElementsAre(state(201, 6, out_of_service), state(201, 8, out_of_service)));
  EXPECT_THAT(paused.pc_states,
              testing::ElementsAre(PcStateIndication{.affected = 201,
                                                     .signalling_point = SignallingPointStatus::inaccessible,
                                                     .remote_sccp = RemoteSccpStatus::inaccessible}));
  EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201), kNear, {1})).notices.at(0).cause,
            ReturnCause::mtp_failure);
  const Outcome resumed = test::resume(sccp, 201);
  EXPECT_THAT(resumed.states, testing::ElementsAre(state(201, 6, in_service), state(201, 8, in_service)));
  EXPECT_THAT(resumed.pc_states,
              testing::ElementsAre(PcStateIndication{.affected = 201,
                                                     .signalling_point = SignallingPointStatus::accessible,
                                                     .remote_sccp = RemoteSccpStatus::available}));
  EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201), kNear, {1})).sent.size(), 1U);
}

TEST(SccpPointCode, ConfiguredSubsystemsStayUnderWatch) {
  Sccp sccp(watching_201(), Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 9));
  EXPECT_EQ(test::pause(sccp, 201).states.size(), 2U) << "9 is out of service already";
  EXPECT_EQ(test::resume(sccp, 201).states.size(), 3U);
  EXPECT_EQ(test::pause(sccp, 201).states.size(), 2U) << "9 was not configured";
}

TEST(SccpPointCode, PauseEndsTheTests) {
  Sccp sccp(node_101(), Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 8));
  test::pause(sccp, 201);
  EXPECT_TRUE(sccp.next_deadline().is_never());
  // The subsystem counts as allowed when the way is open again.
  EXPECT_THAT(test::resume(sccp, 201).states, testing::ElementsAre(state(201, 8, in_service)));
}

TEST(SccpPointCode, AnSccpThatIsGoneIsTestedUntilItAnswers) {
  using enum mtp::StatusCause;
  struct Case {
    mtp::StatusCause cause;
    RemoteSccpStatus told;
    bool tested;
  };
  for (const Case& row : {Case{user_part_unknown, RemoteSccpStatus::unavailable, true},
                          Case{user_part_inaccessible, RemoteSccpStatus::inaccessible, true},
                          Case{user_part_unequipped, RemoteSccpStatus::unequipped, false}}) {
    Sccp sccp(watching_201(), Random(1));
    const Outcome gone = test::report(sccp, 201, row.cause);
    EXPECT_EQ(gone.states.size(), 2U);
    EXPECT_EQ(gone.pc_states.at(0), (PcStateIndication{.affected = 201, .remote_sccp = row.told}));
    EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201), kNear, {1})).notices.at(0).cause,
              ReturnCause::sccp_failure);
    EXPECT_EQ(sccp.next_deadline(), row.tested ? at(10s) : Instant::never());
    if (!row.tested) continue;
    EXPECT_EQ(test::said(test::wait_until(sccp, at(10s)), 0, 201),
              about(subsystem_status_test, 201, kManagementSsn));
    const Outcome back = hear(sccp, about(subsystem_allowed, 201, kManagementSsn), at(11s));
    EXPECT_EQ(back.states.size(), 2U);
    EXPECT_EQ(back.pc_states.at(0),
              (PcStateIndication{.affected = 201, .remote_sccp = RemoteSccpStatus::available}));
    EXPECT_TRUE(sccp.next_deadline().is_never());
    EXPECT_EQ(test::ask(sccp, test::request(on_ssn(201), kNear, {1})).sent.size(), 1U);
  }
}

TEST(SccpPointCode, AnyMessageOfAnSccpSaysThatItIsThere) {
  Sccp sccp(node_101(), Random(1));
  test::report(sccp, 201, mtp::StatusCause::user_part_unequipped);
  const Outcome out = test::arrive(sccp, to_8_from_201());
  EXPECT_EQ(out.unitdata.size(), 1U);
  EXPECT_EQ(out.pc_states.at(0).remote_sccp, RemoteSccpStatus::available);
}

TEST(SccpPointCode, AnSsaOfAnotherNodeCanTellToo) {
  Sccp sccp(node_101(), Random(1));
  test::report(sccp, 201, mtp::StatusCause::user_part_unknown);
  EXPECT_EQ(hear(sccp, about(subsystem_allowed, 201, kManagementSsn), at(1s), 301).pc_states.size(), 1U);
  EXPECT_TRUE(sccp.next_deadline().is_never());
}

TEST(SccpCongestion, ToldButNotObeyedUnlessConfigured) {
  for (const bool limit : {false, true}) {
    Config c = node_101();
    c.management.limit_traffic = limit;
    Sccp sccp(c, Random(1));
    const Outcome told = hear(sccp, about(subsystem_congested, 201, kManagementSsn, 6));
    EXPECT_EQ(told.pc_states.at(0),
              (PcStateIndication{
                  .affected = 201, .remote_sccp = RemoteSccpStatus::congested, .restricted_importance = 6}));
    const Outcome out = test::ask(sccp, test::request(on_ssn(201), kNear, {1}));
    EXPECT_EQ(out.sent.size(), limit ? 0U : 1U);
    ASSERT_EQ(out.notices.size(), limit ? 1U : 0U);
    if (limit) {
      EXPECT_EQ(out.notices[0].cause, ReturnCause::network_congestion);
    }
    UnitdataRequest important = test::request(on_ssn(201), kNear, {1});
    important.overrides.importance = 7;
    EXPECT_EQ(test::ask(sccp, std::move(important)).sent.size(), 1U);
  }
}

TEST(SccpCongestion, RelayedMessagesAreReturned) {
  Config c = node_101();
  c.management.limit_traffic = true;
  c.translations.push_back(test::rule("49", 301));
  Sccp sccp(c, Random(1));
  hear(sccp, about(subsystem_congested, 301, kManagementSsn, 5));
  Header h;
  h.message_handling = kReturnOnError;
  h.called = test::on_gt("4917");
  h.calling = kFar;
  EXPECT_EQ(test::arrive(sccp, test::encoded(h, {1})).message().header.return_cause,
            ReturnCause::network_congestion);
}

TEST(SccpCongestion, MtpReportsAreToldWithTheRestrictedImportance) {
  Config c = node_101();
  c.management.congestion = {.attack = 100ms, .decay = 5s, .sccp_decay = 5s};
  Sccp sccp(c, Random(1));
  Instant now = at(0s);
  std::vector<int> levels;
  for (int i = 0; i < 4; ++i, now = now + 100ms) {
    test::wait_until(sccp, now);
    const Outcome out = test::report(sccp, 201, mtp::StatusCause::congestion, now);
    EXPECT_EQ(out.pc_states.at(0).signalling_point, SignallingPointStatus::congested);
    levels.push_back(out.pc_states.at(0).restricted_importance.value());
    EXPECT_TRUE(test::report(sccp, 201, mtp::StatusCause::congestion, now).silent()) << "Ta runs";
  }
  EXPECT_EQ(levels, (std::vector<int>{0, 0, 0, 1}));
  EXPECT_EQ(sccp.restriction_level(201), 1);
  const Outcome over = test::wait_until(sccp, now + 30s);
  EXPECT_EQ(over.pc_states.at(0), (PcStateIndication{.affected = 201,
                                                     .signalling_point = SignallingPointStatus::accessible,
                                                     .restricted_importance = 0}));
  EXPECT_EQ(sccp.restriction_level(201), 0);
}

TEST(SccpManagement, CoordinatedStateChangeIsRefusedByName) {
  Sccp sccp(node_101(), Random(1));
  for (const ManagementType type : {subsystem_out_of_service_request, subsystem_out_of_service_grant}) {
    const Outcome out = hear(sccp, about(type, 201, 8));
    EXPECT_TRUE(out.silent());
    EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.714 5.3.5");
    EXPECT_THAT(out.diagnostics[0].error.text,
                testing::HasSubstr(type == subsystem_out_of_service_request ? "SOR" : "SOG"));
  }
}

TEST(SccpManagement, WhatCannotBeSaidIsToldAndChangesNothing) {
  Sccp sccp(node_101(), Random(1));
  for (const ManagementMessage& m :
       {about(subsystem_prohibited, 101, 8), about(subsystem_allowed, 101, 8),
        about(subsystem_prohibited, 201, 0), about(subsystem_prohibited, 201, kManagementSsn),
        about(subsystem_congested, 201, 8, 3)}) {
    const Outcome out = hear(sccp, m);
    EXPECT_TRUE(out.silent());
    EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.714 5.3");
  }
  EXPECT_EQ(test::arrive(sccp, to_8_from_201()).unitdata.size(), 1U);
  EXPECT_TRUE(sccp.next_deadline().is_never());
}

TEST(SccpManagement, DamagedMessagesAreToldWithTheirPlace) {
  Sccp sccp(node_101(), Random(1));
  const Octets good = test::copy(ManagementOctets(about(subsystem_prohibited, 201, 8)).view());
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Octets octets = test::udt(OctetView(good).first(size));
    const Outcome out = test::arrive(sccp, octets);
    EXPECT_TRUE(out.silent());
    ASSERT_EQ(out.diagnostics.size(), 1U);
    EXPECT_EQ(out.diagnostics[0].error.offset, octets.size());
  }
}

TEST(SccpManagement, ReturnedAndSegmentedMessagesAreTold) {
  Sccp sccp(node_101(), Random(1));
  const Octets ssp = test::copy(ManagementOctets(about(subsystem_prohibited, 201, 8)).view());
  Header h;
  h.type = MessageType::udts;
  h.called = on_ssn(101, kManagementSsn);
  h.calling = on_ssn(201, kManagementSsn);
  EXPECT_TRUE(test::arrive(sccp, test::encoded(h, ssp)).silent());
  h.type = MessageType::xudt;
  h.protocol_class = 1;
  h.segmentation = Segmentation{.first = true, .class1 = false, .remaining = 1, .reference = 1};
  EXPECT_TRUE(test::arrive(sccp, test::encoded(h, ssp)).silent());
  EXPECT_FALSE(sccp.prohibited(201, 8));
}

TEST(SccpManagement, WatchesSoManySubsystemsAndNoMore) {
  Sccp sccp(node_101(), Random(1));
  for (std::size_t i = 0; i < RemoteSubsystems::kMax; ++i) {
    hear(sccp, about(subsystem_prohibited, static_cast<mtp::PointCode>(1000 + i), 8));
  }
  EXPECT_TRUE(sccp.prohibited(1000 + RemoteSubsystems::kMax - 1, 8));
  const Outcome out = hear(sccp, about(subsystem_prohibited, 999, 8));
  EXPECT_TRUE(out.silent());
  EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.714 5.3.2.2");
  EXPECT_FALSE(sccp.prohibited(999, 8));
  hear(sccp, about(subsystem_allowed, 1000, 8));
  EXPECT_EQ(hear(sccp, about(subsystem_prohibited, 999, 8)).states.size(), 1U);
}

// Both ends: the peer prohibits, is tested, and allows.
TEST(SccpManagement, TwoNodesFindTheWayBack) {
  Sccp near(node_101(), Random(1));
  Sccp far(test::node_201(), Random(2));
  ASSERT_TRUE(far.handle(StateRequest{8, out_of_service}, at(0s)));
  EXPECT_TRUE(test::drain(far).silent());  // nobody is concerned by configuration
  const Outcome first = test::ask(near, test::request(on_ssn(201), on_ssn(101), {1}));
  const Outcome refused = test::arrive(far, first.sent.at(0).data.view(), at(0s), 101);
  ASSERT_EQ(refused.sent.size(), 2U);
  Outcome told;
  for (const auto& sent : refused.sent) told = test::arrive(near, sent.data.view(), at(0s), 201);
  EXPECT_THAT(told.states, testing::ElementsAre(state(201, 8, out_of_service)));
  const auto test_at = [&](Instant now) {
    const Outcome asked = test::wait_until(near, now);
    return test::arrive(far, asked.sent.at(0).data.view(), now, 101);
  };
  EXPECT_TRUE(test_at(at(10s)).silent());
  ASSERT_TRUE(far.handle(StateRequest{8, in_service}, at(11s)));
  const Outcome answer = test_at(at(30s));
  EXPECT_THAT(test::arrive(near, answer.sent.at(0).data.view(), at(30s), 201).states,
              testing::ElementsAre(state(201, 8, in_service)));
  EXPECT_TRUE(near.next_deadline().is_never());
}

}  // namespace
}  // namespace mapsim::sccp
