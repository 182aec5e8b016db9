// One engine of a load run: nodes, their links, and the scenarios that are played over them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/load/joint_program.h"
#include "scenarios/load/sampler.h"
#include "tools/load/load_ground.h"
#include "tools/load/load_result.h"
#include "tools/load/material.h"
#include "tools/load/tick.h"

namespace mapsim::cli {

// Who watches an engine and commands it.
class EngineWatcher {
 public:
  virtual ~EngineWatcher() = default;
  // What happens before the run begins, such as to links.
  virtual void on_note(const std::string& text) = 0;
  virtual void on_tick(Tick tick) = 0;
  // The next command: '+' and '-' change the rate by a tenth, 'p' pauses and goes on, 'q' begins no more, and
  // a second 'q' does not wait for what is open; kStop ends at once, as a signal does.
  static constexpr char kStop = 's';
  virtual std::optional<char> command() = 0;
  // Whether commands may come between two ticks.
  virtual bool commands_soon() const = 0;
};

class Engine {
 public:
  // What is given outlives the engine; `lab` is absent with --transport sim. Error: what a user must change.
  static Result<std::unique_ptr<Engine>> create(const std::vector<Material>& material,
                                                const LoadSettings& settings, const LabSettings* lab,
                                                EngineWatcher& watcher);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Error: what the machine or the network lacks, several lines.
  Result<void> open();
  // From links that are up to books that are closed.
  LoadResult play();
  // Error: what of the capture is missing.
  Result<void> close() { return ground_.close(); }

  // Real systems begin the dialogues.
  bool answers() const { return answers_; }
  // --explain: what would be sent where.
  std::string explanation() const;

 private:
  class Watch;
  struct Part;

  Engine(const std::vector<Material>& material, const LoadSettings& settings, const LabSettings* lab,
         EngineWatcher& watcher);
  Result<void> plan();
  Result<void> plan_network();
  Result<void> refuse_automatic() const;
  Result<void> shift_ports();
  Result<void> divide_ids();
  void add_parts();
  void look(load::Sampler& sampler);
  void press(char key);
  LoadResult result(std::chrono::system_clock::time_point wall_start);
  std::vector<AssociationLoad> associations();
  const scenario::Cast& cast() const { return *cast_; }

  const std::vector<Material>& material_;
  const LoadSettings& settings_;
  std::optional<LabSettings> lab_;  // with the ports of this part
  EngineWatcher& watcher_;
  load::JointProgram joint_;
  std::optional<scenario::lab::Plan> plan_;
  std::optional<scenario::Cast> cast_;
  std::vector<tcap::TransactionIdSpace> ids_;  // by endpoint
  bool answers_ = false;
  std::unique_ptr<Watch> watch_;
  LoadGround ground_;
  std::vector<std::unique_ptr<Part>> parts_;
  std::optional<load::Repertoire> repertoire_;
  std::optional<load::Runner> runner_;
  Instant start_;
  std::optional<load::Sample> before_;
  std::optional<double> paused_rate_;
  bool stop_at_once_ = false;
  std::uint64_t retransmitted_before_ = 0;  // when the run began
  std::uint64_t lost_frames_ = 0;           // that were told
  bool told_dropped_ = false;               // by the sampled capture, which was told
  bool short_ = false;                      // of the rate, which was told
};

}  // namespace mapsim::cli
