// Malformed and misplaced messages: the ERROR that RFC 4666 3.8.1 has for each.
#include <gtest/gtest.h>

#include "tests/m3ua/station.h"

namespace mapsim::m3ua::test {
namespace {

struct Case {
  std::string_view name;
  std::string_view hex;
  std::uint16_t stream;
  ErrorCode code;
};

const Case kCases[] = {
    // SGP/ASPSM/I/001, ASP/ASPSM/I/001
    {"version 2", "02000301 00000008", 0, ErrorCode::invalid_version},
    {"version 2 of DATA", "02000101 00000008", 1, ErrorCode::invalid_version},            // MTR/I/001
    {"class 10", "01000a01 00000008", 0, ErrorCode::unsupported_message_class},           // MTR/I/002
    {"type 2 of transfer", "01000102 00000008", 1, ErrorCode::unsupported_message_type},  // MTR/I/003
    {"type 5 of ASPTM", "01000405 00000008", 0,
     ErrorCode::unsupported_message_type},  // SGP/ASPTM/I/006, I/008
    {"type 7 of ASPSM", "01000307 00000008", 0,
     ErrorCode::unsupported_message_type},  // SGP/ASPSM/I/002, I/004
    {"length too large", "01000301 00000010", 0, ErrorCode::protocol_error},
    {"shorter than a header", "010003", 0, ErrorCode::protocol_error},
    {"parameter longer than the message", "01000401 0000000c 00060010", 0, ErrorCode::parameter_field_error},
    {"parameter length 0", "01000401 0000000c 00060000", 0, ErrorCode::parameter_field_error},
    {"NOTIFY without status", "01000001 00000008", 0, ErrorCode::missing_parameter},
    {"DATA without protocol data", "01000101 00000008", 1, ErrorCode::missing_parameter},
    {"DUNA without point codes", "01000201 00000008", 0, ErrorCode::missing_parameter},
    {"heartbeat data in ASPUP", "01000301 00000010 00090008 00000000", 0, ErrorCode::unexpected_parameter},
    {"two traffic modes", "01000401 00000018 000b0008 00000001 000b0008 00000001", 0,
     ErrorCode::unexpected_parameter},
    {"ASPUP on stream 1", "01000301 00000008", 1, ErrorCode::invalid_stream_identifier},
    {"ASPUP ACK on stream 1", "01000304 00000008", 1, ErrorCode::invalid_stream_identifier},
};

TEST(M3uaFaults, EachIsAnsweredWithItsErrorCodeAndTold) {
  Config config = one_peer(Role::ipsp_double_exchange);  // takes the messages of both roles
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.name);
    Station s(config);
    s.up();
    s.forget();
    s.receive(octets(c.hex), 0, c.stream);
    const Message e = s.expect_error(c.code);
    EXPECT_EQ(*e.find<Octets>(Tag::diagnostic_information), octets(c.hex));
    s.expect_silence();
    const auto told = s.told<Diagnostic>();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].error.layer, "m3ua");
    EXPECT_TRUE(told[0].error.clause.starts_with("RFC 4666 "));
    EXPECT_EQ(s.node.asp_state(0, 0, Side::remote), AspState::down);
  }
}

TEST(M3uaFaults, TheDiagnosticInformationHasTheFirst40Octets) {
  Station s(one_peer(Role::sgp));
  s.up();
  Octets wire = octets("01000a01 00000064");
  wire.resize(100, 0x00);
  for (std::size_t i = 8; i < 100; i += 4) wire[i + 3] = 4;  // empty parameters of tag 0
  s.receive(wire);
  const Message e = s.expect_error(ErrorCode::unsupported_message_class);
  EXPECT_EQ(*e.find<Octets>(Tag::diagnostic_information), Octets(wire.begin(), wire.begin() + 40));
}

TEST(M3uaFaults, AMalformedErrorIsToldButNotAnswered) {
  for (const std::string_view hex :
       {"01000000 00000008", "01000000 0000000c 000c0008", "02000000 00000008"}) {
    Station s(one_peer(Role::sgp));
    s.up();
    s.receive(octets(hex));
    s.expect_silence();
    EXPECT_EQ(s.told<Diagnostic>().size(), 1U) << hex;
  }
}

TEST(M3uaFaults, AMessageOfAnAssociationThatIsGoneIsIgnored) {
  Station s(one_peer(Role::sgp));
  s.receive(message(MessageType::aspup));
  s.expect_silence();
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

TEST(M3uaFaults, AnAssociationOfAPeerThatIsNotConfiguredIsTold) {
  Station s(one_peer(Role::sgp));
  s.up(5);
  EXPECT_EQ(s.told<Diagnostic>().size(), 1U);
}

// Any message in any state of either side: an answer or none, but never a crash or an endless talk.
TEST(M3uaFaults, EveryMessageInEveryStateOfEveryRoleIsSurvived) {
  for (const Role role : {Role::asp, Role::sgp, Role::ipsp_single_exchange, Role::ipsp_double_exchange}) {
    for (const int state : {0, 1, 2}) {
      Station base(two_servers(role));
      base.up();
      if (state >= 1) base.receive(message(MessageType::aspup));
      if (state >= 1) base.receive(message(MessageType::aspup_ack));
      if (state >= 2) base.receive(message(MessageType::aspac));
      if (state >= 2) base.receive(message(MessageType::aspac_ack));
      base.forget();
      for (const MessageRow& row : message_rows()) {
        for (const bool all : {false, true}) {
          Station s = base;  // a layer is a value: each message starts from the same state
          s.receive(sample(row, all), 0, row.type == MessageType::data ? 1 : 0);
          EXPECT_LE(s.sent.size(), 8U) << row.name;
          s.pass(60s);
          EXPECT_LE(s.sent.size(), 40U) << row.name;
        }
      }
    }
  }
}

}  // namespace
}  // namespace mapsim::m3ua::test
