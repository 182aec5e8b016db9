// The two ways of the converters: from a decoded generated structure, and into one that is about to be
// encoded. Both check ranges, which the generated code does not (TS 29.002 17.1.1).
#pragma once

#include <ANY.h>
#include <BIT_STRING.h>
#include <BOOLEAN.h>
#include <NULL.h>
#include <OBJECT_IDENTIFIER.h>
#include <OCTET_STRING.h>
#include <array>
#include <cassert>
#include <memory_resource>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "asn1/codec/structure.h"
#include "sigtran/map/choice.h"
#include "sigtran/map/types_common.h"
#include "sigtran/map/types_extension.h"
#include "sigtran/map/types_sm.h"

namespace mapsim::map {

template <class T>
concept Octetlike = requires(const T& t) {
  { t.octets() } -> std::same_as<OctetView>;
  t.in_range();
};
template <class T>
concept Ranged = requires(const T& t) {
  t.value;
  t.in_range();
};
template <class E>
concept AsnEnum = std::is_enum_v<E> && requires(E e) {
  is_closed(e);
};

// Where the visitor stands, and the first thing that was wrong.
class VisitorBase {
 public:
  const std::optional<Error>& error() const { return error_; }
  // Path of the member that `error` is about, as asn1::find_offset takes it.
  std::string path() const;

 protected:
  struct Level {
    explicit Level(VisitorBase& v, const char* name, int index = -1) : visitor(v) {
      assert(visitor.depth_ < kMaxLevels);
      visitor.names_[visitor.depth_++] = {name, index};
    }
    ~Level() { --visitor.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    VisitorBase& visitor;
  };
  void refuse(std::string_view clause, std::string text);
  template <class T>
  void check_size(const T& v) {
    if (!v.in_range()) {
      refuse(T::kClause,
             std::to_string(v.octets().size()) + " octets; allowed: " + describe_size(T::kMin, T::kMax));
    }
  }
  template <class Tag>
  void check_range(const RangedInteger<Tag>& v) {
    if (!v.in_range()) refuse_number(v.value, Tag::kMin, Tag::kMax, Tag::kClause);
  }
  template <AsnEnum E>
  void check_enum(E v) {
    if (is_closed(v) && !enum_name(v))
      refuse("TS 29.002 17.7",
             std::to_string(static_cast<int>(v)) + " is none of the values that the ENUMERATED lists");
  }
  void check_bits(const MwStatus& v);
  void check_count(std::size_t count, std::size_t max);

 private:
  void refuse_number(std::int64_t found, std::int32_t min, std::int32_t max, std::string_view clause);
  struct Name {
    const char* name;
    int index;
  };
  static constexpr std::size_t kMaxLevels = 12;
  std::array<Name, kMaxLevels> names_;  // the first depth_
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

class FromAsn : public VisitorBase {
 public:
  explicit FromAsn(std::span<const asn1::Foreign> foreign) : foreign_(foreign) {}

  template <class T, class A>
  void operator()(const char* name, T& v, A& a) {
    const Level level(*this, name);
    read(v, a);
  }
  template <class T, class A>
  void operator()(const char* name, std::optional<T>& v, A*& a) {
    if (a == nullptr) return;
    const Level level(*this, name);
    read(v.emplace(), *a);
  }
  void flag(const char*, bool& v, NULL_t*& a) { v = a != nullptr; }
  void unknown(Unknown& v);
  template <std::size_t I, class V, class P, class A>
  void alternative(const char* name, V& v, P present, P wanted, A& a) {
    if (present == wanted) (*this)(name, v.template emplace<I>(), a);
  }

