// Message return (Q.714 4.2).
#include "sigtran/sccp/names.h"
#include "tests/sccp/support.h"

namespace mapsim::sccp {
namespace {

using test::arrive;
using test::at;
using test::kFar;
using test::kNear;
using test::node_101;
using test::Outcome;

Octets message(MessageType type, const Address& called, const Address& calling, bool return_on_error = true) {
  Header h;
  h.type = type;
  if (!format_of(type).service) h.message_handling = return_on_error ? kReturnOnError : std::uint8_t{0};
  h.called = called;
  h.calling = calling;
  return test::encoded(h, {0xAA, 0xBB});
}

TEST(SccpReturn, EachFormComesBackAsItsServiceMessage) {
  Sccp sccp(node_101(), Random(1));
  const Address nobody = test::on_gt("15550100001", 6);
  for (const MessageFormat& format : message_formats()) {
    if (format.service) continue;
    const Outcome out = arrive(sccp, message(format.type, nobody, kFar));
    ASSERT_EQ(out.sent.size(), 1U) << format.name;
    const Message m = out.message();
    EXPECT_EQ(m.header.type, format.returned_as);
    EXPECT_EQ(m.header.return_cause, ReturnCause::unequipped_user);
    EXPECT_EQ(m.header.called, kFar);
    EXPECT_EQ(m.header.calling, nobody);
    EXPECT_EQ(m.data, (Octets{0xAA, 0xBB}));
    EXPECT_EQ(out.sent[0].label.opc, 101U);
    EXPECT_EQ(out.sent[0].label.dpc, 201U);
    EXPECT_EQ(out.sent[0].label.sls, 5);
    EXPECT_EQ(out.diagnostics.size(), 1U);
  }
}

TEST(SccpReturn, OctetsOfAUdts) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, message(MessageType::udt, test::on_ssn(101, 6), test::on_ssn(201, 8)));
  EXPECT_EQ(to_hex(out.sent.at(0).data.view()), "0a0403070b0443c90008044365000602aabb");
}

TEST(SccpReturn, CauseSaysWhy) {
  Config c = node_101();
  for (auto& r : c.translations) r.nature_of_address = NatureOfAddress::international;
  Sccp sccp(c, Random(1));
  const auto cause = [&](const Address& called) {
    return arrive(sccp, message(MessageType::udt, called, kFar)).message().header.return_cause;
  };
  EXPECT_EQ(cause(test::on_gt("777")), ReturnCause::no_translation_for_address);
  Address national = kNear;
  national.gt->nature_of_address = NatureOfAddress::national;
  EXPECT_EQ(cause(national), ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(cause(Address{}), ReturnCause::no_translation_for_address_nature);
  EXPECT_EQ(cause(test::on_ssn(101, 7)), ReturnCause::unequipped_user);
  EXPECT_EQ(cause(test::on_ssn(101, 0)), ReturnCause::unequipped_user);
  sccp.set_subsystem(8, SubsystemState::out_of_service);
  EXPECT_EQ(cause(kNear), ReturnCause::subsystem_failure);
  sccp.set_subsystem(8, SubsystemState::congested);
  EXPECT_EQ(cause(kNear), ReturnCause::subsystem_congestion);
}

TEST(SccpReturn, WithoutTheOptionItIsDiscarded) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out = arrive(sccp, message(MessageType::udt, test::on_ssn(101, 6), kFar, false));
  EXPECT_TRUE(out.silent());
  EXPECT_THAT(out.diagnostics.at(0).error.text, testing::HasSubstr("discarded: unequipped-user"));
}

TEST(SccpReturn, ReturnedMessageIsNeverReturned) {
  Sccp sccp(node_101(), Random(1));
  for (const MessageType type : {MessageType::udts, MessageType::xudts, MessageType::ludts}) {
    for (const Address& called : {test::on_gt("777"), test::on_ssn(101, 6)}) {
      const Outcome out = arrive(sccp, message(type, called, kFar));
      EXPECT_TRUE(out.silent());
      EXPECT_EQ(out.diagnostics.size(), 1U);
    }
  }
}

