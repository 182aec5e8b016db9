// Ctrl-C and kill(1), as a loop sees them: the first asks to stop, the second ends the process.
#pragma once

#include <csignal>
#include <optional>

#include "sigtran/core/result.h"

namespace mapsim::node {

// While it lives, SIGINT and SIGTERM of this thread wait in a descriptor instead of ending the process. When
// the first was taken, both do again what they did before: the second ends the process even where the loop is
// stuck.
class StopSignals {
 public:
  // Error: the system has no descriptor left.
  static Result<StopSignals> catch_them();
  StopSignals(StopSignals&& other) noexcept;
  StopSignals& operator=(StopSignals&&) = delete;
  ~StopSignals();

  // Readable when there is something to take; -1 after the first.
  int fd() const { return fd_; }
  // The signal that came, at most once.
  std::optional<int> take();

 private:
  StopSignals(int fd, sigset_t before) : fd_(fd), before_(before) {}
  void release();

  int fd_;
  sigset_t before_;
};

}  // namespace mapsim::node
