// The scenarios that come with the program.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace mapsim::cli {

// Their folder: $MAPSIM_SCENARIOS, or share/mapsim/scenarios beside the installed program, or `scenarios` of
// the source tree that the program was built in. nullopt where none of them is there.
std::optional<std::filesystem::path> scenario_library();

// Every *.yaml and *.yml below a folder, or the file itself; sorted, so that runs are repeatable. In folders
// *.steps.yaml are left out: they are there for other files to include.
std::vector<std::filesystem::path> scenario_files(const std::filesystem::path& file_or_folder);

}  // namespace mapsim::cli
