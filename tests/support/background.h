// A program that runs beside the test.
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/e2e/process.h"

namespace mapsim::e2e {

class Background {
 public:
  // `command` as for run().
  explicit Background(const std::vector<std::string>& command);
  // Killed, if it still runs.
  ~Background();
  Background(Background&& other) noexcept;
  Background& operator=(Background&&) = delete;

  void signal(int number) const;
  pid_t pid() const { return child_; }
  // Waits until standard output or error contains `text`. False: it ended, or a minute has passed.
  bool says(const std::string& text) const;
  // Waits for its end, a minute at most; then it is killed.
  Outcome wait();

 private:
  std::unique_ptr<TemporaryFolder> folder_;
  pid_t child_ = -1;
};

// The same program as mapsim() runs.
std::vector<std::string> mapsim_command(const std::vector<std::string>& arguments);

}  // namespace mapsim::e2e