 private:
  template <Octetlike T>
  void read(T& v, const OCTET_STRING_t& a) {
    v.assign(OctetView(a.buf, static_cast<std::size_t>(a.size)));
    check_size(v);
  }
  template <class Tag>
  void read(RangedInteger<Tag>& v, long a) {
    v.value = static_cast<std::int32_t>(a);  // at most 4 octets: asn1::check_structure
    check_range(v);
  }
  template <AsnEnum E>
  void read(E& v, long a) {
    if (a < 0 || a > 255)
      return refuse("TS 29.002 17.7", std::to_string(a) + " is none of the values that the ENUMERATED lists");
    v = static_cast<E>(a);
    check_enum(v);
  }
  void read(TeleserviceCode& v, const OCTET_STRING_t& a);
  void read(bool& v, BOOLEAN_t a) { v = a != 0; }
  void read(NullChoice&, NULL_t) {}
  void read(MwStatus& v, const BIT_STRING_t& a);
  void read(Octets& v, const ANY_t& a) { v.assign(a.buf, a.buf + a.size); }
  void read(tcap::Oid& v, const OBJECT_IDENTIFIER_t& a);
  template <class T, class A>
  requires requires(A& a) { a.list.array; }
  void read(std::vector<T>& v, A& a) {
    for (int i = 0; i < a.list.count; ++i) {
      const Level level(*this, nullptr, i);
      read(v.emplace_back(), *a.list.array[i]);
    }
  }
  template <class T, class A>
  requires requires(FromAsn& x, T& v, A& a) { convert(x, v, a); }
  void read(T& v, A& a) { convert(*this, v, a); }

  std::span<const asn1::Foreign> foreign_;
};

// The generated structure borrows the octets of the value: it lives no longer. What it needs besides comes
// from `memory`.
class ToAsn : public VisitorBase {
 public:
  ToAsn(std::pmr::memory_resource& memory, bool check) : memory_(memory), check_(check) {}

  // Elements to be added behind the known ones.
  const std::vector<asn1::Foreign>& foreign() const { return foreign_; }

  template <class T, class A>
  void operator()(const char* name, T& v, A& a) {
    const Level level(*this, name);
    write(v, a);
  }
  template <class T, class A>
  void operator()(const char* name, std::optional<T>& v, A*& a) {
    if (!v) return;
    const Level level(*this, name);
    a = create<A>();
    write(*v, *a);
  }
  void flag(const char*, bool& v, NULL_t*& a) {
    if (v) a = create<NULL_t>();
  }
  void unknown(Unknown& v);
  template <std::size_t I, class V, class P, class A>
  void alternative(const char* name, V& v, P& present, P wanted, A& a) {
    if (v.index() != I) return;
    present = wanted;
    (*this)(name, std::get<I>(v), a);
  }

 private:
  template <class A>
  A* create(std::size_t count = 1) {
    void* place = memory_.allocate(sizeof(A) * count, alignof(A));
    return new (place) A[count]();  // plain C structures: nothing to destroy
  }
  static void borrow(OctetView octets, std::uint8_t*& buf, int& size) {
    buf = const_cast<std::uint8_t*>(octets.data());
    size = static_cast<int>(octets.size());
  }
  template <Octetlike T>
  void write(T& v, OCTET_STRING_t& a) {
    if (check_) check_size(v);
    borrow(v.octets(), a.buf, a.size);
  }
  template <class Tag>
  void write(RangedInteger<Tag>& v, long& a) {
    if (check_) check_range(v);
    a = v.value;
  }
  template <AsnEnum E>
  void write(E& v, long& a) {
    if (check_) check_enum(v);
    a = static_cast<long>(v);
  }
  void write(TeleserviceCode& v, OCTET_STRING_t& a) {
    borrow({reinterpret_cast<const std::uint8_t*>(&v), 1}, a.buf, a.size);
  }
  void write(bool& v, BOOLEAN_t& a) { a = v ? 1 : 0; }
  void write(NullChoice&, NULL_t&) {}
  void write(MwStatus& v, BIT_STRING_t& a);
  void write(Octets& v, ANY_t& a) { borrow(v, a.buf, a.size); }
  void write(tcap::Oid& v, OBJECT_IDENTIFIER_t& a) { borrow({v.data(), v.size()}, a.buf, a.size); }
  template <class T, class A>
  requires requires(A& a) { a.list.array; }
  void write(std::vector<T>& v, A& a) {
    using Item = std::remove_pointer_t<std::remove_pointer_t<decltype(a.list.array)>>;
    a.list.array = create<Item*>(v.size() + 1);
    a.list.size = a.list.count = static_cast<int>(v.size());
    for (std::size_t i = 0; i < v.size(); ++i) {
      const Level level(*this, nullptr, static_cast<int>(i));
      a.list.array[i] = create<Item>();
      write(v[i], *a.list.array[i]);
    }
  }
  template <class T, class A>
  requires requires(ToAsn& x, T& v, A& a) { convert(x, v, a); }
  void write(T& v, A& a) { convert(*this, v, a); }

  std::pmr::memory_resource& memory_;
  bool check_;
  std::vector<asn1::Foreign> foreign_;
};

}  // namespace mapsim::map
