#include "tests/e2e/two_processes.h"

#include <atomic>
#include <unistd.h>

namespace mapsim::e2e {

LoopbackNetwork::LoopbackNetwork() {
  // By process and number within it: test programs run beside each other.
  static std::atomic<unsigned> count{0};
  const unsigned number = (static_cast<unsigned>(::getpid()) * 251U + count++) % 60'000U;
  prefix_ = "127." + std::to_string(1 + number / 250) + "." + std::to_string(1 + number % 250) + ".";
}

std::string LoopbackNetwork::host(int number) const {
  return prefix_ + std::to_string(number);
}

std::string write_node_file(const std::filesystem::path& file, const LoopbackNetwork& network,
                            const std::vector<std::string>& endpoints, const std::string& more,
                            const std::string& transport) {
  std::string text =
      "transport: " + transport +
      "\nreconnect: {first: 30ms, longest: 200ms, attempt: 3s}\n"
      // Repeated soon and often: where much is lost, some scenarios have forty messages. Not sooner than a
      // round trip may take (rto-max): the library then counts a repetition that it does not send.
      "sctp: {rto-initial: 80ms, rto-min: 60ms, rto-max: 400ms, init-timeout-max: 200ms, sack-delay: 20ms,\n"
      "       path-max-retransmissions: 20, association-max-retransmissions: 20}\nendpoints:\n";
  int number = 0;
  for (const std::string& name : endpoints)
    text += "  " + name + ": {hosts: [" + network.host(++number) + "]}\n";
  write_file(file, text + more);
  return file.string();
}

}  // namespace mapsim::e2e
