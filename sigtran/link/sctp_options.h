// What may be set of SCTP, for the transports that speak it on a network: userland SCTP and the kernel's. The
// defaults are RFC 9260's (section 16), with the retransmission timeouts that signalling networks use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/core/time.h"

namespace mapsim::link {

struct SctpOptions {
  // Streams asked for; an association gets the lesser of what one side sends and the other takes.
  std::uint16_t streams_out = 17;  // stream 0 for management, the others by SLS (RFC 4666 1.4.7)
  std::uint16_t streams_in = 17;

  // Set-up (RFC 9260 5.1): INIT is sent this many times more (Max.Init.Retransmits), the time between two of
  // them doubles up to init_timeout_max.
  std::uint16_t init_retries = 8;
  Duration init_timeout_max = std::chrono::seconds(60);

  // Retransmission (RFC 9260 6.3.1). RFC 9260 has 1 s, 1 s and 60 s; kept in milliseconds, at least 10.
  Duration rto_initial = std::chrono::seconds(1);
  Duration rto_min = std::chrono::milliseconds(500);
  Duration rto_max = std::chrono::seconds(5);
  std::uint16_t association_max_retransmissions = 10;  // Association.Max.Retrans
  std::uint16_t path_max_retransmissions = 5;          // Path.Max.Retrans

  // Heartbeats on an idle path (RFC 9260 8.3); zero: none.
  Duration heartbeat_interval = std::chrono::seconds(30);
  Duration sack_delay = std::chrono::milliseconds(200);  // RFC 9260 6.2; at most 500 ms; zero: none

  bool nodelay = true;               // small messages do not wait for a SACK
  std::optional<std::uint8_t> dscp;  // 0 to 63, in the IP header of every packet (RFC 2474)
  std::optional<std::uint32_t>
      path_mtu;  // octets of an IP packet; nothing: found out, or 1500 where it cannot

  // Limits -----------------------------------------------------------------------------------------
  std::size_t max_message = 64 * 1024;      // octets; a longer one is not sent, and not delivered
  std::size_t send_queue_octets = 8 << 20;  // of an association: sent by the user and not yet acknowledged
                                            // or not yet on the wire; send() fails beyond
  std::size_t receive_buffer = 1 << 20;     // octets of an association, reassembly and window (rwnd)
  std::size_t max_associations = 1024;      // of a transport; more are refused
  // Addresses (text) from which associations are accepted; empty: from anywhere.
  std::vector<std::string> accepted_peers = {};
};

}  // namespace mapsim::link
