#include "scenarios/load/rows.h"

#include <algorithm>
#include <numeric>

#include "scenarios/engine/template_reader.h"
#include "sigtran/core/nearest.h"

namespace mapsim::load {

namespace {

using Cell = RowTable::Cell;

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Reader {
 public:
  Reader(RowTable& table, const scenario::Program& program) : table_(table), program_(program) {
    if (table_.text.starts_with("\xEF\xBB\xBF")) at_ = 3;  // byte order mark of spreadsheets
  }

  Result<void> read() {
    if (!next_row())
      return error_ ? fail(*error_) : mistake({1, 1}, "the table is empty; its first row names variables");
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (auto done = read_column(i); !done) return done;
    }
    while (next_row()) {
      if (row_.size() != table_.columns.size()) {
        return mistake(marks_.back(), "the row has " + std::to_string(row_.size()) +
                                          " fields, the first row names " +
                                          std::to_string(table_.columns.size()));
      }
      for (std::size_t i = 0; i < row_.size(); ++i) {
        if (table_.is_text[i] || scenario::plain_value(text_of(row_[i])).if_string() == nullptr) continue;
        return mistake(marks_[i], table_.columns[i] + ": expected a number as the scenario has it, found '" +
                                      std::string(text_of(row_[i])) + "'");
      }
      table_.cells.insert(table_.cells.end(), row_.begin(), row_.end());
      if (table_.size() > kMostRows)
        return mistake(marks_[0], "more than " + std::to_string(kMostRows) + " rows");
    }
    if (error_) return fail(*error_);
    if (table_.size() == 0)
      return mistake({line_, 1}, "there is no row below the one that names the variables");
    return {};
  }

 private:
  tl::unexpected<Error> mistake(Mark mark, std::string text) const {
    return fail(Error{.layer = "", .text = std::move(text), .mark = mark});
  }
  std::string_view text_of(const Cell& cell) const {
    return std::string_view(table_.text).substr(cell.offset, cell.size);
  }

  Result<void> read_column(std::size_t i) {
    const std::string name(text_of(row_[i]));
    const Value* value = program_.vars.find(name);
    const bool is_endpoint =
        std::ranges::find(program_.endpoints, name, &scenario::Endpoint::name) != program_.endpoints.end();
    if (value == nullptr || is_endpoint) {
      std::vector<std::string_view> names;
      for (const Value::Member& m : *program_.vars.if_map()) {
        if (std::ranges::find(program_.endpoints, m.name, &scenario::Endpoint::name) ==
            program_.endpoints.end())
          names.push_back(m.name);
      }
      return mistake(marks_[i],
                     "the first row names variables of the scenario: " + unknown_name(name, names));
    }
    if (std::ranges::find(table_.columns, name) != table_.columns.end())
      return mistake(marks_[i], "the column " + name + " is there twice");
    if (value->if_list() != nullptr || value->if_map() != nullptr)
      return mistake(marks_[i], name + " is " + std::string(value->kind()) + ", which a column cannot hold");
    table_.columns.push_back(name);
    table_.is_text.push_back(value->if_string() != nullptr);
    return {};
  }

  // The fields of the next row that is not empty; false at the end or at a mistake.
  bool next_row() {
    const std::string& text = table_.text;
    row_.clear();
    marks_.clear();
    while (at_ < text.size() && (text[at_] == '\n' || text[at_] == '\r')) {
      if (text[at_++] == '\n') ++line_;
    }
    if (at_ >= text.size()) return false;
    line_start_ = at_;
    for (;;) {
      marks_.push_back(
          {line_, characters(std::string_view(text).substr(line_start_, at_ - line_start_)) + 1});
      if (at_ < text.size() && text[at_] == '"') {
        if (!quoted_field()) return false;
      } else {
        const std::size_t end = std::min(text.find_first_of(",\n", at_), text.size());
        std::size_t size = end - at_;
        if (size != 0 && text[at_ + size - 1] == '\r') --size;
        row_.push_back({at_, static_cast<std::uint32_t>(size)});
        at_ = end;
      }
      if (at_ >= text.size()) return true;
      if (text[at_++] == '\n') {
        ++line_;
        return true;
      }
    }
  }

  // Doubled quotes become single ones in place: what is read lies behind what is written.
  bool quoted_field() {
    std::string& text = table_.text;
    const std::size_t start = ++at_;
    std::size_t end = start;
    for (;; ++at_) {
      if (at_ >= text.size()) {
        error_ =
            Error{.layer = "", .text = "the quotes that begin here are not closed", .mark = marks_.back()};
        return false;
      }
      if (text[at_] == '"' && (at_ + 1 >= text.size() || text[at_ + 1] != '"')) break;
      if (text[at_] == '"') ++at_;
      if (text[at_] == '\n') ++line_;
      text[end++] = text[at_];
    }
    row_.push_back({start, static_cast<std::uint32_t>(end - start)});
    ++at_;
    if (at_ < text.size() && text[at_] == '\r') ++at_;
    if (at_ < text.size() && text[at_] != ',' && text[at_] != '\n') {
      error_ = Error{.layer = "",
                     .text = "a field in quotes ends with them; in it, '\"\"' stands for one",
                     .mark = marks_.back()};
      return false;
    }
    return true;
  }

  RowTable& table_;
  const scenario::Program& program_;
  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  std::vector<Cell> row_;
  std::vector<Mark> marks_;
  std::optional<Error> error_;
};

}  // namespace

Value RowTable::value(std::size_t row, std::size_t column) const {
  const Cell& cell = cells[row * columns.size() + column];
  const std::string_view content = std::string_view(text).substr(cell.offset, cell.size);
  return is_text[column] ? Value(content) : scenario::plain_value(content);
}

Result<RowTable> read_rows(std::string text, const scenario::Program& program) {
  RowTable table;
  table.text = std::move(text);
  if (auto done = Reader(table, program).read(); !done) return tl::unexpected(done.error());
  return table;
}

RowDealer::RowDealer(const RowTable& table, RowOrder order, bool loop, Shard shard, std::uint64_t seed)
    : table_(table),
      order_(order),
      loop_(loop),
      shard_(shard),
      rows_(shard.share_of(table.size())),
      random_(Random(seed).fork(shard.index + 1)),
      row_(table.columns.size()) {
  if (order_ != RowOrder::unique) return;
  mixed_.resize(rows_);
  std::iota(mixed_.begin(), mixed_.end(), 0U);
  for (std::size_t i = rows_; i > 1; --i) std::swap(mixed_[i - 1], mixed_[random_.below(i)]);
}

std::optional<std::span<const Value>> RowDealer::next() {
  if (rows_ == 0) return std::nullopt;
  std::size_t index = 0;
  if (order_ == RowOrder::random) {
    index = random_.below(rows_);
  } else {
    if (used_ == rows_ && loop_) used_ = 0;
    if (used_ == rows_) return std::nullopt;
    index = order_ == RowOrder::unique ? mixed_[used_] : used_;
    ++used_;
  }
  const std::size_t row = shard_.index + index * shard_.count;
  for (std::size_t i = 0; i < row_.size(); ++i) row_[i] = table_.value(row, i);
  return std::span<const Value>(row_);
}

}  // namespace mapsim::load
