// From the user to the library. What is sent within a turn goes to the library together, so that it is
// bundled (RFC 9260 6.10): all but the last message may wait for each other, and the last sends everything.
#include <arpa/inet.h>
#include <cerrno>
#include <usrsctp.h>

#include "sigtran/link/usrsctp/transport.h"

namespace mapsim::link {

namespace {

// More than the library holds chunks of one association, so that a context is not used twice at a time.
constexpr std::size_t kContexts = 32'768;

Error cannot_send(std::string text) {
  return Error{.layer = "sctp", .field = "send", .clause = "RFC 9260 11.1", .text = std::move(text)};
}

void set_nodelay(struct socket* socket, bool nodelay) {
  const int value = nodelay ? 1 : 0;
  usrsctp_setsockopt(socket, IPPROTO_SCTP, SCTP_NODELAY, &value, sizeof(value));
}

}  // namespace

Result<void> UsrsctpTransport::send(AssociationId association, OutBuffer message, SendOptions options,
                                    Instant now) {
  now_ = now;
  Association* a = find(association);
  if (a == nullptr) return fail(cannot_send("there is no such association"));
  if (!a->established) return fail(cannot_send("the association is not established yet"));
  if (a->shutdown_asked || a->shutdown_by_peer || a->aborting || a->ended) {
    return fail(cannot_send("the association is being ended"));
  }
  const SctpOptions& limits = config_.sctp;
  const std::size_t size = message.size();
  if (size == 0) return fail(cannot_send("a message has at least one octet"));
  if (size > limits.max_message) {
    return fail(cannot_send("a message of " + std::to_string(size) + " octets; at most " +
                            std::to_string(limits.max_message) + " are allowed"));
  }
  if (a->queued_octets + size > limits.send_queue_octets) {
    return fail(cannot_send("the send queue is full: " + std::to_string(a->queued_octets) + " of " +
                            std::to_string(limits.send_queue_octets) + " octets wait"));
  }
  a->queued_octets += size;
  a->queue.push({std::move(message), options});
  mark_dirty(*a);
  return {};
}

void UsrsctpTransport::mark_dirty(Association& a) {
  flush_wanted_ = true;
  if (a.in_dirty) return;
  a.in_dirty = true;
  dirty_.push_back(a.id);
}

void UsrsctpTransport::push_messages() {
  flush_wanted_ = false;
  std::size_t kept = 0;
  for (const AssociationId id : dirty_) {
    Association* a = find(id);
    if (a == nullptr) continue;
    push_messages(*a);
    // Where the library takes no more, the next packet that comes in makes room.
    if (!a->queue.empty() && !a->ended) {
      dirty_[kept++] = id;
    } else {
      a->in_dirty = false;
    }
  }
  dirty_.resize(kept);
}

void UsrsctpTransport::push_messages(Association& a) {
  if (a.aborting || a.ended) return;
  bool waits = false;
  if (config_.sctp.nodelay && a.queue.size() > 1) {
    waits = true;
    set_nodelay(a.socket, false);
  }
  while (!a.queue.empty()) {
    if (waits && a.queue.size() == 1) {
      waits = false;
      set_nodelay(a.socket, true);
    }
    if (!push_message(a, a.queue.front())) break;
    a.queued_octets -= a.queue.front().octets.size();
    a.queue.pop();
  }
  if (waits) set_nodelay(a.socket, true);
  if (a.queue.empty() && a.shutdown_asked && !a.shutdown_started) {
    a.shutdown_started = true;
    usrsctp_shutdown(a.socket, SHUT_WR);
  }
}

bool UsrsctpTransport::push_message(Association& a, const detail::UsrsctpMessage& message) {
  sctp_sndinfo info{};
  info.snd_sid = static_cast<std::uint16_t>(message.options.stream % a.streams_out);
  info.snd_flags = message.options.unordered ? std::uint16_t{SCTP_UNORDERED} : std::uint16_t{0};
  info.snd_ppid = htonl(message.options.payload_protocol);
  info.snd_context = a.next_context;
  const OctetView octets = message.octets.view();
  const ssize_t sent = usrsctp_sendv(a.socket, octets.data(), octets.size(), nullptr, 0, &info, sizeof(info),
                                     SCTP_SENDV_SNDINFO, 0);
  if (sent < 0) return false;  // full, or about to be told that the association ended
  if (message.octets.tag != 0 && a.tags.empty()) a.tags.resize(kContexts);
  if (!a.tags.empty()) a.tags[a.next_context % kContexts] = message.octets.tag;
  ++a.next_context;
  if (observer_ != nullptr) {
    observer_->on_message(now_, {.flow = wire_flow(a, true),
                                 .outgoing = true,
                                 .stream = info.snd_sid,
                                 .unordered = message.options.unordered,
                                 .tag = message.octets.tag,
                                 .size = octets.size()});
  }
  return true;
}

bool UsrsctpTransport::is_drained() {
  bool drained = true;
  associations_.for_each([&](SlabHandle, Association& a) {
    if (!a.established || a.ended) return;
    sctp_status status{};
    socklen_t size = sizeof status;
    const bool known = usrsctp_getsockopt(a.socket, IPPROTO_SCTP, SCTP_STATUS, &status, &size) == 0;
    drained = drained && a.queue.empty() && (!known || status.sstat_unackdata + status.sstat_penddata == 0);
  });
  return drained;
}

bool UsrsctpTransport::is_behind() {
  bool behind = false;
  associations_.for_each([&](SlabHandle, const Association& a) {
    behind = behind || (a.established && !a.ended && a.queued_octets >= config_.sctp.send_queue_octets / 2);
  });
  return behind;
}

}  // namespace mapsim::link
