// Scenarios with rows of data, one playing for each row (--data).
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "scenarios/engine/data_table.h"
#include "scenarios/engine/loader.h"
#include "tools/cli/arguments.h"

namespace mapsim::cli {

struct DataFile {
  std::filesystem::path file;
  scenario::DataTable table;
  std::vector<Error>
      mistakes;  // of the file itself, and of its values in the scenarios that they were tried in
};

// Mistakes are in it. nullopt: it cannot be read, and output.err says why.
std::optional<DataFile> read_data(const std::filesystem::path& file, Output& output);

// The scenario with the values of each row, named "mo-v3-1", "mo-v3-2" and so on. nullopt: the data have
// mistakes, to which were added a column that is no variable of the scenario and values that are not what may
// stand there; or the scenario has some, which output.err tells.
std::optional<std::vector<scenario::Program>> load_rows(const std::filesystem::path& scenario, DataFile& data,
                                                        const scenario::LoadOptions& options, Output& output);

// All of them in the order of the file, up to a limit that nobody reads beyond.
void tell_mistakes(const DataFile& data, Output& output);

}  // namespace mapsim::cli
