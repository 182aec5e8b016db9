// tshark as a process whose PDML is read while it writes.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "tools/verify/pdml.h"

namespace mapsim::verify {

// A folder that goes away with the object.
class ScratchFolder {
 public:
  static Result<ScratchFolder> create();
  ScratchFolder(ScratchFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  ~ScratchFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit ScratchFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

// The program's path, looked up in PATH where `program` has no '/'. Error: it is not there.
Result<std::filesystem::path> find_program(const std::string& program);

// `tshark -T pdml` of one capture. Names are not resolved, parts of long texts are shown one by one.
class Dissector {
 public:
  // It runs from here on, beside this program. Error: it cannot be started.
  static Result<Dissector> start(const std::filesystem::path& tshark, const std::filesystem::path& capture);
  Dissector(Dissector&& other) noexcept;
  Dissector& operator=(Dissector&&) = delete;
  // Ends it, if it runs.
  ~Dissector();

  // Feeds what it says to `reader` until it has ended. Error: it ends with an error (with what it said), or
  // its PDML is none.
  Result<void> read(PdmlReader& reader);

 private:
  Dissector(ScratchFolder scratch, std::filesystem::path tshark)
      : scratch_(std::move(scratch)), tshark_(std::move(tshark)) {}
  Result<void> read_all(PdmlReader& reader);
  int wait();

  ScratchFolder scratch_;  // of what it says on standard error
  std::filesystem::path tshark_;
  int output_ = -1;
  int child_ = -1;
};

// Starts it and reads all.
Result<void> dissect(const std::filesystem::path& tshark, const std::filesystem::path& capture,
                     PdmlReader& reader);

}  // namespace mapsim::verify
