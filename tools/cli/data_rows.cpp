#include "tools/cli/data_rows.h"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <tuple>

#include "scenarios/engine/included_file.h"
#include "scenarios/engine/references.h"
#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
using scenario::DataCell;

// The others are alike. Rows are tried until so many have mistakes.
constexpr std::size_t kMaxTold = 20;

void add(DataFile& data, Mark mark, std::string text) {
  Error error{.layer = "scenario", .text = std::move(text)};
  error.mark = mark;
  data.mistakes.push_back(std::move(error));
}

// The columns that are variables of the scenario.
std::vector<std::size_t> usable_columns(const fs::path& scenario, DataFile& data,
                                        const scenario::LoadResult& loaded) {
  std::vector<std::string_view> names;
  for (const scenario::KnownVariable& variable : loaded.variables) names.push_back(variable.name);
  std::vector<std::size_t> usable;
  for (std::size_t i = 0; i < data.table.columns.size(); ++i) {
    const DataCell& column = data.table.columns[i];
    if (std::ranges::find(names, std::string_view(column.text)) != names.end()) {
      usable.push_back(i);
    } else if (scenario::is_name(column.text)) {  // otherwise this was told already
      add(data, column.mark,
          "a variable of " + scenario.filename().string() + ": " + unknown_name(column.text, names));
    }
  }
  return usable;
}

// The variable that the scenario has at this place, "$imsi"; empty where it has something else.
std::string variable_at(const scenario::SourcePlace& place) {
  std::ifstream in(place.file);
  std::string line;
  for (int number = 0; number < place.mark.line; ++number) {
    if (!std::getline(in, line)) return {};
  }
  std::size_t at = 0;
  for (int column = 1; column < place.mark.column && at < line.size(); ++column) {
    do ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U);
  }
  if (at < line.size() && (line[at] == '"' || line[at] == '\'')) ++at;
  if (at >= line.size() || line[at] != '$') return {};
  at += line.substr(at).starts_with("${") ? 2 : 1;
  std::size_t size = 0;
  while (at + size < line.size() && scenario::is_name(line.substr(at, size + 1))) ++size;
  return line.substr(at, size);
}

// A mistake that is told where a variable stands, or where its value is used, is one of the cell that has
// taken its place.
void add_mistakes_of_row(DataFile& data, std::size_t row, const scenario::LoadResult& loaded) {
  for (const Error& error : loaded.errors) {
    const scenario::SourcePlace place = loaded.sources.place(error.mark);
    const auto variable = std::ranges::find(loaded.variables, error.mark, &scenario::KnownVariable::mark);
    const std::string name = variable != loaded.variables.end() ? variable->name : variable_at(place);
    const auto column = std::ranges::find(data.table.columns, name, &DataCell::text);
    Error told = error;
    if (column == data.table.columns.end()) {
      told.mark = {data.table.rows[row].front().mark.line, 1};
      told.text = "with this row, " + scenario::to_text(place) + ": " + error.text;
    } else {
      told.mark = data.table.rows[row][static_cast<std::size_t>(column - data.table.columns.begin())].mark;
      if (variable == loaded.variables.end()) told.text += " (" + scenario::to_text(place) + ")";
    }
    data.mistakes.push_back(std::move(told));
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
  DataFile data{file, scenario::read_data_table(*text, mistakes), {}};
  data.mistakes = mistakes.take();
  return data;
}

std::optional<std::vector<scenario::Program>> load_rows(const fs::path& scenario, DataFile& data,
                                                        const scenario::LoadOptions& options,
                                                        Output& output) {
  const auto plain = scenario::load_file(scenario, options);
  if (!plain.program) {
    for (const Error& error : plain.errors) output.err << printable(scenario::to_text(plain, error)) << '\n';
    return std::nullopt;
  }
  const std::vector<std::size_t> columns = usable_columns(scenario, data, plain);
  std::vector<scenario::Program> programs;
  std::size_t wrong = 0;
  for (std::size_t row = 0; row < data.table.rows.size() && wrong <= kMaxTold; ++row) {
    scenario::LoadOptions with_row = options;
    for (const std::size_t column : columns) {
      const std::string& name = data.table.columns[column].text;
      // A row is nearer than --set.
      std::erase_if(with_row.set, [&](const auto& given) { return given.first == name; });
      with_row.set.emplace_back(name, data.table.rows[row][column].text);
    }
    auto loaded = scenario::load_file(scenario, with_row);
    if (!loaded.program) {
      ++wrong;
      add_mistakes_of_row(data, row, loaded);
      continue;
    }
    loaded.program->name += "-" + std::to_string(row + 1);
    programs.push_back(std::move(*loaded.program));
  }
  return data.mistakes.empty() ? std::optional(std::move(programs)) : std::nullopt;
}

void tell_mistakes(const DataFile& data, Output& output) {
  std::vector<Error> mistakes = data.mistakes;
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Error& a, const Error& b) {
    return std::tie(a.mark.line, a.mark.column) < std::tie(b.mark.line, b.mark.column);
  });
  const std::size_t told = std::min(mistakes.size(), kMaxTold);
  for (std::size_t i = 0; i < told; ++i)
    output.err << printable(scenario::to_text(data.file, mistakes[i])) << '\n';
  if (told < mistakes.size())
    output.err << printable(data.file.string()) << ": there are more mistakes; these are the first "
               << kMaxTold << '\n';
}

}  // namespace mapsim::cli
