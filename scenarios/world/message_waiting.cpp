#include "scenarios/world/message_waiting.h"

#include <algorithm>
#include <utility>

namespace mapsim::world {

const MessageWaiting::Data* MessageWaiting::find(Number imsi) const {
  const auto at = data_.find(imsi);
  return at != data_.end() ? &at->second : nullptr;
}

bool MessageWaiting::add(Number imsi, Number service_centre, bool not_reachable, bool memory_exceeded) {
  auto at = data_.find(imsi);
  if (at == data_.end()) {
    if (data_.size() >= most_) return false;
    at = data_.emplace(imsi, Data{}).first;
  }
  Data& data = at->second;
  if (std::ranges::find(data.service_centres, service_centre) == data.service_centres.end()) {
    if (data.service_centres.size() >= most_service_centres_) return false;
    data.service_centres.push_back(service_centre);
  }
  data.not_reachable = data.not_reachable || not_reachable;
  data.memory_exceeded = data.memory_exceeded || memory_exceeded;
  return true;
}

boost::container::small_vector<Number, 2> MessageWaiting::take_if_clear(Number imsi) {
  const auto at = data_.find(imsi);
  if (at == data_.end() || at->second.not_reachable || at->second.memory_exceeded) return {};
  auto service_centres = std::move(at->second.service_centres);
  data_.erase(at);
  return service_centres;
}

// Who is present may still have no room: then only the one flag goes (TS 29.002 23.4, note 2).
boost::container::small_vector<Number, 2> MessageWaiting::present(Number imsi) {
  if (const auto at = data_.find(imsi); at != data_.end()) at->second.not_reachable = false;
  return take_if_clear(imsi);
}

// Who tells of room is present.
boost::container::small_vector<Number, 2> MessageWaiting::memory_available(Number imsi) {
  if (const auto at = data_.find(imsi); at != data_.end())
    at->second.not_reachable = at->second.memory_exceeded = false;
  return take_if_clear(imsi);
}

void MessageWaiting::remove(Number imsi, Number service_centre) {
  const auto at = data_.find(imsi);
  if (at == data_.end()) return;
  auto& list = at->second.service_centres;
  const auto entry = std::ranges::find(list, service_centre);
  if (entry != list.end()) list.erase(entry);
}

}  // namespace mapsim::world
