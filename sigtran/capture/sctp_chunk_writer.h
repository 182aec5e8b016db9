// Chunks of SCTP as octets (RFC 9260 3.3), from what an observer of a link is told.
#pragma once

#include "sigtran/core/bytes.h"
#include "sigtran/link/observer.h"

namespace mapsim::capture {

// Chunk types of RFC 9260 3.2.
inline constexpr std::uint8_t kChunkData = 0;
inline constexpr std::uint8_t kChunkInit = 1;
inline constexpr std::uint8_t kChunkInitAck = 2;
inline constexpr std::uint8_t kChunkSack = 3;
inline constexpr std::uint8_t kChunkHeartbeat = 4;
inline constexpr std::uint8_t kChunkHeartbeatAck = 5;
inline constexpr std::uint8_t kChunkAbort = 6;
inline constexpr std::uint8_t kChunkShutdown = 7;
inline constexpr std::uint8_t kChunkShutdownAck = 8;
inline constexpr std::uint8_t kChunkError = 9;
inline constexpr std::uint8_t kChunkCookieEcho = 10;
inline constexpr std::uint8_t kChunkCookieAck = 11;
inline constexpr std::uint8_t kChunkShutdownComplete = 14;

// The receiver window that every INIT, INIT ACK and SACK advertises, in octets.
inline constexpr std::uint32_t kAdvertisedWindow = 131'072;

// Appends the chunk with its padding. A state cookie is made from the association's number and the tag that
// its receiver will use, so that COOKIE ECHO returns what INIT ACK brought.
void put_chunk(Octets& out, const link::Flow& flow, const link::Chunk& chunk);

}  // namespace mapsim::capture
