// One declaration of a structure's fields serves both ways: to a Value (decode, match, show) and from one
// (scenario, encode). A structure takes part by a function found by argument-dependent look-up:
//
//   template <class V> void fields(V& v, MtForwardSmArg& a) {
//     v("sm-RP-DA", a.sm_rp_da);
//     v.flag("moreMessagesToSend", a.more_messages_to_send);   // NULL OPTIONAL
//     v("smDeliveryTimer", a.sm_delivery_timer);                // std::optional: may be absent
//   }
//
// An enumeration by `std::span<const EnumName<E>> enum_names(E)`, any other type by specialising ValueTraits.
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sigtran/core/nearest.h"
#include "sigtran/core/value.h"

namespace mapsim {

template <class E>
struct EnumName {
  std::string_view name;
  E value;
};

template <class T>
struct ValueTraits;

class ToValue;
class FromValue;

template <class T>
Value to_value(const T& v) {
  return ValueTraits<T>::to(v);
}
template <class T>
Result<T> from_value(const Value& v) {
  return ValueTraits<T>::from(v);
}

// "expected a number, found a string ("x")", at the value's mark.
Error unexpected_kind(const Value& found, std::string_view expected);

class ToValue {
 public:
  template <class T>
  void operator()(std::string_view name, const T& field) {
    out_.add(std::string(name), to_value(field));
  }
  template <class T>
  void operator()(std::string_view name, const std::optional<T>& field) {
    if (field) out_.add(std::string(name), to_value(*field));
  }
  void flag(std::string_view name, const bool& field) {
    if (field) out_.add(std::string(name), true);
  }
  Value take() { return out_.is_null() ? Value(Value::Map{}) : std::move(out_); }

 private:
  Value out_;
};

class FromValue {
 public:
  explicit FromValue(const Value& in) : in_(in) {
    if (in.if_map() == nullptr) set_error(unexpected_kind(in, "a map"));
  }
  template <class T>
  void operator()(std::string_view name, T& field) {
    if (const Value* v = member(name)) {
      read(name, *v, field);
    } else {
      set_error(Error{.layer = "", .field = std::string(name), .text = "is required here", .mark = in_.mark});
    }
  }
  template <class T>
  void operator()(std::string_view name, std::optional<T>& field) {
    if (const Value* v = member(name)) read(name, *v, field.emplace());
  }
  void flag(std::string_view name, bool& field) {
    if (const Value* v = member(name)) read(name, *v, field);
  }
  // For rules between fields: an error that names the member `e.field`; the first error wins.
  void refuse(Error e) {
    if (e.mark.line == 0) {
      const Value* v = in_.find(e.field);
      e.mark = v != nullptr ? v->mark : in_.mark;
    }
    set_error(std::move(e));
  }
  bool refused() const { return error_.has_value(); }
  // The first error, or that of a member whose name no field has.
  Result<void> finish();

 private:
  const Value* member(std::string_view name) {
    names_.push_back(name);
    return in_.find(name);
  }
  template <class T>
  void read(std::string_view name, const Value& v, T& field) {
    auto read = from_value<T>(v);
    if (read) {
      field = std::move(*read);
      return;
    }
    Error e = read.error();
    e.field = e.field.empty() ? std::string(name) : std::string(name) + "." + e.field;
    if (e.mark.line == 0) e.mark = v.mark;
    set_error(std::move(e));
  }
  void set_error(Error e) {
    if (!error_) error_ = std::move(e);
  }

