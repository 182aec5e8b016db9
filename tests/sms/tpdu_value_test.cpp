// TPDUs as users write and see them.
#include "sigtran/sms/tpdu_value.h"

#include <gtest/gtest.h>

#include "sigtran/sms/tpdu_codec.h"
#include "tests/support/hex.h"

namespace mapsim::sms {
namespace {

// {name: {members}}
class Written {
 public:
  explicit Written(std::string name) : name_(std::move(name)), body_(Value::Map{}) {}
  Written& with(std::string member, Value v) {
    body_.add(std::move(member), std::move(v));
    return *this;
  }
  Value value() const {
    Value out;
    out.add(name_, body_);
    return out;
  }
  Tpdu tpdu() const {
    auto tpdu = from_value<Tpdu>(value());
    if (!tpdu) ADD_FAILURE() << value().to_text() << ": " << tpdu.error().message();
    return tpdu.value_or(Tpdu{});
  }
  Error refusal() const {
    const auto tpdu = from_value<Tpdu>(value());
    if (tpdu) ADD_FAILURE() << value().to_text() << " was accepted";
    return tpdu ? Error{.layer = ""} : tpdu.error();
  }
  std::string octets() const { return to_hex(encode(tpdu()).value()); }

 private:
  std::string name_;
  Value body_;
};

Written deliver() {
  return Written("sms-deliver").with("tp-oa", "+15550100100");
}
Written submit() {
  return Written("sms-submit").with("tp-da", "+15550100100");
}

Value concatenated(int reference, int parts, int part) {
  Value c;
  c.add("reference", reference);
  c.add("parts", parts);
  c.add("part", part);
  Value element;
  element.add("concatenation-8", c);
  return Value(Value::List{element});
}

TEST(TpduValue, DeliveryNeedsOnlyItsOriginator) {
  EXPECT_EQ(deliver().with("text", "hello").octets(), "040b915155100001f000004210100000000005e8329bfd06");
  EXPECT_EQ(deliver().octets(), "040b915155100001f000004210100000000000");
}

TEST(TpduValue, SubmissionNeedsOnlyItsDestination) {
  EXPECT_EQ(submit().with("text", "hello").octets(), "01000b915155100001f0000005e8329bfd06");
}

TEST(TpduValue, MoreMessagesIsWrittenInWords) {
  EXPECT_EQ(deliver().with("tp-mms", "more").octets().substr(0, 2), "00");
  EXPECT_EQ(deliver().with("tp-mms", "none").octets().substr(0, 2), "04");
}

TEST(TpduValue, EveryFieldCanBeSet) {
  EXPECT_EQ(submit()
                .with("tp-rd", true)
                .with("tp-rp", true)
                .with("tp-srr", true)
                .with("tp-mr", 5)
                .with("tp-pid", 0x7F)
                .with("tp-dcs", 0xF5)
                .with("tp-vp", "24h")
                .with("data", Value(mapsim::test::octets("0102")))
                .octets(),
            "b5050b915155100001f07ff5a7020102");
  EXPECT_EQ(deliver()
                .with("tp-lp", true)
                .with("tp-rp", true)
                .with("tp-sri", true)
                .with("spare-bits", 0x10)
                .with("tp-scts", "2024-12-31 23:58:59 -11:00")
                .octets(),
            "bc0b915155100001f000004221133285954c00");
}

TEST(TpduValue, ReportsAreWrittenWithOrWithoutACause) {
  EXPECT_EQ(Written("sms-deliver-report").octets(), "0000");
  EXPECT_EQ(Written("sms-deliver-report").with("tp-fcs", "memory-capacity-exceeded").octets(), "00d300");
  EXPECT_EQ(Written("sms-deliver-report").with("text", "hello").octets(), "00060005e8329bfd06");
  EXPECT_EQ(Written("sms-submit-report").octets(), "010042101000000000");
  EXPECT_EQ(Written("sms-submit-report").with("tp-fcs", 0x12).with("tp-pid", 7).octets(),
            "0112014210100000000007");
}

TEST(TpduValue, IndicatorMayContradictWhatIsThere) {
  EXPECT_EQ(Written("sms-deliver-report").with("tp-pi", 7).octets(), "0007");
  EXPECT_EQ(Written("sms-deliver-report").with("tp-pi", 0).with("tp-pid", 1).octets(), "000001");
}

TEST(TpduValue, StatusReportHasItsDefaults) {
  EXPECT_EQ(Written("sms-status-report").with("tp-ra", "123").octets(),
            "060003"
            "8121f3"
            "42101000000000"
            "42101000000000"
            "00");
  EXPECT_EQ(Written("sms-status-report")
                .with("tp-ra", "123")
                .with("tp-st", "validity-period-expired")
                .with("tp-pid", 9)
                .octets(),
            "060003"
            "8121f3"
            "42101000000000"
            "42101000000000"
            "46"
            "0109");
}

TEST(TpduValue, CommandCountsItsData) {
  EXPECT_EQ(Written("sms-command").with("tp-da", "123").with("tp-ct", "delete").with("tp-mn", 7).octets(),
            "0200000207038121f300");
  EXPECT_EQ(Written("sms-command").with("tp-da", "123").with("tp-cd", Value(mapsim::test::octets("abcd"))).octets(),
            "0200000000038121f302abcd");
  EXPECT_EQ(Written("sms-command").with("tp-da", "123").with("tp-cdl", 9).octets(), "0200000000038121f309");
}

TEST(TpduValue, TextChoosesUcs2WhereTheAlphabetLacksACharacter) {
  EXPECT_EQ(submit().with("text", "a中").octets(), "01000b915155100001f000080400614e2d");
  EXPECT_EQ(submit().with("text", "😀").octets(), "01000b915155100001f0000804d83dde00");
}

TEST(TpduValue, GivenCodingIsObeyed) {
  EXPECT_EQ(submit().with("text", "a").with("tp-dcs", "ucs2").octets(), "01000b915155100001f00008020061");
  EXPECT_EQ(submit().with("text", "a").with("tp-dcs", 0xF0).octets(), "01000b915155100001f000f00161");
}

TEST(TpduValue, GivenAlphabetThatLacksACharacterIsAnError) {
  const Error e = submit().with("text", "a中").with("tp-dcs", "gsm7").refusal();
  EXPECT_EQ(e.field, "sms-submit.text");
  EXPECT_EQ(e.text, "'中' (U+4E2D) is not in the 7 bit alphabet");
}

TEST(TpduValue, CompressedTextIsRefusedByName) {
  const Error e = submit().with("text", "a").with("tp-dcs", 0x20).refusal();
  EXPECT_EQ(e.field, "sms-submit.text");
  EXPECT_NE(e.text.find("compressed"), std::string::npos);
}

TEST(TpduValue, TextIn8BitDataIsRefused) {
  EXPECT_EQ(submit().with("text", "a").with("tp-dcs", 4).refusal().field, "sms-submit.text");
}

TEST(TpduValue, DataIn7BitCodingIsRefused) {
  EXPECT_EQ(submit().with("data", Value(mapsim::test::octets("00"))).with("tp-dcs", 0).refusal().field,
            "sms-submit.data");
}

TEST(TpduValue, DataMeans8Bit) {
  EXPECT_EQ(submit().with("data", Value(mapsim::test::octets("00ff"))).octets(), "01000b915155100001f000040200ff");
}

TEST(TpduValue, HeaderSetsItsIndicatorAndTheTextFollowsIt) {
  EXPECT_EQ(submit().with("tp-udh", concatenated(0xEF, 2, 1)).with("text", "hello").octets(),
            "41000b915155100001f000000c050003ef0201d06536fb0d");
  EXPECT_EQ(submit().with("tp-udh", concatenated(0xEF, 2, 1)).with("text", "中").octets(),
            "41000b915155100001f0000808050003ef02014e2d");
  EXPECT_EQ(
      submit().with("tp-udh", concatenated(0xEF, 2, 1)).with("data", Value(mapsim::test::octets("ab"))).octets(),
      "41000b915155100001f0000407050003ef0201ab");
  EXPECT_EQ(submit().with("tp-udh", concatenated(0xEF, 2, 1)).octets(),
            "41000b915155100001f0000007050003ef020100");
}

TEST(TpduValue, HeadersOfEverySizeCanBeDecodedWithAndWithoutText) {
  for (const char* dcs : {"gsm7", "8bit", "ucs2"}) {
    for (std::size_t size = 0; size <= 130; ++size) {
      const Octets header = encode_header({{0x70, Octets(size, 0x55)}}).value();
      for (const char* text : {"", "a"}) {
        Written written = submit().with("tp-dcs", dcs).with("tp-udh", Value(header));
        if (dcs == std::string_view("8bit")) {
          written.with("data", Value(Octets(std::string_view(text).size())));
        } else {
          written.with("text", text);
        }
        const Tpdu tpdu = written.tpdu();
        const auto again = decode(encode(tpdu).value(), Direction::mo);
        ASSERT_TRUE(again) << again.error().message();
        ASSERT_EQ(*again, tpdu);
      }
    }
  }
}

TEST(TpduValue, IndicatorOfTheHeaderMayBeDenied) {
  EXPECT_EQ(submit()
                .with("tp-udhi", false)
                .with("tp-udh", concatenated(0xEF, 2, 1))
                .with("text", "hello")
                .octets()
                .substr(0, 2),
            "01");
}

TEST(TpduValue, IndicatorOfTheHeaderNeedsOne) {
  EXPECT_EQ(submit().with("tp-udhi", true).with("text", "a").refusal().field, "sms-submit.tp-udh");
}

TEST(TpduValue, MalformedHeaderMayBeWrittenInHex) {
  EXPECT_EQ(submit()
                .with("tp-udh", Value(mapsim::test::octets("050009ef0201")))
                .with("data", Value(mapsim::test::octets("ab")))
                .octets(),
            "41000b915155100001f0000407050009ef0201ab");
}

TEST(TpduValue, RawUserDataWins) {
  EXPECT_EQ(submit().with("tp-ud", Value(mapsim::test::octets("e8329bfd06"))).octets(),
            "01000b915155100001f0000005e8329bfd06");
  EXPECT_EQ(submit().with("tp-ud", Value(mapsim::test::octets("0102"))).with("tp-dcs", 4).with("tp-udl", 99).octets(),
            "01000b915155100001f00004630102");
  EXPECT_EQ(submit().with("tp-udl", 99).with("text", "hello").octets(),
            "01000b915155100001f0000063e8329bfd06");
}

TEST(TpduValue, TextThatContradictsRawUserDataIsRefused) {
  const Error e = submit().with("tp-ud", Value(mapsim::test::octets("e8329bfd06"))).with("text", "other").refusal();
  EXPECT_EQ(e.field, "sms-submit.text");
  EXPECT_EQ(e.text, "says \"other\", but tp-ud holds \"hello\"");
  EXPECT_EQ(
      submit().with("tp-ud", Value(mapsim::test::octets("00"))).with("tp-dcs", 4).with("text", "a").refusal().text,
      "says \"a\", but tp-ud holds no text");
}

TEST(TpduValue, DataAndHeaderThatContradictRawUserDataAreRefused) {
  EXPECT_EQ(submit()
                .with("tp-dcs", 4)
                .with("tp-ud", Value(mapsim::test::octets("00")))
                .with("data", Value(mapsim::test::octets("01")))
                .refusal()
                .field,
            "sms-submit.data");
  EXPECT_EQ(
      submit().with("tp-udh", concatenated(1, 2, 1)).with("tp-ud", Value(mapsim::test::octets("ab"))).refusal().field,
      "sms-submit.tp-udh");
}

TEST(TpduValue, EitherTextOrData) {
  EXPECT_EQ(submit().with("text", "a").with("data", Value(mapsim::test::octets("00"))).refusal().field,
            "sms-submit.data");
}

TEST(TpduValue, TextBeyondOneTpduIsRefusedWithTheSizes) {
  const Error e = submit().with("text", std::string(161, 'a')).refusal();
  EXPECT_EQ(e.field, "sms-submit.text");
  EXPECT_EQ(e.text, "161 septets of user data; one TPDU carries 160");
  EXPECT_EQ(submit().with("text", std::string(154, 'a')).with("tp-udh", concatenated(1, 2, 1)).refusal().text,
            "161 septets of user data; one TPDU carries 160, its header of 6 octets included");
  submit().with("text", std::string(160, 'a')).tpdu();
  submit().with("text", std::string(153, 'a')).with("tp-udh", concatenated(1, 2, 1)).tpdu();
}

TEST(TpduValue, ReportsHaveTheirOwnRoom) {
  Written("sms-deliver-report").with("data", Value(Octets(158))).tpdu();
  EXPECT_EQ(Written("sms-deliver-report").with("data", Value(Octets(159))).refusal().field,
            "sms-deliver-report.data");
  Written("sms-submit-report").with("data", Value(Octets(151))).tpdu();
  EXPECT_EQ(Written("sms-submit-report").with("data", Value(Octets(152))).refusal().field,
            "sms-submit-report.data");
  Written("sms-status-report").with("tp-ra", "1").with("data", Value(Octets(131))).tpdu();
  EXPECT_EQ(Written("sms-status-report").with("tp-ra", "1").with("data", Value(Octets(132))).refusal().field,
            "sms-status-report.data");
}

TEST(TpduValue, MissingAddressIsNamed) {
  const Error e = Written("sms-deliver").with("text", "a").refusal();
  EXPECT_EQ(e.field, "sms-deliver.tp-oa");
  EXPECT_EQ(e.text, "is required here");
  EXPECT_EQ(Written("sms-submit").refusal().field, "sms-submit.tp-da");
  EXPECT_EQ(Written("sms-status-report").refusal().field, "sms-status-report.tp-ra");
  EXPECT_EQ(Written("sms-command").refusal().field, "sms-command.tp-da");
}

TEST(TpduValue, MistypedFieldNamesTheNearest) {
  EXPECT_NE(deliver().with("tp-dsc", 0).refusal().text.find("did you mean 'tp-dcs'"), std::string::npos);
  // A field of another TPDU.
  EXPECT_NE(deliver().with("tp-vp", "24h").refusal().text.find("'tp-vp'"), std::string::npos);
}

TEST(TpduValue, MistypedTpduNamesTheNearest) {
  EXPECT_NE(Written("sms-delivery").refusal().text.find("did you mean 'sms-deliver'"), std::string::npos);
  EXPECT_FALSE(from_value<Tpdu>(Value("sms-deliver")));
  EXPECT_FALSE(from_value<Tpdu>(Value(Value::Map{})));
}

TEST(TpduValue, MistakesPointIntoTheFile) {
  Value text("a");
  text.mark = {.line = 7, .column = 3};
  EXPECT_EQ(submit().with("tp-dcs", 4).with("text", text).refusal().mark, (Mark{7, 3}));
  Value oa("12x");
  oa.mark = {.line = 8, .column = 4};
  EXPECT_EQ(Written("sms-deliver").with("tp-oa", oa).refusal().mark, (Mark{8, 4}));
}

TEST(TpduValue, IsShownInTheOrderOfTheSpecification) {
  EXPECT_EQ(to_value(submit().with("text", "hello").tpdu()).to_text(),
            "{sms-submit: {tp-rd: false, tp-rp: false, tp-udhi: false, tp-srr: false, tp-mr: 0, tp-da: "
            "\"+15550100100\", tp-pid: 0, tp-dcs: 0, tp-udl: 5, tp-ud: {hex: e8329bfd06}, text: \"hello\"}}");
}

TEST(TpduValue, WhatIsWrittenIsShownAndReadBackTheSame) {
  const Written rows[] = {
      deliver(),
      deliver().with("text", "hello"),
      deliver().with("text", "€").with("tp-udh", concatenated(1, 2, 2)),
      submit().with("tp-vp", "24h").with("text", "😀"),
      submit().with("tp-ud", Value(mapsim::test::octets("d83d"))).with("tp-dcs", 8),
      submit().with("tp-udl", 99).with("text", "hello"),
      submit().with("tp-udl", 3).with("text", "hello"),
      submit().with("tp-udhi", true),
      submit().with("tp-udhi", true).with("tp-ud", Value(mapsim::test::octets("ff"))),
      Written("sms-deliver-report").with("tp-fcs", 0xFF).with("text", "hello"),
      Written("sms-deliver-report").with("tp-pi", 7),
      Written("sms-submit-report").with("data", Value(mapsim::test::octets("00"))),
      Written("sms-status-report").with("tp-ra", "123"),
      Written("sms-status-report").with("tp-ra", "123").with("tp-dcs", 0),
      Written("sms-command").with("tp-da", "123").with("tp-cdl", 9),
  };
  for (const Written& written : rows) {
    const Tpdu tpdu = written.tpdu();
    const Value shown = to_value(tpdu);
    const auto again = from_value<Tpdu>(shown);
    ASSERT_TRUE(again) << shown.to_text() << ": " << again.error().message();
    EXPECT_EQ(*again, tpdu) << shown.to_text();
    EXPECT_EQ(to_value(*again), shown);
  }
}

}  // namespace
}  // namespace mapsim::sms
