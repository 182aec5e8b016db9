// SCCP management (Q.714 5). Node 101 under test, node 201 its peer.
#include "tests/sccp/management_support.h"

namespace mapsim::sccp {
namespace {

using test::about;
using test::ask;
using test::at;
using test::hear;
using test::kNear;
using test::node_101;
using test::on_ssn;
using test::Outcome;
using test::request;
using test::state;
using enum ManagementType;
using enum UserStatus;

Config watching_201() {
  Config c = node_101();
  c.management.subsystems = {{201, 8}};
  c.management.concerned = {201};
  return c;
}

std::optional<ReturnCause> refused(Sccp& sccp) {
  const Outcome out = ask(sccp, request(on_ssn(201), kNear, {1}));
  if (out.sent.size() == 1) return std::nullopt;
  return out.notices.at(0).cause;
}

TEST(ConformanceSccp, Q_714_5_2_2_1) {
  Sccp sccp(watching_201(), Random(1));
  const Outcome out = test::pause(sccp, 201);
  EXPECT_EQ(out.pc_states.at(0).signalling_point, SignallingPointStatus::inaccessible);
  EXPECT_THAT(out.states, testing::ElementsAre(state(201, 8, out_of_service)));
  EXPECT_EQ(refused(sccp), ReturnCause::mtp_failure);
}

TEST(ConformanceSccp, Q_714_5_2_3_1) {
  Sccp sccp(watching_201(), Random(1));
  test::pause(sccp, 201);
  const Outcome out = test::resume(sccp, 201);
  EXPECT_EQ(out.pc_states.at(0).signalling_point, SignallingPointStatus::accessible);
  EXPECT_THAT(out.states, testing::ElementsAre(state(201, 8, in_service)));
  EXPECT_EQ(refused(sccp), std::nullopt);
}

TEST(ConformanceSccp, Q_714_5_2_2_2) {
  Sccp sccp(watching_201(), Random(1));
  const Outcome out = test::report(sccp, 201, mtp::StatusCause::user_part_unequipped);
  EXPECT_EQ(out.pc_states.at(0).remote_sccp, RemoteSccpStatus::unequipped);
  EXPECT_EQ(refused(sccp), ReturnCause::sccp_failure);
  EXPECT_TRUE(sccp.next_deadline().is_never()) << "one that is not equipped is not tested";
}

TEST(ConformanceSccp, Q_714_5_2_2_3) {
  Sccp sccp(watching_201(), Random(1));
  test::report(sccp, 201, mtp::StatusCause::user_part_inaccessible);
  const Outcome tested = test::wait_until(sccp, sccp.next_deadline());
  EXPECT_EQ(test::said(tested, 0, 201), about(subsystem_status_test, 201, kManagementSsn));
  const Outcome back = hear(sccp, about(subsystem_allowed, 201, kManagementSsn), at(11s));
  EXPECT_EQ(back.pc_states.at(0).remote_sccp, RemoteSccpStatus::available);
  EXPECT_TRUE(sccp.next_deadline().is_never());
  EXPECT_EQ(refused(sccp), std::nullopt);
}

TEST(ConformanceSccp, Q_714_5_2_4_1) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = test::report(sccp, 201, mtp::StatusCause::congestion);
  EXPECT_EQ(out.pc_states.at(0).signalling_point, SignallingPointStatus::congested);
  EXPECT_TRUE(out.pc_states[0].restricted_importance);
}

TEST(ConformanceSccp, Q_714_5_2_8_1) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = hear(sccp, about(subsystem_congested, 201, kManagementSsn, 3));
  EXPECT_EQ(out.pc_states.at(0).remote_sccp, RemoteSccpStatus::congested);
  EXPECT_EQ(sccp.restriction_level(201), 3);
  EXPECT_EQ(test::wait_until(sccp, sccp.next_deadline()).pc_states.at(0).restricted_importance, 2);
}

TEST(ConformanceSccp, Q_714_5_3_2_1_1) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  Header h;
  h.called = on_ssn(101, 8);
  h.calling = on_ssn(201, 8);
  const Outcome out = test::arrive(sccp, test::encoded(h, {1}));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(test::said(out, 0, 201), about(subsystem_prohibited, 101, 8));
}

TEST(ConformanceSccp, Q_714_5_3_2_2_1) {
  Sccp sccp(watching_201(), Random(1));
  const Outcome out = hear(sccp, about(subsystem_prohibited, 201, 8));
  EXPECT_THAT(out.states, testing::ElementsAre(state(201, 8, out_of_service)));
  EXPECT_EQ(refused(sccp), ReturnCause::subsystem_failure);
}

TEST(ConformanceSccp, Q_714_5_3_2_2_2) {
  Sccp sccp(watching_201(), Random(1));
  ASSERT_TRUE(sccp.handle(StateRequest{8, out_of_service}, at(0s)));
  EXPECT_EQ(test::said(test::drain(sccp), 0, 201), about(subsystem_prohibited, 101, 8));
}

TEST(ConformanceSccp, Q_714_5_3_3_2_1) {
  Sccp sccp(watching_201(), Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 8));
  const Outcome out = hear(sccp, about(subsystem_allowed, 201, 8));
  EXPECT_THAT(out.states, testing::ElementsAre(state(201, 8, in_service)));
  EXPECT_EQ(refused(sccp), std::nullopt);
  EXPECT_TRUE(sccp.next_deadline().is_never()) << "the test ends";
}

TEST(ConformanceSccp, Q_714_5_3_3_2_2) {
  Sccp sccp(watching_201(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  ASSERT_TRUE(sccp.handle(StateRequest{8, in_service}, at(0s)));
  EXPECT_EQ(test::said(test::drain(sccp), 0, 201), about(subsystem_allowed, 101, 8));
}

TEST(ConformanceSccp, Q_714_5_3_4_2_1) {
  Sccp sccp(node_101(), Random(1));
  hear(sccp, about(subsystem_prohibited, 201, 8));
  EXPECT_EQ(sccp.next_deadline(), at(10s));
  for (const auto due : {10s, 30s, 70s}) {
    const Outcome out = test::wait_until(sccp, at(due));
    EXPECT_EQ(test::said(out, 0, 201), about(subsystem_status_test, 201, 8));
  }
  EXPECT_EQ(sccp.next_deadline(), at(150s));
}

TEST(ConformanceSccp, Q_714_5_3_4_3_1) {
  Sccp sccp(node_101(), Random(1));
  EXPECT_EQ(test::said(hear(sccp, about(subsystem_status_test, 101, 8)), 0, 201),
            about(subsystem_allowed, 101, 8));
}

TEST(ConformanceSccp, Q_714_5_3_4_3_2) {
  Sccp sccp(node_101(), Random(1));
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  EXPECT_TRUE(hear(sccp, about(subsystem_status_test, 101, 8)).silent());
}

TEST(ConformanceSccp, Q_713_5_1_1_1) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = test::arrive(sccp, test::udt(Octets{9, 8, 101, 0, 0}));
  EXPECT_TRUE(out.silent());
  EXPECT_EQ(out.diagnostics.at(0).error.clause, "Q.713 5.1.1");
}

}  // namespace
}  // namespace mapsim::sccp
