// BEAT (RFC 4666 4.3.4.6) and ERROR (3.8.1).
#include <algorithm>

#include "sigtran/m3ua/m3ua.h"
#include "sigtran/m3ua/wire.h"

namespace mapsim::m3ua {

namespace {

constexpr unsigned kMaxUnanswered = 2;  // RFC 4666 4.3.4.6: 2 * T(beat)

Octets beat_data(std::uint64_t number) {
  Octets out(8);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
  return out;
}

// Whether an ERROR says that a request will not be granted, however often it is repeated.
bool refuses(ErrorCode code, MessageType request) {
  switch (code) {
    case ErrorCode::invalid_version:
    case ErrorCode::refused_management_blocking:
      return true;
    case ErrorCode::asp_identifier_required:
    case ErrorCode::invalid_asp_identifier:
      return request == MessageType::aspup;
    case ErrorCode::unsupported_message_class:
    case ErrorCode::unsupported_message_type:
      // 4.4.1: a node without registration answers so.
      return request == MessageType::reg_req || request == MessageType::dereg_req;
    case ErrorCode::unsupported_traffic_mode_type:
    case ErrorCode::invalid_routing_context:
    case ErrorCode::no_configured_as_for_asp:
      return request == MessageType::aspac || request == MessageType::aspia;
    default:
      return false;
  }
}

}  // namespace

// The answer has the parameters of the question, whatever they are (3.5.6); only the type differs, and
// padding that the peer left out is there and counted (3.2).
void M3ua::on_beat(const Incoming& in, const Message&) {
  constexpr std::size_t kTypeOffset = 3;
  constexpr std::size_t kLengthOffset = 4;
  Octets octets(in.octets.begin(), in.octets.end());
  octets.insert(octets.end(), padding_after(octets.size()), 0);
  for (std::size_t i = 0; i < 4; ++i) {
    octets[kLengthOffset + i] = static_cast<std::uint8_t>(octets.size() >> (24 - 8 * i));
  }
  octets[kTypeOffset] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(MessageType::beat_ack) & 0xFFU);
  OutBuffer out(octets.size());
  out.prepend(octets);
  emit(SendMessage{*peers_[in.peer].id, in.stream, std::move(out)});
}

void M3ua::on_beat_ack(const Incoming& in, const Message& message) {
  Association& a = peers_[in.peer];
  const auto* data = message.find<Octets>(Tag::heartbeat_data);
  for (unsigned i = 0; i < a.beats_unanswered; ++i) {
    if (data == nullptr || *data != beat_data(a.beats_sent - i)) continue;
    a.beats_unanswered = i;  // the later ones are still open
    return;
  }
  tell(Severity::info, "beat-ack", "RFC 4666 4.3.4.6", "answers no BEAT of this node");
}

void M3ua::on_heartbeat_time(std::size_t peer, Instant now) {
  Association& a = peers_[peer];
  if (!a.id) return;
  if (a.beats_unanswered >= kMaxUnanswered) {
    tell(Severity::error, "beat", "RFC 4666 4.3.4.6", peer_name(peer) + " does not answer heartbeats");
    lose(peer, now);
    a.stalled = true;
    emit(PeerUnavailable{peer, *a.id});
    return;
  }
  ++a.beats_unanswered;
  ++a.beats_sent;
  Message beat{.type = MessageType::beat};
  beat.parameters.push_back({Tag::heartbeat_data, beat_data(a.beats_sent)});
  send(peer, beat);
  a.beat_timer = timers_.arm(now, *config_.timers.heartbeat, {TimerKind::heartbeat, peer});
}

void M3ua::on_err(const Incoming& in, const Message& message) {
  ErrorReceived event{.peer = in.peer,
                      .code = static_cast<ErrorCode>(*message.find<std::uint32_t>(Tag::error_code))};
  if (const auto* contexts = message.find<std::vector<std::uint32_t>>(Tag::routing_context)) {
    event.routing_contexts = *contexts;
  }
  if (const auto* octets = message.find<Octets>(Tag::diagnostic_information))
    event.diagnostic_information = *octets;
  const auto name = enum_name(event.code);
  tell(Severity::warning, "err", "RFC 4666 3.8.1",
       peer_name(in.peer) + " sent ERROR " +
           (name ? std::string(*name) : std::to_string(static_cast<std::uint32_t>(event.code))));
  const auto& request = peers_[in.peer].request;
  const ErrorCode code = event.code;
  emit(std::move(event));
  if (request && refuses(code, *request)) fail_request(in.peer, code);
}

}  // namespace mapsim::m3ua
