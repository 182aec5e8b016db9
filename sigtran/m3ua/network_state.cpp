// Signalling network management (RFC 4666 4.5): DUNA, DAVA, DRST, SCON, DUPU, DAUD, and MTP-PAUSE,
// MTP-RESUME, MTP-STATUS towards the user.
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"

namespace mapsim::m3ua {

namespace {

constexpr std::uint8_t kHighestCongestionLevel = 3;  // RFC 4666 3.4.4

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

// False: the list is full.
bool M3ua::set_listed(std::vector<mtp::PointCode>& list, mtp::PointCode pc, bool listed) const {
  const auto at = std::lower_bound(list.begin(), list.end(), pc);
  const bool there = at != list.end() && *at == pc;
  if (there == listed) return true;
  if (!listed) {
    list.erase(at);
    return true;
  }
  if (list.size() >= config_.limits.unavailable_destinations) return false;
  list.insert(at, pc);
  return true;
}

// RFC 4666 3.8.1: the application servers that the routing contexts name, all where there are none. nullopt:
// the message was answered, because it names one that this association does not have, or another network.
std::optional<std::vector<M3ua::Binding*>> M3ua::concerned(const Incoming& in, const Message& message) {
  std::vector<Binding*> bindings;
  std::vector<std::uint32_t> unknown;
  const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context);
  if (contexts == nullptr) {
    for (Binding& binding : peers_[in.peer].bindings) bindings.push_back(&binding);
  } else {
    for (const std::uint32_t context : *contexts) {
      Binding* binding = find_binding(in.peer, context);
      binding != nullptr ? bindings.push_back(binding) : unknown.push_back(context);
    }
  }
  const std::string_view clause = find_message(message.type)->clause;
  if (!unknown.empty()) {
    answer(in, ErrorCode::invalid_routing_context, clause,
           "a routing context that is not configured for " + peer_name(in.peer), std::move(unknown));
    return std::nullopt;
  }
  const auto* appearance = message.find<std::uint32_t>(Tag::network_appearance);
  if (appearance == nullptr) return bindings;
  std::erase_if(bindings, [&](const Binding* b) {
    return config_.application_servers[b->server].network_appearance != *appearance;
  });
  if (!bindings.empty()) return bindings;
  answer(in, Fault{.code = ErrorCode::invalid_network_appearance,
                   .error = {.layer = "m3ua",
                             .field = "network-appearance",
                             .clause = std::string(clause),
                             .text = std::to_string(*appearance) + " is not configured for " +
                                     peer_name(in.peer)},
                   .network_appearance = *appearance});
  return std::nullopt;
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
  const auto bindings = concerned(in, message);
  if (!bindings) return;
  // A restricted destination is still reachable (3.4.6).
  const bool unavailable = message.type == MessageType::duna;
  const bool restricted = message.type == MessageType::drst;
  std::size_t not_remembered = 0;
  for (const PointCodeRange& range : affected(message)) {
    note_for_audit(in.peer, {range, false}, unavailable || restricted, in.now);
    for (const mtp::PointCode pc : expand(range)) {
      learn_destination(pc);
      for (Binding* binding : *bindings) {
        const std::size_t before = binding->restricted.size();
        if (!set_listed(binding->unavailable, pc, unavailable)) ++not_remembered;
        if (!set_listed(binding->restricted, pc, restricted)) ++not_remembered;
        restrictions_ = restrictions_ - before + binding->restricted.size();
      }
    }
  }
  if (not_remembered > 0) {
    tell(Severity::warning, std::string(find_message(message.type)->name), "RFC 4666 3.4.1",
         std::to_string(not_remembered) + " destinations are not remembered: the limit of " +
             std::to_string(config_.limits.unavailable_destinations) + " is reached");
  }
  update_destinations();
}

void M3ua::on_scon(const Incoming& in, const Message& message) {
  if (!peers_[in.peer].local_up && !peers_[in.peer].remote_up) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5", "SSNM in state ASP-DOWN");
  }
  if (!concerned(in, message)) return;
  const auto* level = message.find<CongestionLevel>(Tag::congestion_indications);
  if (level != nullptr && level->level > kHighestCongestionLevel) {
    return answer(in, ErrorCode::invalid_parameter_value, "RFC 4666 3.4.4",
                  "congestion level " + std::to_string(level->level) + "; allowed: 0 to 3");
  }
  for (const PointCodeRange& range : affected(message)) {
    // Without a level it says congestion (3.4.4), level 0 says that there is none.
    if (peers_[in.peer].local_up) {
      note_for_audit(in.peer, {range, true}, level == nullptr || level->level > 0, in.now);
    }
    for (const mtp::PointCode pc : expand(range)) {
      emit(mtp::Indication(
          mtp::StatusIndication{.affected = pc,
                                .cause = mtp::StatusCause::congestion,
                                .congestion_level = level != nullptr ? level->level : std::uint8_t{0}}));
    }
  }
}

// RFC 4666 3.4.5, 3.8.1: a user part is at one destination, a mask is an invalid value. True: it was
// answered.
bool M3ua::refuse_user_part(const Incoming& in, const Message& message) {
  const auto list = affected(message);
  if (list.size() == 1 && list.front().mask == 0) return false;
  answer(in, ErrorCode::invalid_parameter_value, "RFC 4666 3.4.5", "DUPU for more than one point code");
  return true;
}

