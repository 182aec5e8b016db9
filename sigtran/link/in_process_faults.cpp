// Faults of messages, chances, and cut paths.
#include <algorithm>

#include "sigtran/link/in_process.h"

namespace mapsim::link {

using detail::Outgoing;
using detail::SideState;

namespace {

OutBuffer with_octets(const OutBuffer& like, OctetView octets) {
  OutBuffer changed(octets.size());
  changed.prepend(octets);
  changed.tag = like.tag;
  return changed;
}

}  // namespace

Result<void> InProcessNetwork::arm_fault(ArmedFault fault) {
  if (fault.count == 0) return {};
  if (faults_.size() >= config_.max_faults) {
    return fail(
        Error{.layer = "sctp",
              .field = "fault",
              .text = std::to_string(config_.max_faults) + " faults wait for their messages already"});
  }
  faults_.push_back(std::move(fault));
  return {};
}

Result<void> InProcessNetwork::inject(AssociationId sender, const Fault& fault, std::uint32_t count) {
  if (find(sender).association == nullptr) {
    return fail(Error{.layer = "sctp", .field = "fault", .text = "no such association"});
  }
  return arm_fault({sender, 0, fault, count});
}

Result<void> InProcessNetwork::inject_by_tag(std::uint64_t tag, const Fault& fault, std::uint32_t count) {
  if (tag == 0) return fail(Error{.layer = "sctp", .field = "fault", .text = "tag 0 names no message"});
  return arm_fault({std::nullopt, tag, fault, count});
}

void InProcessNetwork::disarm_tagged() {
  std::erase_if(faults_, [](const ArmedFault& armed) { return !armed.sender; });
}

Result<void> InProcessNetwork::set_rates(AssociationId sender, const FaultRates& rates) {
  const auto [a, side] = find(sender);
  if (a == nullptr) return fail(Error{.layer = "sctp", .field = "fault", .text = "no such association"});
  a->directions[side].rates = rates;
  return {};
}

// True where the message does not go now: it is held.
bool InProcessNetwork::apply_faults(Association& a, int from, Outgoing& message, Instant now) {
  const AssociationId sender = a.sides[from].id;
  for (std::size_t i = 0; i < faults_.size();) {
    ArmedFault& armed = faults_[i];
    const bool meant = armed.sender ? *armed.sender == sender : armed.tag == message.message.tag;
    if (!meant || (armed.fault.locate != nullptr && !armed.fault.locate(message.message.view()))) {
      ++i;
      continue;
    }
    ++counters_.faults;
    const Fault fault = armed.fault;
    if (--armed.count == 0) {
      faults_.erase(faults_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
    if (apply(fault, a, from, message, now)) return true;
  }
  return a.directions[from].rates.any() && apply_rates(a, from, message, now);
}

bool InProcessNetwork::apply_rates(Association& a, int from, Outgoing& message, Instant now) {
  const FaultRates& rates = a.directions[from].rates;
  // All chances are drawn for every message, so that one rate does not change the others' course.
  const bool drop = fault_random_.chance(rates.drop);
  const bool duplicate = fault_random_.chance(rates.duplicate);
  const bool corrupt = fault_random_.chance(rates.corrupt);
  const bool delay = fault_random_.chance(rates.extra_delay);
  const std::uint64_t where = fault_random_.next();
  counters_.faults += drop || duplicate || corrupt || delay ? 1 : 0;
  Fault fault;
  if (corrupt) {
    fault.kind = Fault::Kind::corrupt;
    fault.octet = static_cast<std::size_t>((where >> 8U) % message.message.size());
    fault.mask = static_cast<std::uint8_t>(1U << (where & 7U));
    apply(fault, a, from, message, now);
  }
  fault.kind = Fault::Kind::duplicate;
  if (duplicate) apply(fault, a, from, message, now);
  fault.kind = Fault::Kind::drop;
  if (drop) apply(fault, a, from, message, now);
  if (!delay) return false;
  fault.kind = Fault::Kind::delay;
  const auto bound =
      static_cast<std::uint64_t>(std::max<std::int64_t>(rates.extra_delay_up_to.count(), 0)) + 1;
  fault.delay = Duration(static_cast<std::int64_t>(where % bound));
  return apply(fault, a, from, message, now);
}

bool InProcessNetwork::apply(const Fault& fault, Association& a, int from, Outgoing& message, Instant now) {
  const OctetView octets = message.message.view();
  const std::size_t octet = (fault.locate != nullptr ? *fault.locate(octets) : 0) + fault.octet;
  switch (fault.kind) {
    case Fault::Kind::drop:
      message.lost = true;
      return false;
    case Fault::Kind::duplicate: {
      Outgoing copy{message};
      ++a.directions[from].unpolled;
      ++a.directions[from].undelivered;
      transmit(a, from, std::move(copy), now);
      return false;
    }
    case Fault::Kind::delay:
      hold(a, from, std::move(message), fault.delay, PacketKind::delayed_departure, now);
      return true;
    case Fault::Kind::reorder:
      hold(a, from, std::move(message), config_.reorder_wait, PacketKind::reorder_timeout, now);
      return true;
    case Fault::Kind::corrupt: {
      if (octet >= octets.size()) return false;
      Octets changed(octets.begin(), octets.end());
      changed[octet] = static_cast<std::uint8_t>(changed[octet] ^ fault.mask);
      message.message = with_octets(message.message, changed);
      return false;
    }
    case Fault::Kind::truncate:
      if (octet >= octets.size() || octet == 0) return false;
      message.message = with_octets(
          message.message, Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(octet)));
      return false;
  }
  return false;
}

void InProcessNetwork::hold(Association& a, int from, Outgoing message, Duration delay, PacketKind kind,
                            Instant now) {
  Packet packet;
  packet.kind = kind;
  packet.from = static_cast<std::uint8_t>(from);
  packet.slot = a.slot;
  packet.number = a.number;
  packet.at = now + std::max(delay, Duration::zero());
  if (kind == PacketKind::reorder_timeout) {
    a.directions[from].reordered.push_back(std::move(message));
  } else {
    packet.data = std::move(message);
  }
  packets_.push(std::move(packet));
}

void InProcessNetwork::release_reordered(Association& a, int from, Instant now) {
  std::vector<Outgoing> released;
  released.swap(a.directions[from].reordered);
  for (Outgoing& message : released) transmit(a, from, std::move(message), now);
}

// Paths ------------------------------------------------------------------------------------------

bool InProcessNetwork::is_cut(const EndpointAddress& a, const EndpointAddress& b) const {
  const auto has = [](const EndpointAddress& address, const std::string& host) {
    return std::find(address.hosts.begin(), address.hosts.end(), host) != address.hosts.end();
  };
  return std::any_of(cuts_.begin(), cuts_.end(), [&](const auto& cut) {
    return (has(a, cut[0]) && has(b, cut[1])) || (has(a, cut[1]) && has(b, cut[0]));
  });
}

void InProcessNetwork::cut_path(std::string_view host_a, std::string_view host_b, Instant now) {
  cuts_.push_back({std::string(host_a), std::string(host_b)});
  for (const auto& a : associations_) {
    if (!a || a->cut || !is_cut(a->flows[0].from, a->flows[0].to)) continue;
    a->cut = true;
    a->path_timer = arm(*a, 0, TimerKind::path_failure, config_.path_failure, now);
  }
}

void InProcessNetwork::mend_path(std::string_view host_a, std::string_view host_b, Instant now) {
  std::erase_if(cuts_, [&](const auto& cut) {
    return (cut[0] == host_a && cut[1] == host_b) || (cut[0] == host_b && cut[1] == host_a);
  });
  for (const auto& a : associations_) {
    if (!a || !a->cut || is_cut(a->flows[0].from, a->flows[0].to)) continue;
    a->cut = false;
    timers_.cancel(a->path_timer);
    std::vector<Packet> waiting;
    waiting.swap(a->waiting);
    for (Packet& packet : waiting) {
      if (packet.kind == PacketKind::data) {
        if (observer_ != nullptr) tell_data(*a, packet, now);
        launch(*a, std::move(packet), now);
      } else {
        send_control(*a, packet.from, packet.kind, now);
      }
    }
  }
}

void InProcessNetwork::on_path_failure(Association& a) {
  for (int side = 0; side < 2; ++side) {
    if (a.sides[side].state == SideState::closed || a.sides[side].state == SideState::cookie_wait) continue;
    const std::uint32_t slot = a.slot;
    lose(a, side, LossReason::unreachable);
    if (associations_[slot] == nullptr) return;
  }
}

}  // namespace mapsim::link
