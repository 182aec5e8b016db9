// Values for the variables of a scenario, one row for each dialogue.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/program.h"
#include "scenarios/load/shard.h"
#include "sigtran/core/random.h"
#include "sigtran/core/value.h"

namespace mapsim::load {

inline constexpr std::size_t kMostRows = 20'000'000;
inline constexpr std::size_t kMostRowOctets = std::size_t{2} << 30U;  // of the file

// A table is kept as text: a value for each cell would take ten times the memory.
struct RowTable {
  struct Cell {
    std::uint64_t offset = 0;  // in `text`
    std::uint32_t size = 0;
  };
  std::vector<std::string> columns;  // names of variables of the scenario
  std::vector<bool> is_text;         // by column: what is no text is written as in YAML
  std::string text;
  std::vector<Cell> cells;  // row by row
  std::size_t size() const { return columns.empty() ? 0 : cells.size() / columns.size(); }
  Value value(std::size_t row, std::size_t column) const;
};

// CSV (RFC 4180): the first row names variables of the program. What is text in the file of the scenario
// stays text, a number must be one. Error: the first mistake, with its line and column.
Result<RowTable> read_rows(std::string_view text, const scenario::Program& program);

enum class RowOrder : std::uint8_t {
  sequential,  // as in the file
  random,      // any, as often as chance will
  unique,      // mixed, each once
};

// Deals a table's rows out. Of several shards each has every n-th row, so that none is used by two.
class RowDealer {
 public:
  // The table outlives it. `loop`: from the start again when they have run out; `random` never runs out.
  RowDealer(const RowTable& table, RowOrder order, bool loop, Shard shard, std::uint64_t seed);
  // nullopt: they have run out. Valid until the next call.
  std::optional<std::span<const Value>> next();

 private:
  const RowTable& table_;
  RowOrder order_;
  bool loop_;
  Shard shard_;
  std::size_t rows_;  // of this shard
  Random random_;
  std::vector<std::uint32_t> mixed_;  // unique: the order
  std::size_t used_ = 0;
  std::vector<Value> row_;
};

}  // namespace mapsim::load
