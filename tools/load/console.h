// What is seen of a load run while it goes on: a line a second, or on a terminal a view that is drawn again,
// and keys.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <termios.h>

#include "scenarios/load/sampler.h"
#include "tools/cli/terminal.h"

namespace mapsim::cli {

struct Shown {
  const load::Sample& sample;
  const load::Books& books;
  const load::Histogram& latency;  // since the start
  std::size_t associations = 0;
  bool answers = false;  // nothing is begun here
  bool paused = false;
  bool draining = false;  // no more are begun
};

class Console {
 public:
  // `live`: `out` and standard input are terminals; they are given back as they were.
  Console(std::ostream& out, const Terminal& terminal, bool live);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void show(const Shown& shown);
  // A line above the view.
  void note(const std::string& text);
  // The next key that was pressed.
  std::optional<char> key();
  bool is_live() const { return live_; }

 private:
  void clear();

  std::ostream& out_;
  Terminal terminal_;
  bool live_;
  std::optional<termios> before_;
  std::size_t lines_ = 0;  // of the view, which stand there
};

// "failed 3 (timed-out 2, aborted 1)".
std::string failures_text(const load::Books& books);

}  // namespace mapsim::cli
