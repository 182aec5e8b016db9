#include "scenarios/engine/data_table.h"

#include <algorithm>

#include "scenarios/engine/csv_reader.h"
#include "scenarios/engine/references.h"
#include "scenarios/engine/source_text.h"

namespace mapsim::scenario {

namespace {

class DataReader {
 public:
  DataReader(std::string_view text, Mistakes& mistakes) : reader_(text), mistakes_(mistakes) {}

  DataTable read() {
    DataTable table;
    std::vector<CsvField> fields;
    while (reader_.next(fields)) {
      const bool sound = tell_faults();
      if (fields.size() == 1 && fields.front().text.empty()) continue;
      const int line = fields.front().mark.line;
      std::vector<DataCell> row;
      for (const CsvField& field : fields) row.push_back({std::string(field.text), field.mark});
      if (table.columns.empty()) {
        table.columns = std::move(row);
        check_names(table.columns);
        continue;
      }
      if (row.size() != table.columns.size()) {
        mistakes_.add(Mark{line, 1}, "this row has " + std::to_string(row.size()) +
                                         " fields; the first row names " +
                                         std::to_string(table.columns.size()) + " columns");
        continue;
      }
      if (table.rows.size() >= kMaxDataRows) {
        mistakes_.add(Mark{line, 1}, "there are more than " + std::to_string(kMaxDataRows) + " rows");
        break;
      }
      if (sound) table.rows.push_back(std::move(row));
    }
    if (table.columns.empty())
      mistakes_.add(Mark{1, 1}, "there is nothing in this file; its first row names the variables");
    else if (table.rows.empty() && mistakes_.empty())
      mistakes_.add(Mark{1, 1}, "there are no rows below the names of the variables");
    return table;
  }

 private:
  void check_names(const std::vector<DataCell>& names) {
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (!is_name(name->text)) {
        mistakes_.add(name->mark, "'" + name->text +
                                      "' is no name of a variable; the first row has a name for each column");
      } else if (std::any_of(names.begin(), name,
                             [&](const DataCell& other) { return other.text == name->text; })) {
        mistakes_.add(name->mark, "there is a column '" + name->text + "' already");
      }
    }
  }

  // False: there were some.
  bool tell_faults() {
    const auto faults = reader_.take_faults();
    for (const CsvFault& fault : faults) {
      using enum CsvFault::Kind;
      mistakes_.add(fault.mark,
                    fault.kind == quotes_not_closed ? "this quote is never closed"
                    : fault.kind == text_behind_quotes
                        ? "a comma is expected behind a field in quotes"
                        : "a field with quotes in it stands in quotes, and each of them is doubled");
    }
    return faults.empty();
  }

  CsvReader reader_;
  Mistakes& mistakes_;
};

}  // namespace

DataTable read_data_table(std::string_view text, Mistakes& mistakes) {
  // Line ends CR LF and CR become LF there, and a byte order mark is taken away.
  const SourceText source(text);
  if (const auto unreadable = source.unreadable()) {
    mistakes.add(*unreadable);
    return {};
  }
  return DataReader(source.text(), mistakes).read();
}

}  // namespace mapsim::scenario
