// The SCTP of a peer that the test itself plays: each program that has such tests gives that of its pairs
// (association_breaker.h).
#pragma once

#include <memory>

#include "sigtran/link/pollable.h"
#include "sigtran/link/transport.h"

namespace mapsim::e2e {

struct PeerTransport {
  std::unique_ptr<link::Transport> transport;
  const link::Pollable* pollable = nullptr;  // the same
};
PeerTransport peer_transport();

}  // namespace mapsim::e2e
