// Associations and their names, time, and what all procedures share.
#include <algorithm>
#include <cassert>

#include "sigtran/link/in_process.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::link {

namespace {

// Octets of a message in one DATA chunk of one packet: IP, SCTP common and DATA chunk headers go off, and all
// but the last fragment fill whole words (RFC 9260 6.9).
std::size_t fragment_size(const EndpointAddress& peer, std::size_t path_mtu) {
  const std::size_t ip_header = peer.hosts.front().find(':') == std::string::npos ? 20 : 40;
  const std::size_t headers = ip_header + 12 + 16;
  return path_mtu < headers + 4 ? 4 : (path_mtu - headers) / 4 * 4;
}

}  // namespace

InProcessNetwork::InProcessNetwork(InProcessConfig config)
    : config_(config),
      random_(config.seed),
      jitter_random_(Random(config.seed).fork(1)),
      fault_random_(Random(config.seed).fork(2)) {
  config_.max_associations = std::min<std::size_t>(config_.max_associations, 0x7FFF);
}

InProcessNetwork::~InProcessNetwork() {
  assert(transports_.empty() && "the network outlives its transports");
}

void InProcessNetwork::attach(InProcessTransport& transport) {
  transports_.push_back(&transport);
}

void InProcessNetwork::detach(InProcessTransport& transport) {
  std::erase(transports_, &transport);
  std::erase_if(listeners_, [&](const Listener& l) { return l.transport == &transport; });
  for (const auto& a : associations_) {
    for (int side = 0; a && side < 2; ++side) {
      if (a->sides[side].transport != &transport) continue;
      a->sides[side].transport = nullptr;
      if (a->sides[side].state != detail::SideState::closed) release_id(a->sides[side].id);
      timers_.cancel(a->sides[side].init_timer);
      a->sides[side].state = detail::SideState::closed;
    }
  }
  for (const auto& a : associations_) {
    if (a) free_if_closed(*a);
  }
}

Result<void> InProcessNetwork::listen(InProcessTransport& transport, const EndpointAddress& local) {
  if (local.hosts.empty() || local.port == 0) {
    return fail(
        Error{.layer = "sctp", .field = "local address", .text = "needs at least one host and a port"});
  }
  for (const std::string& host : local.hosts) {
    if (!parse_ip(host)) {
      return fail(
          Error{.layer = "sctp", .field = "local address", .text = "'" + host + "' is not an IP address"});
    }
  }
  for (const Listener& l : listeners_) {
    if (!same_endpoint(l.address, local)) continue;
    return fail(Error{.layer = "sctp",
                      .field = "local address",
                      .text = local.hosts.front() + " port " + std::to_string(local.port) + " is in use"});
  }
  listeners_.push_back({local, &transport});
  return {};
}

void InProcessNetwork::stop_listening(const InProcessTransport& transport) {
  std::erase_if(listeners_, [&](const Listener& l) { return l.transport == &transport; });
}

InProcessTransport* InProcessNetwork::listener_at(const EndpointAddress& address) const {
  for (const Listener& l : listeners_) {
    if (same_endpoint(l.address, address)) return l.transport;
  }
  return nullptr;
}

InProcessNetwork::Place InProcessNetwork::find(AssociationId id) const {
  const std::size_t index = id.value & 0xFFFFU;
  if (index >= ids_.size()) return {};
  const IdEntry& entry = ids_[index];
  if (!entry.used || entry.generation != id.value >> 16U) return {};
  return {associations_[entry.slot].get(), entry.side};
}

detail::Association* InProcessNetwork::find(std::uint32_t slot, std::uint32_t number) const {
  Association* a = associations_[slot].get();
  return a != nullptr && a->number == number ? a : nullptr;
}

detail::Association* InProcessNetwork::find(const EndpointAddress& a, const EndpointAddress& b,
                                            int& side_of_a) const {
  for (const auto& association : associations_) {
    for (side_of_a = 0; association && side_of_a < 2; ++side_of_a) {
      const Flow& flow = association->flows[side_of_a];
      if (same_endpoint(flow.from, a) && same_endpoint(flow.to, b)) return association.get();
    }
  }
  return nullptr;
}

detail::Association* InProcessNetwork::create(const EndpointAddress& a, const EndpointAddress& b) {
  auto created = std::make_unique<Association>();
  created->number = next_number_++;
  created->flows[0] = {a, b, created->number};
  created->flows[1] = {b, a, created->number};
  created->cut = is_cut(a, b);
  created->fragment_size = fragment_size(b, config_.path_mtu);
  if (free_slots_.empty()) {
    created->slot = static_cast<std::uint32_t>(associations_.size());
    associations_.push_back(std::move(created));
    return associations_.back().get();
  }
  const std::uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  created->slot = slot;
  associations_[slot] = std::move(created);
  return associations_[slot].get();
}

