// SIGHUP as a command that runs on sees it: it asks for the files to be read again.
#pragma once

#include <csignal>

#include "sigtran/core/result.h"

namespace mapsim::cli {

// While it lives, SIGHUP waits in a descriptor instead of ending the process. Made before any thread is.
class ReloadSignal {
 public:
  // Error: the system has no descriptor left.
  static Result<ReloadSignal> catch_it();
  ReloadSignal(ReloadSignal&& other) noexcept;
  ReloadSignal& operator=(ReloadSignal&&) = delete;
  ~ReloadSignal();

  // Whether it came since the last call.
  bool take();

 private:
  ReloadSignal(int fd, sigset_t before) : fd_(fd), before_(before) {}

  int fd_;
  sigset_t before_;
};

}  // namespace mapsim::cli
