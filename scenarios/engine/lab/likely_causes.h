// What usually is the matter when a link does not come up, by how far it came and what the peer said: for the
// first connection to a system that nobody has spoken to before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/lab/site.h"
#include "sigtran/link/transport.h"
#include "sigtran/m3ua/config.h"

namespace mapsim::scenario::lab {

// How far a link has come.
enum class LinkStage : std::uint8_t { nothing, associated, asp_up, asp_active, reachable };
// "SCTP association", "ASP up", …: what is reached with it.
std::string_view to_text(LinkStage stage);

struct LinkFacts {
  LinkStage stage = LinkStage::nothing;
  TransportKind transport = TransportKind::usrsctp;
  bool over_udp = true;
  bool connects = true;
  m3ua::Role role = m3ua::Role::asp;
  link::EndpointAddress remote;
  std::uint16_t udp_port = 9899;                 // of the remote
  std::optional<link::LossReason> loss;          // the last one of its associations
  bool lost_after_set_up = false;                // an association was there and ended
  std::optional<m3ua::MessageType> refused;      // the request that failed last
  std::optional<m3ua::ErrorCode> error;          // with this ERROR; absent: no acknowledgement
  std::optional<std::uint32_t> routing_context;  // that we used
};

// The likeliest first; never empty below LinkStage::reachable.
std::vector<std::string> likely_causes(const LinkFacts& facts);

}  // namespace mapsim::scenario::lab
