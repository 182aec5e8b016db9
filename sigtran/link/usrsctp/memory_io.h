// A network in memory for the packets of userland SCTP, with virtual time and seeded loss, duplication and
// reordering.
#pragma once

#include <memory>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/link/usrsctp/packet_io.h"

namespace mapsim::link {

struct MemoryNetworkConfig {
  std::uint64_t seed = 1;
  Duration delay = std::chrono::milliseconds(1);  // one way
  // Chances of each packet, 0.0 to 1.0.
  double loss = 0;
  double duplication = 0;
  double reordering = 0;        // it comes later by up to ten times `delay`
  double corruption = 0;        // one bit
  std::size_t limit = 100'000;  // packets under way to one endpoint; more are lost
};

class MemoryIo;

// Outlives the MemoryIo objects attached to it.
class MemoryNetwork {
 public:
  explicit MemoryNetwork(MemoryNetworkConfig with = {}) : config(with), random_(with.seed) {}

  // Puts a packet of nobody in particular on the way.
  void inject(const PacketAddress& from, const PacketAddress& to, OctetView octets, Instant now);

  MemoryNetworkConfig config;  // may change at any time
  bool cut = false;            // everything that is sent is lost
  struct Counters {
    std::uint64_t sent = 0;
    std::uint64_t lost = 0;
    std::uint64_t duplicated = 0;
    std::uint64_t reordered = 0;
    std::uint64_t corrupted = 0;
  };
  Counters counters;

 private:
  friend class MemoryIo;
  void launch(const PacketAddress& from, const PacketAddress& to, Octets octets, Instant at);
  void carry(const PacketAddress& from, const PacketAddress& to, OctetView octets, Instant now);

  Random random_;
  std::vector<MemoryIo*> endpoints_;
  std::uint64_t next_sequence_ = 0;
};

class MemoryIo final : public PacketIo {
 public:
  explicit MemoryIo(MemoryNetwork& network) : network_(network) {}
  ~MemoryIo() override;
  MemoryIo(const MemoryIo&) = delete;
  MemoryIo& operator=(const MemoryIo&) = delete;

  // Error: another endpoint of the network has the address.
  Result<void> open(const IpAddress& local) override;
  std::size_t send(std::span<const OutPacket> packets, Instant now) override;
  std::optional<InPacket> receive(Instant now) override;
  PacketAddress local() const override { return local_; }
  PacketAddress remote(const IpAddress& host) const override { return {host, 0}; }
  std::size_t overhead() const override { return local_.host.is_v6 ? 40 : 20; }
  Instant next_deadline() const override;

 private:
  friend class MemoryNetwork;
  struct Packet {
    Instant at;
    std::uint64_t sequence = 0;
    PacketAddress from;
    Octets octets;
  };
  MemoryNetwork& network_;
  PacketAddress local_;
  std::vector<Packet> under_way_;  // to here; a heap, earliest first
  Octets current_;
};

}  // namespace mapsim::link
