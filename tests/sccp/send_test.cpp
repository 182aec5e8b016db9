// N-UNITDATA request that goes out in one message.
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::ask;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::Outcome;
using test::pattern;
using test::request;

TEST(SccpSend, TranslatedTitleGoesToItsNodeInAUdt) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, {0x62, 0x00});
  r.data.tag = 42;
  const Outcome out = ask(sccp, std::move(r));
  ASSERT_EQ(out.sent.size(), 1U);
  const mtp::RoutingLabel& label = out.sent[0].label;
  EXPECT_EQ(label.opc, 101U);
  EXPECT_EQ(label.dpc, 201U);
  EXPECT_EQ(label.si, 3);
  EXPECT_EQ(label.ni, 2);
  EXPECT_EQ(out.sent[0].data.tag, 42U);
  EXPECT_EQ(to_hex(out.sent[0].data.view()),
            "0980"
            "030e19"
            "0b1208001104515510000002"
            "0b1208001104515510000001"
            "026200");
  EXPECT_TRUE(out.diagnostics.empty());
}

TEST(SccpSend, WithoutTheOptionNothingIsAskedBack) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, {1});
  r.return_on_error = false;
  EXPECT_EQ(ask(sccp, std::move(r)).message().header.message_handling, 0);
}

TEST(SccpSend, PointCodeOfAnotherNodeIsTheDestination) {
  Sccp sccp(node_101(), Random(1));
  const Outcome ssn = ask(sccp, request(test::on_ssn(777), kNear, {1}));
  EXPECT_EQ(ssn.sent.at(0).label.dpc, 777U);
  Address title = test::on_gt("999");  // no rule for it: the node 777 may translate it
  title.point_code = 777;
  EXPECT_EQ(ask(sccp, request(title, kNear, {1})).sent.at(0).label.dpc, 777U);
}

TEST(SccpSend, TranslationChangesTheAddressThatIsSent) {
  Config c = node_101();
  c.translations[1].ssn = 6;
  c.translations[1].routing = RoutingIndicator::route_on_ssn;
  Sccp sccp(c, Random(1));
  const Address called = ask(sccp, request(kFar, kNear, {1})).message().header.called;
  EXPECT_EQ(called.ssn, 6);
  EXPECT_EQ(called.routing, RoutingIndicator::route_on_ssn);
}

TEST(SccpSend, ClassOneKeepsTheSlsOfItsSequenceControl) {
  Sccp sccp(node_101(), Random(1));
  for (const std::uint32_t control : {0U, 1U, 15U, 16U, 33U, 4294967295U}) {
    for (int i = 0; i < 3; ++i) {
      UnitdataRequest r = request(kFar, kNear, {1});
      r.protocol_class = 1;
      r.sequence_control = control;
      const Outcome out = ask(sccp, std::move(r));
      EXPECT_EQ(out.sent.at(0).label.sls, control % 16);
      EXPECT_EQ(out.message().header.protocol_class, 1);
    }
  }
}

TEST(SccpSend, ClassZeroSpreadsOverAllSls) {
  Sccp sccp(node_101(), Random(1));
  std::array<int, 16> seen{};
  for (int i = 0; i < 64; ++i) ++seen.at(ask(sccp, request(kFar, kNear, {1})).sent.at(0).label.sls);
  for (const int count : seen) EXPECT_EQ(count, 4);
}

TEST(SccpSend, UdtUpToItsCapacityThenXudt) {
  Sccp sccp(node_101(), Random(1));
  const std::size_t capacity = sccp.udt_capacity(kFar, kNear);
  EXPECT_EQ(capacity, udt_capacity(kFar, kNear));
  const Outcome fits = ask(sccp, request(kFar, kNear, pattern(capacity)));
  ASSERT_EQ(fits.sent.size(), 1U);
  EXPECT_EQ(fits.message().header.type, MessageType::udt);
  EXPECT_EQ(fits.sent[0].data.size() + kRoutingLabelSize, kMtpMaxSif);
  const Outcome more = ask(sccp, request(kFar, kNear, pattern(capacity + 1)));
  ASSERT_EQ(more.sent.size(), 2U);
  EXPECT_EQ(more.message().header.type, MessageType::xudt);
}

