// What one M3UA node is: its application servers, its peers and where destinations lie. Everything is fixed
// for the life of the node; indices into the vectors name the rows everywhere else.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/core/time.h"
#include "sigtran/m3ua/codes.h"

namespace mapsim::m3ua {

// RFC 4666 1.2. At an ASP: one that this node serves. At an SGP: one that ASPs serve towards this node.
struct ApplicationServer {
  std::string name;
  std::optional<std::uint32_t> routing_context =
      {};  // needed where a peer has several application servers (1.4.2.1)
  std::optional<std::uint32_t> network_appearance =
      {};  // sent in DATA and SSNM; what is received must equal it
  // ASP: sent in ASPAC. SGP: what an ASPAC must say; absent: the first ASPAC decides, loadshare where it is
  // silent.
  std::optional<TrafficMode> traffic_mode = {};
  // SGP: how many ASPs make the AS active (n of the n+k model, 4.3.2); 1 for override.
  std::size_t minimum_active = 1;
};

// What this node is on an association.
enum class Role : std::uint8_t {
  asp,
  sgp,
  ipsp_single_exchange,  // RFC 4666 4.3.4: one exchange of ASPUP and ASPAC serves both directions
  ipsp_double_exchange,  // each side activates the traffic towards itself
};

struct Peer {
  std::string name;
  Role role = Role::asp;
  std::vector<std::size_t> application_servers = {};  // served over this association
  // Ours, sent in ASPUP (role asp, ipsp).
  std::optional<std::uint32_t> asp_identifier = {};
  // The one that the peer must send (role sgp, ipsp); another is answered with Invalid ASP Identifier.
  std::optional<std::uint32_t> peer_asp_identifier = {};
  bool asp_identifier_required = false;  // its absence is answered with ASP Identifier Required
  bool blocked = false;                  // ASPUP and ASPAC are answered with Refused - Management Blocking
  // Whether this node sends ASPUP (and then ASPAC) when the association is up, or waits for AspUp, AspActive.
  // Without meaning for role sgp. Of two IPSPs in a single exchange one should be automatic.
  bool automatic_up = true;
  bool automatic_active = true;
};

// Where a message for `dpc` goes. The first row that fits decides.
struct Route {
  std::optional<mtp::PointCode> dpc = {};  // absent: every destination
  std::size_t application_server = 0;
  std::vector<std::size_t> peers = {};  // empty: all peers of the application server
};

// SGP: what is known of a destination in the SS7 network, told in answers to DAUD (4.5.3).
enum class Availability : std::uint8_t { available, unavailable, restricted };
struct Destination {
  mtp::PointCode pc = 0;
  Availability availability = Availability::available;
  std::optional<std::uint8_t> congestion_level = {};  // 0..3
};

struct Timers {
  Duration ack = std::chrono::seconds(2);       // T(ack), 4.3.4.1
  unsigned ack_retries = 4;                     // how often a request is repeated before it counts as failed
  Duration recovery = std::chrono::seconds(2);  // T(r), 4.3.2
  // T(beat), 4.3.4.6; absent: no supervision. Two intervals without an answer mean that the peer is lost.
  std::optional<Duration> heartbeat = {};
};

struct Limits {
  std::size_t pending_messages = 1000;          // queued for one AS while it is pending (4.3.2)
  std::size_t unavailable_destinations = 4096;  // remembered of one peer
};

struct Config {
  std::vector<ApplicationServer> application_servers = {};
  std::vector<Peer> peers = {};
  std::vector<Route> routes = {};  // empty: everything belongs to the first application server
  std::vector<Destination> destinations = {};
  Timers timers;
  Limits limits;
  // RFC 4666 1.4.7: answers DATA on stream 0, and ASPSM and RKM on another, with Invalid Stream Identifier.
  // Off: told as a diagnostic only.
  bool strict_streams = true;
};

// Error: an index that names nothing, a peer without application servers, several application servers of one
// peer without or with equal routing contexts, a minimum of 0.
Result<void> check(const Config& config);

}  // namespace mapsim::m3ua
