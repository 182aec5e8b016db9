// Octets whose count the wire format bounds, kept in place so that decoding a TPDU allocates nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

#include "sigtran/core/fields.h"

namespace mapsim::sms {

template <std::size_t N>
class BoundedOctets {
 public:
  BoundedOctets() = default;
  // At most N octets.
  explicit BoundedOctets(OctetView octets) { append(octets); }

  void append(OctetView octets) {
    assert(octets.size() <= N - size_);
    std::ranges::copy(octets, octets_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += octets.size();
  }

  OctetView view() const { return OctetView(octets_.data(), size_); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  friend bool operator==(const BoundedOctets& a, const BoundedOctets& b) { return equal(a.view(), b.view()); }

 private:
  std::size_t size_ = 0;
  std::array<std::uint8_t, N> octets_{};
};

}  // namespace mapsim::sms

namespace mapsim {

template <std::size_t N>
struct ValueTraits<sms::BoundedOctets<N>> {
  static Value to(const sms::BoundedOctets<N>& v) { return Value(v.view()); }
  static Result<sms::BoundedOctets<N>> from(const Value& v) {
    const auto octets = from_value<Octets>(v);
    if (!octets) return tl::unexpected(octets.error());
    if (octets->size() > N) {
      return fail(
          Error{.layer = "",
                .text = std::to_string(octets->size()) + " octets; at most " + std::to_string(N) + " fit",
                .mark = v.mark});
    }
    return sms::BoundedOctets<N>(*octets);
  }
};

}  // namespace mapsim
