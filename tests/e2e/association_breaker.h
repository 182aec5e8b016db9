// What pairs of processes speak, and what happens to their associations on the way: each program that has the
// tests of pairs says it for its own transport.
#pragma once

#include <cstdint>
#include <memory>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {

struct PairTransport {
  const char* option;  // of --transport
  const char* name;    // in docs/reliability.md
};
PairTransport pair_transport();

// Host 1 of the network calls, host 2 is called. Associations are named by the caller's SCTP port.
class AssociationBreaker {
 public:
  virtual ~AssociationBreaker() = default;
  // None of its packets passes, either way.
  virtual void cut(std::uint16_t caller_port) = 0;
  // ABORT (RFC 9260 3.3.7) to the caller, as if the called side had sent it; that learns of it from what the
  // caller answers to its next packet. False: no packet of the association was seen.
  virtual bool abort(std::uint16_t caller_port) = 0;
  // The UDP port to which the caller sends (udp-remote-port of its node file), where SCTP is inside UDP.
  virtual std::uint16_t udp_port() const = 0;
};
std::unique_ptr<AssociationBreaker> association_breaker(const LoopbackNetwork& network);

}  // namespace mapsim::e2e
