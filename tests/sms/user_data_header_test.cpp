#include "sigtran/sms/user_data_header.h"

#include <gtest/gtest.h>
#include <set>

#include "tests/support/hex.h"

namespace mapsim::sms {
namespace {

Value member(std::string name, Value v) {
  Value out;
  out.add(std::move(name), std::move(v));
  return out;
}
Value concatenation(int reference, int parts, int part) {
  Value v = member("reference", reference);
  v.add("parts", parts);
  v.add("part", part);
  return v;
}

TEST(UserDataHeader, ElementsAreReadInTheirOrder) {
  const auto header = parse_header(mapsim::test::octets("0a0003ef02017003aabbcc"));
  ASSERT_TRUE(header) << header.error().message();
  EXPECT_EQ(*header, (UserDataHeader{{0x00, mapsim::test::octets("ef0201")}, {0x70, mapsim::test::octets("aabbcc")}}));
  EXPECT_EQ(to_hex(encode_header(*header).value()), "0a0003ef02017003aabbcc");
}

TEST(UserDataHeader, NoElementsAreEncodedAsNothing) {
  EXPECT_TRUE(encode_header({}).value().empty());
}

TEST(UserDataHeader, EmptyHeaderIsRead) {
  EXPECT_TRUE(parse_header(mapsim::test::octets("00")).value().empty());
}

TEST(UserDataHeader, ElementBeyondTheHeaderIsAnErrorWithItsOffset) {
  const auto header = parse_header(mapsim::test::octets("0a0003ef02017004aabbcc"));
  ASSERT_FALSE(header);
  EXPECT_EQ(header.error().field, "TP-UDH");
  EXPECT_EQ(header.error().clause, "TS 23.040 9.2.3.24");
  EXPECT_EQ(header.error().offset, 6U);
}

TEST(UserDataHeader, OctetsThatAreNoElementAreAnError) {
  EXPECT_EQ(parse_header(mapsim::test::octets("0600030102038f")).error().offset, 6U);
}

TEST(UserDataHeader, EveryTruncationIsRefused) {
  const Octets whole = mapsim::test::octets("0a0003ef02017003aabbcc");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_header(Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))))
        << size;
  }
}

TEST(UserDataHeader, ElementsBeyondTheLengthOctetsAreRefused) {
  EXPECT_FALSE(encode_header({{0x70, Octets(256)}}));
  EXPECT_FALSE(encode_header({{0x70, Octets(200)}, {0x71, Octets(52)}}));
  EXPECT_TRUE(encode_header({{0x70, Octets(200)}, {0x71, Octets(51)}}));
}

TEST(Concatenation, HasTwoWidthsOfItsReference) {
  const Concatenation c{.reference = 0xEF, .parts = 3, .part = 2};
  EXPECT_EQ(concatenation_element(c, false), (InformationElement{0x00, mapsim::test::octets("ef0302")}));
  EXPECT_EQ(concatenation_element(c, true), (InformationElement{0x08, mapsim::test::octets("00ef0302")}));
  EXPECT_EQ(concatenation_of(concatenation_element(c, false)), c);
  EXPECT_EQ(concatenation_of(concatenation_element(c, true)), c);
}

TEST(Concatenation, WrongLengthIsNone) {
  EXPECT_EQ(concatenation_of(InformationElement{0x00, mapsim::test::octets("ef03")}), std::nullopt);
  EXPECT_EQ(concatenation_of(InformationElement{0x08, mapsim::test::octets("ef0302")}), std::nullopt);
  EXPECT_EQ(concatenation_of(InformationElement{0x01, mapsim::test::octets("ef0302")}), std::nullopt);
}

TEST(Concatenation, InvalidPartsAreIgnoredAndTheLastValidOneCounts) {
  const UserDataHeader header = {{0x00, mapsim::test::octets("010201")},
                                 {0x00, mapsim::test::octets("020202")},
                                 {0x00, mapsim::test::octets("030200")},
                                 {0x00, mapsim::test::octets("040203")}};
  EXPECT_EQ(concatenation_of(header)->reference, 2);
  EXPECT_EQ(concatenation_of(UserDataHeader{{0x00, mapsim::test::octets("030000")}}), std::nullopt);
}

TEST(ApplicationPorts, HaveTwoWidths) {
  EXPECT_EQ(ports_element({.destination = 2948, .source = 9200}, true),
            (InformationElement{0x05, mapsim::test::octets("0b8423f0")}));
  EXPECT_EQ(ports_element({.destination = 240, .source = 1}, false),
            (InformationElement{0x04, mapsim::test::octets("f001")}));
  EXPECT_EQ(ports_of(UserDataHeader{{0x05, mapsim::test::octets("0b8423f0")}}), (ApplicationPorts{2948, 9200}));
  EXPECT_EQ(ports_of(UserDataHeader{{0x05, mapsim::test::octets("0b84")}}), std::nullopt);
}

