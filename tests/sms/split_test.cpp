#include "sigtran/sms/split.h"

#include <gtest/gtest.h>

#include "sigtran/sms/tpdu_codec.h"

namespace mapsim::sms {
namespace {

std::string repeated(std::string_view unit, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += unit;
  return text;
}
std::vector<UserPart> split(std::string_view text, const SplitOptions& options = {}) {
  auto parts = split_text(text, options);
  if (!parts) ADD_FAILURE() << parts.error().message();
  return parts.value_or(std::vector<UserPart>{});
}
std::string text_of_part(const UserPart& part) {
  return text_of(part.tp_udhi, part.dcs(), *part.user_data).value();
}
std::string joined(const std::vector<UserPart>& parts) {
  std::string text;
  for (const UserPart& part : parts) text += text_of_part(part);
  return text;
}
std::optional<Concatenation> concatenation_of_part(const UserPart& part) {
  const auto header = header_of(part.tp_udhi, part.dcs(), *part.user_data).value();
  return header ? concatenation_of(*header) : std::nullopt;
}

TEST(SplitText, OneHundredAndSixtySeptetsAreOneMessage) {
  const auto parts = split(repeated("a", 160));
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_FALSE(parts[0].tp_udhi);
  EXPECT_EQ(parts[0].user_data->tp_udl, 160);
  EXPECT_EQ(parts[0].user_data->tp_ud.size(), 140U);
}

TEST(SplitText, NoTextIsOneMessage) {
  const auto parts = split("");
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].user_data->tp_udl, 0);
}

TEST(SplitText, LongerTextHas153SeptetsAPart) {
  const std::string text = repeated("0123456789", 31);
  const auto parts = split(text, {.reference = 7});
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(text_of_part(parts[0]).size(), 153U);
  EXPECT_EQ(text_of_part(parts[1]).size(), 153U);
  EXPECT_EQ(text_of_part(parts[2]).size(), 4U);
  EXPECT_EQ(joined(parts), text);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(concatenation_of_part(parts[i]), (Concatenation{7, 3, static_cast<std::uint8_t>(i + 1)}));
    EXPECT_EQ(parts[i].dcs(), kDcsGsm7);
  }
  EXPECT_EQ(parts[0].user_data->tp_udl, 160);
  EXPECT_EQ(to_hex(parts[0].user_data->tp_ud.view().first(8)),
            "05000307030160"
            "31");
}

TEST(SplitText, ExactMultiplesLeaveNoEmptyPart) {
  EXPECT_EQ(split(repeated("a", 306)).size(), 2U);
  EXPECT_EQ(split(repeated("a", 307)).size(), 3U);
}

TEST(SplitText, WideReferenceLeaves152Septets) {
  const auto parts = split(repeated("a", 200), {.reference = 0x1234, .wide_reference = true});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(text_of_part(parts[0]).size(), 152U);
  EXPECT_EQ(concatenation_of_part(parts[0])->reference, 0x1234);
}

TEST(SplitText, EscapeStaysWithItsCharacter) {
  const std::string text = repeated("a", 152) + "€" + repeated("b", 20);
  const auto parts = split(text);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(text_of_part(parts[0]), repeated("a", 152));
  EXPECT_EQ(parts[0].user_data->tp_udl, 159);
  EXPECT_EQ(joined(parts), text);
}

TEST(SplitText, EscapesThatFitAreTaken) {
  const auto parts = split(repeated("a", 151) + repeated("€", 20));
  EXPECT_EQ(text_of_part(parts[0]), repeated("a", 151) + "€");
  EXPECT_EQ(joined(split(repeated("€", 300))), repeated("€", 300));
  EXPECT_EQ(split(repeated("€", 80)).size(), 1U);
  EXPECT_EQ(split(repeated("€", 81)).size(), 2U);
}

TEST(SplitText, Ucs2Has70UnitsAloneAnd67APart) {
  EXPECT_EQ(split(repeated("中", 70)).size(), 1U);
  const auto parts = split(repeated("中", 71), {.reference = 1});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(text_of_part(parts[0]), repeated("中", 67));
  EXPECT_EQ(parts[0].user_data->tp_udl, 140);
  EXPECT_EQ(parts[0].dcs(), kDcsUcs2);
  EXPECT_EQ(text_of_part(split(repeated("中", 71), {.wide_reference = true})[0]), repeated("中", 66));
}

