// What `mapsim serve` shows: a block that stays in its place on a terminal, otherwise a line a second.
#pragma once

#include <ostream>
#include <string>

#include "tools/cli/terminal.h"
#include "tools/serve/tally.h"

namespace mapsim::serve {

class LiveView {
 public:
  // `in_place`: the output is a terminal that moves its cursor. `quiet`: nothing a second.
  LiveView(std::ostream& out, const cli::Terminal& terminal, bool in_place, bool quiet)
      : out_(out), terminal_(terminal), in_place_(in_place), quiet_(quiet) {}

  void show(const Tally::Second& second, const Tally& tally, const world::Automata& automata);
  // A line that stays: what is in place moves below it.
  void say(Instant at, const std::string& text);
  // Nothing is in place any more.
  void end();

 private:
  void clear();
  std::string line(const Tally::Second& second) const;

  std::ostream& out_;
  const cli::Terminal& terminal_;
  bool in_place_;
  bool quiet_;
  std::size_t lines_ = 0;  // in place
  std::uint64_t errors_told_ = 0;
};

}  // namespace mapsim::serve
