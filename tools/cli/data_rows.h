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
};

// nullopt: it cannot be read or is wrong, and output.err says where.
std::optional<DataFile> read_data(const std::filesystem::path& file, Output& output);

// The scenario with the values of each row, named "mo-v3-1", "mo-v3-2" and so on. nullopt: a column is no
// variable of the scenario, or its value is not what may stand there; output.err says where in the data.
std::optional<std::vector<scenario::Program>> load_rows(const std::filesystem::path& scenario,
                                                        const DataFile& data,
                                                        const scenario::LoadOptions& options, Output& output);

}  // namespace mapsim::cli
