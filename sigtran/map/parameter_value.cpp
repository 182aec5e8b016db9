// Any parameter, by its type, from and to a Value.
#include <array>

#include "sigtran/map/codec.h"

namespace mapsim::map {

namespace {

constexpr std::size_t kFirstMember = 1;  // behind std::monostate
constexpr std::size_t kRawMember = static_cast<std::size_t>(ParameterType::raw);

template <std::size_t I>
Result<Parameter> from_value_as(const Value& value) {
  auto read = from_value<std::variant_alternative_t<I, Parameter>>(value);
  if (!read) return tl::unexpected(read.error());
  return Parameter(std::in_place_index<I>, std::move(*read));
}

template <std::size_t... I>
constexpr auto readers(std::index_sequence<I...>) {
  return std::array<Result<Parameter> (*)(const Value&), sizeof...(I)>{&from_value_as<I + kFirstMember>...};
}

}  // namespace

Value parameter_to_value(const Parameter& parameter) {
  return std::visit(
      [](const auto& p) -> Value {
        using T = std::decay_t<decltype(p)>;
        if constexpr (std::same_as<T, std::monostate>) {
          return {};
        } else if constexpr (std::same_as<T, RawParameter>) {
          return Value(p.octets);
        } else {
          return to_value(p);
        }
      },
      parameter);
}

Result<Parameter> parameter_from_value(ParameterType type, const Value& value) {
  static constexpr auto kReaders = readers(std::make_index_sequence<kRawMember - kFirstMember>());
  if (value.is_null()) return Parameter();
  if (const auto octets = hex_notation(value)) {
    if (!*octets) return tl::unexpected(octets->error());
    return RawParameter{std::move(**octets)};
  }
  const auto index = static_cast<std::size_t>(type);
  if (index == 0 || index == kRawMember)
    return fail(unexpected_kind(value, "nothing, or octets, {hex: \"…\"}"));
  return kReaders[index - kFirstMember](value);
}

}  // namespace mapsim::map
