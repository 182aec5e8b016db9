// A peer may send anything: damaged arguments of every operation to the role that takes it, in every version.
#include <algorithm>

#include "scenarios/engine/contexts.h"
#include "scenarios/world/procedure.h"
#include "tests/world/life.h"

namespace mapsim::world::test {
namespace {

const Number kWho = *Number::from_digits("15550100100");
const Number kCentre = *Number::from_digits("15550100005");
const Number kSubscriber = *Number::from_digits("001010000000001");
const Octets kSubmitTpdu = {0x01, 0x00, 0x0b, 0x91, 0x51, 0x55, 0x10, 0x00,
                            0x01, 0xf0, 0x00, 0x00, 0x02, 0xe8, 0x34};
const Octets kDeliverTpdu = {0x04, 0x0b, 0x91, 0x51, 0x55, 0x10, 0x00, 0x51, 0xf0, 0x00, 0x00,
                             0x42, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00, 0x02, 0xe8, 0x34};

ForwardMt forward_mt() {
  ForwardMt mt;
  mt.imsi = kSubscriber;
  mt.service_centre = kCentre;
  mt.tpdu = kDeliverTpdu;
  return mt;
}

struct Taker {
  const char* name;
  const char* role;  // of whom it comes from
  Procedure procedure;
};
std::vector<Taker> takers() {
  return {{"hlr", "smsc", SendRoutingInfo{kWho, kCentre, true}},
          {"hlr", "smsc", ReportDeliveryStatus{kWho, kCentre, map::SmDeliveryOutcome::absent_subscriber, 1}},
          {"hlr", "msc", ReadyForSm{kSubscriber, map::AlertReason::ms_present}},
          {"smsc", "hlr", AlertServiceCentre{kWho, kCentre}},
          {"smsc", "msc", ForwardMo{kCentre, kWho, kSubscriber, kSubmitTpdu}},
          {"msc", "smsc", forward_mt()}};
}

std::string hex(const Octets& octets) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t octet : octets) text += {kDigits[octet >> 4U], kDigits[octet & 0x0FU]};
  return text;
}

std::string_view name_of(map::ApplicationContext context) {
  const auto names = scenario::context_names();
  return *std::ranges::find_if(
      names, [&](std::string_view name) { return scenario::find_context(name) == context; });
}

void expect_survived(const Taker& taker, std::uint8_t version, const Octets& argument) {
  const auto context = *context_of(taker.procedure, version);
  const std::string operation(operation_of(taker.procedure, context).name);
  const std::string invoke = std::string("  - tester -> ") + taker.name +
                             ": begin\n    application-context: " + std::string(name_of(context)) +
                             "\n    invoke: " + operation + "\n    argument: {hex: \"" + hex(argument) +
                             "\"}\n";
  Life life(test::life({.more = std::string("  tester: {role: ") + taker.role +
                                ", pc: 501, gt: \"+15550100005\"}\notherwise: ignore\n",
                        .steps = "steps:\n" + invoke + "  - pause: 2s\n"}));
  life.play();
  EXPECT_EQ(life.automata().node(life.index(taker.name)).open_dialogues(), 0U) << invoke;
  EXPECT_TRUE(life.books(taker.name).balanced()) << invoke;
}

TEST(DamagedArguments, AreAnsweredAndLeaveNothingOpen) {
  Random random(7);
  for (const Taker& taker : takers()) {
    for (std::uint8_t version = 1; version <= 3; ++version) {
      if (!context_of(taker.procedure, version)) continue;
      const Octets sound = *argument_of(taker.procedure, version);
      for (std::size_t size = 1; size < sound.size(); size += 3)
        expect_survived(taker, version,
                        Octets(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(size)));
      for (int n = 0; n < 10; ++n) {
        Octets damaged = sound;
        damaged[random.below(damaged.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        expect_survived(taker, version, damaged);
      }
    }
  }
}

}  // namespace
}  // namespace mapsim::world::test