TEST(SccpSend, CapacityIsThatOfTheTranslatedAddress) {
  Config c = node_101();
  c.translations[1].insert = "0000";
  Sccp sccp(c, Random(1));
  EXPECT_EQ(sccp.udt_capacity(kFar, kNear), udt_capacity(kFar, kNear) - 2);
  EXPECT_EQ(sccp.xudt_segment_capacity(kFar, kNear), xudt_segment_capacity(kFar, kNear) - 2);
}

TEST(SccpSend, ForcedXudtHasHopCounterAndNoSegmentation) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(50));
  r.form = Form::xudt;
  const Header h = ask(sccp, std::move(r)).message().header;
  EXPECT_EQ(h.type, MessageType::xudt);
  EXPECT_EQ(h.hop_counter, 15);
  EXPECT_FALSE(h.segmentation);
  EXPECT_FALSE(h.importance);
}

TEST(SccpSend, HopCounterAndImportanceMakeItAnXudt) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(50));
  r.overrides.hop_counter = 3;
  r.overrides.importance = 6;
  const Header h = ask(sccp, std::move(r)).message().header;
  EXPECT_EQ(h.type, MessageType::xudt);
  EXPECT_EQ(h.hop_counter, 3);
  EXPECT_EQ(h.importance, 6);
}

TEST(SccpSend, ConfiguredHopCounterAndImportanceAreThoseOfXudt) {
  Config c = node_101();
  c.hop_counter = 9;
  c.importance = 2;
  Sccp sccp(c, Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(50));
  r.form = Form::xudt;
  const Header h = ask(sccp, std::move(r)).message().header;
  EXPECT_EQ(h.hop_counter, 9);
  EXPECT_EQ(h.importance, 2);
  EXPECT_EQ(ask(sccp, request(kFar, kNear, pattern(50))).message().header.type, MessageType::udt);
}

TEST(SccpSend, ForcedUdtMayExceedTheSifButNotItsLength) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest most = request(kFar, kNear, pattern(255));
  most.form = Form::udt;
  EXPECT_EQ(ask(sccp, std::move(most)).message().header.type, MessageType::udt);
  UnitdataRequest more = request(kFar, kNear, pattern(256));
  more.form = Form::udt;
  const auto refused = sccp.handle(std::move(more), at(0s));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().clause, "Q.713 4.10");
  EXPECT_TRUE(test::drain(sccp).silent());
}

TEST(SccpSend, ForcedLudtCarriesALongMessageWhole) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(kFar, kNear, pattern(2000));
  r.form = Form::ludt;
  const Outcome out = ask(sccp, std::move(r));
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.message().header.type, MessageType::ludt);
  EXPECT_EQ(out.message().data, pattern(2000));
}

TEST(SccpSend, OverridesOfTheLabelArePassedOn) {
  Sccp sccp(node_101(), Random(1));
  UnitdataRequest r = request(test::on_gt("999"), kNear, {1});
  r.overrides.opc = 1;
  r.overrides.dpc = 2;
  r.overrides.si = 5;
  r.overrides.ni = 0;
  r.overrides.mp = 3;
  r.overrides.sls = 200;
  r.overrides.m3ua.routing_context = 7;
  const Outcome out = ask(sccp, std::move(r));
  EXPECT_EQ(out.sent.at(0).label,
            (mtp::RoutingLabel{.opc = 1, .dpc = 2, .si = 5, .ni = 0, .mp = 3, .sls = 200}));
  EXPECT_EQ(out.sent[0].overrides.routing_context, 7U);
}

