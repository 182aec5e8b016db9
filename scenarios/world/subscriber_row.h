// One row of a table as text, column by column, to a subscriber: the same for CSV and YAML.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "scenarios/world/subscriber_table.h"

namespace mapsim::world {

enum class Column : std::uint8_t { imsi, msisdn, msc, sgsn, lmsi, state, returns, room, answers, count };

// In the order of the enumeration.
std::span<const std::string_view> column_names();

// The numbers of nodes that a table may name instead: endpoints of the scenario by their name.
using NodeNames = std::unordered_map<std::string, Number>;

class SubscriberRow {
 public:
  SubscriberRow(SubscriberTable& table, const NodeNames& nodes) : table_(table), nodes_(nodes) {}

  void clear();
  // Text without a value leaves the column as if it were not there. The error says what is allowed; its
  // offset counts from the start of the text.
  std::optional<Error> set(Column column, std::string_view text);
  // Adds what was set to the table; with `count` so many, whose IMSI, MSISDN and LMSI go up by one each.
  struct Refusal {
    Column column;  // to which the error belongs
    Error error;
  };
  std::optional<Refusal> add();

 private:
  std::optional<Error> set_node(std::string_view text, std::uint16_t& node);
  std::optional<Refusal> add_one(Subscriber one, std::uint64_t n);

  SubscriberTable& table_;
  const NodeNames& nodes_;
  Subscriber subscriber_;
  std::uint64_t count_ = 1;
};

}  // namespace mapsim::world
