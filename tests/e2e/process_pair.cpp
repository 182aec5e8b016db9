#include "tests/e2e/process_pair.h"

#include <algorithm>
#include <sstream>

#include "tests/e2e/association_breaker.h"
#include "tests/support/paths.h"

namespace mapsim::e2e {

std::string ProcessPair::write(const std::string& name, const NodeText& text) const {
  const auto file = folder_ / (name + ".yaml");
  std::string mscs;
  for (const int number : text.msc) mscs += (mscs.empty() ? "" : ", ") + network_.host(number);
  write_file(
      file,
      "transport: " + std::string(pair_transport().option) +
          "\n"
          "endpoints:\n"
          "  smsc: {host: " +
          network_.host(text.smsc) +
          "}\n"
          "  msc: {hosts: [" +
          mscs +
          "]}\n"
          "links: [" +
          text.links +
          "]\n"
          "sctp: {rto-initial: 200ms, rto-min: 100ms, rto-max: 200ms, sack-delay: 20ms, heartbeat: 300ms,"
          " association-max-retransmissions: 4, path-max-retransmissions: 4, udp-remote-port: " +
          std::to_string(text.udp_remote_port) + "}\nreconnect: {longest: 2s, attempt: 3s, " +
          text.reconnect + "}\n" + text.more);
  return file.string();
}

Background ProcessPair::start(const std::string& as, const std::string& node_file,
                              const std::vector<std::string>& options) {
  std::vector<std::string> words = {
      "run", (test::source_dir() / "tests/lab/paced-mt-v3.yaml").string(), "--as", as, "--node", node_file};
  words.insert(words.end(), options.begin(), options.end());
  if (std::ranges::find(options, "--wait") == options.end()) words.insert(words.end(), {"--wait", "3s"});
  return Background(mapsim_command(words));
}

std::string ProcessPair::outputs(const std::vector<const Background*>& processes) {
  std::string out;
  for (const Background* process : processes) {
    out += "== a process\n";
    std::istringstream in(process->output());
    for (std::string line; std::getline(in, line);) {
      if (line.find("✓") == std::string::npos && !line.ends_with("  pause")) out += line + "\n";
    }
  }
  return out;
}

}  // namespace mapsim::e2e
