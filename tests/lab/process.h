// A program of the guest that runs beside the test, on one of the hosts of the Network.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "sigtran/core/time.h"
#include "tests/link/kernel/guest/network.h"

namespace mapsim::lab {

using link::test::Host;

// Looks every 20 ms; false when it took too long.
bool await(const std::function<bool()>& done, Duration limit);

class Process {
 public:
  // `name`: of the file for what it writes.
  Process(std::optional<Host> host, const std::string& name, const std::vector<std::string>& words);
  ~Process();  // ends it by SIGKILL
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Its exit status, 128 + the signal's number where one ended it; nothing when it runs on at the limit.
  std::optional<int> wait(Duration limit);
  void kill(int signal);
  // As Ctrl-C does, and waits for the end: what it wrote is complete then.
  void stop();
  // Standard output and standard error so far.
  std::string output() const;
  bool says(const std::string& text) const { return output().find(text) != std::string::npos; }
  std::size_t count(const std::string& text) const;

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;
  std::filesystem::path log_;
};

}  // namespace mapsim::lab
