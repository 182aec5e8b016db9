// Plays a scenario text and keeps what a report keeps.
#pragma once

#include <deque>
#include <memory>
#include <stdexcept>
#include <string>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"
#include "tools/report/record.h"

namespace mapsim::report::test {

struct Played {
  scenario::Program program;
  std::deque<Scenario> scenarios;
  std::size_t rows = kMaxRows;

  const Scenario& only() const { return scenarios.front(); }
  const Message& message(std::size_t i) const { return only().messages.at(i); }
};

inline std::unique_ptr<Played> play(scenario::LoadResult loaded, std::size_t rows = kMaxRows) {
  std::string mistakes;
  for (const Error& e : loaded.errors) mistakes += scenario::to_text(loaded.file, e) + "\n";
  if (!loaded.program) throw std::runtime_error(mistakes);
  auto played = std::make_unique<Played>();
  played->program = std::move(*loaded.program);
  played->rows = rows;
  Scenario& out = played->scenarios.emplace_back();
  auto stage = scenario::Stage::create(played->program, {});
  if (!stage) throw std::runtime_error(stage.error().message());
  if (auto up = (*stage)->open(); !up) throw std::runtime_error(up.error().message());
  Recorder recorder(played->program, out, played->rows);
  scenario::Player player(played->program, (*stage)->world(), recorder);
  out.verdict = player.play();
  out.ended = (*stage)->world().now();
  return played;
}

// Two endpoints, then `steps`.
inline std::string scenario_text(const std::string& steps, const std::string& head = "title: test\n") {
  return head +
         "endpoints:\n"
         "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
         "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\nsteps:\n" +
         steps;
}

// An MT forwardSM of version 3 with this text; it stands on the lines 6 to 12.
inline std::string begin(const std::string& text = "hello", const std::string& more = "") {
  return "  - smsc -> msc: begin\n"
         "    application-context: shortMsgMT-Relay-v3\n"
         "    invoke: mt-ForwardSM\n"
         "    argument:\n"
         "      sm-RP-DA: {imsi: \"001010000000001\"}\n"
         "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
         "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"" +
         text + "\"}}\n" + more;
}
inline const std::string kEnd = "  - msc -> smsc: end\n    result: mt-ForwardSM\n";
inline const std::string kWrongSender =
    "    expect: {argument: {sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100101\"}}}}\n";

inline std::unique_ptr<Played> play_text(const std::string& steps) {
  return play(scenario::load_text(scenario_text(steps)));
}

}  // namespace mapsim::report::test
