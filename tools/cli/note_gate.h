// Between a run and who watches it: a peer that sends garbage as fast as it can must fill neither the
// terminal nor the report.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "scenarios/engine/run_observer.h"

namespace mapsim::cli {

class NoteGate final : public scenario::RunObserver {
 public:
  static constexpr std::uint64_t kMostNotes = 200;  // of an endpoint, in a second

  // `observer` outlives the gate.
  explicit NoteGate(scenario::RunObserver& observer) : observer_(observer) {}

  // Lets so many notes of an endpoint through in a second; the others are counted, and told as a number with
  // the endpoint's next note.
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override;
  // Tells the numbers that are still to be told, and begins anew.
  void tell_counts(Instant at);

  void on_step(const scenario::StepOutcome& outcome) override { observer_.on_step(outcome); }
  void on_beside(const scenario::Beside& beside) override { observer_.on_beside(beside); }
  void on_received(std::uint64_t tag) override { observer_.on_received(tag); }
  std::uint64_t on_held() override { return observer_.on_held(); }
  void on_released(std::uint64_t name, std::uint64_t tag) override { observer_.on_released(name, tag); }
  bool wants_trees() const override { return observer_.wants_trees(); }

 private:
  struct Second {
    Instant begins;
    std::uint64_t told = 0;
    std::uint64_t counted = 0;
  };
  void tell_count(Instant at, std::string_view endpoint, Second& second);

  scenario::RunObserver& observer_;
  std::map<std::string, Second, std::less<>> seconds_;  // by endpoint: those of the scenario, and ""
};

}  // namespace mapsim::cli
