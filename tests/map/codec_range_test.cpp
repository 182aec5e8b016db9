// Sizes and ranges, which the generated code does not check (TS 29.002 17.7).
#include <gtest/gtest.h>

#include "tests/map/codec_support.h"

namespace mapsim {
namespace {

using map::find_operation;

struct Case {
  const char* operation;
  int version;
  const char* octets;
  const char* field;
  std::size_t offset;
};

void expect_refused(const Case& c) {
  const auto decoded = map::decode_argument(*find_operation(c.operation, c.version), test::hex(c.octets));
  ASSERT_FALSE(decoded) << c.octets;
  EXPECT_EQ(decoded.error().field, c.field) << decoded.error().message();
  EXPECT_EQ(decoded.error().offset, c.offset) << decoded.error().message();
  EXPECT_FALSE(decoded.error().clause.empty());
}

TEST(CodecRange, ReceivedSizesOutOfRangeAreRefusedWithFieldAndOffset) {
  expect_refused(
      {"mt-ForwardSM", 3, "300980020001850004020001", "MT-ForwardSM-Arg", 11});  // cut off, for contrast
  expect_refused({"mt-ForwardSM", 3, "300a800200018500 04020001", "sm-RP-DA.imsi", 4});
  expect_refused({"mt-ForwardSM", 3, "30118009000102030405060708850004020001", "sm-RP-DA.imsi", 4});
  expect_refused({"mt-ForwardSM", 3, "300b8103000102850004020001", "sm-RP-DA.lmsi", 4});
  expect_refused({"mt-ForwardSM", 3, "30088500840004020001", "sm-RP-OA.serviceCentreAddressOA", 6});
  expect_refused({"mt-ForwardSM", 3, "3006850085000400", "sm-RP-UI", 8});
  expect_refused({"noteSubscriberPresent", 1, "04020001", "imsi", 2});
  expect_refused({"readyForSM", 2, "3007 80020001 0a0101", "imsi", 4});
}

TEST(CodecRange, ReceivedNumbersOutOfRangeAreRefusedWithFieldAndOffset) {
  expect_refused({"mt-ForwardSM", 3, "300a8500850004010102 011d", "smDeliveryTimer", 11});
  expect_refused({"mt-ForwardSM", 3, "300b850085000401010202 0259", "smDeliveryTimer", 11});
  expect_refused({"readyForSM", 2, "300880030001020a0102", "alertReason", 9});
  expect_refused({"reportSM-DeliveryStatus", 3, "30090401910401910a0103", "sm-DeliveryOutcome", 10});
  expect_refused({"sendRoutingInfoForSM", 3, "300c80019181010082019188010b", "sm-RP-MTI", 13});
}

TEST(CodecRange, SignalInfoHasAtMost200Octets) {
  const auto& mt = *find_operation("mt-ForwardSM", 3);
  Octets octets = test::hex("3081cf850085000481c8");
  octets.resize(octets.size() + 200, 0xAA);
  EXPECT_TRUE(map::decode_argument(mt, octets)) << map::decode_argument(mt, octets).error().message();
  octets[2] = 0xD0;
  octets[9] = 0xC9;
  octets.push_back(0xAA);
  const auto decoded = map::decode_argument(mt, octets);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().field, "sm-RP-UI");
  EXPECT_EQ(decoded.error().offset, 10U);
}

TEST(CodecRange, AClosedEnumerationHasOnlyItsValues) {
  EXPECT_FALSE(map::decode_error(map::ErrorCode::sm_delivery_failure, 1, test::hex("0a0107")));
  EXPECT_FALSE(map::decode_error(map::ErrorCode::system_failure, 2, test::hex("0a0108")));
  EXPECT_FALSE(map::decode_error(map::ErrorCode::system_failure, 2, test::hex("0a01ff")));
  EXPECT_FALSE(map::decode_error(map::ErrorCode::system_failure, 2, test::hex("0a020100")));
  EXPECT_FALSE(map::decode_error(map::ErrorCode::call_barred, 2, test::hex("0a0102")));
}

TEST(CodecRange, AnExtensibleEnumerationKeepsOtherValues) {
  const auto decoded = map::decode_error(map::ErrorCode::unknown_subscriber, 3, test::hex("30030a0109"));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find("unknownSubscriberDiagnostic"), Value(9));
  EXPECT_EQ(map::encode_error(map::ErrorCode::unknown_subscriber, 3, *decoded), test::hex("30030a0109"));
}

