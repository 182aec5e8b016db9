#include "scenarios/world/subscriber_table.h"

#include <bit>

namespace mapsim::world {

const Subscriber* SubscriberTable::find(const Index& index, Number number, Number Subscriber::*key) const {
  if (index.empty() || !number) return nullptr;
  const std::size_t mask = index.size() - 1;
  for (std::size_t slot = hash_of(number) & mask; index[slot] != 0; slot = (slot + 1) & mask) {
    const Subscriber& subscriber = subscribers_[index[slot] - 1];
    if (subscriber.*key == number) return &subscriber;
  }
  return nullptr;
}

bool SubscriberTable::insert(Index& index, std::uint32_t row, Number Subscriber::*key) const {
  const Number number = subscribers_[row].*key;
  const std::size_t mask = index.size() - 1;
  std::size_t slot = hash_of(number) & mask;
  for (; index[slot] != 0; slot = (slot + 1) & mask) {
    if (subscribers_[index[slot] - 1].*key == number) return false;
  }
  index[slot] = row + 1;
  return true;
}

void SubscriberTable::grow(std::size_t slots) {
  by_imsi_.assign(slots, 0);
  by_msisdn_.assign(slots, 0);
  for (std::uint32_t row = 0; row < subscribers_.size(); ++row) {
    insert(by_imsi_, row, &Subscriber::imsi);
    insert(by_msisdn_, row, &Subscriber::msisdn);
  }
}

void SubscriberTable::reserve(std::size_t subscribers) {
  subscribers_.reserve(subscribers);
  const std::size_t slots = std::bit_ceil(subscribers * 2);
  if (slots > by_imsi_.size()) grow(slots);
}

SubscriberTable::Added SubscriberTable::add(const Subscriber& subscriber) {
  if (subscribers_.size() == kMax) return Added::full;
  if (find_imsi(subscriber.imsi) != nullptr) return Added::same_imsi;
  if (find_msisdn(subscriber.msisdn) != nullptr) return Added::same_msisdn;
  subscribers_.push_back(subscriber);
  if (subscribers_.size() * 2 > by_imsi_.size()) {
    grow(std::bit_ceil(subscribers_.size() * 4));
    return Added::ok;
  }
  const auto row = static_cast<std::uint32_t>(subscribers_.size() - 1);
  insert(by_imsi_, row, &Subscriber::imsi);
  insert(by_msisdn_, row, &Subscriber::msisdn);
  return Added::ok;
}

std::uint16_t SubscriberTable::node_index(Number number) {
  const auto known = node_indices_.find(number);
  if (known != node_indices_.end()) return known->second;
  if (nodes_.size() == kMaxNodes) return Subscriber::kNone;
  const auto index = static_cast<std::uint16_t>(nodes_.size());
  nodes_.push_back(number);
  node_indices_.emplace(number, index);
  return index;
}

Result<std::uint16_t> SubscriberTable::answers_index(std::string_view written) {
  const auto known = answers_indices_.find(std::string(written));
  if (known != answers_indices_.end()) return known->second;
  if (answers_.size() == kMaxAnswers)
    return fail(Error{.layer = "scenario", .text = "more than 65534 different lists of answers"});
  auto parsed = Answers::parse(written);
  if (!parsed) return fail(parsed.error());
  const auto index = static_cast<std::uint16_t>(answers_.size());
  answers_.push_back(std::move(*parsed));
  answers_indices_.emplace(written, index);
  return index;
}

}  // namespace mapsim::world
