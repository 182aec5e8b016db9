// The states of the application servers (RFC 4666 4.3.2) and NOTIFY (4.3.4.5).
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

Status state_status(AsStateStatus status) {
  return {static_cast<std::uint16_t>(StatusType::as_state_change), static_cast<std::uint16_t>(status)};
}

Status other_status(OtherStatus status) {
  return {static_cast<std::uint16_t>(StatusType::other), static_cast<std::uint16_t>(status)};
}

}  // namespace

std::size_t M3ua::count_active(std::size_t server) const {
  const auto& members = servers_[server].members;
  return static_cast<std::size_t>(std::count_if(members.begin(), members.end(), [this](const Member& m) {
    return peers_[m.peer].bindings[m.binding].remote_active;
  }));
}

std::size_t M3ua::count_up(std::size_t server) const {
  const auto& members = servers_[server].members;
  return static_cast<std::size_t>(std::count_if(
      members.begin(), members.end(), [this](const Member& m) { return peers_[m.peer].remote_up; }));
}

// Where the ASPs lead the AS from its state (figure 4). True: its state changed.
bool M3ua::evaluate(std::size_t server, Instant now) {
  const AsState state = servers_[server].state;
  const std::size_t active = count_active(server);
  const std::size_t up = count_up(server);
  AsState next = state;
  switch (state) {
    case AsState::down:
    case AsState::inactive:
      if (active >= config_.application_servers[server].minimum_active) {
        next = AsState::active;
      } else {
        next = up > 0 ? AsState::inactive : AsState::down;
      }
      break;
    case AsState::active:
      if (active == 0) next = AsState::pending;
      break;
    case AsState::pending:
      if (active > 0) next = AsState::active;
      break;
  }
  if (next == state) return false;
  change_state(server, next, now);
  return true;
}

void M3ua::change_state(std::size_t server, AsState state, Instant now) {
  Server& s = servers_[server];
  s.state = state;
  timers_.cancel(s.recovery_timer);
  emit(AsStateChanged{server, state});
  for (const Member& member : s.members) {
    if (peers_[member.peer].remote_up) notify_state(member.peer, server);
  }
  if (state == AsState::pending) {
    s.recovery_timer = timers_.arm(now, config_.timers.recovery, {TimerKind::recovery, server});
  }
  if (state == AsState::active) {
    std::deque<mtp::TransferRequest> queued;
    std::swap(queued, s.pending);
    for (mtp::TransferRequest& request : queued) handle(std::move(request), now);
  }
}

// RFC 4666 4.3.2: T(r) is over, what waited is discarded.
void M3ua::on_recovery_timeout(std::size_t server, Instant now) {
  Server& s = servers_[server];
  if (s.state != AsState::pending) return;
  for (const mtp::TransferRequest& request : s.pending)
    discard(request, "T(r) expired while its AS was pending");
  s.pending.clear();
  change_state(server, count_up(server) > 0 ? AsState::inactive : AsState::down, now);
  release(server);
  update_destinations();
}

void M3ua::notify(std::size_t peer, std::size_t server, Status status,
                  std::optional<std::uint32_t> asp_identifier) {
  Message message{.type = MessageType::ntfy};
  message.parameters.push_back({Tag::status, status});
  if (asp_identifier) message.parameters.push_back({Tag::asp_identifier, *asp_identifier});
  if (const auto& context = config_.application_servers[server].routing_context) {
    message.parameters.push_back({Tag::routing_context, std::vector<std::uint32_t>{*context}});
  }
  send(peer, message);
}

void M3ua::notify_state(std::size_t peer, std::size_t server) {
  std::optional<AsStateStatus> status;
  switch (servers_[server].state) {
    case AsState::down:
      return;  // no ASP is there to be told
    case AsState::inactive:
      status = AsStateStatus::as_inactive;
      break;
    case AsState::active:
      status = AsStateStatus::as_active;
      break;
    case AsState::pending:
      status = AsStateStatus::as_pending;
      break;
  }
  notify(peer, server, state_status(*status));
}

// RFC 4666 4.3.4.5: fewer ASPs are active than the AS needs; those that could help are told.
void M3ua::notify_shortage(std::size_t server) {
  const Server& s = servers_[server];
  if (s.state != AsState::active ||
      count_active(server) >= config_.application_servers[server].minimum_active) {
    return;
  }
  for (const Member& member : s.members) {
    const Association& a = peers_[member.peer];
    if (!a.remote_up || a.bindings[member.binding].remote_active) continue;
    notify(member.peer, server, other_status(OtherStatus::insufficient_asp_resources));
  }
}

// RFC 4666 4.3.4.5: an ASP failed; the others of its AS are told which.
void M3ua::notify_failure(std::size_t failed, std::size_t server) {
  for (const Member& member : servers_[server].members) {
    if (member.peer == failed || !peers_[member.peer].remote_up) continue;
    notify(member.peer, server, other_status(OtherStatus::asp_failure), peers_[failed].remote_asp_identifier);
  }
}

void M3ua::on_ntfy(const Incoming& in, const Message& message) {
  if (!enum_name(static_cast<StatusType>(message.find<Status>(Tag::status)->type))) {
    return answer(in, ErrorCode::invalid_parameter_value, "RFC 4666 3.8.2",
                  "a status type that does not exist");
  }
  if (!concerned(in, message)) return;
  NotifyReceived event{.peer = in.peer, .status = *message.find<Status>(Tag::status)};
  if (const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context)) {
    event.routing_contexts = *contexts;
  }
  if (const auto* id = message.find<std::uint32_t>(Tag::asp_identifier)) event.asp_identifier = *id;
  on_override(event, in.now);
  emit(std::move(event));
}

void M3ua::on_override(const NotifyReceived& told, Instant now) {
  const bool taken = told.status == other_status(OtherStatus::alternate_asp_active);
  const bool free = told.status == state_status(AsStateStatus::as_pending) ||
                    told.status == state_status(AsStateStatus::as_inactive);
  if (!taken && !free) return;
  for (Binding& binding : peers_[told.peer].bindings) {
    const auto& context = binding.routing_context;
    const auto& named = told.routing_contexts;
    if (!named.empty() && (!context || std::find(named.begin(), named.end(), *context) == named.end()))
      continue;
    if (taken) {
      // RFC 4666 4.3.4.3: another ASP has overridden this one. To ask for the traffic again would take it
      // back.
      binding.overridden = binding.overridden || binding.local_active;
      binding.wanted = false;
      set_local_active(told.peer, binding, false);
    } else if (std::exchange(binding.overridden, false)) {
      binding.wanted = true;  // RFC 4666 5.2.1: the other one withdrew, the one that stood by takes over
    }
  }
  update_destinations();
  steer(told.peer, now);
}

}  // namespace mapsim::m3ua
