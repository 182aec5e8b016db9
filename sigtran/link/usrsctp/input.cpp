// Packets between the network and the library.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <usrsctp.h>

#include "sigtran/core/crc32c.h"
#include "sigtran/link/usrsctp/transport.h"

namespace mapsim::link {

namespace {

constexpr std::size_t kCommonHeader = 12;  // RFC 9260 3.1
constexpr std::uint8_t kInit = 1;          // RFC 9260 3.3.2
constexpr std::uint8_t kSack = 3;          // RFC 9260 3.3.4
constexpr std::size_t kSackSize = 16;      // without gaps and duplicates
constexpr std::size_t kInitSize = kCommonHeader + 20;

std::uint16_t u16(OctetView octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] << 8U | octets[at + 1]);
}
void put_u16(std::span<std::uint8_t> octets, std::size_t at, std::uint16_t value) {
  octets[at] = static_cast<std::uint8_t>(value >> 8U);
  octets[at + 1] = static_cast<std::uint8_t>(value);
}
std::uint32_t u32(OctetView octets, std::size_t at) {
  return static_cast<std::uint32_t>(u16(octets, at)) << 16U | u16(octets, at + 2);
}
void put_u32(std::span<std::uint8_t> octets, std::size_t at, std::uint32_t value) {
  put_u16(octets, at, static_cast<std::uint16_t>(value >> 16U));
  put_u16(octets, at + 2, static_cast<std::uint16_t>(value));
}

}  // namespace

void UsrsctpTransport::receive_packets(Instant now) {
  std::size_t most = config_.packets_per_turn;
  for (std::size_t i = 0; i < most; ++i) {
    auto packet = io_->receive(now);
    if (!packet) return;
    if (i == 0) most = std::max(most, (1 + io_->at_hand()) / 2);
    take(*packet, now);
  }
}

void UsrsctpTransport::take(InPacket packet, Instant now) {
  ++counters_.packets_in;
  const bool long_enough = packet.octets.size() >= kCommonHeader + 4;
  const bool sound = long_enough && sctp_checksum(packet.octets) == u32(packet.octets, 8);
  if (observer_ != nullptr) {
    const PacketAddress here = io_->local();
    observer_->on_packet(
        now,
        {packet.from.host, here.host, packet.from.udp_port, here.udp_port, false, packet.octets, {}, sound});
  }
  if (!long_enough) {
    ++counters_.packets_bad;
    return diagnose({.layer = "sctp",
                     .field = "packet",
                     .clause = "RFC 9260 3",
                     .offset = packet.octets.size(),
                     .text = "a packet of " + std::to_string(packet.octets.size()) + " octets from " +
                             to_text(packet.from) + " is too short for SCTP; it is dropped"});
  }
  if (!sound) {
    ++counters_.packets_bad;
    return diagnose({.layer = "sctp",
                     .field = "checksum",
                     .clause = "RFC 9260 6.8",
                     .offset = 8,
                     .text = "a packet from " + to_text(packet.from) + " has a wrong CRC32c; it is dropped"});
  }
  Flow flow{u16(packet.octets, 2), u16(packet.octets, 0), SctpStack::kNobodysPort};
  if (!accepted_.empty() && !accepted_.contains(packet.from.host) && !path_by_peer_.contains(packet.from)) {
    ++counters_.packets_refused;
    return diagnose({.layer = "sctp",
                     .field = "peer address",
                     .text = "a packet from " + to_text(packet.from) +
                             ", which is none of the accepted peers; it is dropped"});
  }
  const std::uint32_t path = path_to(packet.from);
  paths_[path].last_used = ++uses_;
  const auto& flows = paths_[path].flows;
  const auto known = std::find_if(flows.begin(), flows.end(), [&](const Flow& f) {
    return f.local_port == flow.local_port && f.remote_port == flow.remote_port;
  });
  const auto listener = std::find_if(listeners_.begin(), listeners_.end(), [&](const Listener& l) {
    return listening_ && l.port == flow.local_port;
  });
  if (known != flows.end()) {
    flow.library_port = known->library_port;
  } else if (listener != listeners_.end()) {
    flow.library_port = listener->library_port;
    if (refuse(paths_[path], flow, packet.octets)) return;
  }
  answering_port_ = flow.local_port;
  put_u16(packet.octets, 2, flow.library_port);
  stack_->input(paths_[path].address, packet.octets);
  if (known == flows.end() && listener != listeners_.end()) accept(*listener, path);
}

// RFC 9260 5.1: an endpoint without resources answers INIT by ABORT. A cookie that was given out earlier may
// still come; accept() sees to that.
bool UsrsctpTransport::refuse(const Path& path, const Flow& flow, OctetView packet) {
  const std::size_t limit = std::min<std::size_t>(config_.sctp.max_associations, 0xFFFF);
  if (associations_.size() < limit) return false;
  if (packet[kCommonHeader] != kInit || packet.size() < kInitSize) return false;
  ++counters_.associations_refused;
  diagnose({.layer = "sctp",
            .field = "INIT",
            .clause = "RFC 9260 5.1",
            .text = "an association from " + to_text(path.peer) + " is refused: there are " +
                    std::to_string(limit) + ", and no more are allowed"});
  // Common header, ABORT with the cause "out of resource" (RFC 9260 3.3.7, 3.3.10.4).
  std::array<std::uint8_t, kCommonHeader + 8> abort{};
  put_u16(abort, 0, flow.local_port);
  put_u16(abort, 2, flow.remote_port);
  put_u32(abort, 4, u32(packet, kCommonHeader + 4));  // the initiate tag
  put_u32(abort, kCommonHeader, 0x06000008);
  put_u32(abort, kCommonHeader + 4, 0x00040004);
  put_out(path, abort);
  return true;
}

