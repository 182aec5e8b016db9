// Where userland SCTP gets its packets from and puts them: a socket, or a network in memory.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "sigtran/core/bytes.h"
#include "sigtran/core/time.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::link {

inline constexpr std::uint16_t kSctpOverUdp = 9899;  // RFC 6951 5.1

// One end of a path: a host, and the UDP port when SCTP is inside UDP (RFC 6951); 0 when it is not.
struct PacketAddress {
  IpAddress host;
  std::uint16_t udp_port = 0;
  friend auto operator<=>(const PacketAddress&, const PacketAddress&) = default;
};

// "192.0.2.1", "192.0.2.1 (UDP port 9899)".
std::string to_text(const PacketAddress& address);

struct InPacket {
  PacketAddress from;
  std::span<std::uint8_t> octets;  // from the common header of SCTP; valid until the next receive()
};

struct OutPacket {
  PacketAddress to;
  OctetView octets;
};

class PacketIo {
 public:
  virtual ~PacketIo() = default;

  // Called once, before everything else. Error: the address cannot be used, or a right is missing.
  virtual Result<void> open(const IpAddress& local) = 0;
  // Hands packets to the network and returns how many it took, from the first on; the others may go later.
  // A packet that the network refuses for good counts as taken: SCTP sends again what mattered.
  virtual std::size_t send(std::span<const OutPacket> packets, Instant now) = 0;
  // The next packet that came; nullopt: none now.
  virtual std::optional<InPacket> receive(Instant now) = 0;

  // Why the network refused packets since the last call, each peer and reason once; nullopt: nothing new.
  virtual std::optional<Error> take_problem() { return std::nullopt; }

  virtual PacketAddress local() const = 0;
  // Where packets to a host go before one came from it (the peer's UDP port is then the one it sent from,
  // RFC 6951 5.4).
  virtual PacketAddress remote(const IpAddress& host) const = 0;
  // Octets of the headers before SCTP: 20 or 40 of IP, 8 of UDP.
  virtual std::size_t overhead() const = 0;

  // Readable while receive() has something (link::Pollable). -1: nothing to wait on, or not open yet.
  virtual int fd() const { return -1; }
  // When receive() has something at the latest: for a network whose time is virtual, and for packets that are
  // at hand, which make no descriptor readable.
  virtual Instant next_deadline() const { return Instant::never(); }
  // Packets that were taken from the network and that receive() gives next; there may be more.
  virtual std::size_t at_hand() const { return 0; }
};

}  // namespace mapsim::link
