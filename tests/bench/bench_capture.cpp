// A capture of as many MAP packets as are asked for, the same octets every time: what capture_bench.py
// measures with.
//
// mapsim_bench_capture PACKETS FILE
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"

namespace mapsim::scenario {
namespace {

constexpr int kDifferent = 50;  // of each kind, over and over

class Silent final : public RunObserver {
 public:
  void on_step(const StepOutcome&) override {}
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }
};

std::string numbered(std::string text, int n) {
  for (auto at = text.find('@'); at != std::string::npos; at = text.find('@')) {
    text.replace(at, 1, std::to_string(100 + n));
  }
  return text;
}

// MT, MO and a query, of version 3, and an MT of version 2 that fails: each of two messages, all of them
// different.
std::string scenario() {
  std::string out =
      "title: bench\n"
      "endpoints:\n"
      "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
      "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
      "  hlr: {role: hlr, pc: 301, gt: \"+15550100003\"}\n"
      "steps:\n";
  for (int n = 0; n < kDifferent; ++n) {
    out += numbered(
        "  - smsc -> hlr: begin\n"
        "    dialogue: q@\n"
        "    application-context: shortMsgGateway-v3\n"
        "    invoke: sendRoutingInfoForSM\n"
        "    argument: {msisdn: \"+15550100@\", sm-RP-PRI: true, serviceCentreAddress: \"+15550100001\"}\n"
        "  - hlr -> smsc: end\n"
        "    dialogue: q@\n"
        "    result: sendRoutingInfoForSM\n"
        "    parameter: {imsi: \"001010000000@\", locationInfoWithLMSI: {networkNode-Number: "
        "\"+15550100002\"}}\n"
        "  - smsc -> msc: begin\n"
        "    dialogue: t@\n"
        "    application-context: shortMsgMT-Relay-v3\n"
        "    invoke: mt-ForwardSM\n"
        "    argument:\n"
        "      sm-RP-DA: {imsi: \"001010000000@\"}\n"
        "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
        "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100@\", text: \"Message @ of many, as long as people "
        "write\"}}\n"
        "  - msc -> smsc: end\n"
        "    dialogue: t@\n"
        "    result: mt-ForwardSM\n"
        "  - msc -> smsc: begin\n"
        "    dialogue: o@\n"
        "    application-context: shortMsgMO-Relay-v3\n"
        "    invoke: mo-ForwardSM\n"
        "    argument:\n"
        "      sm-RP-DA: {serviceCentreAddressDA: \"+15550100001\"}\n"
        "      sm-RP-OA: {msisdn: \"+15550100@\"}\n"
        "      sm-RP-UI: {sms-submit: {tp-da: \"+15550100101\", text: \"An answer @\"}}\n"
        "      imsi: \"001010000000@\"\n"
        "  - smsc -> msc: end\n"
        "    dialogue: o@\n"
        "    result: mo-ForwardSM\n"
        "  - smsc -> msc: begin\n"
        "    dialogue: f@\n"
        "    application-context: shortMsgMT-Relay-v2\n"
        "    invoke: forwardSM\n"
        "    argument:\n"
        "      sm-RP-DA: {imsi: \"001010000000@\"}\n"
        "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
        "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100@\", text: \"Не сейчас @\"}}\n"
        "  - msc -> smsc: end\n"
        "    dialogue: f@\n"
        "    error: absentSubscriber\n",
        n);
  }
  return out;
}

int play(std::uint64_t packets, const char* file) {
  const auto loaded = load_text(scenario());
  if (!loaded.program) {
    std::fprintf(stderr, "mapsim_bench_capture: the scenario does not load\n");
    return 2;
  }
  StageOptions options;
  options.capture = file;
  auto stage = Stage::create(*loaded.program, options);
  if (!stage || !(*stage)->open()) {
    std::fprintf(stderr, "mapsim_bench_capture: %s cannot be written\n", file);
    return 2;
  }
  Silent silent;
  Player player(*loaded.program, (*stage)->world(), silent);
  // Setting up takes some packets too; those of MAP are at least as many as asked for.
  for (std::uint64_t done = 0; done < packets; done += kDifferent * 8) {
    player.start();
    while (player.running() != 0) {
      if (const auto event = (*stage)->world().next(player.next_deadline())) player.handle(*event);
      player.on_time();
    }
  }
  const bool closed = (*stage)->close().has_value();
  return closed && player.verdict() == Verdict::pass ? 0 : 1;
}

}  // namespace
}  // namespace mapsim::scenario

int main(int argc, char** argv) {
  std::uint64_t packets = 0;
  if (argc == 3) std::from_chars(argv[1], argv[1] + std::strlen(argv[1]), packets);
  if (packets == 0) {
    std::fprintf(stderr, "usage: mapsim_bench_capture PACKETS FILE\n");
    return 2;
  }
  return mapsim::scenario::play(packets, argv[2]);
}
