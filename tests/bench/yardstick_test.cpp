// The yardstick measures the same work: it reads the same values and writes the same octets as the stack
// does.
#include "tests/bench/yardstick.h"

#include <gtest/gtest.h>
#include <vector>

#include "tests/bench/sample.h"

namespace mapsim::bench {
namespace {

std::vector<std::uint8_t> copy(OctetView octets) {
  return {octets.begin(), octets.end()};
}

void expect_same(const FlatAddress& flat, const sccp::Address& address) {
  ASSERT_TRUE(address.gt.has_value());
  EXPECT_EQ(flat.route_on_ssn, address.routing == sccp::RoutingIndicator::route_on_ssn);
  EXPECT_EQ(flat.ssn, address.ssn);
  EXPECT_EQ(flat.translation_type, address.gt->translation_type);
  EXPECT_EQ(flat.numbering_plan, static_cast<std::uint8_t>(address.gt->numbering_plan));
  EXPECT_EQ(flat.nature_of_address, static_cast<std::uint8_t>(address.gt->nature_of_address));
  EXPECT_EQ(std::string(flat.digits.view().begin(), flat.digits.view().end()), address.gt->digits);
}

TEST(Yardstick, TheMessageHas280Octets) {
  EXPECT_EQ(encode_stack(Sample()).size(), 280U);
  EXPECT_EQ(Sample().tpdu.size(), 140U);
}

TEST(Yardstick, WritesTheOctetsOfTheStack) {
  const Sample sample;
  std::array<std::uint8_t, 512> buffer;
  const auto octets = copy(encode(sample.flat, buffer));
  EXPECT_EQ(to_hex(octets), to_hex(encode_stack(sample).view()));
  EXPECT_EQ(to_hex(octets), to_hex(encode_prepared(sample).view()));
}

TEST(Yardstick, ReadsTheValuesThatTheStackReads) {
  const OutBuffer octets = encode_stack(Sample());
  FlatMessage flat;
  ASSERT_TRUE(decode(octets.view(), flat));
  const Decoded stack(octets.view());

  EXPECT_EQ(flat.routing_context, stack.mtp->routing_context);
  const mtp::RoutingLabel label{
      .opc = flat.opc, .dpc = flat.dpc, .si = flat.si, .ni = flat.ni, .mp = flat.mp, .sls = flat.sls};
  EXPECT_EQ(label, stack.mtp->label);
  EXPECT_EQ(flat.protocol_class, stack.sccp->header.protocol_class);
  EXPECT_EQ(flat.message_handling, stack.sccp->header.message_handling);
  expect_same(flat.called, stack.sccp->header.called);
  expect_same(flat.calling, stack.sccp->header.calling);

  const tcap::Message& message = stack.tcap.message;
  EXPECT_EQ((tcap::TransactionId{flat.otid, 4}), message.otid);
  const tcap::Oid& name = message.dialogue->portion.application_context_name;
  EXPECT_EQ(copy(flat.application_context.view()), copy({name.data(), name.size()}));
  EXPECT_EQ(flat.invoke_id, message.components.front().invoke_id);
  EXPECT_EQ(tcap::Code(flat.operation), message.components.front().code);

  const map::MtForwardSmArg& argument = *stack.argument;
  EXPECT_EQ(copy(flat.imsi.view()), copy(std::get<map::SmRpDa::imsi>(argument.sm_rp_da.value).octets()));
  EXPECT_EQ(copy(flat.service_centre.view()),
            copy(std::get<map::SmRpOa::service_centre_address_oa>(argument.sm_rp_oa.value).octets()));
  EXPECT_EQ(copy(flat.tpdu.view()), copy(argument.sm_rp_ui.octets()));
}

TEST(Yardstick, ReadsWhatItWrote) {
  const Sample sample;
  std::array<std::uint8_t, 512> buffer;
  const auto octets = copy(encode(sample.flat, buffer));
  FlatMessage read;
  ASSERT_TRUE(decode(octets, read));
  EXPECT_EQ(to_hex(octets), to_hex(encode(read, buffer)));
}

TEST(Yardstick, RefusesEveryTruncation) {
  const OutBuffer octets = encode_stack(Sample());
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const auto cut = copy(octets.view().first(size));  // a copy of its own, so that a sanitizer sees the end
    FlatMessage flat;
    EXPECT_FALSE(decode(cut, flat)) << size;
  }
}

// Lengths that lead out of what surrounds them, tags that are not there, …
TEST(Yardstick, ReadsNothingBehindTheEndWhateverOctetIsChanged) {
  const auto octets = copy(encode_stack(Sample()).view());
  for (std::size_t at = 0; at < octets.size() - 140; ++at) {
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0x81, 0x84, 0xFF}) {
      auto changed = octets;
      changed[at] = static_cast<std::uint8_t>(value);
      FlatMessage flat;
      if (!decode(changed, flat)) continue;
      EXPECT_LE(flat.tpdu.size, 200) << at;
    }
  }
}

}  // namespace
}  // namespace mapsim::bench