TEST(SccpReturn, CallingAddressOnSsnWithoutPointCodeIsTheSendingNode) {
  Sccp sccp(node_101(), Random(1));
  const Outcome out =
      arrive(sccp, message(MessageType::udt, test::on_ssn(101, 6), test::on_ssn(std::nullopt)), at(0s), 555);
  ASSERT_EQ(out.sent.size(), 1U);
  EXPECT_EQ(out.sent[0].label.dpc, 555U);
}

TEST(SccpReturn, OriginatorThatCannotBeRoutedToGetsNothing) {
  Sccp sccp(node_101(), Random(1));
  for (const Address& calling : {test::on_gt("777"), kNear, Address{}}) {
    const Outcome out = arrive(sccp, message(MessageType::udt, test::on_ssn(101, 6), calling));
    EXPECT_TRUE(out.silent());
    EXPECT_EQ(out.diagnostics.size(), 2U);
  }
}

TEST(SccpReturn, XudtsKeepsSegmentationAndImportanceAndStartsItsOwnHops) {
  Sccp sccp(node_101(), Random(1));
  Header h;
  h.type = MessageType::xudt;
  h.message_handling = kReturnOnError;
  h.called = test::on_ssn(101, 6);
  h.calling = kFar;
  h.hop_counter = 3;
  h.segmentation = Segmentation{true, false, 4, 99};
  h.importance = 5;
  const Header back = arrive(sccp, test::encoded(h, {1})).message().header;
  EXPECT_EQ(back.segmentation, h.segmentation);
  EXPECT_EQ(back.importance, 5);
  EXPECT_EQ(back.hop_counter, 15);
}

TEST(SccpNotice, ReceivedReturnIsToldToTheUser) {
  Sccp sccp(node_101(), Random(1));
  for (const MessageType type : {MessageType::udts, MessageType::xudts, MessageType::ludts}) {
    for (int cause = 0; cause <= 14; ++cause) {
      Header h;
      h.type = type;
      h.return_cause = static_cast<ReturnCause>(cause);
      h.called = kNear;
      h.calling = kFar;
      const Outcome out = arrive(sccp, test::encoded(h, {1, 2}));
      ASSERT_EQ(out.notices.size(), 1U);
      EXPECT_EQ(out.notices[0].cause, h.return_cause);
      EXPECT_EQ(out.notices[0].data, (Octets{1, 2}));
      EXPECT_EQ(out.notices[0].transit.called, kNear);
      EXPECT_EQ(out.notices[0].transit.calling, kFar);
      EXPECT_EQ(out.notices[0].transit.message_type, static_cast<std::uint8_t>(type));
      EXPECT_TRUE(out.sent.empty());
    }
  }
}

TEST(SccpNotice, OneForAMessageOfManySegments) {
  Sccp sccp(node_101(), Random(1));
  Header h;
  h.type = MessageType::xudts;
  h.return_cause = ReturnCause::unequipped_user;
  h.called = kNear;
  h.calling = kFar;
  h.segmentation = Segmentation{true, true, 1, 1};
  EXPECT_EQ(arrive(sccp, test::encoded(h, {1, 2})).notices.size(), 1U);
  h.segmentation = Segmentation{false, true, 0, 1};
  EXPECT_TRUE(arrive(sccp, test::encoded(h, {1, 2})).silent());
}

// The whole way: a message to a subsystem that the far node has not comes back as N-NOTICE.
TEST(SccpNotice, GoesThereAndBack) {
  Sccp near(node_101(), Random(1));
  Sccp far(test::node_201(), Random(2));
  for (const std::size_t size : {std::size_t{10}, std::size_t{700}}) {
    const Outcome out =
        test::ask(near, test::request(test::on_gt("15550100002", 6), kNear, test::pattern(size)));
    std::size_t notices = 0;
    for (const auto& sent : out.sent) {
      const Outcome back = arrive(far, sent.data.view(), at(0s), 101);
      EXPECT_TRUE(back.unitdata.empty());
      for (const auto& returned : back.sent) {
        const Outcome told = arrive(near, returned.data.view(), at(0s), 201);
        notices += told.notices.size();
        ASSERT_EQ(told.notices.size(), 1U);
        EXPECT_EQ(told.notices[0].cause, ReturnCause::unequipped_user);
        EXPECT_EQ(told.notices[0].data[5], test::pattern(size)[5]);
      }
    }
    EXPECT_EQ(notices, 1U);
  }
}

}  // namespace
}  // namespace mapsim::sccp
