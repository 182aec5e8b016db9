// Automatic endpoints of a scenario text in one world, in virtual time; with a script where the text has
// steps.
#pragma once

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"
#include "scenarios/world/load_subscribers.h"
#include "scenarios/world/prepare.h"

namespace mapsim::world::test {

class Kept final : public scenario::RunObserver {
 public:
  void on_step(const scenario::StepOutcome& outcome) override {
    std::string text =
        std::to_string(outcome.position) + " " + std::string(scenario::verdict_name(outcome.verdict));
    if (!outcome.note.empty()) text += " " + outcome.note;
    for (const scenario::Mismatch& m : outcome.mismatches)
      text += "; " + m.path + ": expected " + m.expected + ", received " + m.received;
    if (outcome.verdict != scenario::Verdict::pass) failures += text + "\n";
  }
  void on_note(Instant, std::string_view, std::string_view) override {}
  void on_beside(const scenario::Beside& beside) override {
    beside_text += (beside.from ? beside.program->endpoints[*beside.from].name : "?") + ">" +
                   beside.program->endpoints[beside.to].name + " " + beside.message + "\n";
    ++beside_count;
  }
  std::string failures;
  std::string beside_text;
  std::size_t beside_count = 0;
};

class Life {
 public:
  // `tune` changes what the endpoints are told, after the text was read.
  explicit Life(
      const std::string& text, std::uint64_t seed = 1,
      const std::function<void(Setting&)>& tune = [](Setting&) {}) {
    auto loaded = scenario::load_text(text, "life.yaml");
    for (const Error& e : loaded.errors) ADD_FAILURE() << scenario::to_text("life.yaml", e);
    program_ = std::make_unique<scenario::Program>(std::move(*loaded.program));
    auto prepared = prepare(*program_, seed);
    for (const std::string& m : prepared.mistakes) ADD_FAILURE() << m;
    for (auto& setting : prepared.settings) {
      if (setting) tune(*setting);
    }
    scenario::StageOptions options;
    options.seed = seed;
    auto stage = scenario::Stage::create(*program_, options);
    stage_ = std::move(*stage);
    EXPECT_TRUE(stage_->open());
    automata_ = std::make_unique<Automata>(
        stage_->world(), behaviours_of(prepared, scenario::Cast::everyone(program_->endpoints.size())));
  }

  // Nobody plays; time passes.
  void run(Duration duration) {
    const Instant limit = automata_->now() + duration;
    while (automata_->next(limit)) {
    }
  }
  scenario::Verdict play(scenario::PlayerOptions options = {}) {
    return scenario::Player(*program_, *automata_, kept, options).play();
  }

  Automata& automata() { return *automata_; }
  std::size_t index(const std::string& name) const {
    for (std::size_t i = 0; i < program_->endpoints.size(); ++i) {
      if (program_->endpoints[i].name == name) return i;
    }
    ADD_FAILURE() << name;
    return 0;
  }
  const Behaviour& behaviour(const std::string& name) const { return *automata_->behaviours()[index(name)]; }
  Books books(const std::string& name) const { return behaviour(name).books(); }
  std::uint64_t counter(const std::string& name, const std::string& what) const {
    for (const auto& [counted, number] : behaviour(name).counters()) {
      if (counted == what) return number;
    }
    ADD_FAILURE() << what;
    return 0;
  }
  const scenario::Program& program() const { return *program_; }

  Kept kept;

 private:
  std::unique_ptr<scenario::Program> program_;
  std::unique_ptr<scenario::Stage> stage_;
  std::unique_ptr<Automata> automata_;
};

// An HLR, an MSC and an SMSC, all automatic; `subscribers` are lines of a YAML list, `smsc`, `msc` and `hlr`
// go into the lines of the endpoints.
struct Cast3 {
  std::string subscribers = "      - {imsi: \"001010000000001\", msisdn: \"+15550100100\", msc: msc}\n";
  std::string smsc = {};
  std::string msc = {};
  std::string hlr = {};
  std::string more = {};   // further endpoints, whole lines
  std::string steps = {};  // with their key
};
inline std::string life(const Cast3& cast) {
  std::string text =
      "title: test\nendpoints:\n"
      "  hlr:\n"
      "    role: hlr\n    pc: 301\n    gt: \"+15550100003\"\n    behaviour: auto\n" +
      cast.hlr + "    subscribers:\n" + cast.subscribers;
  text += "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\", behaviour: auto" + cast.smsc + "}\n";
  text += "  msc: {role: msc, pc: 201, gt: \"+15550100002\", behaviour: auto" + cast.msc + "}\n";
  return text + cast.more + cast.steps;
}

// Into the msc's line: a message of the MSC's own subscriber.
inline std::string sends(const std::string& to, const std::string& more = "",
                         const std::string& text = "Hello") {
  return ", sends: [{from: \"+15550100199\", to: \"" + to + "\", text: \"" + text + "\"" + more + "}]";
}

}  // namespace mapsim::world::test
