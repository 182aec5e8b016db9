// What one M3UA node is: its application servers, its peers and where destinations lie. Everything is fixed
// for the life of the node, except that registered routing keys (4.4) add application servers behind those
// that are given here; indices into the vectors name the rows everywhere else.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/core/time.h"
#include "sigtran/m3ua/codes.h"
#include "sigtran/m3ua/routing_key.h"

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
  // The traffic that the application server takes. SGP: ASPs may join it by registering this very key
  // (4.4.1), and messages that it covers go there without a row in Config::routes. ASP: what `registers` asks
  // for.
  std::optional<RoutingKey> routing_key = {};
  // ASP: the routing context is not known but asked for by REG REQ before ASPAC, and given back by DEREG REQ
  // before ASPDN (4.4). Needs a routing key and no routing context.
  bool registers = false;
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
  // SGP: what this ASP may do by REG REQ and DEREG REQ; else the status is Permission Denied (4.4).
  bool may_register = true;
  std::vector<mtp::PointCode> registrable = {};  // destinations; empty: all
  bool may_deregister = true;
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
  // ASP: how often DAUD asks after destinations that are unavailable, restricted or congested (4.5.3);
  // absent: only on request.
  std::optional<Duration> audit = {};
};

struct Limits {
  std::size_t pending_messages = 1000;  // queued for one AS while it is pending (4.3.2)
  // Unavailable, restricted, and to be audited: remembered of one application server of one peer, of each.
  std::size_t unavailable_destinations = 4096;
  // Application servers that registered keys have made; one more is answered with Insufficient Resources.
  std::size_t registered_keys = 1024;
  // Destinations, service indicators and OPCs of one registered key; likewise Insufficient Resources.
  std::size_t routing_key_entries = 64;
};

// SGP: registration of routing keys (RFC 4666 4.4).
struct Registration {
  bool supported = false;  // off: REG REQ and DEREG REQ are answered with Unsupported Message Class
  // Whether a key that no application server has makes a new one; off: Routing Key not Currently Provisioned.
  bool dynamic = true;
  // Whether a registered key may be changed (REG REQ with a routing context) while its only ASP is inactive.
  bool change = false;
  std::uint32_t first_routing_context = 1;     // the lowest free one from here on is assigned
  mtp::PointCode highest_point_code = 0x3FFF;  // 14 bits of Q.704; what is above is Invalid DPC
  // Known besides those of the application servers; another is Invalid Network Appearance.
  std::vector<std::uint32_t> network_appearances = {};
};

struct Config {
  std::vector<ApplicationServer> application_servers = {};
  std::vector<Peer> peers = {};
  // Empty: all that no routing key covers belongs to the first application server, if that has no key.
  std::vector<Route> routes = {};
  std::vector<Destination> destinations = {};
  Timers timers;
  Limits limits;
  Registration registration;
  // SGP: DAUD for a destination that is neither known here nor routed is answered with ERROR (Destination
  // Status Unknown, 3.8.1). Off: with DUNA.
  bool conceal_unknown_destinations = false;
  // RFC 4666 1.4.7: answers DATA on stream 0, and ASPSM and RKM on another, with Invalid Stream Identifier.
  // Off: told as a diagnostic only.
  bool strict_streams = true;
};

// Error: an index that names nothing, a peer without application servers (unless it may register keys),
// several application servers of one peer without or with equal routing contexts, a minimum of 0, a
// registering application server without key or with routing context, one to join without routing context, an
// empty key, T(beat) or T(audit) of 0.
Result<void> check(const Config& config);

}  // namespace mapsim::m3ua
