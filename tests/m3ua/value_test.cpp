// Messages as named values: what users read and write.
#include <gtest/gtest.h>

#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

std::string shown(std::string_view hex) {
  return m3ua::to_value(read(octets(hex)).value()).to_text();
}

Value map(std::initializer_list<std::pair<const char*, Value>> members) {
  Value out{Value::Map{}};
  for (const auto& [name, value] : members) out.add(name, value);
  return out;
}

TEST(M3uaValue, NamesTheFieldsOfData) {
  const Value v = m3ua::to_value(
      read(octets("01000101 00000024 00060008 000000ff 02100014 00000001 00000002 03020001 deadbeef"))
          .value());
  EXPECT_EQ(*v.find_path("message")->if_string(), "data");
  EXPECT_EQ(*v.find_path("routing-context")->if_int(), 255);
  EXPECT_EQ(*v.find_path("protocol-data.opc")->if_int(), 1);
  EXPECT_EQ(*v.find_path("protocol-data.dpc")->if_int(), 2);
  EXPECT_EQ(*v.find_path("protocol-data.si")->if_int(), 3);
  EXPECT_EQ(*v.find_path("protocol-data.ni")->if_int(), 2);
  EXPECT_EQ(*v.find_path("protocol-data.mp")->if_int(), 0);
  EXPECT_EQ(*v.find_path("protocol-data.sls")->if_int(), 1);
  EXPECT_EQ(*v.find_path("protocol-data.data")->if_octets(), octets("deadbeef"));
}

TEST(M3uaValue, NamesCodePoints) {
  const Value ntfy = m3ua::to_value(read(octets("01000001 00000010 000d0008 00010003")).value());
  EXPECT_EQ(*ntfy.find_path("status.status-type")->if_string(), "as-state-change");
  EXPECT_EQ(*ntfy.find_path("status.status-information")->if_string(), "as-active");
  const Value other = m3ua::to_value(read(octets("01000001 00000010 000d0008 00020002")).value());
  EXPECT_EQ(*other.find_path("status.status-information")->if_string(), "alternate-asp-active");
  const Value err = m3ua::to_value(read(octets("01000000 00000010 000c0008 00000019")).value());
  EXPECT_EQ(*err.find_path("error-code")->if_string(), "invalid-routing-context");
  const Value aspac = m3ua::to_value(read(octets("01000401 00000010 000b0008 00000001")).value());
  EXPECT_EQ(*aspac.find_path("traffic-mode-type")->if_string(), "override");
}

TEST(M3uaValue, ShowsACodePointWithoutNameAsItsNumber) {
  const Value v = m3ua::to_value(read(octets("01000001 00000010 000d0008 00090007")).value());
  EXPECT_EQ(*v.find_path("status.status-type")->if_int(), 9);
  EXPECT_EQ(*v.find_path("status.status-information")->if_int(), 7);
}

TEST(M3uaValue, EveryMessageSurvivesTheWayThroughNamedValues) {
  for (const MessageRow& row : message_rows()) {
    const Message m = sample(row, true);
    const auto back = m3ua::from_value(m3ua::to_value(m));
    ASSERT_TRUE(back) << row.name << ": " << back.error().message();
    EXPECT_EQ(*back, m) << m3ua::to_value(m).to_text();
  }
}

TEST(M3uaValue, OddMessagesSurviveTheWayThroughNamedValues) {
  for (const std::string_view hex : {
           "0100097f 00000008",                                      // unknown type
           "01050301 00000008",                                      // reserved octet
           "01000303 0000000d 00090005 aa",                          // padding
           "01000301 00000010 77770006 abcd0000",                    // unknown parameter
           "01000401 00000018 00060008 00000001 00060008 00000002",  // the same parameter twice
           "01000301 0000000c 00040004",                             // empty text
           "01000301 00000010 00040006 c3280000",                    // text that is not UTF-8
           "01000201 00000010 00120008 0300abcd",                    // masked point code
           "01000204 00000010 02050008 00000102",                    // reserved bits set
           "01000901 00000018 02070010 0207000c 020a0008 00000001",  // group in a group
       }) {
    const Message m = read(octets(hex)).value();
    const auto back = m3ua::from_value(m3ua::to_value(m));
    ASSERT_TRUE(back) << hex << ": " << back.error().message();
    EXPECT_EQ(*back, m) << shown(hex);
    EXPECT_EQ(bytes(*back), octets(hex));
  }
}

TEST(M3uaValue, AcceptsAListOfRoutingKeys) {
  const Value key = map({{"local-routing-key-identifier", 1}, {"destination-point-code", 23}});
  const auto m = m3ua::from_value(map({{"message", "reg-req"}, {"routing-key", Value::List{key, key}}}));
  ASSERT_TRUE(m) << m.error().message();
  EXPECT_EQ(m->parameters.size(), 2U);
}

TEST(M3uaValue, AcceptsOctetsForAnyParameter) {
  const auto m = m3ua::from_value(map({{"message", "aspac"}, {"traffic-mode-type", octets("0001")}}));
  ASSERT_TRUE(m);
  EXPECT_EQ(bytes(*m), octets("01000401 00000010 000b0006 00010000"));
}

TEST(M3uaValue, AWrongNameIsAnsweredWithTheNearestRightOne) {
  const auto message = m3ua::from_value(map({{"message", "aspupp"}}));
  ASSERT_FALSE(message);
  EXPECT_NE(message.error().text.find("'aspup'"), std::string::npos) << message.error().text;
  const auto parameter = m3ua::from_value(map({{"message", "aspac"}, {"routing-contxt", 7}}));
  ASSERT_FALSE(parameter);
  EXPECT_NE(parameter.error().text.find("'routing-context'"), std::string::npos) << parameter.error().text;
  const auto code = m3ua::from_value(map({{"message", "err"}, {"error-code", "invalid-versio"}}));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().field, "error-code");
}

TEST(M3uaValue, AMissingNameOfTheMessageIsRefused) {
  EXPECT_FALSE(m3ua::from_value(map({{"routing-context", 7}})));
  EXPECT_FALSE(m3ua::from_value(Value(3)));
}

}  // namespace
}  // namespace mapsim::m3ua::test
