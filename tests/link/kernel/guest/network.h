// A network for SCTP of the kernel: two hosts (network namespaces) with two paths between them, made by ip(8)
// and tc(8) in a guest (tests/uml), where it hurts nobody.
//
//   host left                            host right
//   l1 198.51.100.1 2001:db8:1::1  ────  r1 198.51.100.2 2001:db8:1::2
//   l2 203.0.113.1  2001:db8:2::1  ────  r2 203.0.113.2  2001:db8:2::2
#pragma once

#include <string>

#include "sigtran/link/transport.h"

namespace mapsim::link::test {

enum class Host : std::uint8_t { left, right };

// The name of its namespace, for `ip netns exec`.
std::string name_of(Host host);

// Made once, and as new after restore().
class Network {
 public:
  // The one of this process. Made when it is first asked for; says what went wrong by a failure of the test.
  static Network& get();

  // Everything up, without delay, loss or encapsulation.
  void restore();
  // path: 1 or 2. Both ends of it are down, or up.
  void cut(int path);
  void mend(int path);
  // What tc-netem(8) does to what either host sends on it: "delay 20ms loss 10%".
  void shape(int path, const std::string& netem);
  // Packets one host sends on a path are lost; none comes back.
  void set_sysctl(Host host, const std::string& name, const std::string& value);

 private:
  Network();
  bool shaped_[2] = {false, false};
  bool down_[2] = {false, false};
};

// The shell's exit status; the command is told in a failure of the test when it is not 0.
int run_command(const std::string& command);

// While it lives, sockets that this thread opens are the host's.
class Inside {
 public:
  explicit Inside(Host host);
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  int before_ = -1;
};

// A transport as one of the hosts has it.
class HostTransport final : public Transport {
 public:
  HostTransport(Transport& transport, Host host) : transport_(transport), host_(host) {}
  Result<void> listen(const EndpointAddress& local, Instant now) override {
    const Inside inside(host_);
    return transport_.listen(local, now);
  }
  void stop_listening(Instant now) override { transport_.stop_listening(now); }
  Result<AssociationId> connect(const EndpointAddress& local, const EndpointAddress& peer,
                                Instant now) override {
    const Inside inside(host_);
    return transport_.connect(local, peer, now);
  }
  Result<void> send(AssociationId association, OutBuffer message, SendOptions options, Instant now) override {
    return transport_.send(association, std::move(message), options, now);
  }
  bool is_drained() override { return transport_.is_drained(); }
  void shutdown(AssociationId association, Instant now) override { transport_.shutdown(association, now); }
  void abort(AssociationId association, Instant now) override { transport_.abort(association, now); }
  void on_time(Instant now) override { transport_.on_time(now); }
  Instant next_deadline() const override { return transport_.next_deadline(); }
  std::optional<Event> poll() override { return transport_.poll(); }

 private:
  Transport& transport_;
  Host host_;
};

}  // namespace mapsim::link::test
