// A program that runs beside the test.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "sigtran/core/time.h"
#include "tests/support/process.h"

namespace mapsim::test {

// Looks every 20 ms; false when it took too long.
bool await(const std::function<bool()>& done, Duration limit);

class Background {
 public:
  // `command` as for run().
  explicit Background(const std::vector<std::string>& command);
  // Killed, if it still runs.
  ~Background();
  Background(Background&& other) noexcept;
  Background& operator=(Background&&) = delete;

  pid_t pid() const { return child_; }
  void signal(int number) const;
  // As Ctrl-C does, and waits for the end: what it wrote is complete then.
  void stop();

  // Its exit status as in Outcome; nothing when it runs on at the limit.
  std::optional<int> wait(Duration limit);
  // Waits for its end, a minute at most; then it is killed.
  Outcome wait();

  // Standard output and standard error so far.
  std::string output() const;
  std::size_t count(const std::string& text) const;
  bool says(const std::string& text) const { return count(text) > 0; }
  // Waits until it has written `text` so many times. False: it ended before, or has taken too long.
  bool await_output(const std::string& text, std::size_t times = 1,
                    Duration limit = std::chrono::seconds(60)) const;

 private:
  std::unique_ptr<TemporaryFolder> folder_;
  pid_t child_ = -1;
  std::optional<int> status_;
};

}  // namespace mapsim::test
