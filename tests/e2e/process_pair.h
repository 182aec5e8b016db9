// An SMSC and an MSC in processes of their own, by node files that state their links.
#pragma once

#include <gmock/gmock.h>
#include <string>
#include <vector>

#include "tests/e2e/two_processes.h"

namespace mapsim::e2e {

// A process's side of the site.
struct NodeText {
  // Numbers in the network.
  int smsc = 1;
  std::vector<int> msc = {2};
  std::string links = {};  // "{…}, {…}"
  std::string reconnect = "first: 30ms";
  std::uint16_t udp_remote_port = 9899;
  std::string more = {};  // further maps of the file
};

class ProcessPair : public ::testing::Test {
 protected:
  // Short timers of SCTP: an association that is cut is lost within a second.
  std::string write(const std::string& name, const NodeText& text) const;
  // Plays tests/lab/paced-mt-v3.yaml, whose play lasts 30 ms.
  static Background start(const std::string& as, const std::string& node_file,
                          const std::vector<std::string>& options);
  // What both wrote, without the steps that passed.
  static std::string outputs(const std::vector<const Background*>& processes);

  TemporaryFolder folder_;
  LoopbackNetwork network_;
};

}  // namespace mapsim::e2e
