// Two mapsim that play one scenario with each other, the SMSC on the left host and the MSC on the right one.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tests/link/kernel/guest/network.h"
#include "tests/support/background.h"
#include "tests/support/record.h"

namespace mapsim::lab {

using link::test::Host;
using test::await;
using test::Background;
using test::record;

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

  // `scenario`: a file under scenarios/, such as "mt/mt-v3.yaml", or an absolute path. `prefix`: a program
  // that becomes mapsim, with its words.
  void start_msc(const std::string& scenario, const std::vector<std::string>& options = {},
                 const std::vector<std::string>& prefix = {});
  void start_smsc(const std::string& scenario, const std::vector<std::string>& options = {},
                  const std::vector<std::string>& prefix = {});
  // Both to their end: both exit statuses are 0.
  bool both_pass(Duration limit = std::chrono::seconds(60));

  std::unique_ptr<Background> smsc;
  std::unique_ptr<Background> msc;
  // What both wrote, for the message of a failure.
  std::string outputs() const;

 private:
  void write_node_file(const std::string& as, Sctp sctp) const;
  std::filesystem::path node_file(const std::string& as) const;

  Pairing pairing_;
  int patience_;
};

// A program of one host.
std::unique_ptr<Background> start_on(Host host, const std::vector<std::string>& words);

// The command line of one side; waits ten seconds for a message where the options do not say.
std::vector<std::string> run_words(const std::string& scenario, const std::string& as,
                                   const std::filesystem::path& node_file, std::vector<std::string> options);

// Until a socket of this host listens at this port. False when it took too long.
bool await_listening(Host host, int port, Duration limit);

// Until the kernel of this host knows an association, or none. False when it took too long.
bool await_kernel(Host host, bool knows, Duration limit);

}  // namespace mapsim::lab