TEST(CodecRange, TypedValuesOutOfRangeAreNotEncoded) {
  map::MtForwardSmArg argument;
  argument.sm_rp_da.value.emplace<map::SmRpDa::no_sm_rp_da>();
  argument.sm_rp_oa.value.emplace<map::SmRpOa::no_sm_rp_oa>();
  argument.sm_rp_ui = map::SignalInfo(OctetView(Octets(201)));
  auto refused = map::encode(argument);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "sm-RP-UI");
  EXPECT_TRUE(map::encode(argument, map::Ranges::as_they_are));
  argument.sm_rp_ui = map::SignalInfo(OctetView(Octets(200)));
  EXPECT_TRUE(map::encode(argument));
  argument.sm_delivery_timer = map::SmDeliveryTimerValue{601};
  refused = map::encode(argument);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "smDeliveryTimer");
  argument.sm_delivery_timer.reset();
  argument.sm_rp_da.value.emplace<map::SmRpDa::imsi>(OctetView(Octets(2)));
  refused = map::encode(argument);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "sm-RP-DA.imsi");
}

TEST(CodecRange, AUserMaySendAWrongOneByOctetsOrNumber) {
  const Value value = test::from_json(std::string(
      R"({"sm-RP-DA": {"imsi": {"hex": "0101"}}, "sm-RP-OA": {"serviceCentreAddressOA": {"hex": ""}}, "sm-RP-UI": {"hex": "04"},
          "smDeliveryTimer": {"hex": "0001"}})"));
  const auto octets = map::encode_argument(*find_operation("mt-ForwardSM", 3), value);
  ASSERT_TRUE(octets) << octets.error().message();
  EXPECT_EQ(*octets, test::hex("300c 80020101 8400 040104 020101"));
  const auto outcome =
      map::encode_error(map::ErrorCode::sm_delivery_failure, 1,
                        test::from_json(std::string(R"({"sm-EnumeratedDeliveryFailureCause": 9})")));
  EXPECT_EQ(outcome, test::hex("0a0109"));
}

TEST(CodecRange, AUsersMistakeIsReportedAtItsMark) {
  Value value = test::from_json(std::string(
      R"({"sm-RP-DA": {"imsi": "001010000000001"}, "sm-RP-OA": "noSM-RP-OA", "sm-RP-UI": {"hex": "04"}, "smDeliveryTimer": 29})"));
  value.if_map()->back().value.mark = {12, 24};
  const auto octets = map::encode_argument(*find_operation("mt-ForwardSM", 3), value);
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().mark, (Mark{12, 24}));
  EXPECT_EQ(octets.error().field, "smDeliveryTimer");
  EXPECT_NE(octets.error().text.find("30 to 600"), std::string::npos);
}

TEST(CodecRange, AFieldThatTheVersionDoesNotHaveIsUnknown) {
  const Value value = test::from_json(std::string(
      R"({"sm-RP-DA": "noSM-RP-DA", "sm-RP-OA": "noSM-RP-OA", "sm-RP-UI": {"hex": "04"}, "smDeliveryTimer": 30})"));
  EXPECT_TRUE(map::encode_argument(*find_operation("mt-ForwardSM", 3), value));
  const auto octets = map::encode_argument(*find_operation("forwardSM", 2), value);
  ASSERT_FALSE(octets);
  EXPECT_NE(octets.error().text.find("'smDeliveryTimer' is not known here"), std::string::npos)
      << octets.error().message();
}

}  // namespace
}  // namespace mapsim
