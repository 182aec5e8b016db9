// What is seen of a load run while it goes on: a line a second, or on a terminal a view that is drawn again,
// and keys.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <termios.h>

#include "tools/cli/terminal.h"
#include "tools/load/tick.h"

namespace mapsim::cli {

class Console {
 public:
  // `live`: `out` and standard input are terminals; they are given back as they were.
  Console(std::ostream& out, const Terminal& terminal, bool live);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  // `latency`: since the start.
  void show(const Tick& tick, const load::Histogram& latency);
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
