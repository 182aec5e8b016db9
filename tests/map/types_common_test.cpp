#include "sigtran/map/types_common.h"

#include <gtest/gtest.h>

#include "sigtran/map/types_sm.h"
#include "tests/map/json_value.h"

namespace mapsim::map {
namespace {

using test::from_json;
using test::hex;

template <class T>
std::string octets_of(const char* json) {
  const auto read = from_value<T>(from_json(std::string(json)));
  return read ? to_hex(read->octets()) : "refused: " + read.error().text;
}

template <class T>
Value shown(const char* octets) {
  return to_value(T{OctetView(hex(octets))});
}

TEST(Imsi, IsPackedAsTbcd) {
  EXPECT_EQ(octets_of<Imsi>(R"("001010000000001")"), "00010100000000f1");
  EXPECT_EQ(octets_of<Imsi>(R"("26201")"), "6202f1");
  EXPECT_EQ(shown<Imsi>("00010100000000f1"), Value("001010000000001"));
}

TEST(Imsi, CountsOfDigitsThatDoNotFitAreRefusedAtTheirMark) {
  for (const char* digits : {"1234", "1234567890123456", ""}) {
    Value v(digits);
    v.mark = {7, 3};
    const auto read = from_value<Imsi>(v);
    ASSERT_FALSE(read) << digits;
    EXPECT_EQ(read.error().mark, (Mark{7, 3}));
    EXPECT_NE(read.error().clause.find("17.7.8"), std::string::npos);
  }
  EXPECT_FALSE(from_value<Imsi>(Value("12345a")));
  EXPECT_FALSE(from_value<Imsi>(Value(12345)));
}

TEST(Imsi, OddOctetsAreShownAndWrittenAsOctets) {
  for (const char* octets : {"0001f10000000001", "00010100000000a1", "0101", "010203040506070809", ""}) {
    const Value v = shown<Imsi>(octets);
    ASSERT_NE(v.if_octets(), nullptr) << octets;
    EXPECT_EQ(from_value<Imsi>(v)->octets().size(), hex(octets).size());
    EXPECT_EQ(to_hex(from_value<Imsi>(v)->octets()), octets);
  }
}

TEST(AddressString, InternationalIsdnNumbersHaveAPlus) {
  EXPECT_EQ(octets_of<IsdnAddressString>(R"("+15550100001")"), "915155100000f1");
  EXPECT_EQ(octets_of<IsdnAddressString>(R"("+1555010000")"), "915155100000");
  EXPECT_EQ(shown<IsdnAddressString>("915155100000f1"), Value("+15550100001"));
}

TEST(AddressString, OthersNameNatureAndPlan) {
  EXPECT_EQ(octets_of<AddressString>(R"({"nature": "national", "plan": "isdn", "digits": "5550100"})"),
            "a1550501f0");
  EXPECT_EQ(octets_of<AddressString>(R"({"nature": 3, "plan": "landMobile", "digits": "0*#abc"})"),
            "b6a0cbed");
  EXPECT_EQ(shown<AddressString>("a1550501f0"),
            from_json(std::string(R"({"nature": "national", "plan": "isdn", "digits": "5550100"})")));
  EXPECT_EQ(shown<AddressString>("92f1"),
            from_json(std::string(R"({"nature": "international", "plan": 2, "digits": "1"})")));
  EXPECT_EQ(shown<AddressString>("91"),
            from_json(std::string(R"({"nature": "international", "plan": "isdn", "digits": ""})")));
}

// Every octet string of up to three octets goes through the notation unchanged.
TEST(AddressString, EveryShortStringSurvivesItsNotation) {
  for (unsigned n = 0; n < 0x1000000; n += (n < 0x20000 ? 1 : 251)) {
    Octets octets = {static_cast<std::uint8_t>(n >> 16U), static_cast<std::uint8_t>(n >> 8U),
                     static_cast<std::uint8_t>(n)};
    const AddressString address{OctetView(octets)};
    const auto again = from_value<AddressString>(to_value(address));
    ASSERT_TRUE(again) << to_hex(octets);
    ASSERT_EQ(*again, address) << to_hex(octets) << " " << to_value(address).to_text();
  }
}

TEST(AddressString, WhatIsNoNumberIsRefused) {
  EXPECT_NE(octets_of<AddressString>(R"("15550100001")").find("refused"), std::string::npos);
  EXPECT_NE(octets_of<AddressString>(R"("+1555x")").find("refused"), std::string::npos);
  EXPECT_NE(octets_of<AddressString>(R"("+")").find("refused"), std::string::npos);
  EXPECT_NE(octets_of<AddressString>(R"({"nature": 8, "plan": "isdn", "digits": "1"})").find("refused"),
            std::string::npos);
  EXPECT_NE(
      octets_of<AddressString>(R"({"nature": "international", "plan": "isdn", "digits": "1", "digit": ""})")
          .find("digits"),
      std::string::npos);
  EXPECT_NE(octets_of<AddressString>(R"(5)").find("refused"), std::string::npos);
}

TEST(AddressString, TheirSizesDiffer) {
  const std::string sixteen = "+1234567890123456";
  EXPECT_TRUE(from_value<IsdnAddressString>(Value(sixteen)));
  EXPECT_FALSE(from_value<IsdnAddressString>(Value(sixteen + "7")));
  EXPECT_TRUE(from_value<AddressString>(Value("+" + std::string(38, '1'))));
  EXPECT_FALSE(from_value<AddressString>(Value("+" + std::string(39, '1'))));
}

TEST(Lmsi, HasFourOctets) {
  EXPECT_EQ(octets_of<Lmsi>(R"({"hex": "01020304"})"), "01020304");
  EXPECT_NE(octets_of<Lmsi>(R"({"hex": "010203"})").find("3 octets; allowed: 4 octets"), std::string::npos);
}

TEST(SignalInfo, Has1To200Octets) {
  EXPECT_TRUE(from_value<SignalInfo>(Value(Octets(1))));
  EXPECT_TRUE(from_value<SignalInfo>(Value(Octets(200))));
  EXPECT_FALSE(from_value<SignalInfo>(Value(Octets(201))));
  EXPECT_FALSE(from_value<SignalInfo>(Value(Octets())));
}

TEST(RangedInteger, IsRefusedOutsideItsRangeUnlessWrittenAsOctets) {
  EXPECT_EQ(from_value<SmDeliveryTimerValue>(Value(30))->value, 30);
  EXPECT_EQ(from_value<SmDeliveryTimerValue>(Value(600))->value, 600);
  EXPECT_FALSE(from_value<SmDeliveryTimerValue>(Value(29)));
  EXPECT_FALSE(from_value<SmDeliveryTimerValue>(Value(601)));
  EXPECT_EQ(from_value<SmDeliveryTimerValue>(Value(hex("0259")))->value, 601);
  EXPECT_FALSE(from_value<SmDeliveryTimerValue>(Value(Octets())));
  EXPECT_FALSE(from_value<AbsentSubscriberDiagnosticSm>(Value(256)));
  EXPECT_FALSE(from_value<SmRpMti>(Value(11)));
}

TEST(TextOctets, AreTextWherePrintable) {
  EXPECT_EQ(octets_of<SipUri>(R"("sip:a@b")"), "7369703a614062");
  EXPECT_EQ(shown<SipUri>("7369703a614062"), Value("sip:a@b"));
  EXPECT_NE(shown<SipUri>("00").if_octets(), nullptr);
  EXPECT_FALSE(from_value<DiameterIdentity>(Value("too.shor")));
  EXPECT_TRUE(from_value<DiameterIdentity>(Value("long.enou")));
}

TEST(MwStatus, IsAListOfNames) {
  const auto status = from_value<MwStatus>(from_json(std::string(R"(["mnrf-Set", "mnrg-Set"])")));
  ASSERT_TRUE(status);
  EXPECT_EQ(to_hex(status->contents()), "0250");
  EXPECT_EQ(to_value(*status), from_json(std::string(R"(["mnrf-Set", "mnrg-Set"])")));
  EXPECT_EQ(*status, MwStatus::from_bits(kMnrfSet | kMnrgSet));
  EXPECT_EQ(
      to_hex(MwStatus::from_bits(kScAddressNotIncluded | kMcefSet | kMnr5gSet | kMnr5gn3gSet).contents()),
      "02ac");
  EXPECT_EQ(to_value(MwStatus()), Value(Value::List{}));
}

TEST(MwStatus, OtherStringsOfBitsAreOctets) {
  for (const char* contents : {"0150", "0253", "000150", "04", "0050"}) {
    const MwStatus status{OctetView(hex(contents))};
    ASSERT_NE(to_value(status).if_octets(), nullptr) << contents;
    EXPECT_EQ(from_value<MwStatus>(to_value(status)), status);
  }
  EXPECT_TRUE(MwStatus(OctetView(hex("000150"))).in_range());
  EXPECT_FALSE(MwStatus(OctetView(hex("0350"))).in_range());
  EXPECT_FALSE(MwStatus(OctetView(hex("07000000"))).in_range());
  EXPECT_FALSE(MwStatus(OctetView(hex("0850"))).in_range());
}

TEST(MwStatus, AMistypedNameGetsASuggestion) {
  const auto status = from_value<MwStatus>(from_json(std::string(R"(["mnrf-set"])")));
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().text.find("mnrf-Set"), std::string::npos);
}

TEST(Choice, AnAlternativeOfTypeNullIsItsName) {
  const auto da = from_value<SmRpDa>(Value("noSM-RP-DA"));
  ASSERT_TRUE(da);
  EXPECT_EQ(da->value.index(), SmRpDa::no_sm_rp_da);
  EXPECT_EQ(to_value(*da), Value("noSM-RP-DA"));
  EXPECT_FALSE(from_value<SmRpDa>(Value("imsi")));
  EXPECT_FALSE(from_value<SmRpDa>(Value("noSM-RP-OA")));
}

TEST(Choice, HasExactlyOneAlternative) {
  EXPECT_TRUE(from_value<SmRpDa>(from_json(std::string(R"({"imsi": "001010000000001"})"))));
  EXPECT_FALSE(from_value<SmRpDa>(
      from_json(std::string(R"({"imsi": "001010000000001", "lmsi": {"hex": "00000000"}})"))));
  EXPECT_FALSE(from_value<SmRpDa>(Value(Value::Map{})));
  const auto wrong = from_value<SmRpDa>(from_json(std::string(R"({"imsi": "1"})")));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().field, "imsi");
}

}  // namespace
}  // namespace mapsim::map
