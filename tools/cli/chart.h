// Shows a run on a terminal as it happens: an arrow a message, a mark a step, the reasons where one failed.
#pragma once

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

#include "scenarios/engine/cast.h"
#include "scenarios/engine/run_observer.h"
#include "tools/cli/terminal.h"

namespace mapsim::cli {

class Chart final : public scenario::RunObserver {
 public:
  // quiet: failures only. `cast`: on a network, who is played here; outlives the chart.
  Chart(const scenario::Program& program, std::ostream& out, const Terminal& terminal, bool quiet,
        const scenario::Cast* cast = nullptr);

  void head();
  void on_step(const scenario::StepOutcome& outcome) override;
  void on_beside(const scenario::Beside& beside) override;
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override;
  void verdict(scenario::Verdict verdict, Instant ended, const std::string& capture);

 private:
  // On a network what happens is seen when it happens.
  void show_now() {
    if (cast_ != nullptr) out_.flush();
  }
  std::string arrow(const scenario::StepOutcome& outcome) const;
  std::string mark(scenario::Verdict verdict) const;
  void failure(const scenario::StepOutcome& outcome);

  const scenario::Program& program_;
  std::ostream& out_;
  Terminal terminal_;
  bool quiet_;
  const scenario::Cast* cast_;
  std::size_t name_width_ = 4;
  std::size_t failures_ = 0;
};

// "pass" in green, "fail" in red.
std::string paint_verdict(const Terminal& terminal, scenario::Verdict verdict);

}  // namespace mapsim::cli
