// osmo-stp, a signalling transfer point that was not written here, as a process of a guest.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace mapsim::lab {

// Where it waits for ASPs.
inline constexpr const char* kStpHost = "127.0.0.1";
inline constexpr std::uint16_t kStpPort = 2905;

class Stp {
 public:
  // `config`: the name of a file in tests/lab/stp, without its ending. Returns when ASPs can connect; a
  // failure of the test when they cannot.
  explicit Stp(const std::string& config);
  ~Stp();
  Stp(const Stp&) = delete;
  Stp& operator=(const Stp&) = delete;

  // What it wrote so far.
  std::string log() const;
  // Its answer to a command of its VTY, such as "show cs7 instance 0 asp".
  std::string ask(const std::string& command) const;

 private:
  pid_t pid_ = -1;
  std::filesystem::path log_;
};

}  // namespace mapsim::lab
