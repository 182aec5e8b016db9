// What asn1c does not say: missing and unknown elements, the rules of a version.
#include <gtest/gtest.h>

#include "tests/map/codec_support.h"

namespace mapsim {
namespace {

using map::decode_argument;
using map::find_operation;

Error refused(const char* operation, int version, const char* octets) {
  const auto decoded = decode_argument(*find_operation(operation, version), test::hex(octets));
  EXPECT_FALSE(decoded) << octets;
  return decoded ? Error{.layer = "none"} : decoded.error();
}

TEST(CodecStructure, AMissingMandatoryElementIsNamed) {
  Error error = refused("mt-ForwardSM", 3, "300485008500");
  EXPECT_EQ(error.field, "sm-RP-UI");
  EXPECT_EQ(error.offset, 6U);
  EXPECT_NE(error.text.find("mandatory"), std::string::npos);
  EXPECT_EQ(refused("mt-ForwardSM", 3, "3000").field, "sm-RP-DA");
  EXPECT_EQ(refused("readyForSM", 3, "3005 8003000102").field, "alertReason");
  error = refused("mo-ForwardSM", 3, "300d 85008500040101 a004 8102aabb");
  EXPECT_EQ(error.field, "correlationID.sip-uri-B");
}

TEST(CodecStructure, AnUnknownElementIsKeptWhereItStood) {
  map::Remarks remarks;
  const auto& sri = *find_operation("sendRoutingInfoForSM", 3);
  const Octets octets = test::hex("3014 80059111111111 810100 82059122222222 850121");
  const auto decoded = decode_argument(sri, octets, &remarks);
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find("unknown"), Value(Value::List{Value(test::hex("850121"))}));
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(remarks[0].offset, 19U);
  EXPECT_EQ(map::encode_argument(sri, *decoded), octets);
}

TEST(CodecStructure, AnUnknownElementInsideAnotherStaysThere) {
  map::Remarks remarks;
  const auto& sri = *find_operation("sendRoutingInfoForSM", 3);
  const Octets octets = test::hex("3014 0403000102 a00a 810191 8b00 9f3c02beef 820100");
  const auto decoded = map::decode_result(sri, octets, &remarks);
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find_path("locationInfoWithLMSI.unknown"),
            Value(Value::List{Value(test::hex("9f3c02beef"))}));
  EXPECT_EQ(*decoded->find_path("locationInfoWithLMSI.imsNodeIndicator"), Value(true));
  EXPECT_EQ(*decoded->find("unknown"), Value(Value::List{Value(test::hex("820100"))}));
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_EQ(remarks[0].field, "locationInfoWithLMSI");
  EXPECT_EQ(map::encode_result(sri, *decoded), octets);
}

// asn1c alone skips what is known behind an unknown element.
TEST(CodecStructure, NothingKnownIsLostBehindAnUnknownElement) {
  const auto& sri = *find_operation("sendRoutingInfoForSM", 3);
  const auto decoded = decode_argument(sri, test::hex("3010 800191 810100 820191 850121 8700 8d00"));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find("gprsSupportIndicator"), Value(true));
  EXPECT_EQ(*decoded->find("singleAttemptDelivery"), Value(true));
  EXPECT_EQ(map::encode_argument(sri, *decoded), test::hex("3010 800191 810100 820191 850121 8700 8d00"));
}

TEST(CodecStructure, ARepeatedElementIsKeptAsUnknown) {
  const auto decoded =
      decode_argument(*find_operation("mt-ForwardSM", 3), test::hex("300b85008500040101 05000500"));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find("unknown"), Value(Value::List{Value(test::hex("0500"))}));
}

TEST(CodecStructure, ATypeWithoutExtensionMarkerRefusesUnknownElements) {
  const Error unknown = refused("mo-ForwardSM", 3, "300f 85008500040101 a006 820161 830100");
  EXPECT_EQ(unknown.field, "correlationID");
  EXPECT_EQ(unknown.offset, 14U);
}

TEST(CodecStructure, AnAlternativeThatTheChoiceDoesNotHaveIsRefused) {
  const Error error = refused("mt-ForwardSM", 3, "3007 8600 8500 040101");
  EXPECT_EQ(error.field, "sm-RP-DA");
}

TEST(CodecStructure, AnotherOutermostTagIsRefused) {
  EXPECT_NE(refused("mt-ForwardSM", 3, "3100").text.find("tag 31"), std::string::npos);
  EXPECT_FALSE(refused("noteSubscriberPresent", 1, "3000").text.empty());
}

