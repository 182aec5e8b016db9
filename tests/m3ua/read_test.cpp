// Common header and parameters (RFC 4666 3.1, 3.2).
#include <gtest/gtest.h>

#include "sigtran/m3ua/check.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

ErrorCode refused(std::string_view hex) {
  const auto message = read(octets(hex));
  EXPECT_FALSE(message) << hex;
  return message ? ErrorCode{} : message.error().code;
}

TEST(M3uaRead, DecodesAnAspActiveOfAHandMadeSequence) {
  // class 4, type 1, 24 octets; traffic mode 2; routing context 7
  const Message m = read(octets("01 00 04 01 00000018  000b0008 00000002  00060008 00000007")).value();
  EXPECT_EQ(m.type, MessageType::aspac);
  EXPECT_EQ(*m.find<std::uint32_t>(Tag::traffic_mode_type), 2U);
  EXPECT_EQ(*m.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
}

TEST(M3uaRead, AnotherVersionIsAnInvalidVersion) {
  EXPECT_EQ(refused("02000301 00000008"), ErrorCode::invalid_version);
  EXPECT_EQ(refused("00000301 00000008"), ErrorCode::invalid_version);
}

TEST(M3uaRead, AMessageLengthThatDoesNotFitIsAProtocolError) {
  EXPECT_EQ(refused("01000301 00000007"), ErrorCode::protocol_error);
  EXPECT_EQ(refused("01000301 0000000c"), ErrorCode::protocol_error);
  EXPECT_EQ(refused("01000301 ffffffff"), ErrorCode::protocol_error);
  EXPECT_EQ(refused("01000301 00000008 00000000"), ErrorCode::protocol_error);
  EXPECT_EQ(refused("010003"), ErrorCode::protocol_error);
  EXPECT_EQ(refused(""), ErrorCode::protocol_error);
}

TEST(M3uaRead, AParameterLengthThatDoesNotFitIsAParameterFieldError) {
  EXPECT_EQ(refused("01000301 0000000c 00040003"), ErrorCode::parameter_field_error);
  EXPECT_EQ(refused("01000301 0000000c 00040005"), ErrorCode::parameter_field_error);
  EXPECT_EQ(refused("01000301 0000000a 0004"), ErrorCode::parameter_field_error);
  EXPECT_EQ(refused("01000301 00000010 0011000c 00000001"), ErrorCode::parameter_field_error);
}

TEST(M3uaRead, AValueOfASizeThatItsShapeCannotHaveIsAParameterFieldError) {
  EXPECT_EQ(refused("01000301 00000010 00110007 00000100"),
            ErrorCode::parameter_field_error);                                         // ASP Identifier
  EXPECT_EQ(refused("01000401 0000000c 00060004"), ErrorCode::parameter_field_error);  // no routing context
  EXPECT_EQ(refused("01000101 00000017 0210000f 00000001 00000002 000000"), ErrorCode::parameter_field_error);
}

TEST(M3uaRead, TheOffsetOfAFaultCountsFromTheStartOfTheMessage) {
  const auto message = read(octets("01000401 00000014 000b0008 00000002 00060003"));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().error.offset, 18U);
  EXPECT_EQ(message.error().error.field, "routing-context");
}

TEST(M3uaRead, AFaultWithinAGroupHasItsOffsetInTheMessage) {
  const auto message = read(octets("01000901 00000014 0207000c 020a0009 00000001"));
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error().error.offset, 14U);
  EXPECT_EQ(message.error().error.field, "local-routing-key-identifier");
}

TEST(M3uaRead, KeepsUnknownParametersAndTheirOrder) {
  const Octets wire = octets("01000301 0000001c 77770006 abcd0000 00110008 00000001 7778 0004");
  const Message m = read(wire).value();
  ASSERT_EQ(m.parameters.size(), 3U);
  EXPECT_EQ(std::get<Octets>(m.parameters[0].value), octets("abcd"));
  EXPECT_EQ(bytes(m), wire);
}

