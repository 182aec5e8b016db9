#include "sigtran/sccp/congestion.h"

namespace mapsim::sccp {

Congestion::Node* Congestion::node_for(mtp::PointCode node) {
  if (nodes_.size() >= kMaxNodes && !nodes_.contains(node)) return nullptr;
  return &nodes_[node];
}

// Q.714 5.2.4: what comes while Ta runs is one report with the one before.
Congestion::Level Congestion::mtp_reports(mtp::PointCode pc, Instant now) {
  Node* node = node_for(pc);
  if (node == nullptr || node->attack) return std::nullopt;
  if (node->level < kLevels && ++node->sublevel == kSublevels) {
    node->sublevel = 0;
    ++node->level;
  }
  node->attack = timers_.arm(now, times_.attack, Key{pc, Kind::attack});
  timers_.cancel(node->decay);
  node->decay = timers_.arm(now, times_.decay, Key{pc, Kind::decay});
  return node->restriction();
}

// Q.714 5.2.8: a lower level than the one that holds says nothing new.
Congestion::Level Congestion::sccp_reports(mtp::PointCode pc, std::uint8_t level, Instant now) {
  Node* node = node_for(pc);
  if (node == nullptr || level < node->sccp_level) return std::nullopt;
  const std::uint8_t before = node->restriction();
  node->sccp_level = level;
  timers_.cancel(node->sccp_decay);
  node->sccp_decay = timers_.arm(now, times_.sccp_decay, Key{pc, Kind::sccp_decay});
  return node->restriction() == before ? Level{} : Level{node->restriction()};
}

void Congestion::forget(mtp::PointCode pc) {
  const auto found = nodes_.find(pc);
  if (found == nodes_.end()) return;
  timers_.cancel(found->second.attack);
  timers_.cancel(found->second.decay);
  timers_.cancel(found->second.sccp_decay);
  nodes_.erase(found);
}

void Congestion::expire(const Key& key, Node& node, Instant now) {
  switch (key.kind) {
    case Kind::attack:
      node.attack = {};
      return;
    case Kind::decay:
      if (node.sublevel != 0) {
        --node.sublevel;
      } else if (node.level != 0) {
        --node.level;
        node.sublevel = kSublevels - 1;
      }
      node.decay = {};
      if (node.level != 0 || node.sublevel != 0) node.decay = timers_.arm(now, times_.decay, key);
      return;
    case Kind::sccp_decay:
      --node.sccp_level;
      node.sccp_decay = {};
      if (node.sccp_level != 0) node.sccp_decay = timers_.arm(now, times_.sccp_decay, key);
      return;
  }
}

std::vector<Congestion::Decayed> Congestion::on_time(Instant now) {
  std::vector<Decayed> decayed;
  while (const auto key = timers_.pop_due(now)) {
    const auto found = nodes_.find(key->node);
    if (found == nodes_.end()) continue;
    Node& node = found->second;
    const std::uint8_t before = node.restriction();
    expire(*key, node, now);
    if (node.restriction() != before) decayed.push_back({key->node, node.restriction()});
    if (!node.attack && !node.decay && !node.sccp_decay) nodes_.erase(found);
  }
  return decayed;
}

std::uint8_t Congestion::restriction_level(mtp::PointCode pc) const {
  const auto found = nodes_.find(pc);
  return found == nodes_.end() ? std::uint8_t{0} : found->second.restriction();
}

bool Congestion::restricts(mtp::PointCode pc, std::uint8_t importance) {
  if (nodes_.empty()) return false;
  const auto found = nodes_.find(pc);
  if (found == nodes_.end()) return false;
  Node& node = found->second;
  if (importance != node.restriction()) return importance < node.restriction();
  // The sublevel belongs to what MTP reports; a higher level of the other SCCP has none.
  if (node.level < node.sccp_level) return false;
  const bool kept_back = node.turn < node.sublevel;
  node.turn = static_cast<std::uint8_t>((node.turn + 1U) % kSublevels);
  return kept_back;
}

}  // namespace mapsim::sccp
