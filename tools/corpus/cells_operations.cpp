// Every operation of every application context and version, in the direction that it has, and every result.
#include <algorithm>

#include "tools/corpus/parameters.h"

namespace mapsim::corpus {

namespace {

std::vector<Part> usual_answer(const map::Operation& operation) {
  if (operation.operation_class == tcap::OperationClass::class4) return {};
  for (const ParameterRow& row : results()) {
    if (row.operation == operation.name && row.context == operation.context)
      return {result(operation, json(row.text))};
  }
  return {result(operation)};
}

const map::Operation& row_operation(const ParameterRow& row) {
  const auto all = map::operations();
  return *std::ranges::find_if(
      all, [&](const map::Operation& o) { return o.name == row.operation && o.context == row.context; });
}

}  // namespace

void add_operations(std::deque<Cell>& out) {
  for (const ParameterRow& row : arguments()) {
    const map::Operation& operation = row_operation(row);
    const bool both = row.name == "mt" || row.name == "mo";
    const bool mo = both ? row.name == "mo" : may_be_mobile_originated(operation);
    const std::string variant = row.name.empty() || both ? "" : "-" + std::string(row.name);
    Cell& cell = out.emplace_back(Cell{
        .subject = "operations",
        .name = name_of(operation, mo) + variant,
        .title = std::string(operation.name) + " of MAP version " + std::to_string(operation.context.version),
        .clause = std::string(operation.clause)});
    cell.dialogues.push_back(exchange(operation, mo, json(row.text), usual_answer(operation)));
  }
}

void add_results(std::deque<Cell>& out) {
  for (const ParameterRow& row : results()) {
    const map::Operation& operation = row_operation(row);
    const bool mo = may_be_mobile_originated(operation);
    const std::string variant = row.name.empty() ? "" : "-" + std::string(row.name);
    Cell& cell = out.emplace_back(Cell{.subject = "results",
                                       .name = name_of(operation, mo) + variant,
                                       .title = "The result of " + std::string(operation.name) +
                                                ", MAP version " + std::to_string(operation.context.version),
                                       .clause = std::string(operation.clause)});
    cell.dialogues.push_back(
        exchange(operation, mo, argument_of(operation, mo), {result(operation, json(row.text))}));
  }
}

void add_errors(std::deque<Cell>& out) {
  for (const map::Operation& operation : map::operations()) {
    if (operation.errors.empty()) continue;
    for (const bool mo : {false, true}) {
      if (mo ? !may_be_mobile_originated(operation) : !may_be_mobile_terminated(operation)) continue;
      Cell& cell =
          out.emplace_back(Cell{.subject = "errors",
                                .name = name_of(operation, mo),
                                .title = "Every error of " + std::string(operation.name) + ", MAP version " +
                                         std::to_string(operation.context.version),
                                .clause = "TS 29.002 17.6.6"});
      for (const ErrorRow& row : error_parameters()) {
        if (row.version != operation.context.version || !map::may_return(operation, row.error)) continue;
        if (row.only != 0 && row.only != operation.context.code) continue;
        cell.dialogues.push_back(exchange(operation, mo, argument_of(operation, mo),
                                          {error(operation, row.error, json(row.text))}));
      }
    }
  }
}

}  // namespace mapsim::corpus