TEST(SplitText, SurrogatePairIsNotSplit) {
  const std::string text = repeated("中", 66) + "😀" + repeated("文", 10);
  const auto parts = split(text);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(text_of_part(parts[0]), repeated("中", 66));
  EXPECT_EQ(joined(parts), text);
}

TEST(SplitText, GivenCodingIsKept) {
  const auto parts = split(repeated("a", 71), {.tp_dcs = Dcs{0x18}});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[1].dcs(), Dcs{0x18});
}

TEST(SplitText, GivenAlphabetThatLacksACharacterIsAnError) {
  EXPECT_EQ(split_text("中", {.tp_dcs = kDcsGsm7}).error().clause, "TS 23.038 6.2.1");
}

TEST(SplitText, CodingsWithoutTextAreRefusedByName) {
  EXPECT_EQ(split_text("a", {.tp_dcs = kDcsData8}).error().field, "text");
  EXPECT_EQ(split_text("a", {.tp_dcs = Dcs{0x20}}).error().clause, "TS 23.042");
}

TEST(SplitText, FurtherElementsStandInEveryPart) {
  const auto ports = ports_element({.destination = 2948, .source = 9200}, true);
  const auto one = split(repeated("a", 152), {.further_elements = {ports}});
  ASSERT_EQ(one.size(), 1U);
  EXPECT_TRUE(one[0].tp_udhi);
  EXPECT_EQ(one[0].user_data->tp_udl, 160);
  const auto parts = split(repeated("a", 153), {.further_elements = {ports}});
  ASSERT_EQ(parts.size(), 2U);
  for (const UserPart& part : parts) {
    EXPECT_EQ(ports_of(*header_of(part.tp_udhi, part.dcs(), *part.user_data).value()),
              (ApplicationPorts{2948, 9200}));
  }
  EXPECT_EQ(text_of_part(parts[0]).size(), 146U);  // 12 octets of header take 14 septets
}

TEST(SplitText, MoreThan255PartsAreRefused) {
  EXPECT_EQ(split(repeated("a", 255 * 153)).size(), 255U);
  EXPECT_EQ(split_text(repeated("a", 255 * 153 + 1)).error().field, "text");
}

TEST(SplitText, WideReferenceNumberNeedsTheWideForm) {
  EXPECT_EQ(split_text(repeated("a", 161), {.reference = 256}).error().field, "reference");
}

TEST(SplitText, HeaderWithoutRoomForTextIsRefused) {
  EXPECT_FALSE(split_text(repeated("a", 10), {.further_elements = {{0x70, Octets(132)}}}));
  EXPECT_FALSE(split_text(repeated("a", 10), {.further_elements = {{0x70, Octets(250)}}}));
  EXPECT_FALSE(split_text("€€€€€", {.further_elements = {{0x70, Octets(131)}}}));  // one septet a part
}

TEST(SplitText, EveryPartFitsAndNothingIsLost) {
  const std::string units[] = {"a", "€", "中", "😀", "aé€", "x😀"};
  for (const std::string& unit : units) {
    for (std::size_t count = 1; count < 200; count += 13) {
      const std::string text = repeated(unit, count);
      const auto parts = split(text);
      EXPECT_EQ(joined(parts), text);
      for (const UserPart& part : parts) EXPECT_LE(part.user_data->tp_ud.size(), 140U);
    }
  }
}

TEST(SplitOctets, Have134APart) {
  const auto parts = split_octets(Octets(141, 0xAB), {.reference = 9});
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 2U);
  EXPECT_EQ(data_of(true, kDcsData8, *(*parts)[0].user_data)->size(), 134U);
  EXPECT_EQ(data_of(true, kDcsData8, *(*parts)[1].user_data)->size(), 7U);
  EXPECT_EQ(split_octets(Octets(140)).value().size(), 1U);
}

TEST(SplitOctets, SeptetsAreNoOctets) {
  EXPECT_FALSE(split_octets(Octets(3), {.tp_dcs = kDcsGsm7}));
  EXPECT_FALSE(split_octets({}, {.tp_dcs = kDcsGsm7}));
}