void UsrsctpTransport::accept(Listener& listener, std::uint32_t path) {
  for (;;) {
    sockaddr_conn from{};
    socklen_t size = sizeof(from);
    struct socket* socket = usrsctp_accept(listener.socket, reinterpret_cast<sockaddr*>(&from), &size);
    if (socket == nullptr) return;
    const std::uint32_t address = SctpStack::from_pointer(from.sconn_addr);
    const std::size_t limit = std::min<std::size_t>(config_.sctp.max_associations, 0xFFFF);
    // A cookie may name a path that has gone to another peer since.
    if (address != paths_[path].address || associations_.size() >= limit) {
      ++counters_.associations_refused;
      const linger at_once{1, 0};
      usrsctp_setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
      usrsctp_close(socket);
      continue;
    }
    Association& a = create(path, {listener.port, ntohs(from.sconn_port), listener.library_port});
    a.socket = socket;
    a.incoming = true;
    usrsctp_set_non_blocking(socket, 1);
    usrsctp_set_upcall(socket, &UsrsctpTransport::on_upcall, &a);
    mark_ready(a);
  }
}

void UsrsctpTransport::on_output(std::uint32_t path, OctetView packet) {
  const std::uint16_t library_port = u16(packet, 0);
  const std::uint16_t port =
      library_port == SctpStack::kNobodysPort ? answering_port_ : stack_->port_on_wire(library_port);
  if (!put_out(paths_[path], packet)) return;
  const std::size_t number = batch_.size() - 1;
  const std::span<std::uint8_t> octets = batch_.packet(number);
  put_u16(octets, 0, port);
  if (octets.size() > kCommonHeader && octets[kCommonHeader] == kSack) on_sack(paths_[path], number);
}

// The library acknowledges every second packet, before the user has his turn. Of two acknowledgements that
// would leave together the later says everything. More are not left out: a sender lets no more than four
// packets go for each (RFC 9260 6.1 D), and it counts those that report gaps (7.2.4).
void UsrsctpTransport::on_sack(Path& path, std::size_t number) {
  const OctetView octets = batch_.packet(number);
  const bool follows = path.sack_turn == batch_turn_ &&
                       equal(batch_.packet(path.sack).first(8), octets.first(8));  // ports, verification tag
  if (follows) batch_.drop(path.sack);
  const bool alone = octets.size() == kCommonHeader + kSackSize;
  path.sack_turn = alone && !follows ? batch_turn_ : 0;
  path.sack = number;
}

bool UsrsctpTransport::put_out(const Path& path, OctetView packet) {
  if (batch_.add(path.peer, packet)) return true;
  ++counters_.packets_not_sent;
  return false;
}

void UsrsctpTransport::flush() {
  batch_.flush(*io_, now_, [this](const PacketAddress& to, std::span<std::uint8_t> packet) {
    put_u32(packet, 8, sctp_checksum(packet));
    ++counters_.packets_out;
    if (observer_ == nullptr) return;
    const PacketAddress here = io_->local();
    observer_->on_packet(now_, {here.host, to.host, here.udp_port, to.udp_port, true, packet});
  });
  ++batch_turn_;
  network_full_ = !batch_.empty();
  if (auto problem = io_->take_problem()) diagnose(std::move(*problem));
}

std::uint32_t UsrsctpTransport::path_to(const PacketAddress& peer) {
  if (const auto found = path_by_peer_.find(peer); found != path_by_peer_.end()) return found->second;
  if (path_by_peer_.size() >= associations_.size() + config_.max_unassociated_peers) forget_oldest_path();
  if (free_paths_.empty()) {
    free_paths_.push_back(static_cast<std::uint32_t>(paths_.size()));
    paths_.emplace_back();
  }
  const std::uint32_t path = free_paths_.back();
  free_paths_.pop_back();
  paths_[path].peer = peer;
  paths_[path].sack_turn = 0;
  paths_[path].address = stack_->add_path(*this, path);
  path_by_peer_.emplace(peer, path);
  return path;
}

void UsrsctpTransport::forget_oldest_path() {
  auto oldest = path_by_peer_.end();
  for (auto it = path_by_peer_.begin(); it != path_by_peer_.end(); ++it) {
    const Path& path = paths_[it->second];
    if (!path.flows.empty()) continue;
    if (oldest == path_by_peer_.end() || path.last_used < paths_[oldest->second].last_used) oldest = it;
  }
  if (oldest == path_by_peer_.end()) return;
  stack_->remove_path(paths_[oldest->second].address);
  paths_[oldest->second].address = 0;
  free_paths_.push_back(oldest->second);
  path_by_peer_.erase(oldest);
}

}  // namespace mapsim::link