void M3ua::on_dupu(const Incoming& in, const Message& message) {
  if (!peers_[in.peer].local_up) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5", "SSNM in state ASP-DOWN");
  }
  if (!concerned(in, message) || refuse_user_part(in, message)) return;
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
  emit(mtp::Indication(mtp::StatusIndication{.affected = affected(message).front().pc, .cause = cause}));
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

// SSNM names the application servers for which the ASP is active (3.4.1); of those in `of`, where it is
// there.
Message M3ua::network_message(MessageType type, std::size_t peer, std::vector<PointCodeRange> list, Side side,
                              const std::vector<Binding*>* of) const {
  Message message{.type = type};
  std::vector<std::uint32_t> contexts;
  std::optional<std::uint32_t> appearance;
  for (const Binding& binding : peers_[peer].bindings) {
    if (!(side == Side::local ? binding.local_active : binding.remote_active)) continue;
    if (of != nullptr && std::find(of->begin(), of->end(), &binding) == of->end()) continue;
    const ApplicationServer& server = config_.application_servers[binding.server];
    if (binding.routing_context) contexts.push_back(*binding.routing_context);
    if (!appearance) appearance = server.network_appearance;
  }
  if (appearance) message.parameters.push_back({Tag::network_appearance, *appearance});
  if (!contexts.empty()) message.parameters.push_back({Tag::routing_context, std::move(contexts)});
  message.parameters.push_back({Tag::affected_point_code, std::move(list)});
  return message;
}

void M3ua::send_status(std::size_t peer, const Destination& destination, const std::vector<Binding*>* of) {
  MessageType type = MessageType::dava;
  if (destination.availability == Availability::unavailable) type = MessageType::duna;
  if (destination.availability == Availability::restricted) type = MessageType::drst;
  const std::vector<PointCodeRange> list{{0, destination.pc}};
  // RFC 4666 4.5.3: congestion first; it says nothing of a destination that is not there.
  if (destination.congestion_level && type != MessageType::duna) {
    Message scon = network_message(MessageType::scon, peer, list, Side::remote, of);
    scon.parameters.push_back({Tag::congestion_indications, CongestionLevel{*destination.congestion_level}});
    send(peer, scon);
  }
  send(peer, network_message(type, peer, list, Side::remote, of));
}

void M3ua::on_daud(const Incoming& in, const Message& message) {
  if (!active_somewhere(in.peer, Side::remote)) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5.3", "DAUD, but the ASP is not active");
  }
  auto bindings = concerned(in, message);
  if (!bindings) return;
  std::erase_if(*bindings, [](const Binding* b) { return !b->remote_active; });
  if (bindings->empty()) {
    return answer(in, ErrorCode::unexpected_message, "RFC 4666 4.5.3",
                  "DAUD for what the ASP is not active for");
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
  if (config_.conceal_unknown_destinations && conceal(in, message, audited)) return;
  for (const mtp::PointCode pc : audited) send_status(in.peer, destination_status(pc), &*bindings);
}

// RFC 4666 3.8.1: the status of these is not told. True: the DAUD was answered.
bool M3ua::conceal(const Incoming& in, const Message& message, const std::vector<mtp::PointCode>& audited) {
  Fault fault{.code = ErrorCode::destination_status_unknown,
              .error = {.layer = "m3ua",
                        .field = "affected-point-code",
                        .clause = "RFC 4666 3.8.1",
                        .text = "DAUD for a destination that this node does not know"}};
  for (const mtp::PointCode pc : audited) {
    const auto& list = config_.destinations;
    const bool known =
        std::any_of(list.begin(), list.end(), [pc](const Destination& d) { return d.pc == pc; });
    if (!known && destination_status(pc).availability == Availability::unavailable) {
      fault.affected_point_codes.push_back(pc);
    }
  }
  if (fault.affected_point_codes.empty()) return false;
  if (const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context)) {
    fault.routing_contexts = *contexts;
  }
  if (const auto* appearance = message.find<std::uint32_t>(Tag::network_appearance)) {
    fault.network_appearance = *appearance;
  }
  answer(in, std::move(fault));
  return true;
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

void M3ua::handle(const ReportCongestion& request, Instant) {
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (!active_somewhere(peer, Side::local)) continue;
    Message scon = network_message(MessageType::scon, peer, {{0, request.pc}}, Side::local);
    if (request.concerned) {
      scon.parameters.push_back({Tag::concerned_destination, PointCodeRange{0, *request.concerned}});
    }
    scon.parameters.push_back({Tag::congestion_indications, CongestionLevel{request.level}});
    send(peer, scon);
  }
}

void M3ua::handle(const Audit& request, Instant) {
  for (std::size_t peer = 0; peer < peers_.size(); ++peer) {
    if (!active_somewhere(peer, Side::local)) continue;
    send(peer, network_message(MessageType::daud, peer, {{0, request.pc}}, Side::local));
  }
}

}  // namespace mapsim::m3ua
