// Whose a message may be, by its point code and its calling address.
#include "scenarios/engine/sender.h"

#include <gtest/gtest.h>

#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {
namespace {

constexpr mtp::PointCode kSmsc = 101;
constexpr mtp::PointCode kMsc = 201;
constexpr mtp::PointCode kNobody = 999;

class Sender : public ::testing::Test {
 protected:
  bool may_be(mtp::PointCode opc, const sccp::Address& calling) const {
    return may_be(program, opc, calling);
  }
  static bool may_be(const Program& of, mtp::PointCode opc, const sccp::Address& calling) {
    sccp::Transit transit;
    transit.label.opc = opc;
    transit.calling = calling;
    return may_be_of_its_sender(of, std::get<MessageStep>(of.steps[0].what), transit);
  }
  static sccp::Address titled(const std::string& digits) {
    sccp::Address address;
    address.gt.emplace();
    address.gt->digits = digits;
    return address;
  }
  const Program program = program_of(scenario(begin()));
  const sccp::Address own = titled("15550100001");
  const sccp::Address other = titled("15550100009");
};

TEST_F(Sender, IsKnownByItsPointCodeWhateverItsCallingAddress) {
  EXPECT_TRUE(may_be(kSmsc, own));
  EXPECT_TRUE(may_be(kSmsc, other));
}

TEST_F(Sender, IsNotTheOneWhenThePointCodeIsAnotherEndpoints) {
  EXPECT_FALSE(may_be(kMsc, own));
}

TEST_F(Sender, BehindAGatewayIsKnownByItsTitle) {
  EXPECT_TRUE(may_be(kNobody, own));
  EXPECT_FALSE(may_be(kNobody, other));
}

TEST_F(Sender, BehindAGatewayIsKnownByThePointCodeOfItsAddress) {
  sccp::Address address;
  address.point_code = kSmsc;
  EXPECT_TRUE(may_be(kNobody, address));
  address.point_code = kNobody;
  EXPECT_FALSE(may_be(kNobody, address));
}

TEST_F(Sender, WhoseCallingAddressTheStepStatesIsForTheComparison) {
  const Program stated =
      program_of(scenario(begin("hello", "    sccp: {calling: {gt: \"+15550100009\"}}\n")));
  EXPECT_TRUE(may_be(stated, kNobody, other));
  EXPECT_FALSE(may_be(stated, kMsc, other));
}

TEST_F(Sender, IsNamedWhereTheFileKnowsIt) {
  sccp::Transit transit;
  transit.label.opc = kMsc;
  transit.calling = other;
  EXPECT_EQ(sender_text(program, transit), "msc (point code 201, +15550100009)");
  transit.label.opc = kNobody;
  EXPECT_EQ(sender_text(program, transit), "point code 999, +15550100009");
  transit.calling = {};
  EXPECT_EQ(sender_text(program, transit), "point code 999");
}

}  // namespace
}  // namespace mapsim::scenario::test
