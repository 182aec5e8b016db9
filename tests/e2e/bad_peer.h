// A peer that speaks SCTP and then what a test wants, in this process: the smsc of a scenario that calls, or
// the msc that is called.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "tests/e2e/peer_transport.h"
#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {

class BadPeer {
 public:
  explicit BadPeer(const LoopbackNetwork& network);

  // From host 1 to host 2, again and again where nobody listens there yet. False: nobody did for 20 s.
  bool call();
  // At host 2. As an SGP that answers ASPUP and ASPAC where `serves`; otherwise it says nothing.
  void listen(bool serves);

  // Until `done`; false: 20 s have passed.
  bool run(const std::function<bool()>& done);
  bool send(const std::string& octets, link::SendOptions options = {});
  void shutdown();
  void abort();
  // Whoever calls from now on is refused.
  void stop_listening();

  bool up() const { return up_; }
  // Whether an association has come up since the last look.
  bool take_up() { return std::exchange(up_, false); }
  bool lost() const { return lost_; }
  int messages() const { return messages_; }  // that came
  int data() const { return data_; }          // of them, those of M3UA's DATA

 private:
  Instant now() const { return Instant::from_start(std::chrono::steady_clock::now() - start_); }
  void on_event(const link::Event& event);
  void on_message(OctetView message);

  const LoopbackNetwork& network_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  PeerTransport peer_ = peer_transport();
  link::AssociationId id_;
  bool serves_ = false;
  bool up_ = false;
  bool lost_ = false;
  int messages_ = 0;
  int data_ = 0;
};

}  // namespace mapsim::e2e
