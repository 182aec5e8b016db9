// Pairs of processes that speak SCTP of the kernel over the guest's loopback (tests/e2e/bad_peer_test.cpp,
// role_test.cpp, lost_association_test.cpp).
#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sigtran/link/kernel/transport.h"
#include "tests/e2e/association_breaker.h"
#include "tests/e2e/peer_transport.h"
#include "tests/e2e/sctp_abort.h"
#include "tests/link/kernel/guest/network.h"

namespace mapsim::e2e {

namespace {

constexpr const char* kFilters =
    "tc filter add dev lo egress protocol ip u32 match ip protocol 132 0xff match ip ";

in_addr address_of(const std::string& host) {
  in_addr out{};
  ::inet_pton(AF_INET, host.c_str(), &out);
  return out;
}

// A raw socket sees every packet of SCTP that comes to this host, and may send as any of its addresses.
class KernelPath final : public AssociationBreaker {
 public:
  explicit KernelPath(const LoopbackNetwork& network)
      : caller_(address_of(network.host(1))), called_(address_of(network.host(2))) {}
  ~KernelPath() override {
    if (cut_) link::test::run_command("tc qdisc del dev lo clsact");
  }

  void cut(std::uint16_t caller_port) override {
    if (!cut_) link::test::run_command("tc qdisc add dev lo clsact");
    cut_ = true;
    for (const char* end : {"sport ", "dport "})
      link::test::run_command(kFilters + (end + std::to_string(caller_port)) + " 0xffff action drop");
  }

  bool abort(std::uint16_t caller_port) override {
    const int fd = ::socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_SCTP);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr = called_;
    bool sent = false;
    // Something comes all the time: heartbeats at least.
    while (fd >= 0 && !sent) {
      pollfd ready{fd, POLLIN, 0};
      constexpr int kPatience = 3000;  // ms
      if (::poll(&ready, 1, kPatience) != 1) break;
      std::array<std::uint8_t, 65536> packet{};
      const ssize_t size = ::recv(fd, packet.data(), packet.size(), 0);
      if (size > 0) sent = answer(fd, {packet.data(), static_cast<std::size_t>(size)}, caller_port, from);
    }
    if (fd >= 0) ::close(fd);
    return sent;
  }

  std::uint16_t udp_port() const override { return 9899; }

 private:
  // As the called side, whose packet to the caller this is: its verification tag is the one that is needed.
  bool answer(int fd, OctetView ip, std::uint16_t caller_port, sockaddr_in from) const {
    const std::size_t header = (ip[0] & 0x0FU) * 4U;
    constexpr std::size_t kCommonHeader = 12;
    if (ip.size() < header + kCommonHeader) return false;
    const auto u16 = [&](std::size_t at) { return static_cast<std::uint16_t>(ip[at] << 8U | ip[at + 1]); };
    const std::uint32_t tag = static_cast<std::uint32_t>(u16(header + 4)) << 16U | u16(header + 6);
    if (u16(header + 2) != caller_port || tag == 0) return false;
    if (::bind(fd, reinterpret_cast<sockaddr*>(&from), sizeof from) != 0) return false;
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr = caller_;
    const auto packet = abort_packet(u16(header), caller_port, tag);
    return ::sendto(fd, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to) ==
           static_cast<ssize_t>(packet.size());
  }

  in_addr caller_;
  in_addr called_;
  bool cut_ = false;
};

}  // namespace

PairTransport pair_transport() {
  return {"kernel", "kernel"};
}

PeerTransport peer_transport() {
  auto transport = std::make_unique<link::KernelTransport>(link::SctpOptions{});
  const auto* pollable = transport.get();
  return {std::move(transport), pollable};
}

std::unique_ptr<AssociationBreaker> association_breaker(const LoopbackNetwork& network) {
  return std::make_unique<KernelPath>(network);
}

}  // namespace mapsim::e2e
