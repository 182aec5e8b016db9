// One one-to-one SCTP socket of the kernel (RFC 6458 4), non-blocking and owned. Errors carry what the kernel
// said and, where it is known, what to do.
#pragma once

#include <optional>
#include <utility>

#include "sigtran/link/kernel/socket_address.h"
#include "sigtran/link/sctp_options.h"

namespace mapsim::link {

// The text of errno behind `what`: "bind: Address already in use".
Error system_error(const std::string& what, int code);

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

struct AssociationStatus {
  std::uint16_t streams_in = 0;
  std::uint16_t streams_out = 0;
  std::uint32_t unacknowledged = 0;  // DATA chunks on the wire or waiting for it
  std::string primary;               // the peer's primary address
};

class SctpSocket {
 public:
  // Error: the kernel has no SCTP, or no descriptor is left.
  static Result<SctpSocket> open(bool v6, const SctpOptions& options);
  explicit SctpSocket(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  int fd() const { return descriptor_.get(); }

  // `connecting`: the port may be one on which a socket of the same user listens already.
  // Error: an address that this host has not, or another socket's.
  Result<void> bind(PackedAddresses& local, bool connecting);
  Result<void> listen(int backlog);
  // Starts the set-up. An errno value where there is no way to the peer at once, 0 otherwise. Error: the
  // request is wrong.
  Result<int> connect(PackedAddresses& peer);

  // nullopt where the association is gone already.
  std::optional<AssociationStatus> status() const;
  // DATA chunks that were sent again; nullopt where the association is gone already.
  std::optional<std::uint64_t> retransmissions() const;
  std::optional<EndpointAddress> peer() const;
  std::uint16_t local_port() const;
  std::size_t send_buffer() const;  // octets, with the kernel's own overhead
  // SO_ERROR, which reading clears.
  int take_error() const;

  void shutdown();  // RFC 9260 9.2; what the kernel holds is delivered first
  void abort();     // RFC 9260 9.1; the socket is closed

 private:
  Result<void> configure(const SctpOptions& options);

  Descriptor descriptor_;
};

}  // namespace mapsim::link
