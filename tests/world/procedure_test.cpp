// What is asked in which version: contexts, operations and arguments (TS 29.002 17.2, 17.3).
#include "scenarios/world/procedure.h"

#include <gtest/gtest.h>

#include "scenarios/world/numbers.h"
#include "sigtran/map/codec.h"

namespace mapsim::world {
namespace {

const Number kMsisdn = *Number::from_digits("15550100100");
const Number kAsker = *Number::from_digits("15550100001");
const Number kRecipient = *Number::from_digits("001010000000001");

ForwardMt mt_to_recipient() {
  ForwardMt mt;
  mt.imsi = kRecipient;
  mt.service_centre = kAsker;
  mt.tpdu = {0x04, 0x00};
  return mt;
}

std::int32_t code_of(const Procedure& procedure, std::uint8_t version) {
  return operation_of(procedure, *context_of(procedure, version)).code;
}

TEST(Procedure, HasAContextAndAnOperationInEachVersionThatKnowsIt) {
  const Procedure alert = AlertServiceCentre{kMsisdn, kAsker};
  EXPECT_EQ(code_of(alert, 1), 49);
  EXPECT_EQ(code_of(alert, 2), 64);
  EXPECT_FALSE(context_of(alert, 3));
  const Procedure ready = ReadyForSm{kRecipient, map::AlertReason::ms_present};
  EXPECT_EQ(code_of(ready, 1), 48);
  EXPECT_EQ(code_of(ready, 2), 66);
  EXPECT_EQ(code_of(ready, 3), 66);
  EXPECT_EQ(code_of(Procedure(SendRoutingInfo{kMsisdn, kAsker}), 3), 45);
}

TEST(Procedure, ForwardsMtInVersion1UnderShortMsgRelay) {
  const Procedure mt = mt_to_recipient();
  EXPECT_EQ(context_of(mt, 1)->code, 21);
  EXPECT_EQ(context_of(mt, 2)->code, 25);
  EXPECT_EQ(code_of(mt, 1), 46);
  EXPECT_EQ(code_of(mt, 2), 46);
  EXPECT_EQ(code_of(mt, 3), 44);
}

TEST(Procedure, SaysThatItSupportsTwoNumbersInVersion3Only) {
  const SendRoutingInfo enquiry{kMsisdn, kAsker, true};
  const auto v3 = argument_of(enquiry, 3);
  ASSERT_TRUE(v3);
  const auto arg = map::decode<map::RoutingInfoForSmArg>(*v3);
  ASSERT_TRUE(arg);
  EXPECT_TRUE(arg->gprs_support_indicator);
  EXPECT_EQ(number_of(arg->msisdn), kMsisdn);
  const auto v1 = argument_of(enquiry, 1);
  ASSERT_TRUE(v1);
  EXPECT_LT(v1->size(), v3->size());
  EXPECT_TRUE(map::decode<map::RoutingInfoForSmArgV2>(*v1));
}

TEST(Procedure, NamesTheRecipientByLmsiWhereADialoguePortionCanCarryTheImsi) {
  ForwardMt mt = mt_to_recipient();
  mt.lmsi = 0x00C0FFEE;
  const auto v2 = map::decode<map::ForwardSmArg>(*argument_of(mt, 2));
  ASSERT_TRUE(v2);
  EXPECT_EQ(v2->sm_rp_da.value.index(), map::SmRpDa::lmsi);
  const auto v1 = map::decode<map::ForwardSmArg>(*argument_of(mt, 1));
  ASSERT_TRUE(v1);
  EXPECT_EQ(v1->sm_rp_da.value.index(), map::SmRpDa::imsi);
}

TEST(Procedure, RepeatsNoAddressInALaterMessageOfADialogue) {
  ForwardMt mt = mt_to_recipient();
  mt.following = true;
  mt.more = true;
  const auto arg = map::decode<map::MtForwardSmArg>(*argument_of(mt, 3));
  ASSERT_TRUE(arg);
  EXPECT_EQ(arg->sm_rp_da.value.index(), map::SmRpDa::no_sm_rp_da);
  EXPECT_EQ(arg->sm_rp_oa.value.index(), map::SmRpOa::no_sm_rp_oa);
  EXPECT_TRUE(arg->more_messages_to_send);
}

TEST(Procedure, HasNoMoreMessagesToSendInVersion1) {
  ForwardMt mt = mt_to_recipient();
  mt.more = true;
  EXPECT_FALSE(map::decode<map::ForwardSmArg>(*argument_of(mt, 1))->more_messages_to_send);
  EXPECT_TRUE(map::decode<map::ForwardSmArg>(*argument_of(mt, 2))->more_messages_to_send);
}

}  // namespace
}  // namespace mapsim::world
