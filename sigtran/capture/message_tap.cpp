#include "sigtran/capture/message_tap.h"

#include <algorithm>

#include "sigtran/capture/put.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/core/crc32c.h"

namespace mapsim::capture {

MessageTap::MessageTap(std::unique_ptr<link::Transport> transport, link::Observer& observer, WireFacts facts)
    : transport_(std::move(transport)),
      pollable_(dynamic_cast<const link::Pollable*>(transport_.get())),
      observer_(observer),
      facts_(std::move(facts)) {}

Result<void> MessageTap::listen(const link::EndpointAddress& local, Instant now) {
  auto listening = transport_->listen(local, now);
  if (listening) local_ = local;
  return listening;
}

Result<link::AssociationId> MessageTap::connect(const link::EndpointAddress& local,
                                                const link::EndpointAddress& peer, Instant now) {
  auto id = transport_->connect(local, peer, now);
  if (id) connecting_[id->value] = local;
  return id;
}

Result<void> MessageTap::send(link::AssociationId association, OutBuffer message, link::SendOptions options,
                              Instant now) {
  now_ = now;
  const auto found = associations_.find(association.value);
  if (found == associations_.end()) return transport_->send(association, std::move(message), options, now);
  const OutBuffer copy = message;
  auto sent = transport_->send(association, std::move(message), options, now);
  if (!sent) return sent;
  const auto stream = static_cast<std::uint16_t>(options.stream % found->second.streams_out);
  Direction& out = found->second.out;
  observer_.on_message(now, {.flow = out.flow,
                             .outgoing = true,
                             .stream = stream,
                             .unordered = options.unordered,
                             .tag = copy.tag,
                             .size = copy.size()});
  tell(out, stream, options.unordered, options.payload_protocol, copy.view(), true);
  return sent;
}

void MessageTap::shutdown(link::AssociationId association, Instant now) {
  transport_->shutdown(association, now);
}

void MessageTap::abort(link::AssociationId association, Instant now) {
  transport_->abort(association, now);
}

void MessageTap::on_time(Instant now) {
  now_ = now;
  transport_->on_time(now);
}

std::optional<link::Event> MessageTap::poll() {
  auto event = transport_->poll();
  if (!event) return event;
  if (const auto* up = std::get_if<link::Established>(&*event)) {
    start(*up);
  } else if (const auto* lost = std::get_if<link::Lost>(&*event)) {
    associations_.erase(lost->association.value);
    connecting_.erase(lost->association.value);
  } else if (const auto* received = std::get_if<link::Received>(&*event)) {
    const auto found = associations_.find(received->association.value);
    if (found == associations_.end()) return event;
    Direction& in = found->second.in;
    const std::uint32_t made =
        tell(in, received->stream, false, received->payload_protocol, received->data, false);
    observer_.on_message(now_, {.flow = in.flow,
                                .stream = received->stream,
                                .tsn = facts_.received_tsn ? facts_.received_tsn() : made,
                                .size = received->data.size()});
  }
  return event;
}

// Endpoints whose first hosts are no IP addresses of one family are not told.
void MessageTap::start(const link::Established& up) {
  const auto connecting = connecting_.find(up.association.value);
  const link::EndpointAddress& local = connecting != connecting_.end() ? connecting->second : local_;
  if (local.hosts.empty() || up.peer.hosts.empty()) return;
  const auto here = link::parse_ip(local.hosts.front());
  const auto there = link::parse_ip(up.peer.hosts.front());
  if (!here || !there || here->is_v6 != there->is_v6) return;
  const std::uint16_t port = facts_.local_port ? facts_.local_port(up.association) : local.port;
  Association a;
  a.out.flow = {*here, *there, 0, 0, port, up.peer.port};
  a.in.flow = {*there, *here, 0, 0, up.peer.port, port};
  a.out.verification_tag = next_tag_++;
  a.in.verification_tag = next_tag_++;
  a.streams_out = std::max<std::uint16_t>(up.streams_out, 1);
  associations_[up.association.value] = std::move(a);
}

std::uint32_t MessageTap::tell(Direction& direction, std::uint16_t stream, bool unordered,
                               std::uint32_t protocol, OctetView message, bool outgoing) {
  const std::uint32_t tsn = direction.next_tsn++;
  packet_.clear();
  put_u16(packet_, direction.flow.from_port);
  put_u16(packet_, direction.flow.to_port);
  put_u32(packet_, direction.verification_tag);
  put_u32(packet_, 0);
  link::Chunk chunk;
  chunk.stream = stream;
  chunk.stream_sequence = unordered ? std::uint16_t{0} : direction.next_sequence[stream]++;
  chunk.unordered = unordered;
  chunk.payload_protocol = protocol;
  chunk.payload = message;
  chunk.tsn = tsn;
  put_chunk(packet_, {}, chunk);
  const std::uint32_t checksum = sctp_checksum(packet_);
  set_u16(packet_, 8, static_cast<std::uint16_t>(checksum >> 16U));
  set_u16(packet_, 10, static_cast<std::uint16_t>(checksum));
  const link::WireFlow& flow = direction.flow;
  observer_.on_packet(now_, {flow.from, flow.to, 0, 0, outgoing, packet_, {}});
  return tsn;
}

}  // namespace mapsim::capture
