#include "sigtran/m3ua/m3ua.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sigtran/m3ua/reception.h"

namespace mapsim::m3ua {

namespace {

constexpr std::size_t kMaxDiagnosticOctets = 40;  // RFC 4666 3.8.1

// RFC 4666 4.4.1: a routing key without destination is no fault of the message; its Registration Result says
// so.
bool is_registration_result(const Message& message, const Fault& fault) {
  return message.type == MessageType::reg_req && fault.code == ErrorCode::missing_parameter &&
         fault.error.field == find_parameter(Tag::destination_point_code)->name;
}

}  // namespace

std::string_view to_text(AspState state) {
  constexpr std::string_view kNames[] = {"ASP-DOWN", "ASP-INACTIVE", "ASP-ACTIVE"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view to_text(AsState state) {
  constexpr std::string_view kNames[] = {"AS-DOWN", "AS-INACTIVE", "AS-ACTIVE", "AS-PENDING"};
  return kNames[static_cast<std::size_t>(state)];
}

M3ua::M3ua(Config config) : config_(std::move(config)) {
  assert(check(config_).has_value());
  servers_.resize(config_.application_servers.size());
  for (std::size_t as = 0; as < servers_.size(); ++as) {
    servers_[as].mode = config_.application_servers[as].traffic_mode;
  }
  peers_.resize(config_.peers.size());
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    for (const std::size_t as : config_.peers[peer].application_servers) {
      add_binding(peer, as);
    }
  }
  const auto& rows = config_.application_servers;
  has_default_route_ = !rows.empty() && (!rows.front().routing_key || rows.front().registers);
  for (std::size_t as = 0; as < servers_.size(); ++as) {
    const ApplicationServer& row = config_.application_servers[as];
    if (!row.routing_key) continue;
    normalise(*config_.application_servers[as].routing_key);
    if (row.registers) continue;
    servers_[as].route = Route{.application_server = as};
    keyed_.push_back(as);
    for (const RoutingKeyPart& part : row.routing_key->parts) destinations_.push_back({part.dpc, false});
  }
  for (const Route& route : config_.routes) {
    if (route.dpc) destinations_.push_back({*route.dpc, false});
  }
  const auto before = [](const Reach& a, const Reach& b) { return a.pc < b.pc; };
  const auto same = [](const Reach& a, const Reach& b) { return a.pc == b.pc; };
  std::sort(destinations_.begin(), destinations_.end(), before);
  destinations_.erase(std::unique(destinations_.begin(), destinations_.end(), same), destinations_.end());
}

std::optional<Event> M3ua::poll() {
  Event* event = poll_in_place();
  return event != nullptr ? std::optional<Event>(std::move(*event)) : std::nullopt;
}

Event* M3ua::poll_in_place() {
  if (next_event_ == events_.size()) {
    events_.clear();  // the storage stays
    next_event_ = 0;
    return nullptr;
  }
  return &events_[next_event_++];
}

void M3ua::tell(Severity severity, std::string field, std::string clause, std::string text) {
  emit(Diagnostic{
      severity,
      Error{
          .layer = "m3ua", .field = std::move(field), .clause = std::move(clause), .text = std::move(text)}});
}

void M3ua::send(std::size_t peer, const Message& message, std::uint16_t stream) {
  auto octets = encode(message);
  if (!octets) return emit(Diagnostic{Severity::error, std::move(octets.error())});
  emit(SendMessage{*peers_[peer].id, stream, std::move(*octets)});
}

std::optional<std::size_t> M3ua::find_peer(AssociationId id) const {
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (peers_[peer].id == id) return peer;
  }
  return std::nullopt;
}

bool M3ua::has_half(std::size_t peer, Side side) const {
  const Role role = config_.peers[peer].role;
  return role == (side == Side::local ? Role::asp : Role::sgp) || role == Role::ipsp_single_exchange ||
         role == Role::ipsp_double_exchange;
}

M3ua::Binding* M3ua::find_binding(std::size_t peer, std::uint32_t routing_context) {
  for (Binding& binding : peers_[peer].bindings) {
    if (binding.routing_context == routing_context) return &binding;
  }
  return nullptr;
}

std::optional<std::uint32_t> M3ua::routing_context(std::size_t peer, std::size_t application_server) const {
  for (const Binding& binding : peers_[peer].bindings) {
    if (binding.server == application_server) return binding.routing_context;
  }
  return std::nullopt;
}

AspState M3ua::asp_state(std::size_t peer, std::size_t application_server, Side side) const {
  const Association& a = peers_[peer];
  if (!(side == Side::local ? a.local_up : a.remote_up)) return AspState::down;
  for (const Binding& b : a.bindings) {
    if (b.server == application_server && (side == Side::local ? b.local_active : b.remote_active)) {
      return AspState::active;
    }
  }
  return AspState::inactive;
}

// Associations -----------------------------------------------------------------------------------

void M3ua::handle(const AssociationUp& up, Instant now) {
  if (up.peer >= peers_.size()) {
    return tell(Severity::error, "association", "", "peer " + std::to_string(up.peer) + " is not configured");
  }
  // A peer that lost its state may call again before SCTP noticed that the old association is dead.
  if (peers_[up.peer].id) {
    tell(Severity::warning, "association", "",
         peer_name(up.peer) + " has a new association, the old one is given up");
    lose(up.peer, now);
  }
  Association& a = peers_[up.peer];
  a.id = up.association;
  a.streams_in = std::max<std::uint16_t>(up.streams_in, 1);
  a.streams_out = std::max<std::uint16_t>(up.streams_out, 1);
  start(up.peer, now);
}

// RFC 4666 4.3.3: what begins when SCTP is up.
void M3ua::start(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  const Peer& row = config_.peers[peer];
  a.stalled = false;
  if (has_half(peer, Side::local)) {
    a.wanted_up = a.wanted_up || row.automatic_up;
    if (row.automatic_active) want(peer, std::nullopt, true);
    for (Binding& binding : a.bindings) {
      binding.registration_refused = false;
      binding.overridden = false;
      if (row.automatic_up)
        binding.registration_wanted = config_.application_servers[binding.server].registers;
    }
    steer(peer, now);
  }
  if (config_.timers.heartbeat) {
    a.beat_timer = timers_.arm(now, *config_.timers.heartbeat, {TimerKind::heartbeat, peer});
  }
}

void M3ua::handle(const AssociationDown& down, Instant now) {
  const auto peer = find_peer(down.association);
  if (!peer) return;  // it was replaced
  lose(*peer, now);
  peers_[*peer].id.reset();
  update_destinations();
}

// RFC 4666 4.3.3: after an SCTP restart both ASPs are down, and everything begins anew.
void M3ua::handle(const AssociationRestarted& restarted, Instant now) {
  const auto peer = find_peer(restarted.association);
  if (!peer) return;
  lose(*peer, now);
  start(*peer, now);
}

// Communication is lost: both halves are down.
void M3ua::lose(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  finish_request(peer);
  timers_.cancel(a.beat_timer);
  a.beats_unanswered = 0;
  set_local_up(peer, false);
  if (a.remote_up) {
    for (const Binding& binding : a.bindings) notify_failure(peer, binding.server);
    leave_remote(peer, false, now);
  }
  update_destinations();
  for (mtp::TransferRequest& request : std::exchange(a.undelivered, {})) handle(std::move(request), now);
}

// Messages ---------------------------------------------------------------------------------------

void M3ua::handle(const Received& received, Instant now) {
  const auto peer = find_peer(received.association);
  if (!peer) return tell(Severity::debug, "association", "", "a message of an association that is gone");
  const Incoming in{*peer, received.stream, received.octets, now};
  if (is_data(in.octets)) return receive_data(in);
  auto message = read(in.octets);
  if (!message) return answer(in, std::move(message.error()));
  if (auto wrong = check(*message); wrong && !is_registration_result(*message, *wrong)) {
    return answer(in, std::move(*wrong));
  }
  const ReceptionRow* row = find_reception(message->type);
  if (!row->both && !has_half(in.peer, row->side)) {
    return answer(in, ErrorCode::unexpected_message, row->clause,
                  std::string(find_message(message->type)->name) + " does not come from this kind of peer");
  }
  if (!stream_allowed(in, row->stream_zero)) return;
  (this->*row->handler)(in, *message);
}

// RFC 4666 1.4.7. False: the message was answered.
bool M3ua::stream_allowed(const Incoming& in, bool must_be_zero) {
  if (!must_be_zero || in.stream == 0) return true;
  const std::string text = "came on stream " + std::to_string(in.stream) + "; it belongs on stream 0";
  if (config_.strict_streams) {
    answer(in, ErrorCode::invalid_stream_identifier, "RFC 4666 1.4.7", text);
    return false;
  }
  tell(Severity::warning, "stream", "RFC 4666 1.4.7", text);
  return true;
}

void M3ua::answer(const Incoming& in, ErrorCode code, std::string_view clause, std::string text,
                  std::vector<std::uint32_t> routing_contexts) {
  answer(in, Fault{.code = code,
                   .error = {.layer = "m3ua",
                             .field = std::string(enum_name(code).value_or("")),
                             .clause = std::string(clause),
                             .text = std::move(text)},
                   .routing_contexts = std::move(routing_contexts)});
}

// RFC 4666 3.8.1: ERROR with the first 40 octets of the offending message; never in answer to an ERROR.
void M3ua::answer(const Incoming& in, Fault fault) {
  emit(Diagnostic{Severity::warning, std::move(fault.error)});
  const bool to_error = in.octets.size() >= 4 && message_type(in.octets[2], in.octets[3]) == MessageType::err;
  if (to_error || !peers_[in.peer].id) return;
  Message message{.type = MessageType::err};
  message.parameters.push_back({Tag::error_code, static_cast<std::uint32_t>(fault.code)});
  if (!fault.routing_contexts.empty()) {
    message.parameters.push_back({Tag::routing_context, std::move(fault.routing_contexts)});
  }
  if (fault.network_appearance) {
    message.parameters.push_back({Tag::network_appearance, *fault.network_appearance});
  }
  if (!fault.affected_point_codes.empty()) {
    std::vector<PointCodeRange> list;
    for (const std::uint32_t pc : fault.affected_point_codes) list.push_back({0, pc});
    message.parameters.push_back({Tag::affected_point_code, std::move(list)});
  }
  const OctetView head = in.octets.first(std::min(in.octets.size(), kMaxDiagnosticOctets));
  message.parameters.push_back({Tag::diagnostic_information, Octets(head.begin(), head.end())});
  send(in.peer, message);
}

void M3ua::handle(SendUnchecked request, Instant) {
  if (request.peer >= peers_.size() || !peers_[request.peer].id) {
    return tell(Severity::error, "association", "", "no association to send octets on");
  }
  emit(SendMessage{*peers_[request.peer].id, request.stream, std::move(request.octets)});
}

void M3ua::on_time(Instant now) {
  while (const auto key = timers_.pop_due(now)) {
    switch (key->kind) {
      case TimerKind::ack:
        on_ack_timeout(key->index, now);
        break;
      case TimerKind::recovery:
        on_recovery_timeout(key->index, now);
        break;
      case TimerKind::heartbeat:
        on_heartbeat_time(key->index, now);
        break;
      case TimerKind::audit:
        on_audit_time(key->index, now);
        break;
    }
  }
}

}  // namespace mapsim::m3ua