Value submit_of(std::string_view text) {
  Value body;
  body.add("tp-da", "+15550100100");
  body.add("text", text);
  Value out;
  out.add("sms-submit", std::move(body));
  return out;
}

TEST(TpdusFromValue, ShortTextIsOneTpdu) {
  const auto tpdus = tpdus_from_value(submit_of("hello"));
  ASSERT_TRUE(tpdus);
  ASSERT_EQ(tpdus->size(), 1U);
  EXPECT_EQ((*tpdus)[0], from_value<Tpdu>(submit_of("hello")).value());
}

TEST(TpdusFromValue, LongTextBecomesPartsWithMessageReferencesThatCount) {
  Value v = submit_of(repeated("a", 400));
  v.if_map()->front().value.add("tp-mr", 254);
  const auto tpdus = tpdus_from_value(v, {.reference = 42});
  ASSERT_TRUE(tpdus) << tpdus.error().message();
  ASSERT_EQ(tpdus->size(), 3U);
  const std::uint8_t references[] = {254, 255, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(std::get<SmsSubmit>((*tpdus)[i]).tp_mr, references[i]);
    EXPECT_EQ(concatenation_of((*tpdus)[i]), (Concatenation{42, 3, static_cast<std::uint8_t>(i + 1)}));
    EXPECT_EQ(decode(encode((*tpdus)[i]).value(), Direction::mo).value(), (*tpdus)[i]);
  }
}

TEST(TpdusFromValue, DeliveriesSayThatMoreFollowUnlessTold) {
  Value body;
  body.add("tp-oa", "+15550100100");
  body.add("text", repeated("a", 200));
  Value v;
  v.add("sms-deliver", body);
  auto tpdus = tpdus_from_value(v).value();
  EXPECT_EQ(std::get<SmsDeliver>(tpdus[0]).tp_mms, MoreMessages::more);
  EXPECT_EQ(std::get<SmsDeliver>(tpdus[1]).tp_mms, MoreMessages::none);
  body.add("tp-mms", "none");
  Value told;
  told.add("sms-deliver", body);
  tpdus = tpdus_from_value(told).value();
  EXPECT_EQ(std::get<SmsDeliver>(tpdus[0]).tp_mms, MoreMessages::none);
}

TEST(TpdusFromValue, ElementsOfTheUserStandInEachPart) {
  Value ports;
  ports.add("destination", 2948);
  ports.add("source", 9200);
  Value element;
  element.add("port-16", ports);
  Value v = submit_of(repeated("a", 200));
  v.if_map()->front().value.add("tp-udh", Value(Value::List{element}));
  const auto tpdus = tpdus_from_value(v).value();
  ASSERT_EQ(tpdus.size(), 2U);
  EXPECT_TRUE(concatenation_of(tpdus[1]));
}

TEST(TpdusFromValue, OctetsAreSplitToo) {
  Value body;
  body.add("tp-da", "1");
  body.add("data", Value(Octets(300)));
  Value v;
  v.add("sms-submit", body);
  EXPECT_EQ(tpdus_from_value(v).value().size(), 3U);
}

TEST(TpdusFromValue, TextWithItsOwnLengthOrConcatenationIsNotSplit) {
  Value v = submit_of(repeated("a", 200));
  v.if_map()->front().value.add("tp-udl", 10);
  EXPECT_FALSE(tpdus_from_value(v));
  Value c;
  c.add("reference", 1);
  c.add("parts", 2);
  c.add("part", 1);
  Value element;
  element.add("concatenation-8", c);
  Value w = submit_of(repeated("a", 200));
  w.if_map()->front().value.add("tp-udh", Value(Value::List{element}));
  const auto refused = tpdus_from_value(w);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "sms-submit.text") << refused.error().message();
}

TEST(TpdusFromValue, OtherMistakesAreToldAsTheyAre) {
  Value v = submit_of(repeated("a", 200));
  v.if_map()->front().value.add("tp-dd", 1);
  EXPECT_NE(tpdus_from_value(v).error().text.find("tp-dd"), std::string::npos);
  Value w = submit_of(repeated("a", 255 * 153 + 1));
  EXPECT_EQ(tpdus_from_value(w).error().field, "sms-submit.text");
}

}  // namespace
}  // namespace mapsim::sms
