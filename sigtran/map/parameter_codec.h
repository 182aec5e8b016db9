// decode and encode of one parameter type through asn1c. Included where they are instantiated: the generated
// types of all parameters at once would make one very slow file.
#pragma once

#include <array>
#include <memory_resource>

#include "asn1/codec/codec.h"
#include "sigtran/map/asn_types.h"
#include "sigtran/map/asn_visitors.h"
#include "sigtran/map/codec.h"

namespace mapsim::map {

inline void remark_foreign(std::span<const asn1::Foreign> foreign, Remarks* remarks) {
  if (remarks == nullptr) return;
  for (const asn1::Foreign& element : foreign) {
    remarks->push_back({.layer = "map",
                        .field = element.in,
                        .clause = "TS 29.002 17.1.1",
                        .offset = element.offset,
                        .text = "element " + to_hex(element.octets) + " is not defined there"});
  }
}

// Sets the offset of what the visitor refused.
inline Error located(const VisitorBase& visitor, const asn_TYPE_descriptor_t& type, OctetView octets) {
  Error error = *visitor.error();
  error.offset = asn1::find_offset(type, octets, error.field);
  if (!error.offset)
    error.offset = asn1::find_offset(type, octets, "");  // a type without a SEQUENCE around it
  return error;
}

// Hands on a generated structure that borrows from the parameter, and the elements to be added.
template <class T, class Take>
Result<void> with_asn(const T& parameter, Ranges ranges, Take take) {
  std::array<std::byte, 2048> memory;
  std::pmr::monotonic_buffer_resource resource(memory.data(), memory.size());
  typename AsnType<T>::type asn{};
  ToAsn visitor(resource, ranges == Ranges::checked);
  convert(visitor, const_cast<T&>(parameter), asn);  // ToAsn only reads the value
  if (visitor.error()) return fail(*visitor.error());
  return take(asn, visitor.foreign());
}

template <class T>
Result<T> decode(OctetView octets, Remarks* remarks) {
  using A = AsnType<T>;
  Result<T> parameter;  // the only one returned, and filled where it is: these structures are large
  std::vector<asn1::Foreign> foreign;
  asn1::Decoded<typename A::type> asn(A::type_descriptor());
  if (auto done = asn1::decode_into(A::type_descriptor(), &*asn, octets, foreign); !done) {
    parameter = tl::unexpected(std::move(done.error()));
    return parameter;
  }
  FromAsn visitor(foreign);
  convert(visitor, *parameter, *asn);
  if (visitor.error()) {
    parameter = fail(located(visitor, A::type_descriptor(), octets));
  } else {
    remark_foreign(foreign, remarks);
  }
  return parameter;
}

template <class T>
Result<Octets> encode(const T& parameter, Ranges ranges) {
  using A = AsnType<T>;
  Octets octets;
  auto done = with_asn(parameter, ranges, [&](const auto& asn, const auto& foreign) -> Result<void> {
    auto encoded = asn1::encode(A::type_descriptor(), &asn);
    if (!encoded) return tl::unexpected(encoded.error());
    octets = foreign.empty() ? std::move(*encoded)
                             : asn1::with_foreign(A::type_descriptor(), *encoded, foreign).octets;
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return octets;
}

template <class T>
Result<void> encode(OutBuffer& out, const T& parameter, Ranges ranges) {
  using A = AsnType<T>;
  return with_asn(parameter, ranges, [&](const auto& asn, const auto& foreign) -> Result<void> {
    if (foreign.empty()) return asn1::encode(out, A::type_descriptor(), &asn);
    auto encoded = asn1::encode(A::type_descriptor(), &asn);
    if (!encoded) return tl::unexpected(encoded.error());
    out.prepend(asn1::with_foreign(A::type_descriptor(), *encoded, foreign).octets);
    return {};
  });
}

}  // namespace mapsim::map