TEST(M3uaRead, AcceptsTheLastParameterWithItsPaddingCountedUncountedOrAbsent) {
  for (const auto& [hex, padding] :
       {std::pair{"01000303 00000010 00090005 aa000000", FinalPadding::counted},
        std::pair{"01000303 0000000d 00090005 aa000000", FinalPadding::not_counted},
        std::pair{"01000303 0000000d 00090005 aa", FinalPadding::absent}}) {
    const auto m = read(octets(hex));
    ASSERT_TRUE(m) << hex;
    EXPECT_EQ(m->final_padding, padding) << hex;
    EXPECT_EQ(*m->find<Octets>(Tag::heartbeat_data), Octets{0xaa});
    EXPECT_EQ(bytes(*m), octets(hex));
  }
}

TEST(M3uaRead, AGroupWithinAGroupIsKeptAsOctets) {
  const Octets wire = octets("01000901 00000018 02070010 0207000c 020a0008 00000001");
  const Message m = read(wire).value();
  const auto& group = std::get<ParameterGroup>(m.parameters.at(0).value);
  EXPECT_TRUE(std::holds_alternative<Octets>(group.at(0).value));
  EXPECT_EQ(bytes(m), wire);
}

TEST(M3uaRead, EveryMessageSurvivesARoundTrip) {
  for (const MessageRow& row : message_rows()) {
    for (const bool all : {false, true}) {
      const Message m = sample(row, all);
      const auto back = read(bytes(m));
      ASSERT_TRUE(back) << row.name << ": " << back.error().error.message();
      EXPECT_EQ(*back, m) << row.name;
      EXPECT_FALSE(check(*back)) << row.name;
    }
  }
}

TEST(M3uaRead, EveryTruncationOfEveryMessageIsRefused) {
  for (const MessageRow& row : message_rows()) {
    const Octets whole = bytes(sample(row, true));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_FALSE(read(OctetView(whole).first(size))) << row.name << " cut to " << size;
    }
  }
}

TEST(M3uaRead, NoChangeOfASingleOctetCanHarm) {
  for (const MessageRow& row : message_rows()) {
    const Octets whole = bytes(sample(row, true));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (const int v : {0x00, 0x01, 0x04, 0x7F, 0x80, 0xFF}) {
        Octets changed = whole;
        changed[i] = static_cast<std::uint8_t>(v);
        if (const auto m = read(changed)) {
          (void)check(*m);
          EXPECT_EQ(read(bytes(*m)).value(), *m) << row.name << " octet " << i;
        }
      }
    }
  }
}

TEST(M3uaEncode, AValueLongerThanItsLengthFieldIsRefused) {
  Message m{.type = MessageType::beat, .parameters = {{Tag::heartbeat_data, Octets(65531)}}};
  EXPECT_TRUE(encode(m));
  m.parameters[0].value = Octets(65532);
  const auto out = encode(m);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().field, "heartbeat-data");
}

TEST(M3uaEncode, APointCodeOfMoreThan24BitsIsRefused) {
  Message m{.type = MessageType::duna,
            .parameters = {{Tag::affected_point_code, std::vector<PointCodeRange>{{0, 0x1000000}}}}};
  EXPECT_FALSE(encode(m));
}

TEST(M3uaPointCodeRange, TheMaskCountsInsignificantBits) {
  EXPECT_TRUE(contains({0, 100}, 100));
  EXPECT_FALSE(contains({0, 100}, 101));
  EXPECT_TRUE(contains({3, 0x68}, 0x6F));
  EXPECT_FALSE(contains({3, 0x68}, 0x70));
  EXPECT_TRUE(contains({24, 0}, 0xFFFFFF));
  EXPECT_TRUE(contains({255, 0}, 1));
}

}  // namespace
}  // namespace mapsim::m3ua::test
