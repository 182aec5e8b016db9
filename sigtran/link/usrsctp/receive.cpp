// From the library to the user: messages, and what the library notifies (RFC 6458 6.1).
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <usrsctp.h>

#include "sigtran/link/sctp_cause.h"
#include "sigtran/link/usrsctp/transport.h"

namespace mapsim::link {

namespace {

constexpr std::size_t kInARow = 64;  // messages of one association before the next has its turn

// Reads a notification that has at least the size of T.
template <class T>
bool read_as(OctetView octets, T& value) {
  if (octets.size() < sizeof(T)) return false;
  std::memcpy(&value, octets.data(), sizeof(T));
  return true;
}

}  // namespace

void UsrsctpTransport::on_upcall(struct socket*, void* association, int) {
  auto& a = *static_cast<Association*>(association);
  a.transport->mark_ready(a);
  if (!a.queue.empty()) a.transport->mark_dirty(a);
}

void UsrsctpTransport::mark_ready(Association& a) {
  if (a.in_ready) return;
  a.in_ready = true;
  ready_.push(a.id);
}

std::optional<Event> UsrsctpTransport::poll() {
  for (;;) {
    if (!events_.empty()) {
      Event event = events_.pop();
      if (std::holds_alternative<Diagnostic>(event)) --diagnostics_waiting_;
      return event;
    }
    if (ready_.empty()) return std::nullopt;
    Association* a = find(ready_.front());
    if (a == nullptr) {
      ready_.pop();
      continue;
    }
    if (++in_a_row_ > kInARow) {
      in_a_row_ = 0;
      ready_.push(ready_.pop());
      continue;
    }
    if (auto event = read(*a)) return event;
  }
}

// One message or notification of the association that is first in `ready_`.
std::optional<Event> UsrsctpTransport::read(Association& a) {
  sctp_rcvinfo info{};
  socklen_t info_size = sizeof(info);
  unsigned type = SCTP_RECVV_NOINFO;
  int flags = 0;
  const ssize_t size = usrsctp_recvv(a.socket, buffer_.data(), buffer_.size(), nullptr, nullptr, &info,
                                     &info_size, &type, &flags);
  const int error = size < 0 ? errno : 0;
  if (size > 0) {
    const OctetView octets = OctetView(buffer_).first(static_cast<std::size_t>(size));
    if ((flags & MSG_NOTIFICATION) != 0) {
      on_notification(a, octets);
      return std::nullopt;
    }
    return on_data(a, octets, info, (flags & MSG_EOR) != 0);
  }
  a.in_ready = false;
  in_a_row_ = 0;
  ready_.pop();
  const bool nothing_now = size < 0 && (error == EWOULDBLOCK || error == EAGAIN || error == EINTR);
  if (!nothing_now && (size < 0 || a.ended)) end(a, reason_of(a, error));
  return std::nullopt;
}

Event UsrsctpTransport::deliver(const Association& a, OctetView message, const sctp_rcvinfo& info) {
  if (observer_ != nullptr) {
    observer_->on_message(now_, {.flow = wire_flow(a, false),
                                 .stream = info.rcv_sid,
                                 .unordered = (info.rcv_flags & SCTP_UNORDERED) != 0,
                                 .tsn = info.rcv_tsn,
                                 .size = message.size()});
  }
  return Received{a.id, info.rcv_sid, ntohl(info.rcv_ppid), message};
}

std::optional<Event> UsrsctpTransport::on_data(Association& a, OctetView data, const sctp_rcvinfo& info,
                                               bool whole) {
  if (a.aborting) return std::nullopt;  // the user has ended it
  switch (a.incoming_message.add(data, whole)) {
    case Reassembly::Outcome::complete:
      return deliver(a, a.incoming_message.message(), info);
    case Reassembly::Outcome::oversized:
      ++counters_.messages_too_long;
      diagnose({.layer = "sctp",
                .field = "user message",
                .clause = "RFC 9260 6.9",
                .text = "a message on stream " + std::to_string(info.rcv_sid) + " has more than the " +
                        std::to_string(config_.sctp.max_message) +
                        " octets that are allowed; it is dropped"});
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

void UsrsctpTransport::on_notification(Association& a, OctetView octets) {
  sctp_notification::sctp_tlv header{};
  if (!read_as(octets, header)) return;
  switch (header.sn_type) {
    case SCTP_ASSOC_CHANGE: {
      sctp_assoc_change change{};
      if (read_as(octets, change)) {
        on_association_change(a, change);
      }
      break;
    }
    case SCTP_PEER_ADDR_CHANGE: {
      sctp_paddr_change change{};
      if (!read_as(octets, change)) break;
      const bool reachable = change.spc_state == SCTP_ADDR_AVAILABLE;
      if (reachable || change.spc_state == SCTP_ADDR_UNREACHABLE) {
        push(PeerAddressChanged{a.id, a.peer.hosts.front(), reachable});
      }
      break;
    }
    case SCTP_SHUTDOWN_EVENT:
      if (!a.shutdown_asked) a.shutdown_by_peer = true;
      break;
    case SCTP_PARTIAL_DELIVERY_EVENT:
      a.incoming_message.reset();
      diagnose({.layer = "sctp",
                .field = "user message",
                .clause = "RFC 6458 6.1.7",
                .text = "the rest of a message that came in parts never came; it is dropped"});
      break;
    case SCTP_SEND_FAILED_EVENT:
      on_send_failed(a, octets);
      break;
    default:
      break;
  }
}

void UsrsctpTransport::on_association_change(Association& a, const sctp_assoc_change& change) {
  const std::uint16_t out = change.sac_outbound_streams;
  const std::uint16_t in = change.sac_inbound_streams;
  switch (change.sac_state) {
    case SCTP_COMM_UP:
      a.established = true;
      a.streams_out = std::max<std::uint16_t>(out, 1);
      push(Established{a.id, a.peer, in, out, a.incoming});
      break;
    case SCTP_RESTART:
      a.streams_out = std::max<std::uint16_t>(out, 1);
      a.incoming_message.reset();
      for (auto& failed : a.failed) {
        const std::uint64_t tag = a.tags.empty() ? 0 : a.tags[failed.context % a.tags.size()];
        push(SendFailed{a.id, tag, std::move(failed.data)});
      }
      a.failed.clear();
      push(Restarted{a.id});
      break;
    default:  // SCTP_COMM_LOST, SCTP_SHUTDOWN_COMP, SCTP_CANT_STR_ASSOC
      a.ended = true;
      a.cause = change.sac_error;
      break;
  }
}

// One event tells a chunk that was on the wire, or a message that was not yet: chunks of one message follow
// each other, in the order of their TSNs.
void UsrsctpTransport::on_send_failed(Association& a, OctetView octets) {
  sctp_send_failed_event event{};
  if (!read_as(octets, event)) return;
  const OctetView data = octets.subspan(sizeof(sctp_send_failed_event));
  const std::uint32_t context = event.ssfe_info.snd_context;
  if (a.failed.empty() || a.failed.back().context != context) a.failed.push_back({context, {}});
  Octets& kept = a.failed.back().data;
  kept.insert(kept.end(), data.begin(), data.end());
}

LossReason UsrsctpTransport::reason_of(const Association& a, int error) const {
  if (a.aborting) return LossReason::aborted_locally;
  switch (error) {
    case 0:
      return a.shutdown_by_peer ? LossReason::shutdown_by_peer : LossReason::shutdown_complete;
    case ECONNREFUSED:
      return LossReason::refused;
    case ETIMEDOUT:
      return LossReason::unreachable;
    case ECONNABORTED:
      // By the library: the peer broke the protocol, or acknowledged nothing, for which there is no cause
      // code.
      return a.cause != 0 ? LossReason::aborted_locally : LossReason::unreachable;
    default:
      return LossReason::aborted_by_peer;
  }
}

// What an ABORT said about its reason.
void UsrsctpTransport::tell_cause(const Association& a, LossReason reason) {
  if (a.cause == 0 || a.aborting) return;
  const auto name = sctp_cause_name(a.cause);
  diagnose({.layer = "sctp",
            .field = "ABORT",
            .clause = "RFC 9260 3.3.10",
            .text = std::string(reason == LossReason::aborted_locally ? "sent to " : "received from ") +
                    a.peer.hosts.front() + ", cause " + std::to_string(a.cause) +
                    (name ? " (" + std::string(*name) + ")" : "")});
}

// Tells what was not delivered, then the loss, and forgets the association.
void UsrsctpTransport::end(Association& a, LossReason reason) {
  const AssociationId id = a.id;
  tell_cause(a, reason);
  for (auto& failed : a.failed) {
    const std::uint64_t tag = a.tags.empty() ? 0 : a.tags[failed.context % a.tags.size()];
    push(SendFailed{id, tag, std::move(failed.data)});
  }
  while (!a.queue.empty()) {
    const detail::UsrsctpMessage message = a.queue.pop();
    const OctetView octets = message.octets.view();
    push(SendFailed{id, message.octets.tag, Octets(octets.begin(), octets.end())});
  }
  push(Lost{id, reason});
  usrsctp_set_upcall(a.socket, nullptr, nullptr);
  usrsctp_close(a.socket);
  if (a.own_port != 0) stack_->release_port(a.own_port);
  auto& flows = paths_[a.path].flows;
  std::erase_if(
      flows, [&](const Flow& f) { return f.local_port == a.local_port && f.remote_port == a.remote_port; });
  const std::uint32_t slot = id.value & 0xFFFFU;
  associations_.erase(associations_.handle_at(slot));
  flush();  // its last packets: the user may not come back after this
}

}  // namespace mapsim::link