TEST(SccpSend, RequestsThatNoMessageCanCarryAreErrors) {
  Sccp sccp(node_101(), Random(1));
  const auto field = [&](auto change) {
    UnitdataRequest r = request(kFar, kNear, {1});
    change(r);
    const auto taken = sccp.handle(std::move(r), at(0s));
    EXPECT_FALSE(taken);
    return taken ? std::string() : taken.error().field;
  };
  EXPECT_EQ(field([](auto& r) { r.protocol_class = 2; }), "class");
  EXPECT_EQ(field([](auto& r) { r.called.gt->digits = "+1"; }), "called");
  EXPECT_EQ(field([](auto& r) { r.calling.point_code = 99999; }), "calling");
  EXPECT_EQ(field([](auto& r) { r.overrides.segment_size = 0; }), "segment-size");
  EXPECT_EQ(field([](auto& r) { r.overrides.segmentation_reference = 0x1000000; }), "segmentation-reference");
  EXPECT_EQ(field([](auto& r) { r.overrides.importance = 8; }), "importance");
  EXPECT_TRUE(test::drain(sccp).silent());
}

TEST(SccpSend, OwnSubsystemGetsItWithoutTheNetwork) {
  Sccp sccp(node_101(), Random(1));
  for (const Address& own : {kNear, test::on_ssn(101), test::on_ssn(std::nullopt)}) {
    const Outcome out = ask(sccp, request(own, kFar, {1, 2, 3}));
    EXPECT_TRUE(out.sent.empty());
    ASSERT_EQ(out.unitdata.size(), 1U);
    EXPECT_EQ(out.unitdata[0].data, (Octets{1, 2, 3}));
    EXPECT_EQ(out.unitdata[0].transit.called, own);
    EXPECT_EQ(out.unitdata[0].transit.label.opc, 101U);
  }
}

// What cannot be sent comes back by N-NOTICE.
struct Refusal {
  ReturnCause cause;
  Address called;
};
void expect_notice(Sccp& sccp, const Refusal& refusal) {
  const Outcome out = ask(sccp, request(refusal.called, kNear, {7, 8}));
  EXPECT_TRUE(out.sent.empty());
  ASSERT_EQ(out.notices.size(), 1U);
  EXPECT_EQ(out.notices[0].cause, refusal.cause);
  EXPECT_EQ(out.notices[0].data, (Octets{7, 8}));
  EXPECT_EQ(out.notices[0].transit.called, kNear);
  EXPECT_EQ(out.notices[0].transit.calling, refusal.called);
  EXPECT_EQ(out.diagnostics.size(), 1U);
  UnitdataRequest quiet = request(refusal.called, kNear, {7, 8});
  quiet.return_on_error = false;
  const Outcome silent = ask(sccp, std::move(quiet));
  EXPECT_TRUE(silent.silent());
  EXPECT_EQ(silent.diagnostics.size(), 1U);
}

TEST(SccpSend, NoTranslationForTheseDigits) {
  Sccp sccp(node_101(), Random(1));
  expect_notice(sccp, {ReturnCause::no_translation_for_address, test::on_gt("4917")});
}

TEST(SccpSend, NoTranslationForSuchATitle) {
  Config c = node_101();
  for (auto& r : c.translations) r.numbering_plan = NumberingPlan::isdn;
  Sccp sccp(c, Random(1));
  Address called = kFar;
  called.gt->numbering_plan = NumberingPlan::land_mobile;
  expect_notice(sccp, {ReturnCause::no_translation_for_address_nature, called});
  Address none;
  expect_notice(sccp, {ReturnCause::no_translation_for_address_nature, none});
}

TEST(SccpSend, LocalSubsystemsThatCannotTakeIt) {
  Sccp sccp(node_101(), Random(1));
  expect_notice(sccp, {ReturnCause::unequipped_user, test::on_ssn(101, 6)});
  expect_notice(sccp, {ReturnCause::unequipped_user, test::on_ssn(101, 0)});
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  expect_notice(sccp, {ReturnCause::subsystem_failure, test::on_ssn(101, 8)});
  sccp.set_subsystem(8, SubsystemState::congested);
  expect_notice(sccp, {ReturnCause::subsystem_congestion, test::on_ssn(101, 8)});
  sccp.set_subsystem(8, SubsystemState::in_service);
  EXPECT_EQ(ask(sccp, request(test::on_ssn(101, 8), kFar, {1})).unitdata.size(), 1U);
}

