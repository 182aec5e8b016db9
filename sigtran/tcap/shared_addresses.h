// Addresses of dialogues. A node has one address or a few, and so have those that it talks to; a million
// dialogues that each keep two copies would fill memory with the same digits.
#pragma once

#include <array>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <cstring>
#include <utility>

#include "sigtran/sccp/address.h"

namespace mapsim::tcap {

// Never changed once it is shared. Counted without locks: a layer and its copies stay in one thread.
struct KeptAddress : boost::intrusive_ref_counter<KeptAddress, boost::thread_unsafe_counter> {
  explicit KeptAddress(sccp::Address a) : address(std::move(a)) {}
  const sccp::Address address;
};
using SharedAddress = boost::intrusive_ptr<const KeptAddress>;

class SharedAddresses {
 public:
  // Among so many that were asked for last, the same one is found again.
  static constexpr std::size_t kRecent = 64;

  template <class Address>
  SharedAddress share(Address&& address) {
    SharedAddress& recent = recent_[place_of(address)];
    if (!recent || !(recent->address == address))
      recent = new KeptAddress(sccp::Address(std::forward<Address>(address)));
    return recent;
  }

 private:
  // By the last digits, which differ most.
  static std::size_t place_of(const sccp::Address& address) {
    std::uint64_t digits = 0;
    if (address.gt && address.gt->digits.size() >= sizeof digits) {
      std::memcpy(&digits, address.gt->digits.data() + address.gt->digits.size() - sizeof digits,
                  sizeof digits);
    }
    const std::uint64_t all =
        digits ^ std::uint64_t{address.ssn.value_or(0)} << 48U ^ address.point_code.value_or(0);
    return static_cast<std::size_t>((all * 0x9E3779B97F4A7C15ULL) >> 58U) % kRecent;
  }

  std::array<SharedAddress, kRecent> recent_;
};

}  // namespace mapsim::tcap
