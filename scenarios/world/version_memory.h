// Which version a destination answered to, for each application context (TS 29.002 5.2.2.2).
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

#include "scenarios/world/number.h"

namespace mapsim::world {

class VersionMemory {
 public:
  // At most `most` destinations and contexts; the one used longest ago is forgotten.
  explicit VersionMemory(std::size_t most) : most_(most) {}

  std::optional<std::uint8_t> version(Number destination, std::uint8_t context);
  void remember(Number destination, std::uint8_t context, std::uint8_t version);
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::uint8_t version = 0;
  };
  // 15 digits and the 1 before them take 51 bits, the code of a context six.
  static std::uint64_t key_of(Number destination, std::uint8_t context) {
    return destination.packed() << 8U | context;
  }

  std::size_t most_;
  std::list<Entry> entries_;  // used last first
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> index_;
};

}  // namespace mapsim::world
