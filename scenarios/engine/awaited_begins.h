// The BEGINs that are on their way to an endpoint from another one of this process, by what the receiver sees
// of them. A transaction id alone is not enough: each system chooses its own (Q.774 3.2.1.2), and two with
// the same seed choose alike.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <optional>
#include <unordered_map>

#include "scenarios/engine/dialogue_state.h"
#include "sigtran/core/mtp.h"

namespace mapsim::scenario {

class AwaitedBegins {
 public:
  explicit AwaitedBegins(std::pmr::memory_resource* memory) : begins_(memory) {}

  void add(std::uint32_t otid, mtp::PointCode opc, const Owner& owner) {
    begins_.emplace(otid, Begin{opc, owner});
  }

  // Whose the BEGIN with this transaction id and originating point code is, which is not awaited any more.
  // `is_real`: whether a point code is that of a real system. One that is nobody's was set on the way, by a
  // gateway.
  template <class IsReal>
  std::optional<Owner> take(std::uint32_t otid, mtp::PointCode opc, const IsReal& is_real) {
    const auto at = find(otid, opc, is_real);
    if (at == begins_.end()) return std::nullopt;
    const Owner owner = at->second.owner;
    begins_.erase(at);
    return owner;
  }
  // Whether take() would give one.
  template <class IsReal>
  bool has(std::uint32_t otid, mtp::PointCode opc, const IsReal& is_real) const {
    return find(otid, opc, is_real) != begins_.end();
  }

  void erase(std::uint32_t otid, const Owner& owner) {
    const auto [first, last] = begins_.equal_range(otid);
    const auto at = std::find_if(first, last, [&](const auto& begin) {
      return pack_owner(begin.second.owner, 0) == pack_owner(owner, 0);
    });
    if (at != last) begins_.erase(at);
  }

 private:
  struct Begin {
    mtp::PointCode opc = 0;
    Owner owner;
  };
  template <class IsReal>
  auto find(std::uint32_t otid, mtp::PointCode opc, const IsReal& is_real) const {
    const auto [first, last] = begins_.equal_range(otid);
    if (first == last) return begins_.end();
    const auto at = std::find_if(first, last, [&](const auto& begin) { return begin.second.opc == opc; });
    if (at != last) return at;
    return is_real(opc) ? begins_.end() : first;
  }

  std::pmr::unordered_multimap<std::uint32_t, Begin> begins_;
};

}  // namespace mapsim::scenario