TEST(SccpSend, PausedNodeIsAnMtpFailureUntilItResumes) {
  Sccp sccp(node_101(), Random(1));
  sccp.handle(mtp::Indication(mtp::PauseIndication{201}), at(0s));
  expect_notice(sccp, {ReturnCause::mtp_failure, kFar});
  Header h;  // a message that still arrives from there does not lift what MTP said
  h.called = kNear;
  h.calling = kFar;
  test::arrive(sccp, test::encoded(h, {1}));
  expect_notice(sccp, {ReturnCause::mtp_failure, kFar});
  sccp.handle(mtp::Indication(mtp::ResumeIndication{201}), at(0s));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.size(), 1U);
}

TEST(SccpSend, NodeWithoutSccpIsAnSccpFailureUntilItIsHeard) {
  for (const mtp::StatusCause cause :
       {mtp::StatusCause::user_part_unknown, mtp::StatusCause::user_part_unequipped,
        mtp::StatusCause::user_part_inaccessible}) {
    Sccp sccp(node_101(), Random(1));
    sccp.handle(mtp::Indication(mtp::StatusIndication{201, cause, 0}), at(0s));
    expect_notice(sccp, {ReturnCause::sccp_failure, kFar});
    Header h;
    h.called = kNear;
    h.calling = kFar;
    test::arrive(sccp, test::encoded(h, {1}));
    EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.size(), 1U);
  }
}

TEST(SccpSend, CongestionAloneStopsNothing) {
  Sccp sccp(node_101(), Random(1));
  sccp.handle(mtp::Indication(mtp::StatusIndication{201, mtp::StatusCause::congestion, 3}), at(0s));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.size(), 1U);
}

TEST(SccpSend, BackupTakesOverWhenThePrimaryIsPaused) {
  Config c = node_101();
  c.translations[1].destinations = {201, 202};
  Sccp sccp(c, Random(1));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.at(0).label.dpc, 201U);
  sccp.handle(mtp::Indication(mtp::PauseIndication{201}), at(0s));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.at(0).label.dpc, 202U);
  sccp.handle(mtp::Indication(mtp::PauseIndication{202}), at(0s));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).notices.at(0).cause, ReturnCause::mtp_failure);
}

TEST(SccpSend, LoadIsSharedAmongReachableNodes) {
  Config c = node_101();
  c.translations[1].destinations = {201, 202, 203};
  c.translations[1].load_share = true;
  Sccp sccp(c, Random(1));
  const auto spread = [&] {
    std::map<mtp::PointCode, int> count;
    for (int i = 0; i < 160; ++i) ++count[ask(sccp, request(kFar, kNear, {1})).sent.at(0).label.dpc];
    return count;
  };
  EXPECT_EQ(spread().size(), 3U);
  sccp.handle(mtp::Indication(mtp::PauseIndication{202}), at(0s));
  const auto count = spread();
  EXPECT_EQ(count.size(), 2U);
  EXPECT_FALSE(count.contains(202));
}

// A peer that reports node after node fills a table of known size, and no more.
TEST(SccpSend, TableOfUnreachableNodesIsBounded) {
  Sccp sccp(node_101(), Random(1));
  for (mtp::PointCode node = 0; node < Destinations::kMax; ++node) {
    sccp.handle(mtp::Indication(mtp::PauseIndication{0x10000 + node}), at(0s));
  }
  EXPECT_TRUE(test::drain(sccp).diagnostics.empty());
  sccp.handle(mtp::Indication(mtp::PauseIndication{201}), at(0s));
  EXPECT_EQ(test::drain(sccp).diagnostics.size(), 1U);
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).sent.size(), 1U);
  sccp.handle(mtp::Indication(mtp::ResumeIndication{0x10000}), at(0s));
  sccp.handle(mtp::Indication(mtp::PauseIndication{201}), at(0s));
  EXPECT_EQ(ask(sccp, request(kFar, kNear, {1})).notices.size(), 1U);
}

}  // namespace
}  // namespace mapsim::sccp
