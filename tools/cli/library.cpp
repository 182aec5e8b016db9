#include "tools/cli/library.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace mapsim::cli {

namespace fs = std::filesystem;

std::optional<fs::path> scenario_library() {
  if (const char* set = std::getenv("MAPSIM_SCENARIOS"); set != nullptr && *set != '\0') return fs::path(set);
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return std::nullopt;
  const fs::path installed = program.parent_path().parent_path() / "share/mapsim/scenarios";
  if (fs::is_directory(installed, error)) return installed;
  // A build tree lies somewhere below its source tree.
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (fs::exists(folder / "scenarios/schema/scenario.schema.json", error)) return folder / "scenarios";
  }
  return std::nullopt;
}

std::vector<fs::path> scenario_files(const fs::path& file_or_folder) {
  std::error_code error;
  if (!fs::is_directory(file_or_folder, error)) return {file_or_folder};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(file_or_folder, error)) {
    const fs::path extension = entry.path().extension();
    if (!entry.is_regular_file(error) || (extension != ".yaml" && extension != ".yml")) continue;
    // deliver.steps.yaml: steps for other files to include, no scenario of its own.
    if (entry.path().stem().extension() != ".steps") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace mapsim::cli
