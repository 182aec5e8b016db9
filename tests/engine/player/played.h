// Plays a scenario text and keeps what was told of it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"

namespace mapsim::scenario::test {

class Kept final : public RunObserver {
 public:
  void on_step(const StepOutcome& outcome) override {
    outcomes.push_back(outcome);
    outcomes.back().received = nullptr;  // valid during the call only
    trees.push_back(outcome.received != nullptr ? *outcome.received : Value());
  }
  void on_note(Instant, std::string_view endpoint, std::string_view text) override {
    notes.push_back(std::string(endpoint) + ": " + std::string(text));
  }
  std::vector<StepOutcome> outcomes;
  std::vector<Value> trees;  // by outcome
  std::vector<std::string> notes;
};

struct Played {
  Verdict verdict = Verdict::none;
  Instant ended;
  Kept kept;
};

// Two endpoints, then `steps`. `msc` goes into the msc's line.
inline std::string scenario(const std::string& steps, const std::string& msc = "") {
  return "title: test\nendpoints:\n"
         "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
         "  msc: {role: msc, pc: 201, gt: \"+15550100002\"" +
         msc + "}\nsteps:\n" + steps;
}

// An MT forwardSM of version 3 with this text.
inline std::string begin(const std::string& text = "hello", const std::string& more = "") {
  return "  - smsc -> msc: begin\n"
         "    application-context: shortMsgMT-Relay-v3\n" +
         more +
         "    invoke: mt-ForwardSM\n"
         "    argument:\n"
         "      sm-RP-DA: {imsi: \"001010000000001\"}\n"
         "      sm-RP-OA: {serviceCentreAddressOA: \"+15550100001\"}\n"
         "      sm-RP-UI: {sms-deliver: {tp-oa: \"+15550100100\", text: \"" +
         text + "\"}}\n";
}

inline Program program_of(const std::string& text) {
  LoadResult loaded = load_text(text);
  std::string mistakes;
  for (const Error& e : loaded.errors) mistakes += to_text(loaded.file, e) + "\n";
  if (!loaded.program) throw std::runtime_error(mistakes);
  return std::move(*loaded.program);
}

inline std::unique_ptr<Played> play(const Program& program, const StageOptions& options = {}) {
  auto played = std::make_unique<Played>();
  auto stage = Stage::create(program, options);
  if (!stage) throw std::runtime_error(stage.error().message());
  if (auto up = (*stage)->open(); !up) throw std::runtime_error(up.error().message());
  Player player(program, (*stage)->world(), played->kept);
  played->verdict = player.play();
  played->ended = (*stage)->world().now();
  if (auto closed = (*stage)->close(); !closed) throw std::runtime_error(closed.error().message());
  return played;
}

inline std::unique_ptr<Played> play(const std::string& text) { return play(program_of(text)); }

}  // namespace mapsim::scenario::test
