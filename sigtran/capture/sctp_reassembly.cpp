#include "sigtran/capture/sctp_reassembly.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace mapsim::capture {

std::size_t FlowKeyHash::operator()(const FlowKey& key) const {
  std::uint64_t h = static_cast<std::uint64_t>(key.verification_tag) << 32U |
                    static_cast<std::uint64_t>(key.from_port) << 16U | key.to_port;
  const auto mix = [&h](std::uint64_t v) { h = (std::rotl(h, 23) ^ v) * 0x9E3779B97F4A7C15ULL; };
  for (const link::IpAddress* address : {&key.from, &key.to}) {
    std::array<std::uint64_t, 2> words{};
    std::memcpy(words.data(), address->octets.data(), sizeof words);
    mix(words[0]);
    if (address->is_v6) mix(words[1]);
  }
  return static_cast<std::size_t>(h ^ (h >> 29U));
}

bool Flow::is_new(std::uint32_t tsn) {
  const auto bit = [this](std::uint32_t t) -> std::uint64_t& { return seen_[t % kTsnWindow / 64]; };
  const auto mask = [](std::uint32_t t) { return std::uint64_t{1} << (t % 64); };
  // Serial number arithmetic (RFC 9260 1.6): TSNs wrap.
  const auto ahead = static_cast<std::int32_t>(tsn - highest_);
  if (!started_ || ahead >= static_cast<std::int32_t>(kTsnWindow) ||
      ahead <= -static_cast<std::int32_t>(kTsnWindow)) {
    const bool old = started_ && ahead < 0;
    if (old) return true;
    seen_.fill(0);
    started_ = true;
    highest_ = tsn;
  } else {
    for (; static_cast<std::int32_t>(tsn - highest_) > 0;) {
      ++highest_;
      bit(highest_) &= ~mask(highest_);
    }
  }
  const bool seen = (bit(tsn) & mask(tsn)) != 0;
  bit(tsn) |= mask(tsn);
  return !seen;
}

void Flow::forget_oldest() {
  while (!order_.empty()) {
    const auto it = fragments_.find(order_.front());
    order_.pop_front();
    if (it == fragments_.end()) continue;
    octets_ -= it->second.payload.size();
    fragments_.erase(it);
    ++forgotten_;
    return;
  }
}

std::size_t Flow::take_forgotten() {
  return std::exchange(forgotten_, 0);
}

void Flow::forget_fragments() {
  forgotten_ += fragments_.size();
  fragments_.clear();
  order_.clear();
  octets_ = 0;
}

std::optional<Octets> Flow::add_fragment(const DataChunk& chunk) {
  while (!fragments_.empty() &&
         (fragments_.size() >= kMaxFragments || octets_ + chunk.payload.size() > kMaxFragmentOctets)) {
    forget_oldest();
  }
  if (!fragments_
           .try_emplace(chunk.tsn,
                        Fragment{chunk.first, chunk.last, Octets(chunk.payload.begin(), chunk.payload.end())})
           .second) {
    return std::nullopt;
  }
  octets_ += chunk.payload.size();
  if (order_.size() > 2 * kMaxFragments) {
    std::erase_if(order_, [this](std::uint32_t tsn) { return !fragments_.contains(tsn); });
  }
  order_.push_back(chunk.tsn);
  // Most fragments are not the one that was missing: what their neighbours tell spares the walk through all.
  if ((!chunk.last && !fragments_.contains(chunk.tsn + 1)) ||
      (!chunk.first && !fragments_.contains(chunk.tsn - 1))) {
    return std::nullopt;
  }
  std::uint32_t begin = chunk.tsn;
  for (auto it = fragments_.find(begin); !it->second.first; --begin) {
    it = fragments_.find(begin - 1);
    if (it == fragments_.end() || it->second.last) return std::nullopt;
  }
  std::uint32_t end = chunk.tsn;
  for (auto it = fragments_.find(end); !it->second.last; ++end) {
    it = fragments_.find(end + 1);
    if (it == fragments_.end() || it->second.first) return std::nullopt;
  }
  Octets whole;
  for (std::uint32_t tsn = begin; tsn != end + 1; ++tsn) {
    const auto it = fragments_.find(tsn);
    whole.insert(whole.end(), it->second.payload.begin(), it->second.payload.end());
    octets_ -= it->second.payload.size();
    fragments_.erase(it);
  }
  return whole;
}

Flow& FlowTable::flow(const FlowKey& key) {
  for (Flows::value_type* recent : recent_) {
    if (recent == nullptr || !(recent->first == key)) continue;
    recent->second.used = ++clock_;
    return recent->second.flow;
  }
  auto it = flows_.find(key);
  if (it == flows_.end()) {
    if (flows_.size() >= kMaxFlows) {
      const auto oldest = std::min_element(flows_.begin(), flows_.end(), [](const auto& a, const auto& b) {
        return a.second.used < b.second.used;
      });
      octets_ -= oldest->second.flow.waiting_octets();
      recent_ = {};
      flows_.erase(oldest);
    }
    it = flows_.try_emplace(key).first;
  }
  std::shift_right(recent_.begin(), recent_.end(), 1);
  recent_.front() = &*it;
  it->second.used = ++clock_;
  return it->second.flow;
}

std::optional<Octets> FlowTable::add_fragment(Flow& flow, const DataChunk& chunk) {
  const std::size_t before = flow.waiting_octets();
  auto whole = flow.add_fragment(chunk);
  octets_ += flow.waiting_octets() - before;
  while (octets_ > kMaxWaitingFragmentOctets) {
    Entry* oldest = nullptr;
    for (auto& [key, entry] : flows_) {
      if (entry.flow.waiting_octets() != 0 && (oldest == nullptr || entry.used < oldest->used))
        oldest = &entry;
    }
    octets_ -= oldest->flow.waiting_octets();
    oldest->flow.forget_fragments();
    forgotten_ += oldest->flow.take_forgotten();
  }
  return whole;
}

}  // namespace mapsim::capture
