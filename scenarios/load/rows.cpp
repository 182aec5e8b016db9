#include "scenarios/load/rows.h"

#include <algorithm>
#include <numeric>

#include "scenarios/engine/csv_reader.h"
#include "scenarios/engine/template_reader.h"
#include "sigtran/core/nearest.h"

namespace mapsim::load {

namespace {

class Reader {
 public:
  Reader(RowTable& table, std::string_view text, const scenario::Program& program)
      : table_(table), reader_(text), program_(program) {}

  Result<void> read() {
    if (!next_row())
      return error_ ? fail(*error_) : mistake({1, 1}, "the table is empty; its first row names variables");
    for (const scenario::CsvField& field : row_) {
      if (auto done = read_column(field); !done) return done;
    }
    while (next_row()) {
      if (row_.size() != table_.columns.size()) {
        return mistake(row_.back().mark, "the row has " + std::to_string(row_.size()) +
                                             " fields, the first row names " +
                                             std::to_string(table_.columns.size()));
      }
      for (std::size_t i = 0; i < row_.size(); ++i) {
        if (!table_.is_text[i] && scenario::plain_value(row_[i].text).if_string() != nullptr) {
          return mistake(row_[i].mark, table_.columns[i] +
                                           ": expected a number as the scenario has it, found '" +
                                           std::string(row_[i].text) + "'");
        }
        table_.cells.push_back({table_.text.size(), static_cast<std::uint32_t>(row_[i].text.size())});
        table_.text += row_[i].text;
      }
      if (table_.size() > kMostRows)
        return mistake(row_.front().mark, "more than " + std::to_string(kMostRows) + " rows");
    }
    if (error_) return fail(*error_);
    if (table_.size() == 0)
      return mistake({reader_.mark().line, 1}, "there is no row below the one that names the variables");
    return {};
  }

 private:
  tl::unexpected<Error> mistake(Mark mark, std::string text) const {
    return fail(Error{.layer = "", .text = std::move(text), .mark = mark});
  }

  Result<void> read_column(const scenario::CsvField& field) {
    const std::string name(field.text);
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
      return mistake(field.mark,
                     "the first row names variables of the scenario: " + unknown_name(name, names));
    }
    if (std::ranges::find(table_.columns, name) != table_.columns.end())
      return mistake(field.mark, "the column " + name + " is there twice");
    if (value->if_list() != nullptr || value->if_map() != nullptr)
      return mistake(field.mark, name + " is " + std::string(value->kind()) + ", which a column cannot hold");
    table_.columns.push_back(name);
    table_.is_text.push_back(value->if_string() != nullptr);
    return {};
  }

  // False at the end or at a mistake.
  bool next_row() {
    if (!reader_.next(row_)) return false;
    const auto faults = reader_.take_faults();
    if (faults.empty()) return true;
    using enum scenario::CsvFault::Kind;
    const scenario::CsvFault& first = faults.front();
    error_ = Error{.layer = "",
                   .text = first.kind == quotes_not_closed
                               ? "the quotes that begin here are not closed"
                               : "a field in quotes ends with them; in it, '\"\"' stands for one",
                   .mark = first.field};
    return false;
  }

  RowTable& table_;
  scenario::CsvReader reader_;
  const scenario::Program& program_;
  std::vector<scenario::CsvField> row_;
  std::optional<Error> error_;
};

}  // namespace

Value RowTable::value(std::size_t row, std::size_t column) const {
  const Cell& cell = cells[row * columns.size() + column];
  const std::string_view content = std::string_view(text).substr(cell.offset, cell.size);
  return is_text[column] ? Value(content) : scenario::plain_value(content);
}

Result<RowTable> read_rows(std::string_view text, const scenario::Program& program) {
  RowTable table;
  if (auto done = Reader(table, text, program).read(); !done) return tl::unexpected(done.error());
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
