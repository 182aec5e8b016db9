#include "tools/corpus/parameters.h"

#include <algorithm>
#include <cassert>

#include "tools/encode/json_reader.h"

namespace mapsim::corpus {

namespace {

constexpr std::int32_t kForward = 46;
constexpr std::uint8_t kGateway = 20;  // application contexts (TS 29.002 17.3)
constexpr std::uint8_t kRelay = 21;
constexpr std::uint8_t kAlert = 23;
constexpr std::uint8_t kMwdMngt = 24;

// {hex: …} becomes octets, as a decoder has them.
void make_octets(Value& value) {
  if (auto* list = value.if_list()) {
    for (Value& item : *list) make_octets(item);
  }
  auto* map = value.if_map();
  if (map == nullptr) return;
  for (Value::Member& m : *map) make_octets(m.value);
  if (map->size() != 1 || map->front().name != "hex" || map->front().value.if_string() == nullptr) return;
  const auto octets = from_hex(*map->front().value.if_string());
  assert(octets);
  value = Value(*octets);
}

}  // namespace

Value json(std::string_view text) {
  if (text.empty()) return {};
  cli::JsonReader reader(text);
  auto value = reader.next();
  assert(value && *value);
  make_octets(**value);
  return **value;
}

const map::Operation& operation_of(map::ApplicationContext context, std::int32_t code) {
  const map::Operation* operation = map::find_operation(context, code);
  assert(operation != nullptr);
  return *operation;
}

bool may_be_mobile_originated(const map::Operation& operation) {
  return operation.code == kForward && operation.context.code == kRelay;
}

bool may_be_mobile_terminated(const map::Operation& operation) {
  return operation.context.code != kRelay || operation.context.version == 1;
}

std::string name_of(const map::Operation& operation, bool mobile_originated) {
  std::string name(operation.name);
  if (operation.name == "forwardSM") name = mobile_originated ? "mo-forwardSM" : "mt-forwardSM";
  return name + "-v" + std::to_string(operation.context.version);
}

Value argument_of(const map::Operation& operation, bool mobile_originated) {
  for (const ParameterRow& row : arguments()) {
    if (row.operation != operation.name || row.context != operation.context) continue;
    if (row.name == (mobile_originated ? "mt" : "mo")) continue;
    return json(row.text);
  }
  assert(false && "an operation without argument in the table");
  return {};
}

Ends ends_of(const map::Operation& operation, bool mobile_originated) {
  switch (operation.context.code) {
    case kGateway:
      return operation.name == "informServiceCentre" ? Ends{kHlr, kSmsc} : Ends{kSmsc, kHlr};
    case kAlert:
      return {kHlr, kSmsc};
    case kMwdMngt:
      return {kMsc, kHlr};
    default:
      return mobile_originated ? Ends{kMsc, kSmsc} : Ends{kSmsc, kMsc};
  }
}

Part invoke(const map::Operation& operation, Value argument, int invoke_id) {
  return {.kind = PartKind::invoke,
          .operation = &operation,
          .code = operation.code,
          .parameter = std::move(argument),
          .invoke_id = invoke_id};
}
Part result(const map::Operation& operation, Value parameter, int invoke_id) {
  return {.kind = PartKind::result,
          .operation = &operation,
          .code = operation.code,
          .parameter = std::move(parameter),
          .invoke_id = invoke_id};
}
Part error(const map::Operation& operation, map::ErrorCode code, Value parameter, int invoke_id) {
  return {.kind = PartKind::error,
          .operation = &operation,
          .code = static_cast<std::int32_t>(code),
          .parameter = std::move(parameter),
          .invoke_id = invoke_id};
}
Part reject(std::string_view kind, std::string_view problem, int invoke_id) {
  Part part;
  part.kind = PartKind::reject;
  part.invoke_id = invoke_id;
  part.problem_kind = kind;
  part.problem = problem;
  return part;
}

Turn begin(std::vector<Part> parts) {
  return {.back = false, .type = tcap::MessageType::begin, .parts = std::move(parts)};
}
Turn go_on(bool back, std::vector<Part> parts) {
  return {.back = back, .type = tcap::MessageType::continue_, .parts = std::move(parts)};
}
Turn end(std::vector<Part> parts, bool back) {
  return {.back = back, .type = tcap::MessageType::end, .parts = std::move(parts)};
}

Dialogue exchange(const map::Operation& operation, bool mobile_originated, Value argument,
                  std::vector<Part> answer) {
  const Ends ends = ends_of(operation, mobile_originated);
  Dialogue out{.context = operation.context, .initiator = ends.from, .responder = ends.to};
  out.turns.push_back(begin({invoke(operation, std::move(argument))}));
  out.turns.push_back(end(std::move(answer)));
  return out;
}

Value merged(Value value, const Value& more) {
  const auto* members = more.if_map();
  if (members == nullptr) return value;
  if (value.is_null()) value = Value(Value::Map{});
  for (const Value::Member& m : *members) {
    auto* own = value.if_map();
    const auto at = std::ranges::find(*own, m.name, &Value::Member::name);
    if (at == own->end()) {
      value.add(m.name, m.value);
    } else {
      at->value = m.value;
    }
  }
  return value;
}

}  // namespace mapsim::corpus
