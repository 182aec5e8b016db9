// Two processes of the program on this machine, each of which plays one side of a scenario over userland SCTP
// inside UDP, between loopback addresses of the test's own.
#pragma once

#include <string>
#include <vector>

#include "tests/e2e/process.h"

namespace mapsim::e2e {

// 127.x.y.1 and so on, of a network that no other test of this machine uses.
class LoopbackNetwork {
 public:
  LoopbackNetwork();
  std::string host(int number) const;

 private:
  std::string prefix_;
};

// Writes a node file that gives these endpoints hosts 1, 2, … of the network, short timers, and `more`.
// `transport`: as --transport has it.
std::string write_node_file(const std::filesystem::path& file, const LoopbackNetwork& network,
                            const std::vector<std::string>& endpoints, const std::string& more = "",
                            const std::string& transport = "usrsctp");

}  // namespace mapsim::e2e
