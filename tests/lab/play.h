// Two mapsim that play one scenario with each other, the SMSC on the left host and the MSC on the right one.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tests/lab/process.h"

namespace mapsim::lab {

enum class Sctp : std::uint8_t { kernel, userland };

struct Pairing {
  Sctp smsc = Sctp::kernel;  // calls
  Sctp msc = Sctp::kernel;   // listens
  std::vector<std::string> smsc_hosts = {"198.51.100.1"};
  std::vector<std::string> msc_hosts = {"198.51.100.2"};
};

// "kernel", "kernel to usrsctp over UDP", "kernel, IPv6", "kernel, two paths": the transport in
// docs/reliability.md.
std::string name_of(const Pairing& pairing);
inline void PrintTo(const Pairing& pairing, std::ostream* out) {
  *out << name_of(pairing);
}

class Play {
 public:
  // Makes the network as new, with or without encapsulation, and writes the node files.
  // `patience`: how often the side that calls retransmits before it gives the association up.
  explicit Play(Pairing pairing, int patience = 30);

  // `scenario`: a file under scenarios/, such as "mt/mt-v3.yaml", or an absolute path.
  void start_msc(const std::string& scenario, const std::vector<std::string>& options = {});
  void start_smsc(const std::string& scenario, const std::vector<std::string>& options = {});
  // Both to their end: both exit statuses are 0.
  bool both_pass(Duration limit = std::chrono::seconds(60));

  std::unique_ptr<Process> smsc;
  std::unique_ptr<Process> msc;
  // What both wrote, for the message of a failure.
  std::string outputs() const;

 private:
  void write_node_file(const std::string& as, Sctp sctp) const;
  std::filesystem::path node_file(const std::string& as) const;

  Pairing pairing_;
  int patience_;
};

// The command line of one side; waits ten seconds for a message where the options do not say.
std::vector<std::string> run_words(const std::string& scenario, const std::string& as,
                                   const std::filesystem::path& node_file, std::vector<std::string> options);

// Until the kernel of this host knows an association, or none. False when it took too long.
bool await_kernel(Host host, bool knows, Duration limit);

// A line that tools/reliability.sh collects; `result` is what the test has shown; nothing where it failed.
void record(const std::string& fault, const std::string& transport, const std::string& result);

}  // namespace mapsim::lab