void InProcessNetwork::free_if_closed(Association& a) {
  using detail::SideState;
  if (a.sides[0].state != SideState::closed || a.sides[1].state != SideState::closed) return;
  timers_.cancel(a.path_timer);
  for (Direction& d : a.directions) timers_.cancel(d.sack_timer);
  free_slots_.push_back(a.slot);
  associations_[a.slot].reset();
}

AssociationId InProcessNetwork::allocate_id(const Association& association, int side) {
  std::uint32_t index = 0;
  if (free_ids_.empty()) {
    index = static_cast<std::uint32_t>(ids_.size());
    assert(index <= 0xFFFF);
    ids_.emplace_back();
  } else {
    index = free_ids_.pop();
  }
  IdEntry& entry = ids_[index];
  entry.used = true;
  entry.side = static_cast<std::uint8_t>(side);
  entry.slot = association.slot;
  return {static_cast<std::uint32_t>(entry.generation) << 16U | index};
}

void InProcessNetwork::release_id(AssociationId id) {
  const std::uint32_t index = id.value & 0xFFFFU;
  IdEntry& entry = ids_[index];
  entry.used = false;
  if (++entry.generation == 0) entry.generation = 1;
  free_ids_.push(index);
  std::erase_if(faults_, [&](const ArmedFault& f) { return f.sender == id; });
}

std::optional<AssociationId> InProcessNetwork::find_association(std::string_view host,
                                                                std::string_view peer_host) const {
  const auto has = [](const EndpointAddress& address, std::string_view wanted) {
    return std::find(address.hosts.begin(), address.hosts.end(), wanted) != address.hosts.end();
  };
  const Association* oldest = nullptr;
  int oldest_side = 0;
  for (const auto& a : associations_) {
    for (int side = 0; a && side < 2; ++side) {
      if (a->sides[side].state == detail::SideState::closed) continue;
      if (!has(a->flows[side].from, host) || !has(a->flows[side].to, peer_host)) continue;
      if (oldest != nullptr && oldest->number <= a->number) continue;
      oldest = a.get();
      oldest_side = side;
    }
  }
  if (oldest == nullptr) return std::nullopt;
  return oldest->sides[oldest_side].id;
}

// Time -------------------------------------------------------------------------------------------

Instant InProcessNetwork::next_deadline() const {
  return std::min(packets_.next(), timers_.next_deadline());
}

void InProcessNetwork::on_time(Instant now) {
  for (;;) {
    const Instant packet_at = packets_.next();
    const Instant timer_at = timers_.next_deadline();
    if (std::min(packet_at, timer_at) > now) return;
    if (packet_at <= timer_at) {
      Packet packet = packets_.pop();
      dispatch(packet, packet.at);
    } else if (const auto key = timers_.pop_due(now)) {
      on_timer(*key, timer_at);
    }
  }
}

void InProcessNetwork::on_timer(const TimerKey& key, Instant now) {
  Association* a = find(key.slot, key.number);
  if (a == nullptr) return;
  switch (key.kind) {
    case TimerKind::sack:
      return acknowledge(*a, key.side, now, false);
    case TimerKind::init:
      return on_init_timer(*a, key.side, now);
    case TimerKind::path_failure:
      return on_path_failure(*a);
  }
}

TimerId InProcessNetwork::arm(const Association& a, int side, TimerKind kind, Duration after, Instant now) {
  return timers_.arm(now, after, TimerKey{a.slot, a.number, static_cast<std::uint8_t>(side), kind});
}

void InProcessNetwork::dispatch(Packet& packet, Instant now) {
  if (packet.kind == PacketKind::none) return;
  Association* a = find(packet.slot, packet.number);
  if (a == nullptr) return;
  const int from = packet.from;
  const int to = 1 - from;
  switch (packet.kind) {
    case PacketKind::none:
      return;
    case PacketKind::init:
      return on_init(*a, to, now);
    case PacketKind::init_ack:
      return on_init_ack(*a, to, now);
    case PacketKind::cookie_echo:
      return on_cookie_echo(*a, to, now);
    case PacketKind::cookie_ack:
      return on_cookie_ack(*a, to, now);
    case PacketKind::data:
      return on_data(*a, packet, now);
    case PacketKind::acknowledged:
      return on_acknowledged(*a, to, now);
    case PacketKind::shutdown:
      return on_shutdown(*a, to, packet.last_tsn, now);
    case PacketKind::shutdown_ack:
      return on_shutdown_ack(*a, to, now);
    case PacketKind::shutdown_complete:
      if (a->sides[to].state != detail::SideState::shutdown_ack_sent) return;
      return lose(*a, to,
                  a->sides[to].asked_shutdown ? LossReason::shutdown_complete : LossReason::shutdown_by_peer);
    case PacketKind::abort:
      return on_abort(*a, to, false, now);
    case PacketKind::refusal:
      return on_abort(*a, to, true, now);
    case PacketKind::delayed_departure:
      return transmit(*a, from, std::move(*packet.data), now);
    case PacketKind::reorder_timeout:
      return release_reordered(*a, from, now);
  }
}

}  // namespace mapsim::link
