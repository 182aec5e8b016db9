// Routing keys and the parameters that carry them (RFC 4666 3.6.1).
#include <gtest/gtest.h>

#include "sigtran/m3ua/registration.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

RoutingKey key_of(std::vector<RoutingKeyPart> parts) {
  RoutingKey key{std::move(parts)};
  normalise(key);
  return key;
}
mtp::RoutingLabel label(mtp::PointCode opc, mtp::PointCode dpc, std::uint8_t si) {
  return {.opc = opc, .dpc = dpc, .si = si};
}
Parameter dpc(mtp::PointCode pc, std::uint8_t mask = 0) {
  return {Tag::destination_point_code, PointCodeRange{mask, pc}};
}
Parameter si(Octets values) {
  return {Tag::service_indicators, ServiceIndicators{std::move(values)}};
}
Parameter opcs(std::vector<PointCodeRange> list) {
  return {Tag::originating_point_code_list, std::move(list)};
}
const Parameter kIdentifier{Tag::local_routing_key_identifier, std::uint32_t{5}};

TEST(M3uaRoutingKey, CoversWhatEachOfItsListsAdmits) {
  const RoutingKey key = key_of({{.dpc = 9, .service_indicators = {5, 3}, .opcs = {2, 1}}, {.dpc = 10}});
  EXPECT_TRUE(covers(key, label(1, 9, 3)));
  EXPECT_TRUE(covers(key, label(2, 9, 5)));
  EXPECT_FALSE(covers(key, label(3, 9, 3)));
  EXPECT_FALSE(covers(key, label(1, 9, 4)));
  EXPECT_FALSE(covers(key, label(1, 11, 3)));
  EXPECT_TRUE(covers(key, label(77, 10, 14)));
}

TEST(M3uaRoutingKey, OverlapsWhereOneMessageFitsBoth) {
  const RoutingKey sccp = key_of({{.dpc = 9, .service_indicators = {3}}});
  EXPECT_TRUE(overlap(sccp, key_of({{.dpc = 9}})));
  EXPECT_TRUE(overlap(key_of({{.dpc = 9}}), sccp));
  EXPECT_FALSE(overlap(sccp, key_of({{.dpc = 9, .service_indicators = {5}}})));
  EXPECT_FALSE(overlap(sccp, key_of({{.dpc = 8}})));
  EXPECT_TRUE(overlap(sccp, key_of({{.dpc = 9, .opcs = {4}}})));
  EXPECT_FALSE(overlap(key_of({{.dpc = 9, .opcs = {3}}}), key_of({{.dpc = 9, .opcs = {4}}})));
  EXPECT_TRUE(overlap(sccp, key_of({{.dpc = 8}, {.dpc = 9}})));
}

TEST(M3uaRoutingKey, IsTheSameInWhateverOrderItIsWritten) {
  EXPECT_EQ(key_of({{.dpc = 9, .service_indicators = {5, 3, 5}}, {.dpc = 4}}),
            key_of({{.dpc = 4}, {.dpc = 9, .service_indicators = {3, 5}}, {.dpc = 4}}));
}

TEST(M3uaRoutingKey, IsReadFromItsParameter) {
  const auto request = read_request({kIdentifier,
                                     {Tag::routing_context, std::vector<std::uint32_t>{8}},
                                     {Tag::traffic_mode_type, std::uint32_t{2}},
                                     {Tag::network_appearance, std::uint32_t{3}},
                                     dpc(9),
                                     si({3}),
                                     dpc(4),
                                     opcs({{0, 1}})},
                                    0x3FFF);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->local_identifier, 5U);
  EXPECT_EQ(request->routing_context, 8U);
  EXPECT_EQ(request->traffic_mode, 2U);
  EXPECT_EQ(request->network_appearance, 3U);
  EXPECT_EQ(request->key, key_of({{.dpc = 9, .service_indicators = {3}}, {.dpc = 4, .opcs = {1}}}));
}

TEST(M3uaRoutingKey, WithOneDestinationTheOrderSaysNothing) {
  const auto request = read_request({si({3}), kIdentifier, dpc(9)}, 0x3FFF);
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->key, key_of({{.dpc = 9, .service_indicators = {3}}}));
}

TEST(M3uaRoutingKey, IsRefusedForWhatItSays) {
  const auto status = [](ParameterGroup group) { return read_request(group, 0x3FFF).error(); };
  EXPECT_EQ(status({kIdentifier}), RegistrationStatus::invalid_routing_key);
  EXPECT_EQ(status({kIdentifier, si({3}), dpc(9), dpc(8)}), RegistrationStatus::invalid_routing_key);
  EXPECT_EQ(status({kIdentifier, dpc(9), si({16})}), RegistrationStatus::invalid_routing_key);
  EXPECT_EQ(status({kIdentifier, dpc(9, 1)}), RegistrationStatus::invalid_dpc);
  EXPECT_EQ(status({kIdentifier, dpc(0x4000)}), RegistrationStatus::invalid_dpc);
  EXPECT_EQ(status({kIdentifier, dpc(9), opcs({{3, 8}})}),
            RegistrationStatus::unsupported_rk_parameter_field);
  EXPECT_EQ(status({kIdentifier, dpc(9), {static_cast<Tag>(0x7777), Octets{1}}}),
            RegistrationStatus::unsupported_rk_parameter_field);
}

TEST(M3uaRoutingKey, SurvivesTheWayThroughItsParameter) {
  RegistrationRequest request{
      .local_identifier = 6, .routing_context = 8, .traffic_mode = 1, .network_appearance = 3};
  request.key = key_of({{.dpc = 9, .service_indicators = {3, 5}, .opcs = {1, 2}}, {.dpc = 10}});
  const Parameter parameter = to_parameter(request);
  const auto back = read_request(std::get<ParameterGroup>(parameter.value), 0x3FFF);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(back->key, request.key);
  EXPECT_EQ(back->routing_context, 8U);
  EXPECT_EQ(back->network_appearance, 3U);
}

TEST(M3uaRoutingKey, TheResultsHaveTheirOctets) {  // by hand, RFC 4666 3.6.2 and 3.6.4
  const Message registered{
      .type = MessageType::reg_rsp,
      .parameters = {to_parameter(RegistrationResult{5, RegistrationStatus::invalid_dpc, 0})}};
  EXPECT_EQ(bytes(registered),
            octets("01000902 00000024 0208001c 020a0008 00000005 02120008 00000002 00060008 00000000"));
  const Message deregistered{
      .type = MessageType::dereg_rsp,
      .parameters = {to_parameter(DeregistrationResult{100, DeregistrationStatus::asp_currently_active})}};
  EXPECT_EQ(bytes(deregistered), octets("01000904 0000001c 02090014 00060008 00000064 02130008 00000005"));
}

}  // namespace
}  // namespace mapsim::m3ua::test
