// Shows a load run while it goes on: on the terminal, in its files, and to whoever scrapes metrics.
#pragma once

#include <optional>

#include "tools/load/console.h"
#include "tools/load/engine.h"
#include "tools/load/load_files.h"
#include "tools/load/metrics.h"

namespace mapsim::cli {

class LoadView final : public EngineWatcher {
 public:
  // `live`: Console.
  LoadView(Output& output, bool live) : out_(output.out), console_(output.out, output.terminal, live) {}

  // Both outlive the view, or are taken back by nullptr.
  void set_files(LoadFiles* files) { files_ = files; }
  void set_metrics(MetricsServer* metrics) { metrics_ = metrics; }

  void on_note(const std::string& text) override;
  void on_tick(Tick tick) override;
  std::optional<char> command() override { return console_.key(); }
  bool commands_soon() const override { return console_.is_live(); }

 private:
  std::ostream& out_;
  Console console_;
  LoadFiles* files_ = nullptr;
  MetricsServer* metrics_ = nullptr;
  std::vector<load::Histogram> latency_;  // by scenario, since the start
};

}  // namespace mapsim::cli
