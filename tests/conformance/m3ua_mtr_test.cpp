// Message transfer (RFC 4666 3.3.1, 4.1, 1.4.7): purposes of docs/conformance.md.
#include <map>

#include "tests/conformance/m3ua_support.h"

namespace mapsim::m3ua::conformance {
namespace {

// An SGP with an active ASP for each of two application servers, and the destinations 10 (routing context 7,
// ASP 1) and 20 (routing context 8, ASP 2).
Station relay() {
  Config config;
  config.application_servers = {{.name = "one", .routing_context = 7}, {.name = "two", .routing_context = 8}};
  config.peers = {{.name = "asp1", .role = Role::sgp, .application_servers = {0}},
                  {.name = "asp2", .role = Role::sgp, .application_servers = {0, 1}}};
  config.routes = {{.dpc = 10, .application_server = 0, .peers = {0}}, {.dpc = 20, .application_server = 1}};
  Station s(config);
  activate_remote(s, 0);
  activate_remote(s, 1);
  return s;
}

// DATA from ASP 1 to the destination of ASP 2, passed on by the interworking function that the test is.
Message pass_on(Station& s, std::uint8_t sls, const Octets& user) {
  Message data = message(MessageType::data, {contexts({7})});
  data.parameters.push_back(
      {Tag::protocol_data,
       ProtocolData{{.opc = 10, .dpc = 20, .si = 3, .ni = 2, .mp = 0, .sls = sls}, user}});
  s.receive(data, 0, 1);
  EXPECT_EQ(s.delivered.size(), 1U);
  if (s.delivered.empty()) return {};
  mtp::TransferRequest request;
  request.label = s.delivered.back().indication.label;
  request.data.prepend(s.delivered.back().data);
  s.delivered.clear();
  s.put(std::move(request));
  const Message out = s.next();
  EXPECT_EQ(s.last.association, 2U);
  EXPECT_EQ(out.type, MessageType::data);
  return out;
}

TEST(ConformanceM3ua, sgp_mtr_v_001) {
  Station s = relay();
  for (unsigned sls = 0; sls < 16; ++sls) {
    const Message out = pass_on(s, static_cast<std::uint8_t>(sls), octets("0102"));
    ASSERT_NE(out.find<std::vector<std::uint32_t>>(Tag::routing_context), nullptr);
    EXPECT_EQ(*out.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{8});
  }
}

TEST(ConformanceM3ua, sgp_mtr_v_002) {
  Station s = relay();
  for (unsigned sls = 0; sls < 16; ++sls) {
    const Message out = pass_on(s, static_cast<std::uint8_t>(sls), octets("0904030e"));
    ASSERT_NE(out.find<ProtocolData>(Tag::protocol_data), nullptr);
    const ProtocolData expected{
        {.opc = 10, .dpc = 20, .si = 3, .ni = 2, .mp = 0, .sls = static_cast<std::uint8_t>(sls)},
        octets("0904030e")};
    EXPECT_EQ(*out.find<ProtocolData>(Tag::protocol_data), expected);
  }
}

TEST(ConformanceM3ua, sgp_mtr_v_003) {
  Station s = relay();
  for (unsigned sls = 0; sls < 16; ++sls) {
    pass_on(s, static_cast<std::uint8_t>(sls), octets("01"));
    EXPECT_GE(s.last.stream, 1U);
    EXPECT_LT(s.last.stream, 4U);
  }
}

TEST(ConformanceM3ua, sgp_mtr_v_004) {
  Station s = relay();
  std::map<unsigned, std::uint16_t> streams;
  for (unsigned i = 0; i < 48; ++i) {
    pass_on(s, static_cast<std::uint8_t>(i % 16), octets("01"));
    const auto [at, first] = streams.emplace(i % 16, s.last.stream);
    EXPECT_EQ(at->second, s.last.stream) << (first ? "" : "the SLS changed its stream");
  }
}

TEST(ConformanceM3ua, sgp_mtr_v_002_alternate) {
  Station s = sgp_active();
  s.receive(data_message(7), 0, 1);
  EXPECT_EQ(s.delivered.size(), 1U);
  s.receive(message(MessageType::data, {contexts({7})}), 0, 1);
  expect_only_error(s, ErrorCode::missing_parameter);
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(ConformanceM3ua, sgp_mtr_v_003_alternate) {
  Station s = sgp_active();
  s.receive(data_message(7), 0, 1);
  s.receive(data_message(7), 0, 0);
  expect_only_error(s, ErrorCode::invalid_stream_identifier);
  EXPECT_EQ(s.delivered.size(), 1U);
}

TEST(ConformanceM3ua, sgp_mtr_i_001) {
  Station s = sgp_active();
  s.receive(of_version(bytes(data_message(7)), 2), 0, 1);
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, sgp_mtr_i_002) {
  Station s = sgp_active();
  Octets wire = bytes(data_message(7));
  wire[2] = 10;
  s.receive(wire, 0, 0);
  expect_only_error(s, ErrorCode::unsupported_message_class);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, sgp_mtr_i_003) {
  Station s = sgp_active();
  Octets wire = bytes(data_message(7));
  wire[3] = 2;
  s.receive(wire, 0, 1);
  expect_only_error(s, ErrorCode::unsupported_message_type);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, asp_mtr_v_001) {
  Station s = asp_active();
  s.transfer(9);
  const Message data = s.next();
  EXPECT_EQ(data.type, MessageType::data);
  EXPECT_EQ(*data.find<std::vector<std::uint32_t>>(Tag::routing_context), std::vector<std::uint32_t>{7});
}

TEST(ConformanceM3ua, asp_mtr_v_002) {
  Station s = asp_active();
  s.transfer(9, 5);
  const ProtocolData expected{{.opc = 1, .dpc = 9, .si = 3, .ni = 2, .mp = 0, .sls = 5}, octets("abcdef")};
  EXPECT_EQ(*s.next().find<ProtocolData>(Tag::protocol_data), expected);
}

TEST(ConformanceM3ua, asp_mtr_v_003) {
  Station s = asp_active();
  for (unsigned sls = 0; sls < 16; ++sls) {
    s.transfer(9, static_cast<std::uint8_t>(sls));
    s.next();
    EXPECT_GE(s.last.stream, 1U);
    EXPECT_LT(s.last.stream, 4U);
  }
}

TEST(ConformanceM3ua, asp_mtr_i_001) {
  Station s = asp_active();
  s.receive(of_version(bytes(data_message(7)), 2), 0, 1);
  expect_only_error(s, ErrorCode::invalid_version);
  EXPECT_TRUE(s.delivered.empty());
}

TEST(ConformanceM3ua, asp_mtr_i_002) {
  Station s = asp_active();
  s.receive(header(1, 10, 0));
  expect_only_error(s, ErrorCode::unsupported_message_class);
}

TEST(ConformanceM3ua, asp_mtr_i_003) {
  Station s = asp_active();
  s.receive(header(1, 1, 2), 0, 1);
  expect_only_error(s, ErrorCode::unsupported_message_type);
}

}  // namespace
}  // namespace mapsim::m3ua::conformance
