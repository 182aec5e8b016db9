// How the common data types are shown and written (core/fields.h); included by types_common.h.
#pragma once

#include "sigtran/map/types_common.h"

namespace mapsim {

namespace map {

// The octets of {hex: "…"}, nullopt where the value is written otherwise.
std::optional<Result<Octets>> hex_notation(const Value& v);
Error out_of_size(const Value& v, std::size_t found, std::size_t min, std::size_t max,
                  std::string_view clause);
Error out_of_range(const Value& v, std::int64_t found, std::int32_t min, std::int32_t max,
                   std::string_view clause);
Value address_to_value(const AddressDigits& address);
Result<AddressDigits> address_from_value(const Value& v);
bool is_printable(OctetView octets);
Result<std::int32_t> integer_from_contents(const Octets& contents, const Value& v);

}  // namespace map

template <>
struct ValueTraits<map::UnknownElement> {
  static Value to(const map::UnknownElement& v);
  static Result<map::UnknownElement> from(const Value& v);
};

template <class Tag>
struct ValueTraits<map::SizedOctets<Tag>> {
  using T = map::SizedOctets<Tag>;
  static Value to(const T& v) { return Value(v.octets()); }
  static Result<T> from(const Value& v) {
    const auto octets = from_value<Octets>(v);
    if (!octets) return tl::unexpected(octets.error());
    T out{OctetView(*octets)};
    if (!out.in_range()) return fail(map::out_of_size(v, octets->size(), T::kMin, T::kMax, T::kClause));
    return out;
  }
};

template <class Tag>
struct ValueTraits<map::TbcdString<Tag>> {
  using T = map::TbcdString<Tag>;
  static Value to(const T& v) {
    if (auto digits = v.digits()) return Value(std::move(*digits));
    return Value(v.octets());
  }
  static Result<T> from(const Value& v) {
    if (const auto octets = map::hex_notation(v)) {
      if (!*octets) return tl::unexpected(octets->error());
      return T{OctetView(**octets)};
    }
    const std::string* digits = v.if_string();
    if (digits == nullptr) return fail(unexpected_kind(v, "digits in quotes, or {hex: \"…\"}"));
    auto out = T::from_digits(*digits);
    if (!out) out.error().mark = v.mark;
    return out;
  }
};

template <class Tag>
struct ValueTraits<map::TextOctets<Tag>> {
  using T = map::TextOctets<Tag>;
  static Value to(const T& v) {
    if (!map::is_printable(v.octets())) return Value(v.octets());
    return Value(std::string(v.octets().begin(), v.octets().end()));
  }
  static Result<T> from(const Value& v) {
    if (const auto octets = map::hex_notation(v)) {
      if (!*octets) return tl::unexpected(octets->error());
      return T{OctetView(**octets)};
    }
    const std::string* text = v.if_string();
    if (text == nullptr) return fail(unexpected_kind(v, "a string, or {hex: \"…\"}"));
    const Octets octets(text->begin(), text->end());
    T out{OctetView(octets)};
    if (!out.in_range()) return fail(map::out_of_size(v, octets.size(), T::kMin, T::kMax, T::kClause));
    return out;
  }
};

template <class Tag>
struct ValueTraits<map::Address<Tag>> {
  using T = map::Address<Tag>;
  static Value to(const T& v) {
    if (const auto address = v.digits()) return map::address_to_value(*address);
    return Value(v.octets());
  }
  static Result<T> from(const Value& v) {
    if (const auto octets = map::hex_notation(v)) {
      if (!*octets) return tl::unexpected(octets->error());
      return T{OctetView(**octets)};
    }
    const auto address = map::address_from_value(v);
    if (!address) return tl::unexpected(address.error());
    auto out = T::from_digits(*address);
    if (!out) out.error().mark = v.mark;
    return out;
  }
};

template <class Tag>
struct ValueTraits<map::RangedInteger<Tag>> {
  using T = map::RangedInteger<Tag>;
  static Value to(const T& v) { return Value(static_cast<std::int64_t>(v.value)); }
  static Result<T> from(const Value& v) {
    if (const auto octets = map::hex_notation(v)) {
      if (!*octets) return tl::unexpected(octets->error());
      const auto number = map::integer_from_contents(**octets, v);
      if (!number) return tl::unexpected(number.error());
      return T{*number};
    }
    const auto* number = v.if_int();
    if (number == nullptr) return fail(unexpected_kind(v, "a number, or {hex: \"…\"}"));
    if (*number < Tag::kMin || *number > Tag::kMax) {
      return fail(map::out_of_range(v, *number, Tag::kMin, Tag::kMax, Tag::kClause));
    }
    return T{static_cast<std::int32_t>(*number)};
  }
};

}  // namespace mapsim