  const Value& in_;
  std::vector<std::string_view> names_;
  std::optional<Error> error_;
};

template <class T>
concept HasFields = requires(ToValue& v, T& t) { fields(v, t); };
template <class T>
concept HasEnumNames = std::is_enum_v<T> && requires(T t) { enum_names(t); };

template <HasFields T>
struct ValueTraits<T> {
  static Value to(const T& v) {
    ToValue out;
    fields(out, const_cast<T&>(v));  // ToValue only reads
    return out.take();
  }
  static Result<T> from(const Value& v) {
    T out{};
    FromValue in(v);
    fields(in, out);
    if (auto done = in.finish(); !done) return tl::unexpected(done.error());
    return out;
  }
};

// The name of an enumeration's value, or nullopt where the specification gives it none.
template <HasEnumNames E>
std::optional<std::string_view> enum_name(E value) {
  for (const auto& row : enum_names(value)) {
    if (row.value == value) return row.name;
  }
  return std::nullopt;
}

// A value without a name is written as its number, and any number may be written: tests need both.
template <HasEnumNames E>
struct ValueTraits<E> {
  static Value to(const E& v) {
    if (const auto name = enum_name(v)) return Value(*name);
    return Value(static_cast<std::int64_t>(v));
  }
  static Result<E> from(const Value& v) {
    using Underlying = std::underlying_type_t<E>;
    if (const auto* n = v.if_int()) {
      if (*n < static_cast<std::int64_t>(std::numeric_limits<Underlying>::min()) ||
          *n > static_cast<std::int64_t>(std::numeric_limits<Underlying>::max())) {
        return fail(Error{.layer = "", .text = std::to_string(*n) + " is out of range", .mark = v.mark});
      }
      return static_cast<E>(*n);
    }
    const auto* name = v.if_string();
    if (name == nullptr) return fail(unexpected_kind(v, "a name or a number"));
    std::vector<std::string_view> allowed;
    for (const auto& row : enum_names(E{})) {
      if (row.name == *name) return row.value;
      allowed.push_back(row.name);
    }
    return fail(Error{.layer = "", .text = unknown_name(*name, allowed), .mark = v.mark});
  }
};

template <>
struct ValueTraits<bool> {
  static Value to(bool v) { return Value(v); }
  static Result<bool> from(const Value& v) {
    if (const bool* b = v.if_bool()) return *b;
    return fail(unexpected_kind(v, "true or false"));
  }
};

template <class T>
  requires std::integral<T> && (!std::same_as<T, bool>)
struct ValueTraits<T> {
  static Value to(T v) { return Value(static_cast<std::int64_t>(v)); }
  static Result<T> from(const Value& v) {
    const auto* n = v.if_int();
    if (n == nullptr) return fail(unexpected_kind(v, "a number"));
    if (!std::in_range<T>(*n)) {
      return fail(Error{.layer = "",
                        .text = std::to_string(*n) + " is out of range; allowed: " +
                                std::to_string(std::numeric_limits<T>::min()) + " to " +
                                std::to_string(std::numeric_limits<T>::max()),
                        .mark = v.mark});
    }
    return static_cast<T>(*n);
  }
};

template <>
struct ValueTraits<std::string> {
  static Value to(const std::string& v) { return Value(v); }
  static Result<std::string> from(const Value& v) {
    if (const auto* s = v.if_string()) return *s;
    return fail(unexpected_kind(v, "a string"));
  }
};

// Octets: {hex: "00ff"}.
template <>
struct ValueTraits<Octets> {
  static Value to(const Octets& v) { return Value(v); }
  static Result<Octets> from(const Value& v);
};

template <class T>
struct ValueTraits<std::vector<T>> {
  static Value to(const std::vector<T>& v) {
    Value::List list;
    for (const T& item : v) list.push_back(to_value(item));
    return Value(std::move(list));
  }
  static Result<std::vector<T>> from(const Value& v) {
    const auto* list = v.if_list();
    if (list == nullptr) return fail(unexpected_kind(v, "a list"));
    std::vector<T> out;
    for (std::size_t i = 0; i < list->size(); ++i) {
      auto item = from_value<T>((*list)[i]);
      if (!item) {
        Error e = item.error();
        e.field = "[" + std::to_string(i) + "]" + (e.field.empty() ? "" : "." + e.field);
        return fail(std::move(e));
      }
      out.push_back(std::move(*item));
    }
    return out;
  }
};

}  // namespace mapsim
