#include "sigtran/m3ua/check.h"

#include <algorithm>
#include <string>

namespace mapsim::m3ua {

namespace {

constexpr std::size_t kMaxInfoString = 255;  // RFC 4666 3.4.1
constexpr std::size_t kClassOffset = 2;      // in the common header

Fault fault(ErrorCode code, std::string_view field, std::string_view clause, std::string text,
            std::optional<std::size_t> offset = {}) {
  return {.code = code,
          .error = {.layer = "m3ua",
                    .field = std::string(field),
                    .clause = std::string(clause),
                    .offset = offset,
                    .text = std::move(text)}};
}

std::size_t count(const ParameterGroup& parameters, Tag tag) {
  return static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(),
                                                [tag](const Parameter& p) { return p.tag == tag; }));
}

const ParameterUse* find_use(std::span<const ParameterUse> uses, Tag tag) {
  const auto it =
      std::find_if(uses.begin(), uses.end(), [tag](const ParameterUse& u) { return u.tag == tag; });
  return it == uses.end() ? nullptr : &*it;
}

std::optional<Fault> check_value(const Parameter& parameter, const ParameterRow& row) {
  if (const auto* text = std::get_if<std::string>(&parameter.value); text && text->size() > kMaxInfoString) {
    return fault(ErrorCode::parameter_field_error, row.name, row.clause,
                 std::to_string(text->size()) + " octets; allowed: at most 255");
  }
  return std::nullopt;
}

std::optional<Fault> check_parameters(const ParameterGroup& parameters, std::span<const ParameterUse> uses,
                                      std::string_view of, std::string_view clause) {
  for (const ParameterUse& use : uses) {
    if (use.presence == Presence::mandatory && count(parameters, use.tag) == 0) {
      return fault(ErrorCode::missing_parameter, find_parameter(use.tag)->name, clause,
                   "is mandatory in " + std::string(of));
    }
  }
  for (const Parameter& parameter : parameters) {
    const ParameterRow* row = find_parameter(parameter.tag);
    if (row == nullptr) continue;  // an extension (RFC 4666 7.3.3): skipped
    const ParameterUse* use = find_use(uses, parameter.tag);
    if (use == nullptr && parameter.tag != Tag::info_string) {
      return fault(ErrorCode::unexpected_parameter, row->name, clause,
                   "does not belong into " + std::string(of));
    }
    if ((use == nullptr || !use->repeatable) && count(parameters, parameter.tag) > 1) {
      return fault(ErrorCode::unexpected_parameter, row->name, "RFC 4666 3.2",
                   "stands more than once in " + std::string(of));
    }
    if (auto wrong = check_value(parameter, *row)) return wrong;
    const GroupRow* group = find_group(parameter.tag);
    const auto* members = std::get_if<ParameterGroup>(&parameter.value);
    if (group != nullptr && members != nullptr) {
      if (auto wrong = check_parameters(*members, group->uses(), row->name, group->clause)) return wrong;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Fault> check(const Message& message, const MessageRow& row) {
  return check_parameters(message.parameters, row.uses(), row.name, row.clause);
}

std::optional<Fault> check(const Message& message) {
  const std::uint8_t message_class = m3ua::message_class(message.type);
  if (!is_message_class(message_class)) {
    return fault(ErrorCode::unsupported_message_class, "message class", "RFC 4666 3.1.2",
                 "class " + std::to_string(message_class) + " is not one of M3UA", kClassOffset);
  }
  const MessageRow* row = find_message(message.type);
  if (row == nullptr) {
    return fault(ErrorCode::unsupported_message_type, "message type", "RFC 4666 3.1.2",
                 "class " + std::to_string(message_class) + " has no type " +
                     std::to_string(static_cast<std::uint16_t>(message.type) & 0xFFU),
                 kClassOffset + 1);
  }
  return check(message, *row);
}

}  // namespace mapsim::m3ua
