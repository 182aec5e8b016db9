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
#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {

class UdpRelay {
 public:
  // The UDP port to which the caller sends (udp-remote-port of its node file), and from which the called side
  // receives.
  static constexpr std::uint16_t kPort = 9898;

  // Host 1 of the network calls, host 2 is called; both have UDP port 9899.
  explicit UdpRelay(const LoopbackNetwork& network);
  ~UdpRelay();
  UdpRelay(const UdpRelay&) = delete;
  UdpRelay& operator=(const UdpRelay&) = delete;

  // Associations are named by the caller's SCTP port. Cut: none of its packets passes, either way.
  void cut(std::uint16_t caller_port);
  void mend(std::uint16_t caller_port);
  // ABORT (RFC 9260 3.3.7) to both ends, each as if it came from the other. False: no packets of it were
  // seen.
  bool abort(std::uint16_t caller_port);

 private:
  struct Association {
    bool cut = false;
    std::uint16_t called_port = 0;
    // The verification tags that they expect; 0: not seen.
    std::uint32_t of_caller = 0;
    std::uint32_t of_called = 0;
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
