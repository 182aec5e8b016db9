// SCTP packets over a socket of the operating system: inside UDP, which needs no right (RFC 6951), or
// directly over IP, which needs CAP_NET_RAW and a kernel that does not speak SCTP itself (it would answer
// with ABORT).
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "sigtran/link/usrsctp/packet_io.h"

namespace mapsim::link {

struct SocketIoConfig {
  enum class Encapsulation : std::uint8_t { udp, none };
  Encapsulation encapsulation = Encapsulation::udp;
  std::uint16_t local_port = kSctpOverUdp;   // UDP; 0: the system chooses one
  std::uint16_t remote_port = kSctpOverUdp;  // UDP, of peers that have not sent yet
  std::optional<std::uint8_t> dscp;          // 0 to 63
  int socket_buffer = 4 << 20;               // octets asked of the system, each way
};

class SocketIo final : public PacketIo {
 public:
  explicit SocketIo(SocketIoConfig config = {});
  ~SocketIo() override;
  SocketIo(const SocketIo&) = delete;
  SocketIo& operator=(const SocketIo&) = delete;

  Result<void> open(const IpAddress& local) override;
  std::size_t send(std::span<const OutPacket> packets, Instant now) override;
  std::optional<InPacket> receive(Instant now) override;
  Instant next_deadline() const override { return at_hand() != 0 ? Instant() : Instant::never(); }
  std::size_t at_hand() const override { return received_ - next_; }
  std::optional<Error> take_problem() override { return std::exchange(problem_, std::nullopt); }
  PacketAddress local() const override { return local_; }
  PacketAddress remote(const IpAddress& host) const override;
  std::size_t overhead() const override;
  int fd() const override { return fd_; }

 private:
  struct Vectors;  // what recvmmsg and sendmmsg fill and read
  bool encapsulated() const { return config_.encapsulation == SocketIoConfig::Encapsulation::udp; }
  Result<void> failed(const char* what);
  void set_options();
  bool refill();
  void on_refused(const PacketAddress& to, int error);

  static constexpr std::size_t kMaxRefused = 64;  // peers and reasons that are remembered

  SocketIoConfig config_;
  PacketAddress local_;
  int fd_ = -1;
  std::unique_ptr<Vectors> vectors_;
  std::size_t received_ = 0;  // of the latest recvmmsg
  std::size_t next_ = 0;
  std::optional<Error> problem_;
  std::vector<std::pair<PacketAddress, int>> refused_;  // told
  bool drained_ = false;                                // by it
};

}  // namespace mapsim::link
