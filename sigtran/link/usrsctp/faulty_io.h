// A bad network in front of a good one: packets on their way out and in are lost, repeated, delayed and
// overtake each other, by seeded chance. For tests over real sockets; MemoryNetwork has faults of its own.
#pragma once

#include <memory>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/link/usrsctp/packet_io.h"

namespace mapsim::link {

struct FaultyIoConfig {
  std::uint64_t seed = 1;
  // Chances of each packet, 0.0 to 1.0, each way.
  double loss = 0;
  double duplication = 0;
  double reordering = 0;  // it waits until `overtaken_by` others have passed, or `delay`
  double delaying = 0;    // it waits for `delay`
  Duration delay = std::chrono::milliseconds(20);
  std::size_t overtaken_by = 3;
  std::size_t limit = 10'000;  // packets that wait, each way; more are lost
};

class FaultyIo final : public PacketIo {
 public:
  FaultyIo(std::unique_ptr<PacketIo> io, FaultyIoConfig with);
  ~FaultyIo() override;

  Result<void> open(const IpAddress& local) override { return io_->open(local); }
  std::size_t send(std::span<const OutPacket> packets, Instant now) override;
  std::optional<InPacket> receive(Instant now) override;
  std::optional<Error> take_problem() override { return io_->take_problem(); }
  PacketAddress local() const override { return io_->local(); }
  PacketAddress remote(const IpAddress& host) const override { return io_->remote(host); }
  std::size_t overhead() const override { return io_->overhead(); }
  int fd() const override { return io_->fd(); }
  Instant next_deadline() const override;

  FaultyIoConfig config;  // may change at any time
  bool cut = false;       // everything is lost, both ways
  struct Counters {
    std::uint64_t packets = 0;  // both ways
    std::uint64_t lost = 0;
    std::uint64_t duplicated = 0;
    std::uint64_t reordered = 0;
    std::uint64_t delayed = 0;
  };
  Counters counters;

 private:
  struct Packet {
    PacketAddress peer;
    Octets octets;
    Instant at;               // it goes then at the latest
    std::size_t to_pass = 0;  // others that go before
    bool overtaken = false;   // waits for others, not only for the time
  };
  using Waiting = std::vector<Packet>;
  enum class Fate : std::uint8_t { passes, lost, twice, waits };
  Fate decide(const PacketAddress& peer, OctetView octets, Waiting& waiting, Instant now);
  static std::optional<Packet> take_due(Waiting& waiting, Instant now);
  static void one_passed(Waiting& waiting);
  void send_one(const PacketAddress& to, OctetView octets, Instant now);
  void send_due(Instant now);

  std::unique_ptr<PacketIo> io_;
  Random random_;
  Waiting out_;
  Waiting in_;
  Octets current_;
  Octets second_;  // comes next, where `again_`
  bool again_ = false;
  PacketAddress current_from_;
};

}  // namespace mapsim::link
