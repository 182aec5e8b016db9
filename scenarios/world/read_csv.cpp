#include <algorithm>
#include <string>

#include "scenarios/world/load_subscribers.h"
#include "scenarios/world/table_mistakes.h"
#include "sigtran/core/nearest.h"

namespace mapsim::world {

namespace {

struct Field {
  std::string_view text;  // in the file, or in `unquoted`
  int line = 0;
  int column = 0;  // of its first character
};

// Columns are counted in characters (UTF-8), as in scenario files.
int characters(std::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class CsvReader {
 public:
  CsvReader(std::string_view text, const NodeNames& nodes)
      : text_(text), table_(std::make_shared<SubscriberTable>()), row_(*table_, nodes) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);  // byte order mark of spreadsheets
  }

  LoadedSubscribers read() {
    if (!next_row()) {
      mistakes_.add({1, 1},
                    "the table is empty; its first row names the columns, imsi and msisdn among them");
    } else if (read_header()) {
      table_->reserve(static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n')) + 1);
      while (!mistakes_.full() && next_row()) read_row();
    }
    return mistakes_.result(std::move(table_));
  }

 private:
  // The fields of the next row that is neither empty nor a comment; false at the end.
  bool next_row() {
    for (;;) {
      if (at_ >= text_.size()) return false;
      const std::size_t start = at_;
      ++line_;
      if (text_[start] == '#' || text_[start] == '\n' || text_.substr(start, 2) == "\r\n") {
        const auto end = text_.find('\n', start);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        continue;
      }
      split_row();
      return true;
    }
  }

  void split_row() {
    fields_.clear();
    unquoted_.clear();
    row_line_ = line_;
    line_start_ = at_;
    for (;;) {
      const Mark mark{line_, characters(text_.substr(line_start_, at_ - line_start_)) + 1};
      if (at_ < text_.size() && text_[at_] == '"') {
        split_quoted(mark);
      } else {
        const std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
        std::string_view text = text_.substr(at_, end - at_);
        if (text.ends_with('\r')) text.remove_suffix(1);
        const auto first = text.find_first_not_of(" \t");
        const int skipped = first == std::string_view::npos ? 0 : static_cast<int>(first);
        text.remove_prefix(static_cast<std::size_t>(skipped));
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
        if (first == std::string_view::npos) text = {};
        fields_.push_back({text, mark.line, mark.column + skipped});
        at_ = end;
      }
      if (at_ >= text_.size()) return;
      if (text_[at_++] == '\n') return;
    }
  }

  // Leaves `at_` at the comma or the end of the line.
  void split_quoted(Mark mark) {
    std::string out;
    std::size_t at = at_ + 1;
    for (;; ++at) {
      if (at >= text_.size()) {
        mistakes_.add(mark, "the quotes that begin here are not closed");
        break;
      }
      if (text_[at] == '"') {
        if (at + 1 >= text_.size() || text_[at + 1] != '"') break;
        ++at;
      }
      if (text_[at] == '\n') {
        ++line_;
        line_start_ = at + 1;
      }
      out += text_[at];
    }
    at_ = std::min(text_.find_first_of(",\n", std::min(at + 1, text_.size())), text_.size());
    const std::string_view behind =
        text_.substr(std::min(at + 1, text_.size()), at_ - std::min(at + 1, text_.size()));
    if (behind.find_first_not_of(" \t\r") != std::string_view::npos)
      mistakes_.add(mark, "a field in quotes ends with them; in it, '\"\"' stands for one");
    unquoted_.push_back(std::move(out));
    quoted_fields_.push_back(fields_.size());
    fields_.push_back({{}, mark.line, mark.column + 1});
  }

  // Strings may have moved while the row grew, so the views are made at the end.
  void resolve_quoted() {
    for (std::size_t i = 0; i < quoted_fields_.size(); ++i) fields_[quoted_fields_[i]].text = unquoted_[i];
    quoted_fields_.clear();
  }

  bool read_header() {
    resolve_quoted();
    const auto names = column_names();
    for (const Field& field : fields_) {
      const auto at = std::find(names.begin(), names.end(), field.text);
      if (at == names.end()) {
        mistakes_.add({field.line, field.column},
                      "the first row names the columns: " + unknown_name(field.text, names));
        continue;
      }
      const auto column = static_cast<Column>(at - names.begin());
      if (std::find(columns_.begin(), columns_.end(), column) != columns_.end())
        mistakes_.add({field.line, field.column}, "the column " + std::string(*at) + " is there twice");
      columns_.push_back(column);
    }
    for (const Column needed : {Column::imsi, Column::msisdn}) {
      if (std::find(columns_.begin(), columns_.end(), needed) == columns_.end() && mistakes_.empty()) {
        mistakes_.add({row_line_, 1}, "the first row names the columns; there is no '" +
                                          std::string(names[static_cast<std::size_t>(needed)]) + "'");
      }
    }
    return mistakes_.empty();
  }

  void read_row() {
    resolve_quoted();
    if (fields_.size() != columns_.size()) {
      const Field& last = fields_.back();
      mistakes_.add({last.line, last.column}, "the row has " + std::to_string(fields_.size()) +
                                                  (fields_.size() == 1 ? " field" : " fields") +
                                                  ", the first row names " + std::to_string(columns_.size()) +
                                                  " columns");
      return;
    }
    row_.clear();
    bool sound = true;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (auto error = row_.set(columns_[i], fields_[i].text)) {
        tell(columns_[i], fields_[i], std::move(*error));
        sound = false;
      }
    }
    if (!sound) return;
    if (auto refusal = row_.add()) {
      const auto at = std::find(columns_.begin(), columns_.end(), refusal->column);
      tell(refusal->column, fields_[static_cast<std::size_t>(at - columns_.begin())],
           std::move(refusal->error));
    }
  }

  void tell(Column column, const Field& field, Error error) {
    const int inside = error.offset ? characters(field.text.substr(0, *error.offset)) : 0;
    mistakes_.add({field.line, field.column + inside},
                  std::string(column_names()[static_cast<std::size_t>(column)]) + ": " + error.text);
  }

  std::string_view text_;
  std::shared_ptr<SubscriberTable> table_;
  SubscriberRow row_;
  TableMistakes mistakes_;
  std::size_t at_ = 0;
  int line_ = 0;
  int row_line_ = 0;
  std::size_t line_start_ = 0;
  std::vector<Column> columns_;
  std::vector<Field> fields_;
  std::vector<std::string> unquoted_;
  std::vector<std::size_t> quoted_fields_;
};

}  // namespace

LoadedSubscribers read_csv(std::string_view text, const NodeNames& nodes) {
  return CsvReader(text, nodes).read();
}

}  // namespace mapsim::world
