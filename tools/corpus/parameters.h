// Tables of what operations, results and errors carry, as JSON in the form of `mapsim encode`.
#pragma once

#include <span>
#include <string_view>

#include "sigtran/map/operations.h"
#include "tools/corpus/cell.h"

namespace mapsim::corpus {

struct ParameterRow {
  std::string_view operation;  // of an error row: the error
  map::ApplicationContext context;
  std::string_view name;  // what is special about it, for the name of the file; empty: nothing
  std::string_view text;  // the parameter in JSON; empty: none
};

// At least one row for every operation of every context and version (map::operations()). The first of each is
// the usual one.
std::span<const ParameterRow> arguments();
// For operations of class 1, likewise.
std::span<const ParameterRow> results();

struct ErrorRow {
  map::ErrorCode error;
  int version = 0;
  std::string_view name;
  std::string_view text;
  std::uint8_t only = 0;  // the context's code of the only operations that return it so; 0: all
};
// For every error of every version that uses it (map::errors()), with its parameter and without.
std::span<const ErrorRow> error_parameters();

// The JSON of a table. What is no JSON is a mistake of the tables, and asserted.
Value json(std::string_view text);

// "mt", "mo": names of files for a context and operation; "sendRoutingInfoForSM-v2".
std::string name_of(const map::Operation& operation, bool mobile_originated);

// The usual argument.
Value argument_of(const map::Operation& operation, bool mobile_originated = false);

// Who sends an operation, and to whom.
struct Ends {
  Side from;
  Side to;
};
Ends ends_of(const map::Operation& operation, bool mobile_originated);

// An operation may be mobile originated, terminated, or both (forwardSM of version 1).
bool may_be_mobile_originated(const map::Operation& operation);
bool may_be_mobile_terminated(const map::Operation& operation);

// Shorthands for cells.
Part invoke(const map::Operation& operation, Value argument, int invoke_id = 1);
Part result(const map::Operation& operation, Value parameter = {}, int invoke_id = 1);
Part error(const map::Operation& operation, map::ErrorCode code, Value parameter = {}, int invoke_id = 1);
Part reject(std::string_view kind, std::string_view problem, int invoke_id = 1);
Turn begin(std::vector<Part> parts = {});
Turn go_on(bool back, std::vector<Part> parts = {});
Turn end(std::vector<Part> parts = {}, bool back = true);

// A BEGIN with one invocation and its answer in an END (or, in class 4, an empty END).
Dialogue exchange(const map::Operation& operation, bool mobile_originated, Value argument,
                  std::vector<Part> answer);

const map::Operation& operation_of(map::ApplicationContext context, std::int32_t code);

// {a: 1} with the members of `more` in the place of its own of the same name, or behind them.
Value merged(Value value, const Value& more);

}  // namespace mapsim::corpus