TEST(InformationElement, KnownOnesAreWrittenByTheirContents) {
  Value ports = member("destination", 2948);
  ports.add("source", 9200);
  const std::pair<InformationElement, Value> rows[] = {
      {{0x00, mapsim::test::octets("070301")}, member("concatenation-8", concatenation(7, 3, 1))},
      {{0x08, mapsim::test::octets("01070301")}, member("concatenation-16", concatenation(263, 3, 1))},
      {{0x05, mapsim::test::octets("0b8423f0")}, member("port-16", ports)},
      {{0x24, mapsim::test::octets("01")}, member("national-language-single-shift", "turkish")},
      {{0x25, mapsim::test::octets("63")}, member("national-language-locking-shift", 99)},
      {{0x0A, mapsim::test::octets("000a12")}, member("text-formatting", Value(mapsim::test::octets("000a12")))},
      {{0x00, mapsim::test::octets("0703")}, member("concatenation-8", Value(mapsim::test::octets("0703")))},
  };
  for (const auto& [element, value] : rows) {
    EXPECT_EQ(to_value(element), value) << to_value(element).to_text();
    EXPECT_EQ(from_value<InformationElement>(value).value(), element) << value.to_text();
  }
}

TEST(InformationElement, OthersAreWrittenByTheirNumber) {
  const InformationElement element{0x70, mapsim::test::octets("00ff")};
  Value v = member("iei", 0x70);
  v.add("data", Value(mapsim::test::octets("00ff")));
  EXPECT_EQ(to_value(element), v);
  EXPECT_EQ(from_value<InformationElement>(v).value(), element);
}

TEST(InformationElement, KnownOnesMayAlsoBeWrittenByTheirNumber) {
  Value v = member("iei", 0);
  v.add("data", Value(mapsim::test::octets("070301")));
  EXPECT_EQ(concatenation_of(from_value<InformationElement>(v).value()), (Concatenation{7, 3, 1}));
}

TEST(InformationElement, EveryIdentifierAndLengthIsShownAndReadBack) {
  for (unsigned iei = 0; iei <= 255; ++iei) {
    for (std::size_t size = 0; size < 6; ++size) {
      const InformationElement element{static_cast<std::uint8_t>(iei), Octets(size, 0x2A)};
      const auto again = from_value<InformationElement>(to_value(element));
      ASSERT_TRUE(again) << to_value(element).to_text() << ": " << again.error().message();
      ASSERT_EQ(*again, element);
    }
  }
}

// TS 23.040 9.2.3.24: reserved are 02, 03, 1B-1F, 26-6F and A0-BF, E0-FF; 70-9F and C0-DF belong to others.
TEST(InformationElement, NamesAreThoseOfTheTable) {
  std::set<std::string_view> names;
  for (unsigned iei = 0; iei <= 255; ++iei) {
    const auto name = information_element_name(static_cast<std::uint8_t>(iei));
    const bool free = iei == 2 || iei == 3 || (iei >= 0x1B && iei <= 0x1F) || iei >= 0x26;
    EXPECT_EQ(name.has_value(), !free) << iei;
    if (!name) continue;
    EXPECT_TRUE(names.insert(*name).second) << *name;
    EXPECT_EQ(information_element_identifier(*name), iei);
  }
  EXPECT_EQ(names.size(), information_element_names().size());
  EXPECT_EQ(information_element_name(0x0A), "text-formatting");
  EXPECT_EQ(information_element_name(0x14), "extended-object");
  EXPECT_EQ(information_element_name(0x20), "rfc-822-e-mail-header");
  EXPECT_EQ(information_element_name(0x25), "national-language-locking-shift");
}

TEST(InformationElement, MistypedNameNamesTheNearest) {
  const auto element = from_value<InformationElement>(member("concatenation8", concatenation(1, 2, 1)));
  ASSERT_FALSE(element);
  EXPECT_NE(element.error().text.find("did you mean 'concatenation-8'"), std::string::npos)
      << element.error().text;
}

TEST(InformationElement, WideNumbersNeedTheWideForm) {
  EXPECT_EQ(from_value<InformationElement>(member("concatenation-8", concatenation(256, 2, 1))).error().field,
            "concatenation-8.reference");
  Value ports = member("destination", 2948);
  ports.add("source", 1);
  EXPECT_EQ(from_value<InformationElement>(member("port-8", ports)).error().field, "port-8.destination");
}

TEST(WrittenHeader, IsAListWhereItCanBeParsed) {
  const WrittenHeader header{mapsim::test::octets("0a0003ef02017003aabbcc")};
  const Value shown = to_value(header);
  ASSERT_NE(shown.if_list(), nullptr);
  EXPECT_EQ(shown.if_list()->size(), 2U);
  EXPECT_EQ(from_value<WrittenHeader>(shown).value(), header);
}

TEST(WrittenHeader, IsHexWhereItIsMalformed) {
  const WrittenHeader header{mapsim::test::octets("050004010203")};
  EXPECT_EQ(to_value(header), Value(header.octets));
  EXPECT_EQ(from_value<WrittenHeader>(to_value(header)).value(), header);
}

TEST(WrittenHeader, EmptyListIsALengthOfNothing) {
  EXPECT_EQ(from_value<WrittenHeader>(Value(Value::List{})).value().octets, mapsim::test::octets("00"));
  EXPECT_EQ(to_value(WrittenHeader{mapsim::test::octets("00")}), Value(Value::List{}));
}

TEST(WrittenHeader, WrongElementIsNamedByItsPlace) {
  const Value list(
      Value::List{member("concatenation-8", concatenation(1, 2, 1)), member("port-16", Value("x"))});
  EXPECT_EQ(from_value<WrittenHeader>(list).error().field, "[1].port-16");
}

}  // namespace
}  // namespace mapsim::sms
