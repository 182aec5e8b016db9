#include "scenarios/world/message_store.h"

#include <algorithm>

namespace mapsim::world {

bool MessageStore::add(StoredMessage message, Instant expires) {
  const Number recipient = message.recipient;
  if (messages_.size() >= most_ || waiting_for(recipient) >= most_of_one_) return false;
  const SlabHandle handle = messages_.emplace(std::move(message));
  messages_.find(handle)->expiry = expiries_.add(expires, handle);
  queues_[recipient].push_back(handle);
  return true;
}

std::size_t MessageStore::waiting_for(Number recipient) const {
  const auto at = queues_.find(recipient);
  return at != queues_.end() ? at->second.size() : 0;
}

std::optional<SlabHandle> MessageStore::first(Number recipient) const {
  const auto at = queues_.find(recipient);
  if (at == queues_.end()) return std::nullopt;
  return at->second.front();
}

void MessageStore::remove(SlabHandle handle) {
  StoredMessage* message = messages_.find(handle);
  if (message == nullptr) return;
  expiries_.cancel(message->expiry);
  const auto queue = queues_.find(message->recipient);
  const auto place = std::ranges::find(queue->second, handle);
  queue->second.erase(place);
  if (queue->second.empty()) queues_.erase(queue);
  messages_.erase(handle);
}

std::optional<SlabHandle> MessageStore::pop_expired(Instant now) {
  auto handle = expiries_.pop_due(now);
  if (handle) messages_.find(*handle)->expiry = {};
  return handle;
}

}  // namespace mapsim::world
