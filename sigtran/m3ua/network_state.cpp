// Signalling network management (RFC 4666 4.5): DUNA, DAVA, DRST, SCON, DUPU, DAUD, and MTP-PAUSE,
// MTP-RESUME, MTP-STATUS towards the user.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

std::vector<PointCodeRange> affected(const Message& message) {
  const auto* list = message.find<std::vector<PointCodeRange>>(Tag::affected_point_code);
  return list != nullptr ? *list : std::vector<PointCodeRange>{};
}

}  // namespace

// The point codes that a range means to this node: one, or those of the known destinations that it covers.
std::vector<mtp::PointCode> M3ua::expand(const PointCodeRange& range) const {
  if (range.mask == 0) return {range.pc};
  std::vector<mtp::PointCode> out;
  for (const Reach& destination : destinations_) {
    if (contains(range, destination.pc)) out.push_back(destination.pc);
  }
  return out;
}

// What is heard of for the first time counts as reachable until now, so that its change is told.
void M3ua::learn_destination(mtp::PointCode pc) {
  const auto at =
      std::lower_bound(destinations_.begin(), destinations_.end(), pc,
                       [](const Reach& destination, mtp::PointCode v) { return destination.pc < v; });
  if (at != destinations_.end() && at->pc == pc) return;
  if (destinations_.size() >= config_.limits.unavailable_destinations + config_.routes.size()) return;
  destinations_.insert(at, {pc, reachable(pc)});
}

// False: the list of this peer is full.
bool M3ua::set_unavailable(std::size_t peer, mtp::PointCode pc, bool unavailable) {
  auto& list = peers_[peer].unavailable;
  const auto at = std::lower_bound(list.begin(), list.end(), pc);
  const bool listed = at != list.end() && *at == pc;
  if (listed == unavailable) return true;
  if (!unavailable) {
    list.erase(at);
    return true;
  }
  if (list.size() >= config_.limits.unavailable_destinations) return false;
  list.insert(at, pc);
  return true;
}

// MTP-PAUSE and MTP-RESUME for each destination that lost its last way or got one (4.5.2).
void M3ua::update_destinations() {
  for (Reach& destination : destinations_) {
    const bool now_reachable = reachable(destination.pc);
    if (now_reachable == destination.reachable) continue;
    destination.reachable = now_reachable;
    if (now_reachable) {
      emit(mtp::Indication(mtp::ResumeIndication{destination.pc}));
    } else {
      emit(mtp::Indication(mtp::PauseIndication{destination.pc}));
    }
  }
}

void M3ua::on_availability(const Incoming& in, const Message& message) {
  if (!peers_[in.peer].local_up) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5", "SSNM in state ASP-DOWN");
  }
  // A restricted destination is still reachable (3.4.6).
  const bool unavailable = message.type == MessageType::duna;
  std::size_t not_remembered = 0;
  for (const PointCodeRange& range : affected(message)) {
    for (const mtp::PointCode pc : expand(range)) {
      learn_destination(pc);
      if (!set_unavailable(in.peer, pc, unavailable)) ++not_remembered;
    }
  }
  if (not_remembered > 0) {
    tell(Severity::warning, "duna", "RFC 4666 3.4.1",
         std::to_string(not_remembered) + " destinations are not remembered: the limit of " +
             std::to_string(config_.limits.unavailable_destinations) + " is reached");
  }
  update_destinations();
}

void M3ua::on_scon(const Incoming& in, const Message& message) {
  if (!peers_[in.peer].local_up && !peers_[in.peer].remote_up) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5", "SSNM in state ASP-DOWN");
  }
  const auto* level = message.find<CongestionLevel>(Tag::congestion_indications);
  for (const PointCodeRange& range : affected(message)) {
    for (const mtp::PointCode pc : expand(range)) {
      emit(mtp::Indication(
          mtp::StatusIndication{.affected = pc,
                                .cause = mtp::StatusCause::congestion,
                                .congestion_level = level != nullptr ? level->level : std::uint8_t{0}}));
    }
  }
}

void M3ua::on_dupu(const Incoming& in, const Message& message) {
  if (!peers_[in.peer].local_up) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5", "SSNM in state ASP-DOWN");
  }
  const auto user = *message.find<UserCause>(Tag::user_cause);
  if (user.user != mtp::kServiceIndicatorSccp) {
    return tell(Severity::info, "dupu", "RFC 4666 3.4.5",
                "user part " + std::to_string(user.user) + " is not SCCP");
  }
  mtp::StatusCause cause = mtp::StatusCause::user_part_unknown;
  if (user.cause == static_cast<std::uint16_t>(UnavailabilityCause::unequipped)) {
    cause = mtp::StatusCause::user_part_unequipped;
  } else if (user.cause == static_cast<std::uint16_t>(UnavailabilityCause::inaccessible)) {
    cause = mtp::StatusCause::user_part_inaccessible;
  }
  // RFC 4666 3.4.5: the mask is not used.
  for (const PointCodeRange& range : affected(message)) {
    emit(mtp::Indication(mtp::StatusIndication{.affected = range.pc, .cause = cause}));
  }
}

