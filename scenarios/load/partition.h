// What each part of a run has of its own beside its share of the schedule and of the rows, so that parts
// never collide: transaction ids, addresses in captures, and ports.
#pragma once

#include "scenarios/engine/cast.h"
#include "scenarios/engine/program.h"
#include "scenarios/load/shard.h"
#include "sigtran/tcap/transaction_ids.h"

namespace mapsim::load {

// The transaction ids of a part: those with its number as their highest bits. Error: ids of so many octets
// have too few bits for as many parts.
Result<tcap::TransactionIdSpace> ids_of(const Shard& shard, std::uint8_t octets);

// Simulated hosts: endpoints that state none get 10.0.0.1, 10.0.0.2 … in the first part, 10.0.1.1 … in the
// second.
void give_hosts(scenario::Program& program, const Shard& shard);

// Networks: every endpoint that is played here has the port that is as far behind its own as the part is
// behind the first, and so have those of which nobody said where they are, as another process is taken to
// play them in as many parts. Endpoints with hosts or a port of their own stay where they are. Error: there
// is no such port.
Result<void> shift_ports(scenario::Program& program, const scenario::Cast& cast, const Shard& shard);
// The same for one port.
Result<std::uint16_t> shifted(std::uint16_t port, const Shard& shard);

}  // namespace mapsim::load