TEST(CodecStructure, ContentsOfPrimitiveTypesAreChecked) {
  EXPECT_EQ(refused("sendRoutingInfoForSM", 3, "3008 800191 8100 820191").field, "sm-RP-PRI");
  EXPECT_EQ(refused("mt-ForwardSM", 3, "300a 85008500040101 050100").field, "moreMessagesToSend");
  EXPECT_EQ(refused("mt-ForwardSM", 3, "3009 85008500040101 0200").field, "smDeliveryTimer");
  EXPECT_EQ(refused("mt-ForwardSM", 3, "300e 85008500040101 02050000000258").field, "smDeliveryTimer");
  EXPECT_EQ(refused("informServiceCentre", 3, "3004 03020840").field, "mw-Status");
  EXPECT_EQ(refused("informServiceCentre", 3, "3002 0300").field, "mw-Status");
  EXPECT_EQ(refused("informServiceCentre", 3, "3003 030104").field, "mw-Status");
}

TEST(CodecStructure, DepthAndSizeAreLimited) {
  // An unknown element in which others nest.
  const auto nested = [](int depth) {
    Octets octets;
    for (int i = 0; i < depth; ++i)
      octets.insert(octets.begin(), {0xA9, static_cast<std::uint8_t>(octets.size())});
    const Octets mandatory = test::hex("85008500040101");
    octets.insert(octets.begin(), mandatory.begin(), mandatory.end());
    octets.insert(octets.begin(), {0x30, static_cast<std::uint8_t>(octets.size())});
    return octets;
  };
  const auto& mt = *find_operation("mt-ForwardSM", 3);
  EXPECT_TRUE(decode_argument(mt, nested(16)));
  const auto deep = decode_argument(mt, nested(40));
  ASSERT_FALSE(deep);
  EXPECT_NE(deep.error().text.find("deep"), std::string::npos);
  Octets large = {0x30, 0x82, 0x20, 0x00};
  large.resize(4 + 0x2000, 0x05);
  const auto decoded = decode_argument(*find_operation("mt-ForwardSM", 3), large);
  ASSERT_FALSE(decoded);
  EXPECT_NE(decoded.error().text.find("4096"), std::string::npos);
}

TEST(CodecStructure, TooManyIndefiniteLengthsEnd) {
  Octets open;
  for (int i = 0; i < 2000; ++i) open.insert(open.end(), {0x30, 0x80});
  EXPECT_FALSE(decode_argument(*find_operation("mt-ForwardSM", 3), open));
}

TEST(CodecStructure, WhatAVersionDoesNotUseIsRemarked) {
  const auto count = [](const char* operation, int version, const char* octets) {
    map::Remarks remarks;
    const auto decoded = decode_argument(*find_operation(operation, version), test::hex(octets), &remarks);
    EXPECT_TRUE(decoded) << octets;
    return remarks.size();
  };
  EXPECT_EQ(count("forwardSM", 1, "300b 8003000102 840191 040104"), 0U);
  EXPECT_EQ(count("forwardSM", 1, "300d 8003000102 840191 040104 0500"), 1U);
  EXPECT_EQ(count("forwardSM", 2, "300d 8003000102 840191 040104 0500"), 0U);
  EXPECT_EQ(count("forwardSM", 1, "3007 8500 8500 040104"), 2U);
  EXPECT_EQ(count("forwardSM", 2, "3007 8500 8500 040104"), 0U);
  EXPECT_EQ(count("forwardSM", 1, "3008 830191 8500 040104"), 1U);
  EXPECT_EQ(count("forwardSM", 2, "3008 830191 8500 040104"), 1U);
  EXPECT_EQ(count("reportSM-DeliveryStatus", 1, "3006 040191 040191"), 0U);
  EXPECT_EQ(count("reportSM-DeliveryStatus", 2, "3006 040191 040191"), 1U);
  EXPECT_EQ(count("reportSM-DeliveryStatus", 1, "3009 040191 040191 0a0100"), 1U);
  EXPECT_EQ(count("sendRoutingInfoForSM", 1, "300c 800191 810100 820191 850121"), 0U);
  EXPECT_EQ(count("sendRoutingInfoForSM", 2, "300c 800191 810100 820191 850121"), 1U);
}

TEST(CodecStructure, Version3HasNoRoamingNumberAsDestination) {
  EXPECT_EQ(refused("mt-ForwardSM", 3, "3008 830191 8500 040104").field, "sm-RP-DA.roamingNumber");
}

TEST(CodecStructure, AConstructedOctetStringDecodes) {
  const auto decoded =
      decode_argument(*find_operation("mt-ForwardSM", 3), test::hex("300d 85008500 2407 040104 0402aabb"));
  ASSERT_TRUE(decoded) << decoded.error().message();
  EXPECT_EQ(*decoded->find("sm-RP-UI"), Value(test::hex("04aabb")));
}

}  // namespace
}  // namespace mapsim
