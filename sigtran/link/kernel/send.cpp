// Messages to the kernel (RFC 6458 5.3.4, SCTP_SNDINFO): queued by send(), written at the end of a turn, so
// that several small ones share a packet (RFC 9260 6.10).
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/sctp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "sigtran/link/kernel/transport.h"

namespace mapsim::link {

using detail::AssociationPhase;

namespace {

constexpr std::size_t kBatch = 32;

// Memory for one sendmmsg(2).
struct SendBatch {
  struct alignas(cmsghdr) Control {
    std::array<std::uint8_t, CMSG_SPACE(sizeof(sctp_sndinfo))> octets;
  };
  std::array<mmsghdr, kBatch> headers;
  std::array<iovec, kBatch> vectors;
  std::array<Control, kBatch> control;

  void set(std::size_t i, const detail::KernelOutgoing& out, std::uint32_t context) {
    const OctetView octets = out.message.view();
    vectors[i] = {const_cast<std::uint8_t*>(octets.data()), octets.size()};  // sendmsg(2) only reads
    headers[i] = {};
    msghdr& h = headers[i].msg_hdr;
    h.msg_iov = &vectors[i];
    h.msg_iovlen = 1;
    h.msg_control = control[i].octets.data();
    h.msg_controllen = control[i].octets.size();
    cmsghdr* c = CMSG_FIRSTHDR(&h);
    c->cmsg_level = IPPROTO_SCTP;
    c->cmsg_type = SCTP_SNDINFO;
    c->cmsg_len = CMSG_LEN(sizeof(sctp_sndinfo));
    sctp_sndinfo info{};
    info.snd_sid = out.stream;
    info.snd_ppid = htonl(out.payload_protocol);
    info.snd_flags = out.unordered ? std::uint16_t{SCTP_UNORDERED} : std::uint16_t{0};
    info.snd_context = context;
    std::memcpy(CMSG_DATA(c), &info, sizeof info);
  }
};

}  // namespace

Result<void> KernelTransport::send(AssociationId association, OutBuffer message, SendOptions options,
                                   Instant) {
  Association* a = find(association);
  if (a == nullptr || a->phase != AssociationPhase::up) {
    return fail(Error{.layer = "sctp", .text = "the association is not established"});
  }
  const std::size_t size = message.size();
  if (size == 0) return fail(Error{.layer = "sctp", .clause = "RFC 9260 6.2", .text = "an empty message"});
  if (size > options_.max_message) {
    return fail(Error{
        .layer = "sctp",
        .field = "user message",
        .text = std::to_string(size) + " octets; allowed: up to " + std::to_string(options_.max_message)});
  }
  if (a->queued_octets + size > options_.send_queue_octets) {
    return fail(Error{.layer = "sctp", .text = "the send queue is full"});
  }
  a->queued_octets += size;
  a->queue.push(Outgoing{std::move(message), static_cast<std::uint16_t>(options.stream % a->streams_out),
                         options.payload_protocol, options.unordered});
  if (!a->dirty && !a->waits_for_room) {
    a->dirty = true;
    dirty_.push_back(association);
  }
  return {};
}

void KernelTransport::flush_dirty() {
  for (std::size_t i = 0; i < dirty_.size(); ++i) {
    Association* a = find(dirty_[i]);
    if (a == nullptr) continue;
    a->dirty = false;
    flush(*a);
  }
  dirty_.clear();
}

void KernelTransport::flush(Association& a) {
  int code = 0;
  while (!a.queue.empty() && code == 0) {
    const std::size_t written = write_some(a, code);
    for (std::size_t i = 0; i < written; ++i) {
      const Outgoing out = a.queue.pop();
      a.queued_octets -= out.message.size();
      a.tags.put(out.message.tag);
    }
    counters_.messages_sent += written;
  }
  if (code != 0 && code != EAGAIN) on_write_error(a, code);
  const bool waits = code == EAGAIN;
  if (waits != a.waits_for_room) {
    a.waits_for_room = waits;
    watch(a);
  }
  if (a.queue.empty() && a.asked_shutdown && !a.shut_down) {
    a.shut_down = true;
    a.socket.shutdown();
  }
}

// How many of the first messages the kernel took; code: errno of the one behind them, 0 for none.
std::size_t KernelTransport::write_some(Association& a, int& code) {
  SendBatch batch;  // not initialised: set() writes what is used
  const std::size_t count = std::min(a.queue.size(), kBatch);
  for (std::size_t i = 0; i < count; ++i) {
    batch.set(i, a.queue[i], a.tags.next() + static_cast<std::uint32_t>(i));
  }
  const bool last_ones = count == a.queue.size();
  // With MSG_MORE the kernel waits for a full packet; the very last message sends what is left.
  const std::size_t more = last_ones ? count - 1 : count;
  std::size_t written = 0;
  while (written < more) {
    const int sent = ::sendmmsg(a.socket.fd(), &batch.headers[written], static_cast<unsigned>(more - written),
                                MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      code = errno;
      return written;
    }
    written += static_cast<std::size_t>(sent);
  }
  while (written < count) {
    if (::sendmsg(a.socket.fd(), &batch.headers[written].msg_hdr, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
      ++written;
    } else if (errno != EINTR) {
      code = errno;
      return written;
    }
  }
  return written;
}

void KernelTransport::on_write_error(Association& a, int code) {
  // The association ended, or ends: the notification says how, and then what is queued is told as failed.
  if (code == EPIPE || code == ENOTCONN || code == ECONNRESET || code == ESHUTDOWN || code == ETIMEDOUT)
    return;
  const Outgoing out = a.queue.pop();
  const OctetView octets = out.message.view();
  a.queued_octets -= octets.size();
  diagnose(Severity::error, system_error("send", code));
  events_.push(SendFailed{a.id, out.message.tag, Octets(octets.begin(), octets.end())});
  ++counters_.send_failures;
  if (!a.queue.empty() && !a.dirty) {
    a.dirty = true;
    dirty_.push_back(a.id);
  }
}

void KernelTransport::watch(Association& a) {
  epoll_event event{};
  event.events = EPOLLIN;
  if (a.waits_for_room) event.events |= EPOLLOUT;
  if (a.edge_triggered) event.events |= EPOLLET;
  event.data.u64 = a.id.value;
  ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, a.socket.fd(), &event);
}

bool KernelTransport::is_drained() {
  return std::ranges::all_of(slots_, [](const Slot& slot) {
    if (!slot.association || slot.association->phase != AssociationPhase::up) return true;
    const auto status = slot.association->socket.status();
    return slot.association->queue.empty() && (!status || status->unacknowledged == 0);
  });
}

bool KernelTransport::is_behind() {
  return std::ranges::any_of(slots_, [this](const Slot& slot) {
    return slot.association && slot.association->phase == AssociationPhase::up &&
           slot.association->queued_octets >= options_.send_queue_octets / 2;
  });
}

}  // namespace mapsim::link
