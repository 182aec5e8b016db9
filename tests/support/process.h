// Programs as processes: what they write, and the status they leave.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mapsim::test {

struct Outcome {
  int status = -1;  // exit status; 128 + the signal's number where one ended it; 127 where it did not start
  std::string out;
  std::string err;
};

// `command[0]` is looked up in PATH where it has no '/'. Standard input is empty. Killed after ten
// minutes.
Outcome run(const std::vector<std::string>& command);

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, const std::string& text);

// A folder of a test's own; goes away with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace mapsim::test