Destination M3ua::destination_status(mtp::PointCode pc) const {
  for (const Destination& destination : config_.destinations) {
    if (destination.pc == pc) return destination;
  }
  // Not one of the SS7 network: perhaps an application server of this node's ASPs.
  const bool routed = !config_.routes.empty() && reachable(pc);
  return {.pc = pc, .availability = routed ? Availability::available : Availability::unavailable};
}

bool M3ua::active_somewhere(std::size_t peer, Side side) const {
  const auto& bindings = peers_[peer].bindings;
  return peers_[peer].id && std::any_of(bindings.begin(), bindings.end(), [side](const Binding& b) {
           return side == Side::local ? b.local_active : b.remote_active;
         });
}

// SSNM names the application servers for which the ASP is active (3.4.1).
Message M3ua::network_message(MessageType type, std::size_t peer, std::vector<PointCodeRange> list,
                              Side side) const {
  Message message{.type = type};
  std::vector<std::uint32_t> contexts;
  std::optional<std::uint32_t> appearance;
  for (const Binding& binding : peers_[peer].bindings) {
    if (!(side == Side::local ? binding.local_active : binding.remote_active)) continue;
    const ApplicationServer& server = config_.application_servers[binding.server];
    if (server.routing_context) contexts.push_back(*server.routing_context);
    if (!appearance) appearance = server.network_appearance;
  }
  if (appearance) message.parameters.push_back({Tag::network_appearance, *appearance});
  if (!contexts.empty()) message.parameters.push_back({Tag::routing_context, std::move(contexts)});
  message.parameters.push_back({Tag::affected_point_code, std::move(list)});
  return message;
}

void M3ua::send_status(std::size_t peer, const Destination& destination) {
  MessageType type = MessageType::dava;
  if (destination.availability == Availability::unavailable) type = MessageType::duna;
  if (destination.availability == Availability::restricted) type = MessageType::drst;
  const std::vector<PointCodeRange> list{{0, destination.pc}};
  // RFC 4666 4.5.3: congestion first; it says nothing of a destination that is not there.
  if (destination.congestion_level && type != MessageType::duna) {
    Message scon = network_message(MessageType::scon, peer, list, Side::remote);
    scon.parameters.push_back({Tag::congestion_indications, CongestionLevel{*destination.congestion_level}});
    send(peer, scon);
  }
  send(peer, network_message(type, peer, list, Side::remote));
}

void M3ua::on_daud(const Incoming& in, const Message& message) {
  if (!active_somewhere(in.peer, Side::remote)) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5.3", "DAUD, but the ASP is not active");
  }
  // Each destination is answered once, however often the ranges name it: an audit must not be an amplifier.
  const std::vector<PointCodeRange> ranges = affected(message);
  std::vector<mtp::PointCode> audited;
  for (const PointCodeRange& range : ranges) {
    if (range.mask == 0) audited.push_back(range.pc);
  }
  for (const Destination& destination : config_.destinations) {
    for (const PointCodeRange& range : ranges) {
      if (range.mask == 0 || !contains(range, destination.pc)) continue;
      audited.push_back(destination.pc);
      break;
    }
  }
  std::sort(audited.begin(), audited.end());
  audited.erase(std::unique(audited.begin(), audited.end()), audited.end());
  for (const mtp::PointCode pc : audited) send_status(in.peer, destination_status(pc));
}

void M3ua::handle(const ReportDestination& request, Instant) {
  auto& list = config_.destinations;
  const auto at = std::find_if(list.begin(), list.end(),
                               [&](const Destination& d) { return d.pc == request.destination.pc; });
  if (at == list.end()) {
    list.push_back(request.destination);
  } else {
    *at = request.destination;
  }
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (active_somewhere(peer, Side::remote)) send_status(peer, request.destination);
  }
}

void M3ua::handle(const ReportUserPart& request, Instant) {
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (!active_somewhere(peer, Side::remote)) continue;
    Message dupu = network_message(MessageType::dupu, peer, {{0, request.pc}}, Side::remote);
    dupu.parameters.push_back({Tag::user_cause, request.user_cause});
    send(peer, dupu);
  }
}

void M3ua::handle(const Audit& request, Instant) {
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (!active_somewhere(peer, Side::local)) continue;
    send(peer, network_message(MessageType::daud, peer, {{0, request.pc}}, Side::local));
  }
}

}  // namespace mapsim::m3ua
