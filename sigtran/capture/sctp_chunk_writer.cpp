#include "sigtran/capture/sctp_chunk_writer.h"

#include "sigtran/capture/put.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

using link::Chunk;
using link::ChunkKind;

namespace {

constexpr std::uint16_t kParameterHeartbeatInfo = 1;
constexpr std::uint16_t kParameterIpv4 = 5;
constexpr std::uint16_t kParameterIpv6 = 6;
constexpr std::uint16_t kParameterStateCookie = 7;

std::uint8_t chunk_type(ChunkKind kind) {
  switch (kind) {
    case ChunkKind::init:
      return kChunkInit;
    case ChunkKind::init_ack:
      return kChunkInitAck;
    case ChunkKind::cookie_echo:
      return kChunkCookieEcho;
    case ChunkKind::cookie_ack:
      return kChunkCookieAck;
    case ChunkKind::data:
      return kChunkData;
    case ChunkKind::sack:
      return kChunkSack;
    case ChunkKind::heartbeat:
      return kChunkHeartbeat;
    case ChunkKind::heartbeat_ack:
      return kChunkHeartbeatAck;
    case ChunkKind::shutdown:
      return kChunkShutdown;
    case ChunkKind::shutdown_ack:
      return kChunkShutdownAck;
    case ChunkKind::shutdown_complete:
      return kChunkShutdownComplete;
    case ChunkKind::abort:
      return kChunkAbort;
  }
  return kChunkError;
}

std::uint8_t chunk_flags(const Chunk& chunk) {
  if (chunk.kind == ChunkKind::data) {
    return static_cast<std::uint8_t>((chunk.unordered ? 4U : 0U) | (chunk.first_fragment ? 2U : 0U) |
                                     (chunk.last_fragment ? 1U : 0U));
  }
  return chunk.reflected_tag ? 1 : 0;
}

// RFC 9260 5.1.3 leaves the contents to its sender.
void put_cookie(Octets& out, std::uint32_t association, std::uint32_t tag) {
  for (std::uint32_t i = 0; i < 4; ++i) {
    put_u32(out, association * 0x9E3779B1U + i);
    put_u32(out, tag ^ (0x85EBCA6BU * (i + 1)));
  }
}

void put_init(Octets& out, const link::Flow& flow, const Chunk& chunk) {
  put_u32(out, chunk.initiate_tag);
  put_u32(out, kAdvertisedWindow);
  put_u16(out, chunk.streams_out);
  put_u16(out, chunk.streams_in);
  put_u32(out, chunk.tsn);
  for (std::size_t i = 0; flow.from.hosts.size() > 1 && i < flow.from.hosts.size(); ++i) {
    const auto address = link::parse_ip(flow.from.hosts[i]);
    if (!address) continue;
    put_u16(out, address->is_v6 ? kParameterIpv6 : kParameterIpv4);
    put_u16(out, static_cast<std::uint16_t>(4 + address->view().size()));
    put(out, address->view());
  }
  if (chunk.kind == ChunkKind::init_ack) {
    put_u16(out, kParameterStateCookie);
    put_u16(out, 4 + 32);
    put_cookie(out, flow.association, chunk.initiate_tag);
  }
}

void put_data(Octets& out, const Chunk& chunk) {
  put_u32(out, chunk.tsn);
  put_u16(out, chunk.stream);
  put_u16(out, chunk.stream_sequence);
  put_u32(out, chunk.payload_protocol);
  put(out, chunk.payload);
}

void put_value(Octets& out, const link::Flow& flow, const Chunk& chunk) {
  switch (chunk.kind) {
    case ChunkKind::init:
    case ChunkKind::init_ack:
      return put_init(out, flow, chunk);
    case ChunkKind::cookie_echo:
      return put_cookie(out, flow.association, chunk.verification_tag);
    case ChunkKind::data:
      return put_data(out, chunk);
    case ChunkKind::sack:
      put_u32(out, chunk.tsn);
      put_u32(out, kAdvertisedWindow);
      return put_u32(out, 0);  // neither gaps nor duplicates
    case ChunkKind::heartbeat:
    case ChunkKind::heartbeat_ack:
      put_u16(out, kParameterHeartbeatInfo);
      put_u16(out, static_cast<std::uint16_t>(4 + chunk.payload.size()));
      return put(out, chunk.payload);
    case ChunkKind::shutdown:
      return put_u32(out, chunk.tsn);
    case ChunkKind::cookie_ack:
    case ChunkKind::shutdown_ack:
    case ChunkKind::shutdown_complete:
    case ChunkKind::abort:
      return;
  }
}

}  // namespace

void put_chunk(Octets& out, const link::Flow& flow, const Chunk& chunk) {
  const std::size_t start = out.size();
  put_u8(out, chunk_type(chunk.kind));
  put_u8(out, chunk_flags(chunk));
  put_u16(out, 0);
  put_value(out, flow, chunk);
  set_u16(out, start + 2, static_cast<std::uint16_t>(out.size() - start));
  pad_to_word(out, start);
}

}  // namespace mapsim::capture
