// Several observers of one run: what is told goes to each, in order.
#pragma once

#include <algorithm>
#include <vector>

#include "scenarios/engine/run_observer.h"

namespace mapsim::report {

class FanOut final : public scenario::RunObserver {
 public:
  // All outlive this.
  explicit FanOut(std::vector<scenario::RunObserver*> observers) : observers_(std::move(observers)) {}

  void on_step(const scenario::StepOutcome& outcome) override {
    for (RunObserver* o : observers_) o->on_step(outcome);
  }
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    for (RunObserver* o : observers_) o->on_note(at, endpoint, text);
  }
  void on_beside(const scenario::Beside& beside) override {
    for (RunObserver* o : observers_) o->on_beside(beside);
  }
  void on_received(std::uint64_t tag) override {
    for (RunObserver* o : observers_) o->on_received(tag);
  }
  std::uint64_t on_held() override {
    std::uint64_t name = 0;  // one of them at most captures
    for (RunObserver* o : observers_) name = std::max(name, o->on_held());
    return name;
  }
  void on_released(std::uint64_t name, std::uint64_t tag) override {
    for (RunObserver* o : observers_) o->on_released(name, tag);
  }
  bool wants_trees() const override {
    return std::ranges::any_of(observers_, [](const RunObserver* o) { return o->wants_trees(); });
  }

 private:
  std::vector<scenario::RunObserver*> observers_;
};

}  // namespace mapsim::report
