#include "scenarios/engine/data_table.h"

#include <algorithm>

#include "scenarios/engine/references.h"
#include "scenarios/engine/source_text.h"

namespace mapsim::scenario {

namespace {

class DataReader {
 public:
  DataReader(std::string_view text, Mistakes& mistakes) : text_(text), mistakes_(mistakes) {}

  DataTable read() {
    DataTable table;
    while (at_ < text_.size()) {
      const int line = mark_.line;
      std::vector<DataCell> row = read_row();
      if (row.size() == 1 && row.front().text.empty()) continue;
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
      table.rows.push_back(std::move(row));
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

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool at_line_end() const { return at_ >= text_.size() || peek() == '\n'; }

  char take() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++mark_.line;
      mark_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++mark_.column;
    }
    return c;
  }

  std::vector<DataCell> read_row() {
    std::vector<DataCell> row;
    for (;;) {
      row.push_back(peek() == '"' ? read_quoted() : read_plain());
      if (at_line_end()) break;
      take();  // the comma
    }
    if (at_ < text_.size()) take();
    return row;
  }

  DataCell read_plain() {
    DataCell cell{{}, mark_};
    while (!at_line_end() && peek() != ',') {
      if (peek() == '"')
        mistakes_.add(mark_, "a field with quotes in it stands in quotes, and each of them is doubled");
      cell.text += take();
    }
    return cell;
  }

  DataCell read_quoted() {
    DataCell cell{{}, mark_};
    take();
    for (;;) {
      if (at_ >= text_.size()) {
        mistakes_.add(cell.mark, "this quote is never closed");
        return cell;
      }
      const char c = take();
      if (c != '"') {
        cell.text += c;
      } else if (peek() == '"') {
        cell.text += take();
      } else {
        break;
      }
    }
    if (!at_line_end() && peek() != ',') {
      mistakes_.add(mark_, "a comma is expected behind a field in quotes");
      while (!at_line_end() && peek() != ',') take();
    }
    return cell;
  }

  std::string_view text_;
  Mistakes& mistakes_;
  std::size_t at_ = 0;
  Mark mark_{1, 1};
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
