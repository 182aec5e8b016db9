// Several engines of one run, each a part of it: a thread of its own where both ends are in this process, and
// a process of its own on a network, as libusrsctp has one stack in a process and knows no threads of ours.
// They share nothing while they play: each tells what it did once a second through a socket, and is commanded
// by it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/load/load_result.h"
#include "tools/load/load_view.h"

namespace mapsim::cli {

struct TeamResult {
  LoadResult sum;
  std::vector<std::string> lost;      // engines that ended without a result, and why
  std::vector<std::string> failures;  // what the machine or the network lacked, of each engine that told
};

class Team {
 public:
  // Begins to open the links of `settings.threads` engines. What is given outlives the team. Where processes
  // are made, this one must have no other threads. Error: the system has no descriptor or process left.
  static Result<std::unique_ptr<Team>> start(const std::vector<Material>& material,
                                             const LoadSettings& settings, const LabSettings* lab);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  // Waits until every engine is ready or has failed; false: one has, and finish() tells why.
  bool wait_until_ready(LoadView& view);
  TeamResult play(LoadView& view);
  TeamResult finish();

 private:
  struct Engine;
  explicit Team(const LoadSettings& settings);
  void receive(int milliseconds, LoadView& view);
  void take_line(Engine& engine, const std::string& line, LoadView& view);
  void tell_all(char command);
  bool all_have_a_tick() const;
  void show_tick(LoadView& view);

  const LoadSettings& settings_;
  std::vector<std::unique_ptr<Engine>> engines_;
};

}  // namespace mapsim::cli
