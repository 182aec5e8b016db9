// Association set-up: INIT, INIT ACK, COOKIE ECHO, COOKIE ACK (RFC 9260 5.1), both ends at once (5.2.1) and
// restart (5.2.2, 5.2.4).
#include <algorithm>

#include "sigtran/link/in_process.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::link {

using detail::SideState;

namespace {

constexpr Duration kMaxRto = std::chrono::seconds(60);  // RTO.Max (RFC 9260 16)

Result<void> check_address(const EndpointAddress& address, std::string_view which) {
  if (address.hosts.empty()) {
    return fail(Error{.layer = "sctp", .field = std::string(which), .text = "needs at least one host"});
  }
  for (const std::string& host : address.hosts) {
    if (parse_ip(host)) continue;
    return fail(
        Error{.layer = "sctp", .field = std::string(which), .text = "'" + host + "' is not an IP address"});
  }
  return {};
}

std::uint32_t random_tag(Random& random) {
  return static_cast<std::uint32_t>(1 + random.below(0xFFFFFFFF));  // never 0 (RFC 9260 3.3.2)
}

}  // namespace

Result<AssociationId> InProcessNetwork::connect(InProcessTransport& transport, EndpointAddress local,
                                                const EndpointAddress& peer, Instant now) {
  if (auto ok = check_address(local, "local address"); !ok) return fail(ok.error());
  if (auto ok = check_address(peer, "peer address"); !ok) return fail(ok.error());
  if (peer.port == 0) return fail(Error{.layer = "sctp", .field = "peer address", .text = "needs a port"});
  if (same_endpoint(local, peer)) {
    return fail(Error{.layer = "sctp", .field = "peer address", .text = "is the local address"});
  }
  if (local.port == 0) {
    local.port = next_port_;
    next_port_ = next_port_ == 0xFFFF ? std::uint16_t{49'152} : static_cast<std::uint16_t>(next_port_ + 1);
  }
  int side = 0;
  Association* a = find(local, peer, side);
  if (a != nullptr && a->sides[side].state != SideState::closed) {
    return fail(Error{.layer = "sctp",
                      .field = "peer address",
                      .text = "an association between " + local.hosts.front() + " port " +
                              std::to_string(local.port) + " and " + peer.hosts.front() + " port " +
                              std::to_string(peer.port) + " exists"});
  }
  if (a == nullptr) {
    if (associations_.size() - free_slots_.size() >= config_.max_associations) {
      return fail(
          Error{.layer = "sctp",
                .text = "no more than " + std::to_string(config_.max_associations) + " associations"});
    }
    a = create(local, peer);
    side = 0;
  }
  a->sides[side].transport = &transport;
  a->sides[side].id = allocate_id(*a, side);
  a->sides[side].restarting = false;
  begin_setup(*a, side, now);
  return a->sides[side].id;
}

void InProcessNetwork::begin_setup(Association& a, int side, Instant now) {
  Side& self = a.sides[side];
  self.state = SideState::cookie_wait;
  self.tag = random_tag(random_);
  self.first_tsn = static_cast<std::uint32_t>(random_.next());
  self.peer_tag = 0;
  self.init_attempts = 0;
  self.asked_shutdown = self.sent_abort = false;
  send_init(a, side, now);
}

void InProcessNetwork::send_init(Association& a, int side, Instant now) {
  Side& self = a.sides[side];
  const Duration wait =
      std::min(config_.init_retry * (std::int64_t{1} << std::min(self.init_attempts, 16)), kMaxRto);
  self.init_timer = arm(a, side, TimerKind::init, wait, now);
  ++self.init_attempts;
  send_control(a, side, PacketKind::init, now);
}

void InProcessNetwork::on_init_timer(Association& a, int side, Instant now) {
  Side& self = a.sides[side];
  if (self.state != SideState::cookie_wait) return;
  if (self.init_attempts > config_.init_retries) return lose(a, side, LossReason::unreachable);
  send_init(a, side, now);
}

void InProcessNetwork::on_init(Association& a, int to, Instant now) {
  Side& self = a.sides[to];
  const Side& peer = a.sides[1 - to];
  if (peer.state != SideState::cookie_wait) return;  // it gave up meanwhile
  if (self.state == SideState::closed) {
    self.transport = listener_at(a.flows[to].from);
    if (self.transport == nullptr) return send_control(a, to, PacketKind::refusal, now);
  }
  if (self.state == SideState::cookie_wait || self.state == SideState::cookie_echoed) {
    self.offered_tag = self.tag;  // both set up at once: RFC 9260 5.2.1
    self.offered_tsn = self.first_tsn;
  } else if (self.answered_tag != peer.tag) {
    self.offered_tag = random_tag(random_);
    self.offered_tsn = static_cast<std::uint32_t>(random_.next());
  }
  self.answered_tag = peer.tag;
  send_control(a, to, PacketKind::init_ack, now);
}

void InProcessNetwork::on_init_ack(Association& a, int to, Instant now) {
  Side& self = a.sides[to];
  if (self.state != SideState::cookie_wait || a.sides[1 - to].answered_tag != self.tag) return;
  timers_.cancel(self.init_timer);
  self.peer_tag = a.sides[1 - to].offered_tag;
  self.state = SideState::cookie_echoed;
  send_control(a, to, PacketKind::cookie_echo, now);
}

void InProcessNetwork::on_cookie_echo(Association& a, int to, Instant now) {
  Side& self = a.sides[to];
  const Side& peer = a.sides[1 - to];
  if (peer.state == SideState::closed || self.answered_tag != peer.tag) return;  // it gave up or began anew
  const bool was_closed = self.state == SideState::closed;
  const bool restarted = !was_closed && self.tag != self.offered_tag;
  if (was_closed) {
    self.transport = listener_at(a.flows[to].from);
    if (self.transport == nullptr) return send_control(a, to, PacketKind::refusal, now);
    self.id = allocate_id(a, to);
    self.asked_shutdown = self.sent_abort = false;
  }
  timers_.cancel(self.init_timer);
  if (restarted) fail_undelivered(a, to, true);
  self.tag = self.offered_tag;
  self.first_tsn = self.offered_tsn;
  self.peer_tag = peer.tag;
  const bool news = was_closed || restarted || self.state == SideState::cookie_wait ||
                    self.state == SideState::cookie_echoed;
  if (a.ready_tags[to] != self.tag || a.ready_tags[1 - to] != peer.tag) {
    a.ready_tags[to] = self.tag;
    a.ready_tags[1 - to] = peer.tag;
    for (int i = 0; i < 2; ++i) {
      const StreamCounts out = a.sides[i].transport->streams_;
      const StreamCounts in = a.sides[1 - i].transport->streams_;
      Direction& d = a.directions[i];
      timers_.cancel(d.sack_timer);
      d.next_tsn = a.sides[i].first_tsn;
      d.arrived_tsn = d.next_tsn - 1;
      d.unacknowledged = 0;
      d.unpolled = d.undelivered = 0;
      d.stream_sequences.assign(std::max<std::size_t>(1, std::min(out.out, in.in)), 0);
    }
  }
  self.state = SideState::established;
  send_control(a, to, PacketKind::cookie_ack, now);
  if (restarted) self.restarting = true;
  if (news) establish(a, to, was_closed);
}

void InProcessNetwork::on_cookie_ack(Association& a, int to, Instant) {
  if (a.sides[to].state != SideState::cookie_echoed) return;
  a.sides[to].state = SideState::established;
  establish(a, to, false);
}

void InProcessNetwork::establish(Association& a, int side, bool incoming) {
  Side& self = a.sides[side];
  detail::InboxItem item;
  item.association = self.id;
  if (self.restarting) {
    item.event = Restarted{self.id};
  } else {
    item.event = Established{
        self.id, a.flows[side].to, static_cast<std::uint16_t>(a.directions[1 - side].stream_sequences.size()),
        static_cast<std::uint16_t>(a.directions[side].stream_sequences.size()), incoming};
  }
  self.restarting = false;
  self.transport->inbox_.push(std::move(item));
}

}  // namespace mapsim::link
