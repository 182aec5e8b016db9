// Any parameter, by its type, from and to octets.
#include <array>

#include "sigtran/map/codec.h"

namespace mapsim::map {

namespace {

constexpr std::size_t kFirst = 1;  // behind std::monostate
constexpr std::size_t kRaw = static_cast<std::size_t>(ParameterType::raw);

template <std::size_t I>
Result<Parameter> decode_as(OctetView octets, Remarks* remarks) {
  auto decoded = decode<std::variant_alternative_t<I, Parameter>>(octets, remarks);
  if (!decoded) return tl::unexpected(decoded.error());
  return Parameter(std::in_place_index<I>, std::move(*decoded));
}

template <std::size_t... I>
constexpr auto decoders(std::index_sequence<I...>) {
  return std::array<Result<Parameter> (*)(OctetView, Remarks*), sizeof...(I)>{&decode_as<I + kFirst>...};
}

}  // namespace

Result<Parameter> decode_parameter(ParameterType type, OctetView octets, Remarks* remarks) {
  static constexpr auto kDecoders = decoders(std::make_index_sequence<kRaw - kFirst>());
  const auto index = static_cast<std::size_t>(type);
  if (index == kRaw || (index == 0 && !octets.empty()))
    return RawParameter{Octets(octets.begin(), octets.end())};
  if (index == 0) return Parameter();
  return kDecoders[index - kFirst](octets, remarks);
}

Result<Octets> encode_parameter(const Parameter& parameter, Ranges ranges) {
  return std::visit(
      [ranges](const auto& p) -> Result<Octets> {
        using T = std::decay_t<decltype(p)>;
        if constexpr (std::same_as<T, std::monostate>) {
          return Octets();
        } else if constexpr (std::same_as<T, RawParameter>) {
          return p.octets;
        } else {
          return encode(p, ranges);
        }
      },
      parameter);
}

}  // namespace mapsim::map
