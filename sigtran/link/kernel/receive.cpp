// Messages and notifications of the kernel (RFC 6458 5.1, 6.1).
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/epoll.h>

#include "sigtran/link/kernel/transport.h"
#include "sigtran/link/sctp_cause.h"

namespace mapsim::link {

using detail::AssociationPhase;

namespace {

// What the socket's error says of an association that ended: the kernel sets it before the notification.
LossReason reason_of(int code, bool connecting) {
  switch (code) {
    case ETIMEDOUT:  // the limit of retransmissions (RFC 9260 8.1, 4.1 for INIT)
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENOPROTOOPT:  // ICMP: the peer's host has no SCTP
    case EPROTONOSUPPORT:
      return LossReason::unreachable;
    case ECONNABORTED:  // by the kernel: the peer broke the protocol
      return LossReason::aborted_locally;
    default:
      return connecting ? LossReason::refused : LossReason::aborted_by_peer;
  }
}

std::string cause_text(std::uint16_t cause) {
  const auto name = sctp_cause_name(cause);
  return "cause " + std::to_string(cause) + (name ? " (" + std::string(*name) + ")" : "");
}

}  // namespace

void KernelTransport::read(Association& a) {
  const auto outcome = batch_.read(a.socket.fd());
  if (outcome == ReceiveBatch::Outcome::parts) {
    batch_owner_ = a.id;
    // A socket that is not told again until something new comes is read until it is empty.
    const bool told_again = a.phase != AssociationPhase::ended && !a.edge_triggered;
    if (!told_again) ready_.push_back(a.id);
    return;
  }
  if (a.phase == AssociationPhase::ended) return tell_lost(a);
  if (outcome == ReceiveBatch::Outcome::end) return on_end_of_data(a);
  if (outcome == ReceiveBatch::Outcome::error) on_read_error(a, batch_.code());
}

// The peer has shut down and what this end sent is still being acknowledged (RFC 9260 9.2,
// SHUTDOWN-RECEIVED).
void KernelTransport::on_end_of_data(Association& a) {
  if (a.phase == AssociationPhase::up) a.phase = AssociationPhase::closing;
  if (a.edge_triggered) return;
  a.edge_triggered = true;
  watch(a);
}

// recvmmsg(2) gives the error of the association's end before the notification of it, which has the cause.
void KernelTransport::on_read_error(Association& a, int code) {
  a.error = code;
  end(a, reason_of(code, a.phase == AssociationPhase::connecting));
}

// Why it ended, if more is known of it than the reason of Lost.
void KernelTransport::tell_cause(const Association& a) {
  const std::string& peer = a.peer.hosts.front();
  if (a.cause != 0) {
    const bool ours = a.reason == LossReason::aborted_locally;
    diagnose(Severity::warning,
             Error{.layer = "sctp",
                   .field = "ABORT",
                   .clause = "RFC 9260 3.3.10",
                   .text = (ours ? "sent to " : "received from ") + peer + ", " + cause_text(a.cause)});
  } else if (a.error != 0) {
    diagnose(Severity::warning, system_error("the association with " + peer + " ended", a.error));
  }
}

std::optional<Event> KernelTransport::take_part() {
  while (auto part = batch_.next()) {
    Association* a = find(batch_owner_);
    if (a == nullptr) {  // aborted by the user
      batch_.clear();
      return std::nullopt;
    }
    if (part->notification) {
      on_notification(*a, *part);
    } else if (auto event = on_message(*a, *part)) {
      return event;
    }
    if (!events_.empty()) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Event> KernelTransport::on_message(Association& a, const ReceivedPart& part) {
  if (!a.incoming_message.under_way()) a.incoming_tsn = part.tsn;
  switch (a.incoming_message.add(part.octets, part.end_of_record)) {
    case Reassembly::Outcome::complete:
      ++counters_.messages_received;
      received_tsn_ = a.incoming_tsn;
      return Received{a.id, part.stream, part.payload_protocol, a.incoming_message.message()};
    case Reassembly::Outcome::oversized:
      ++counters_.dropped;
      diagnose(Severity::warning,
               Error{.layer = "sctp",
                     .field = "user message",
                     .offset = options_.max_message,
                     .text = "a message on stream " + std::to_string(part.stream) + " was dropped: it has " +
                             "more than " + std::to_string(options_.max_message) + " octets"});
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

void KernelTransport::on_notification(Association& a, const ReceivedPart& part) {
  const bool rest = std::exchange(a.skips_notification, !part.end_of_record);
  if (rest) return;
  const auto read = notification::read(part.octets);
  if (!read) return diagnose(Severity::warning, read.error());
  if (const auto* change = std::get_if<notification::AssociationChange>(&*read)) {
    on_change(a, *change);
  } else if (const auto* path = std::get_if<notification::PeerAddressChange>(&*read)) {
    if (path->state == notification::PathState::other) return;
    const bool reachable = path->state != notification::PathState::unreachable;
    events_.push(PeerAddressChanged{a.id, path->address, reachable});
  } else if (const auto* failure = std::get_if<notification::SendFailure>(&*read)) {
    on_send_failure(a, *failure);
  } else if (std::holds_alternative<notification::ShutdownByPeer>(*read)) {
    if (a.phase == AssociationPhase::up) a.phase = AssociationPhase::closing;
  } else if (std::holds_alternative<notification::PartialDeliveryAborted>(*read)) {
    a.incoming_message.reset();
    diagnose(Severity::warning, Error{.layer = "sctp",
                                      .clause = "RFC 6458 6.1.7",
                                      .text = "the rest of a partly delivered message will not come"});
  } else if (const auto* remote = std::get_if<notification::RemoteError>(&*read)) {
    diagnose(Severity::warning,
             Error{.layer = "sctp",
                   .field = "ERROR",
                   .clause = "RFC 9260 3.3.10",
                   .text = "received from " + a.peer.hosts.front() + ", " + cause_text(remote->cause)});
  }
}

void KernelTransport::on_change(Association& a, const notification::AssociationChange& change) {
  const bool connecting = a.phase == AssociationPhase::connecting;
  switch (change.state) {
    case notification::AssociationState::up:
      if (connecting) established(a, false);
      return;
    case notification::AssociationState::restarted:  // RFC 9260 5.2: streams are as new
      a.incoming_message.reset();
      a.streams_out = std::max<std::uint16_t>(change.streams_out, 1);
      for (std::size_t i = 0; i < a.queue.size(); ++i) {
        a.queue[i].stream = static_cast<std::uint16_t>(a.queue[i].stream % a.streams_out);
      }
      events_.push(Restarted{a.id});
      return;
    case notification::AssociationState::shutdown_complete:
      return end(a, a.asked_shutdown ? LossReason::shutdown_complete : LossReason::shutdown_by_peer);
    default:
      break;
  }
  a.cause = change.error;
  if (a.error == 0) a.error = a.socket.take_error();
  end(a, reason_of(a.error, connecting));
}

void KernelTransport::on_send_failure(Association& a, const notification::SendFailure& failure) {
  const bool begins = failure.first_part;
  if (begins) a.failed_message.reset();
  const bool continues = a.failed_message.under_way() && a.failed_context == failure.context;
  if (!begins && !continues) {
    // Its first part was acknowledged: what is left is no message.
    if (failure.last_part) {
      ++counters_.send_failures;
      diagnose(Severity::warning,
               Error{.layer = "sctp",
                     .clause = "RFC 6458 6.1.4",
                     .text = "a message was delivered in part when the association ended"});
    }
    return;
  }
  a.failed_context = failure.context;
  if (a.failed_message.add(failure.data, failure.last_part) != Reassembly::Outcome::complete) return;
  const OctetView octets = a.failed_message.message();
  events_.push(SendFailed{a.id, a.tags.tag(failure.context), Octets(octets.begin(), octets.end())});
  ++counters_.send_failures;
}

}  // namespace mapsim::link
