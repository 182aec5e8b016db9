#include "scenarios/world/version_memory.h"

namespace mapsim::world {

std::optional<std::uint8_t> VersionMemory::version(Number destination, std::uint8_t context) {
  const auto known = index_.find(key_of(destination, context));
  if (known == index_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, known->second);
  return known->second->version;
}

void VersionMemory::remember(Number destination, std::uint8_t context, std::uint8_t version) {
  const std::uint64_t key = key_of(destination, context);
  if (const auto known = index_.find(key); known != index_.end()) {
    known->second->version = version;
    entries_.splice(entries_.begin(), entries_, known->second);
    return;
  }
  if (entries_.size() >= most_ && !entries_.empty()) {
    index_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front({key, version});
  index_.emplace(key, entries_.begin());
}

}  // namespace mapsim::world
