// Names of operations, errors and problems.
#include <algorithm>
#include <optional>

#include "scenarios/engine/message_tree.h"
#include "sigtran/core/nearest.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/errors.h"
#include "sigtran/tcap/names.h"

namespace mapsim::scenario {

namespace {

Error mistake(const Value& at, std::string text) {
  return Error{.layer = "map", .text = std::move(text), .mark = at.mark};
}

bool fits_local_code(std::int64_t number) {
  return number >= INT32_MIN && number <= INT32_MAX;
}

std::vector<std::string_view> operations_of(map::ApplicationContext context) {
  std::vector<std::string_view> names;
  for (const map::Operation& operation : map::operations()) {
    if (operation.context == context) names.push_back(operation.name);
  }
  return names;
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

template <class E>
std::optional<std::uint8_t> problem_code(std::string_view name) {
  for (const auto& row : enum_names(E{})) {
    if (row.name == name) return static_cast<std::uint8_t>(row.value);
  }
  return std::nullopt;
}

std::optional<std::uint8_t> problem_code(tcap::ProblemType type, std::string_view name) {
  switch (type) {
    case tcap::ProblemType::general:
      return problem_code<tcap::GeneralProblem>(name);
    case tcap::ProblemType::invoke:
      return problem_code<tcap::InvokeProblem>(name);
    case tcap::ProblemType::return_result:
      return problem_code<tcap::ReturnResultProblem>(name);
    case tcap::ProblemType::return_error:
      return problem_code<tcap::ReturnErrorProblem>(name);
  }
  return std::nullopt;
}

template <class E>
void add_names(std::vector<std::string_view>& names) {
  for (const auto& row : enum_names(E{})) {
    if (std::ranges::find(names, row.name) == names.end()) names.push_back(row.name);
  }
}

std::vector<std::string_view> problem_names() {
  std::vector<std::string_view> names;
  add_names<tcap::GeneralProblem>(names);
  add_names<tcap::InvokeProblem>(names);
  add_names<tcap::ReturnResultProblem>(names);
  add_names<tcap::ReturnErrorProblem>(names);
  return names;
}

}  // namespace

const map::Operation* find_operation(const Value& name, map::ApplicationContext context) {
  if (const auto* code = name.if_int()) {
    return fits_local_code(*code) ? map::find_operation(context, static_cast<std::int32_t>(*code)) : nullptr;
  }
  const auto* text = name.if_string();
  if (text == nullptr) return nullptr;
  for (const map::Operation& operation : map::operations()) {
    if (operation.context == context && operation.name == *text) return &operation;
  }
  return nullptr;
}

Result<const map::Operation*> named_operation(const Value& name, map::ApplicationContext context) {
  if (const auto* operation = find_operation(name, context)) return operation;
  if (const auto* code = name.if_int()) {
    if (fits_local_code(*code)) return nullptr;
    return fail(mistake(name, std::to_string(*code) + " does not fit an operation code of 32 bits"));
  }
  const auto* text = name.if_string();
  if (text == nullptr)
    return fail(mistake(name, "expected the name or the number of an operation, found " + name.to_text()));
  const auto known = operations_of(context);
  const auto all = map::operation_names();
  if (std::ranges::find(all, std::string_view(*text)) == all.end())
    return fail(mistake(name, "the operation " + unknown_name(*text, known)));
  return fail(mistake(
      name, *text + " is no operation of " + map::to_string(context) + "; allowed there: " + listed(known)));
}

Value operation_name(std::int32_t code, map::ApplicationContext context) {
  const auto* operation = map::find_operation(context, code);
  return operation != nullptr ? Value(operation->name) : Value(static_cast<std::int64_t>(code));
}

Result<std::int32_t> error_code(const Value& name, map::ApplicationContext context) {
  if (const auto* code = name.if_int()) {
    if (fits_local_code(*code)) return static_cast<std::int32_t>(*code);
    return fail(mistake(name, std::to_string(*code) + " does not fit an error code of 32 bits"));
  }
  const auto* text = name.if_string();
  if (text == nullptr)
    return fail(mistake(name, "expected the name or the number of an error, found " + name.to_text()));
  std::vector<std::string_view> known;
  for (const map::ErrorRow& row : map::errors()) {
    if (map::parameter_of(row.code, context.version)) known.push_back(row.name);
  }
  const map::ErrorRow* row = map::find_error(std::string_view(*text));
  if (row == nullptr) return fail(mistake(name, "the error " + unknown_name(*text, known)));
  const auto code = static_cast<std::int32_t>(row->code);
  if (map::parameter_of(row->code, context.version)) return code;
  return fail(mistake(name, *text + " is no error of MAP version " + std::to_string(context.version) +
                                "; by its number it can be sent nevertheless (error: " +
                                std::to_string(code) + "). Allowed: " + listed(known)));
}

Value error_name(std::int32_t code, map::ApplicationContext context) {
  const map::ErrorRow* row = map::find_error(code);
  const bool used = row != nullptr && map::parameter_of(row->code, context.version).has_value();
  return used ? Value(row->name) : Value(static_cast<std::int64_t>(code));
}

Result<tcap::Problem> reject_problem(const Value& name, const Value* problem) {
  using tcap::ProblemType;
  std::optional<ProblemType> type;
  if (problem != nullptr && !problem->is_null()) {
    const auto read = from_value<ProblemType>(*problem);
    if (!read) return tl::unexpected(read.error());
    type = *read;
  }
  if (const auto* code = name.if_int()) {
    if (type && *code >= 0 && *code <= 255) return tcap::Problem{*type, static_cast<std::uint8_t>(*code)};
    return fail(mistake(
        name,
        "a problem by number needs 'problem: invokeProblem' or another kind beside it, and is 0 to 255"));
  }
  const auto* text = name.if_string();
  if (text == nullptr) return fail(mistake(name, "expected the name of a problem, found " + name.to_text()));
  for (const ProblemType t :
       {ProblemType::general, ProblemType::invoke, ProblemType::return_result, ProblemType::return_error}) {
    if (type && *type != t) continue;
    if (const auto code = problem_code(t, *text)) return tcap::Problem{t, *code};
  }
  const auto names = problem_names();
  if (type && std::ranges::find(names, std::string_view(*text)) != names.end()) {
    return fail(mistake(name, *text + " is no " + std::string(enum_name(*type).value_or("such problem"))));
  }
  return fail(mistake(name, "the problem " + unknown_name(*text, names)));
}

}  // namespace mapsim::scenario
