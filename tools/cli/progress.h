// "12/98 mt-v3" on a terminal while many scenarios run, in a line that goes away.
#pragma once

#include <ostream>
#include <string_view>

#include "scenarios/engine/run_observer.h"

namespace mapsim::cli {

class Progress final : public scenario::RunObserver {
 public:
  // Shows nothing where `is_terminal` is false or `total` is one.
  Progress(std::ostream& out, bool is_terminal, std::size_t total);
  ~Progress() override { clear(); }

  void begin(std::string_view name);
  // Takes the line away before something else is written.
  void clear();

  // What fails is about to be told.
  void on_step(const scenario::StepOutcome& outcome) override;
  void on_note(Instant, std::string_view, std::string_view) override {}
  bool wants_trees() const override { return false; }

 private:
  std::ostream& out_;
  bool shows_;
  std::size_t total_;
  std::size_t begun_ = 0;
  bool visible_ = false;
};

}  // namespace mapsim::cli
