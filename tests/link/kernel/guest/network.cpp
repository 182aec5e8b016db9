#include "tests/link/kernel/guest/network.h"

#include <cstdlib>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

namespace mapsim::link::test {

namespace {

std::string device(Host host, int path) {
  return (host == Host::left ? "l" : "r") + std::to_string(path);
}

std::string on(Host host, const std::string& what) {
  return "ip -n " + name_of(host) + " " + what;
}

// Addresses for documentation, but not those for private use: SCTP of Linux does not offer an address of a
// smaller scope than that of the one it talks to (net.sctp.addr_scope_policy), and both families shall have
// the same.
std::string v4_address(Host host, int path) {
  return (path == 1 ? "198.51.100." : "203.0.113.") + std::string(host == Host::left ? "1" : "2");
}

// Addresses of IPv6 go with a link that goes down, those of IPv4 stay.
std::string v6_address(Host host, int path) {
  const std::string end = host == Host::left ? "1" : "2";
  return on(host, "addr replace 2001:db8:" + std::to_string(path) + "::" + end + "/64 dev " +
                      device(host, path) + " nodad");
}

}  // namespace

std::string name_of(Host host) {
  return host == Host::left ? "left" : "right";
}

int run_command(const std::string& command) {
  const int status = std::system(command.c_str());
  EXPECT_EQ(status, 0) << command;
  return status;
}

Network& Network::get() {
  static Network network;
  return network;
}

Network::Network() {
  std::string script = "set -e; ip netns add left; ip netns add right;";
  for (const int path : {1, 2}) {
    const std::string n = std::to_string(path);
    script += "ip link add l" + n + " netns left type veth peer name r" + n + " netns right;";
    for (const Host host : {Host::left, Host::right}) {
      script += on(host, "addr add " + v4_address(host, path) + "/24 dev " + device(host, path)) + ";";
      script += on(host, "link set " + device(host, path) + " up") + ";" + v6_address(host, path) + ";";
    }
  }
  script += "ip -n left link set lo up; ip -n right link set lo up";
  run_command(script);
}

void Network::cut(int path) {
  down_[path - 1] = true;
  run_command(on(Host::left, "link set " + device(Host::left, path) + " down"));
}

void Network::mend(int path) {
  if (!std::exchange(down_[path - 1], false)) return;
  run_command(on(Host::left, "link set " + device(Host::left, path) + " up") + "; " +
              v6_address(Host::left, path));
}

void Network::shape(int path, const std::string& netem) {
  shaped_[path - 1] = true;
  for (const Host host : {Host::left, Host::right}) {
    run_command("tc -n " + name_of(host) + " qdisc replace dev " + device(host, path) + " root netem " +
                netem);
  }
}

void Network::set_sysctl(Host host, const std::string& name, const std::string& value) {
  run_command("ip netns exec " + name_of(host) + " sh -c 'echo " + value + " >/proc/sys/" + name + "'");
}

void Network::restore() {
  for (const int path : {1, 2}) {
    mend(path);
    if (!std::exchange(shaped_[path - 1], false)) continue;
    for (const Host host : {Host::left, Host::right}) {
      run_command("tc -n " + name_of(host) + " qdisc del dev " + device(host, path) + " root");
    }
  }
}

Inside::Inside(Host host) : before_(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)) {
  const int there = ::open(("/run/netns/" + name_of(host)).c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(::setns(there, CLONE_NEWNET), 0);
  ::close(there);
}

Inside::~Inside() {
  EXPECT_EQ(::setns(before_, CLONE_NEWNET), 0);
  ::close(before_);
}

}  // namespace mapsim::link::test
