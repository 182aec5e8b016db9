#include "tools/cli/data_rows.h"

#include <algorithm>
#include <ostream>

#include "scenarios/engine/included_file.h"
#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
using scenario::DataCell;

// What is wrong in this many rows is told; the others are alike.
constexpr std::size_t kMaxToldRows = 20;

bool tell(const fs::path& file, const Error& error, Output& output) {
  output.err << printable(scenario::to_text(file, error)) << '\n';
  return false;
}

bool check_columns(const fs::path& scenario, const DataFile& data, const scenario::LoadResult& loaded,
                   Output& output) {
  std::vector<std::string_view> names;
  for (const scenario::KnownVariable& variable : loaded.variables) names.push_back(variable.name);
  bool sound = true;
  for (const DataCell& column : data.table.columns) {
    if (std::ranges::find(names, std::string_view(column.text)) != names.end()) continue;
    Error error{
        .layer = "scenario",
        .text = "a variable of " + scenario.filename().string() + ": " + unknown_name(column.text, names)};
    error.mark = column.mark;
    sound = tell(data.file, error, output);
  }
  return sound;
}

// A mistake that is told where a variable stands is one of the cell that has taken its place.
void tell_row(const DataFile& data, std::size_t row, const scenario::LoadResult& loaded, Output& output) {
  for (const Error& error : loaded.errors) {
    Error told = error;
    told.mark = {data.table.rows[row].front().mark.line, 1};
    bool is_cell = false;
    for (std::size_t i = 0; i < data.table.columns.size(); ++i) {
      const auto variable =
          std::ranges::find(loaded.variables, data.table.columns[i].text, &scenario::KnownVariable::name);
      if (variable == loaded.variables.end() || variable->mark != error.mark) continue;
      told.mark = data.table.rows[row][i].mark;
      is_cell = true;
    }
    if (!is_cell)
      told.text = "with this row, " + scenario::to_text(loaded.sources.place(error.mark)) + ": " + told.text;
    tell(data.file, told, output);
  }
}

}  // namespace

std::optional<DataFile> read_data(const fs::path& file, Output& output) {
  const auto text = scenario::read_text(file, scenario::kMaxDataSize);
  if (!text || text->size() > scenario::kMaxDataSize) {
    output.err << "mapsim: --data " << printable(file.string())
               << (text ? ": the file is larger than 16 MiB" : ": the file cannot be read") << '\n';
    return std::nullopt;
  }
  scenario::Mistakes mistakes;
  DataFile data{file, scenario::read_data_table(*text, mistakes)};
  const auto errors = mistakes.take();
  for (const Error& error : errors) tell(file, error, output);
  return errors.empty() ? std::optional(std::move(data)) : std::nullopt;
}

std::optional<std::vector<scenario::Program>> load_rows(const fs::path& scenario, const DataFile& data,
                                                        const scenario::LoadOptions& options,
                                                        Output& output) {
  const auto plain = scenario::load_file(scenario, options);
  if (!plain.program) {
    for (const Error& error : plain.errors) output.err << printable(scenario::to_text(plain, error)) << '\n';
    return std::nullopt;
  }
  if (!check_columns(scenario, data, plain, output)) return std::nullopt;
  std::vector<scenario::Program> programs;
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < data.table.rows.size(); ++row) {
    scenario::LoadOptions with_row = options;
    for (std::size_t i = 0; i < data.table.columns.size(); ++i) {
      const std::string& name = data.table.columns[i].text;
      // A row is nearer than --set.
      std::erase_if(with_row.set, [&](const auto& given) { return given.first == name; });
      with_row.set.emplace_back(name, data.table.rows[row][i].text);
    }
    auto loaded = scenario::load_file(scenario, with_row);
    if (!loaded.program) {
      if (++wrong <= kMaxToldRows) tell_row(data, row, loaded, output);
      continue;
    }
    loaded.program->name += "-" + std::to_string(row + 1);
    programs.push_back(std::move(*loaded.program));
  }
  if (wrong > kMaxToldRows) output.err << "mapsim: " << wrong - kMaxToldRows << " rows more have mistakes\n";
  return wrong == 0 ? std::optional(std::move(programs)) : std::nullopt;
}

}  // namespace mapsim::cli
