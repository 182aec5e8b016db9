// CHOICE types: a struct whose only member `value` is a std::variant, with `choice_names(const T&)` giving
// the ASN.1 identifiers in the order of the alternatives. Written {imsi: "…"}; an alternative of type NULL is
// written by its name alone.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sigtran/core/fields.h"

namespace mapsim {

namespace map {

// An alternative without contents.
struct NullChoice {
  friend bool operator==(NullChoice, NullChoice) = default;
};

template <class T>
concept Choice = requires(const T& t) {
  { choice_names(t) } -> std::convertible_to<std::span<const std::string_view>>;
  t.value.index();
};

// The member of a one-member map, or the string itself, and which alternative it names.
struct ChosenName {
  std::size_t index = 0;
  const Value* contents = nullptr;  // nullptr: the name alone
};
Result<ChosenName> chosen_name(const Value& v, std::span<const std::string_view> names);

}  // namespace map

template <map::Choice T>
struct ValueTraits<T> {
  using Variant = decltype(T::value);
  static Value to(const T& v) {
    const std::string_view name = choice_names(v)[v.value.index()];
    return std::visit(
        [&](const auto& alternative) {
          using A = std::decay_t<decltype(alternative)>;
          if constexpr (std::same_as<A, map::NullChoice>) {
            return Value(name);
          } else {
            Value out;
            out.add(std::string(name), to_value(alternative));
            return out;
          }
        },
        v.value);
  }
  static Result<T> from(const Value& v) {
    const auto chosen = map::chosen_name(v, choice_names(T{}));
    if (!chosen) return tl::unexpected(chosen.error());
    return alternative<0>(v, *chosen);
  }

 private:
  template <std::size_t I>
  static Result<T> alternative(const Value& v, const map::ChosenName& chosen) {
    if constexpr (I == std::variant_size_v<Variant>) {
      return fail(unexpected_kind(v, "one of the alternatives"));
    } else {
      if (chosen.index != I) return alternative<I + 1>(v, chosen);
      using A = std::variant_alternative_t<I, Variant>;
      T out;
      if constexpr (std::same_as<A, map::NullChoice>) {
        out.value.template emplace<I>();
      } else {
        if (chosen.contents == nullptr)
          return fail(unexpected_kind(v, "{" + std::string(choice_names(T{})[I]) + ": …}"));
        auto contents = from_value<A>(*chosen.contents);
        if (!contents) {
          Error e = contents.error();
          e.field = std::string(choice_names(T{})[I]) + (e.field.empty() ? "" : "." + e.field);
          if (e.mark.line == 0) e.mark = chosen.contents->mark;
          return fail(std::move(e));
        }
        out.value.template emplace<I>(std::move(*contents));
      }
      return out;
    }
  }
};

}  // namespace mapsim
