// What belongs to a place where scenarios are played against real systems, rather than to a scenario:
// addresses, links, timers. A node file (--node) says it; words of the command line say the most needed of
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/lab/host_names.h"
#include "scenarios/engine/yaml_document.h"
#include "sigtran/link/sctp_options.h"
#include "sigtran/link/transport.h"
#include "sigtran/m3ua/config.h"
#include "sigtran/sccp/translation.h"

namespace mapsim::scenario::lab {

enum class TransportKind : std::uint8_t { usrsctp, kernel };

// A signalling gateway between endpoints: a node of its own that scenarios do not name.
struct Gateway {
  std::string name;
  link::EndpointAddress address;
  Mark mark;
};

// One association of an endpoint that is played here.
struct Link {
  std::string endpoint;                             // ours
  std::string to;                                   // another endpoint, or a gateway
  bool connects = true;                             // we set it up; otherwise the other does
  link::EndpointAddress remote = {};                // no hosts: those of `to`
  std::optional<link::EndpointAddress> local = {};  // absent: those of the endpoint; port 0: any
  bool from_anywhere = false;                       // not connects: whatever address the other has
  // Absent: who connects is the ASP, who listens the SGP (RFC 4666 1.4.8 leaves it open).
  std::optional<m3ua::Role> role = {};
  std::optional<std::uint32_t> routing_context = {};
  std::optional<std::uint32_t> network_appearance = {};
  std::optional<m3ua::TrafficMode> traffic_mode = {};
  std::optional<std::uint32_t> asp_identifier = {};
  // asp: registered before ASPAC (RFC 4666 4.4), and the routing context is the one that the peer gives.
  // sgp: what ASPs may register to join.
  std::optional<m3ua::RoutingKey> routing_key = {};
  // Point codes behind a gateway; empty: all that no other link leads to.
  std::vector<mtp::PointCode> reaches = {};
  Mark mark = {};
};

// usrsctp: what a bad network does to packets, each way, by seeded chance; to see what a system makes of it.
struct NetworkFaults {
  std::uint64_t seed = 1;
  // Percent of packets.
  std::uint8_t loss = 0;
  std::uint8_t duplicate = 0;
  std::uint8_t reorder = 0;
  std::uint8_t delayed = 0;
  Duration delay = std::chrono::milliseconds(20);  // of those that are delayed or overtaken, at most
};

struct Site {
  std::string file;  // empty: there is no node file
  std::optional<TransportKind> transport;
  std::vector<std::string> here;  // endpoints that are played here; empty: by the rest of what is said
  std::vector<YamlMember> endpoints;
  std::vector<Gateway> gateways;
  std::vector<Link> links;
  HostNames names;  // of hosts, in the node file and on the command line

  link::SctpOptions sctp;
  bool over_udp = true;  // usrsctp: RFC 6951; otherwise directly over IP
  std::uint16_t udp_local = 9899;
  std::uint16_t udp_remote = 9899;
  std::optional<NetworkFaults> faults;
  bool accept_any = false;  // associations from addresses that nobody configured

  m3ua::Timers m3ua;
  m3ua::Registration registration;
  bool strict_streams = true;
  std::vector<sccp::TranslationRule> translations;

  Duration reconnect_first = std::chrono::milliseconds(500);  // doubles with each attempt, up to
  Duration reconnect_longest = std::chrono::seconds(30);
  // An attempt that has not led to an association by then is given up for a new one: SCTP itself goes on for
  // a minute, in vain where the peer has lost the state of the handshake.
  Duration attempt_limit = std::chrono::seconds(8);
  std::size_t max_dialogues = std::size_t{1} << 20U;
};

}  // namespace mapsim::scenario::lab
