#include "tests/lab/play.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/paths.h"

namespace mapsim::lab {

namespace {

using link::test::Network;

// UDP ports of SCTP (RFC 6951): of the kernel and of userland, so that both may be on either host.
constexpr const char* kKernelPort = "9899";
constexpr const char* kUserlandPort = "9898";

void prepare_network(bool encapsulated) {
  Network& network = Network::get();
  network.restore();
  for (const Host host : {Host::left, Host::right}) {
    network.set_sysctl(host, "net/sctp/encap_port", encapsulated ? kUserlandPort : "0");
    if (encapsulated) network.set_sysctl(host, "net/sctp/udp_port", kKernelPort);
  }
}

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::string list(const std::vector<std::string>& hosts) {
  std::string out;
  for (const std::string& host : hosts) out += (out.empty() ? "[" : ", ") + ("\"" + host + "\"");
  return out + "]";
}

}  // namespace

std::string name_of(const Pairing& pairing) {
  std::string name;
  if (pairing.smsc == pairing.msc) {
    name = pairing.smsc == Sctp::kernel ? "kernel" : "usrsctp over UDP";
  } else {
    name = pairing.smsc == Sctp::kernel ? "kernel to usrsctp over UDP" : "usrsctp to kernel over UDP";
  }
  if (pairing.smsc_hosts.front().find(':') != std::string::npos) name += ", IPv6";
  if (pairing.smsc_hosts.size() > 1) name += ", two paths";
  return name;
}

Play::Play(Pairing pairing, int patience) : pairing_(std::move(pairing)), patience_(patience) {
  prepare_network(pairing_.smsc == Sctp::userland || pairing_.msc == Sctp::userland);
  write_node_file("smsc", pairing_.smsc);
  write_node_file("msc", pairing_.msc);
}

std::filesystem::path Play::node_file(const std::string& as) const {
  return std::filesystem::temp_directory_path() / (as + "-node.yaml");
}

void Play::write_node_file(const std::string& as, Sctp sctp) const {
  std::ofstream out(node_file(as));
  out << "transport: " << (sctp == Sctp::kernel ? "kernel" : "usrsctp") << "\n"
      << "endpoints:\n"
      << "  smsc: {hosts: " << list(pairing_.smsc_hosts) << ", port: 2906}\n"
      << "  msc: {hosts: " << list(pairing_.msc_hosts) << ", port: 2905}\n"
      << "sctp:\n"
      << "  rto-initial: 200ms\n  rto-min: 100ms\n  rto-max: 400ms\n  heartbeat: 300ms\n  sack-delay: 20ms\n"
      << "  path-max-retransmissions: 2\n  init-timeout-max: 400ms\n"
      << "  association-max-retransmissions: " << (as == "smsc" ? patience_ : 30) << "\n"
      << "  udp-local-port: " << kUserlandPort << "\n"
      << "  udp-remote-port: " << (pairing_.smsc == pairing_.msc ? kUserlandPort : kKernelPort) << "\n"
      << "reconnect: {first: 100ms, longest: 400ms}\n";
}

std::unique_ptr<Background> start_on(Host host, const std::vector<std::string>& words) {
  return std::make_unique<Background>(
      joined({"nsenter", "--net=/run/netns/" + link::test::name_of(host)}, words));
}

std::vector<std::string> run_words(const std::string& scenario, const std::string& as,
                                   const std::filesystem::path& node_file, std::vector<std::string> options) {
  std::vector<std::string> out = {MAPSIM_PROGRAM,
                                  "run",
                                  (test::source_dir() / "scenarios" / scenario).string(),
                                  "--node",
                                  node_file.string(),
                                  "--as",
                                  as};
  for (const auto& [option, value] : {std::pair("--wait", "10s"), std::pair("--link-wait", "20s")}) {
    if (std::ranges::find(options, option) == options.end()) options.insert(options.end(), {option, value});
  }
  out.insert(out.end(), options.begin(), options.end());
  return out;
}

void Play::start_msc(const std::string& scenario, const std::vector<std::string>& options,
                     const std::vector<std::string>& prefix) {
  msc = start_on(Host::right, joined(prefix, run_words(scenario, "msc", node_file("msc"), options)));
}

void Play::start_smsc(const std::string& scenario, const std::vector<std::string>& options,
                      const std::vector<std::string>& prefix) {
  smsc = start_on(Host::left, joined(prefix, run_words(scenario, "smsc", node_file("smsc"), options)));
}

bool Play::both_pass(Duration limit) {
  const auto at_smsc = smsc->wait(limit);
  const auto at_msc = msc->wait(at_smsc == 0 ? std::chrono::seconds(15) : std::chrono::milliseconds(0));
  return at_smsc == 0 && at_msc == 0;
}

std::string Play::outputs() const {
  // Steps that passed are of no interest.
  const auto rest = [](const std::string& text) {
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);) {
      if (line.find("✓") == std::string::npos && !line.ends_with("  pause")) out += line + "\n";
    }
    return out;
  };
  return "== smsc\n" + (smsc ? rest(smsc->output()) : "") + "== msc\n" + (msc ? rest(msc->output()) : "");
}

bool await_listening(Host host, int port, Duration limit) {
  // Columns of the endpoints: ENDPT SOCK STY SST HBKT LPORT UID …; the state 10 is that of a listening
  // socket.
  const std::string command = "ip netns exec " + link::test::name_of(host) +
                              " grep -qE '^ *([^ ]+ +){3}10 +[0-9]+ +" + std::to_string(port) +
                              " ' /proc/net/sctp/eps";
  return await([&] { return std::system(command.c_str()) == 0; }, limit);
}

bool await_kernel(Host host, bool knows, Duration limit) {
  const std::string command =
      "ip netns exec " + link::test::name_of(host) + " tail -n +2 /proc/net/sctp/assocs | grep -q .";
  return await([&] { return (std::system(command.c_str()) == 0) == knows; }, limit);
}

}  // namespace mapsim::lab
