// A middlebox between two processes with userland SCTP inside UDP: it lets packets pass, and can cut one of
// their associations or end it by an ABORT, while the processes and their other associations go on.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <string>
#include <thread>

#include "sigtran/core/bytes.h"
#include "tests/e2e/association_breaker.h"

namespace mapsim::e2e {

class UdpRelay final : public AssociationBreaker {
 public:
  // The UDP port to which the caller sends, and from which the called side receives.
  static constexpr std::uint16_t kPort = 9898;

  // Both hosts have UDP port 9899.
  explicit UdpRelay(const LoopbackNetwork& network);
  ~UdpRelay() override;
  UdpRelay(const UdpRelay&) = delete;
  UdpRelay& operator=(const UdpRelay&) = delete;

  void cut(std::uint16_t caller_port) override;
  bool abort(std::uint16_t caller_port) override;
  std::uint16_t udp_port() const override { return kPort; }

 private:
  struct Association {
    bool cut = false;
    std::uint16_t called_port = 0;
    std::uint32_t tag = 0;  // that the caller expects; 0: not seen
  };
  void work();
  void relay(int from, int to, const sockaddr_in& destination, bool by_caller);
  bool passes(OctetView packet, bool by_caller);

  sockaddr_in caller_;
  sockaddr_in called_;
  int front_ = -1;  // at the called side's host, where the caller sends to
  int back_ = -1;   // at the caller's host
  std::mutex mutex_;
  std::map<std::uint16_t, Association> associations_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace mapsim::e2e
