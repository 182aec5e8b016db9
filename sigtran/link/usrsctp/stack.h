// The SCTP stack of libusrsctp, which exists once in a process: its clock, its ports and the addresses that
// stand for paths. Transports share it; the last one that lets go of it ends it.
//
// The library is used as a state machine: no threads, no sockets of its own, packets in by `input`, packets
// out by PacketSink, time by `on_time`. Not for use from several threads.
//
// An address of the library (AF_CONN) is opaque to it, and a packet that comes in has one address for both
// ends. So each path - our address and the peer's - is one such address, and each socket of ours has a port
// of its own inside the library, whatever its port on the wire is: two transports of one process may both use
// port 2905. Ports are exchanged on the way in and out; the checksum is ours to compute in any case.
#pragma once

#include <memory>
#include <vector>

#include "sigtran/core/bytes.h"
#include "sigtran/core/time.h"

struct socket;

namespace mapsim::link {

// Takes the packets that the library sends.
class PacketSink {
 public:
  virtual ~PacketSink() = default;
  // `path` is the sink's own number of the path. Ports are those inside the library, the checksum is not yet
  // computed.
  virtual void on_output(std::uint32_t path, OctetView packet) = 0;
};

class SctpStack {
 public:
  // The one of this process.
  static std::shared_ptr<SctpStack> acquire();
  ~SctpStack();
  SctpStack(const SctpStack&) = delete;
  SctpStack& operator=(const SctpStack&) = delete;

  // The library's clock, and its timers in whole milliseconds of it; the first call sets it. A clock that
  // starts anew (another run in this process) is taken over without a jump.
  void on_time(Instant now);
  // What the library is told when it asks for the time of day (only where it is linked statically): it
  // measures round trips and the age of cookies with it, which must pass as fast as its timers.
  Duration time_of_day() const { return base_ + last_exact_.since_start(); }

  // DATA chunks that were sent again, of all associations of this process since it began.
  static std::uint64_t retransmissions();

  // A path of a sink, named by an address of the library. Released addresses are used again.
  std::uint32_t add_path(PacketSink& sink, std::uint32_t sink_path);
  void remove_path(std::uint32_t address);
  struct PathOwner {
    PacketSink* sink = nullptr;
    std::uint32_t sink_path = 0;
  };
  PathOwner owner(std::uint32_t address) const;
  static void* to_pointer(std::uint32_t address);
  static std::uint32_t from_pointer(const void* pointer);

  // No socket has this port: the library answers packets to it as out of the blue (RFC 9260 8.4).
  static constexpr std::uint16_t kNobodysPort = 1;
  // A port for one socket. 0: all are in use.
  std::uint16_t allocate_port(std::uint16_t port_on_wire);
  void release_port(std::uint16_t port);
  std::uint16_t port_on_wire(std::uint16_t port) const { return on_wire_[port]; }

  // A whole packet with the ports of the library; its checksum was verified.
  void input(std::uint32_t address, OctetView packet);

 private:
  SctpStack();
  static int output(void* address, void* packet, std::size_t size, std::uint8_t tos, std::uint8_t set_df);

  std::vector<PathOwner> paths_;  // by address - 1
  std::vector<std::uint32_t> free_addresses_;
  std::vector<std::uint16_t> on_wire_;  // by port; 0: free
  std::uint16_t next_port_ = kNobodysPort + 1;
  Duration base_ = std::chrono::hours(24);  // the library takes 0 for no time
  Instant last_exact_;
  Instant last_;  // on which its timers have run
  bool started_ = false;
};

}  // namespace mapsim::link
