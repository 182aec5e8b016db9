// Values for variables, a row for each playing of a scenario: CSV as RFC 4180 has it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {

inline constexpr std::size_t kMaxDataRows = 10'000;      // each is a scenario of its own once it is read
inline constexpr std::size_t kMaxDataSize = 16U << 20U;  // octets of a file

struct DataCell {
  std::string text;
  Mark mark;  // of its first character, its quotes if it has some; columns count characters
};

struct DataTable {
  std::vector<DataCell> columns;            // the first row: names of variables
  std::vector<std::vector<DataCell>> rows;  // those without mistakes, each as long as `columns`
};

// Comma-separated; a field in double quotes may hold commas, line ends and doubled quotes. The first row
// names the columns. Lines without anything are passed over. Mistakes: a row with more or fewer fields,
// quotes that are not closed or stand inside of a field, a column without name or with the name of another,
// too many rows, no row, text that is not UTF-8.
DataTable read_data_table(std::string_view text, Mistakes& mistakes);

}  // namespace mapsim::scenario
