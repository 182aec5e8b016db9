#include "scenarios/load/partition.h"

#include <bit>
#include <string>

namespace mapsim::load {

Result<tcap::TransactionIdSpace> ids_of(const Shard& shard, std::uint8_t octets) {
  tcap::TransactionIdSpace space;
  space.octets = octets;
  if (shard.is_whole()) return space;
  space.prefix_bits = static_cast<std::uint8_t>(std::bit_width(shard.count - 1));
  space.prefix = shard.index;
  // A part needs some ids for itself, and not the same one again at once.
  constexpr unsigned kLeast = 6;
  if (space.prefix_bits + kLeast > octets * 8U) {
    return fail(Error{.layer = "",
                      .text = "transaction ids of " + std::to_string(octets) +
                              (octets == 1 ? " octet" : " octets") + " cannot be divided among " +
                              std::to_string(shard.count) + " parts"});
  }
  return space;
}

void give_hosts(scenario::Program& program, const Shard& shard) {
  if (shard.is_whole()) return;
  const std::string net =
      "10." + std::to_string(shard.index >> 8U) + "." + std::to_string(shard.index & 0xFFU) + ".";
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
    scenario::Endpoint& endpoint = program.endpoints[i];
    if (!endpoint.hosts_stated) endpoint.hosts = {net + std::to_string(i + 1)};
  }
}

Result<std::uint16_t> shifted(std::uint16_t port, const Shard& shard) {
  const std::uint32_t moved = port + (shard.is_whole() ? 0 : shard.index);
  if (moved > 0xFFFF) {
    return fail(Error{.layer = "",
                      .text = "part " + std::to_string(shard.index + 1) + " would have port " +
                              std::to_string(moved) + ", the first one having " + std::to_string(port)});
  }
  return static_cast<std::uint16_t>(moved);
}

Result<void> shift_ports(scenario::Program& program, const scenario::Cast& cast, const Shard& shard) {
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
    scenario::Endpoint& endpoint = program.endpoints[i];
    if (!cast.here(i) && (endpoint.hosts_stated || endpoint.port_stated)) continue;
    const auto port = shifted(endpoint.port, shard);
    if (!port) return tl::unexpected(port.error());
    endpoint.port = *port;
  }
  return {};
}

}  // namespace mapsim::load
