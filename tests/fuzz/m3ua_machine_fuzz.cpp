// M3UA as ASP, SGP and IPSP, from each state of its ASP on: no association, down, inactive, active, and an AS
// that is pending. Messages and primitives of the script and time go in; what comes out must be messages that
// M3UA can read.
#include "sigtran/m3ua/m3ua.h"
#include "tests/fuzz/script.h"

namespace mapsim::fuzz {
namespace {

using namespace m3ua;

constexpr std::size_t kPending = 8;
constexpr std::size_t kKeys = 4;

Config config(Role role, bool registration) {
  Config c;
  ApplicationServer server;
  server.name = "as";
  server.routing_context = 100;
  c.application_servers = {server, server};
  c.application_servers[1].name = "as2";
  c.application_servers[1].routing_context = 200;
  if (registration) {
    RoutingKey key;
    key.parts = {RoutingKeyPart{.dpc = 7}};
    c.application_servers[1].routing_key = key;
    if (role == Role::asp) {
      c.application_servers[1].registers = true;
      c.application_servers[1].routing_context.reset();
    }
    c.registration.supported = true;
    c.registration.change = true;
  }
  Peer peer;
  peer.role = role;
  peer.application_servers = {0, 1};
  for (const char* name : {"a", "b"}) {
    peer.name = name;
    c.peers.push_back(peer);
  }
  c.timers.heartbeat = std::chrono::seconds(30);
  c.timers.audit = std::chrono::seconds(60);
  c.limits.pending_messages = kPending;
  c.limits.registered_keys = kKeys;
  c.limits.unavailable_destinations = 8;
  return c;
}

class Machine {
 public:
  explicit Machine(Script& script)
      : script_(script),
        role_(static_cast<Role>(script.below(4))),
        registration_(script.below(2) == 1),
        m3ua_(config(role_, registration_)) {
    require(check(config(role_, registration_)).has_value());
    const std::uint8_t state = script_.below(5);
    if (state == 0) return;
    for (std::size_t peer = 0; peer < 2; ++peer) put(AssociationUp{id(peer), peer, 4, 4});
    if (state >= 2) both(MessageType::aspup, MessageType::aspup_ack);
    if (state >= 3) both(MessageType::aspac, MessageType::aspac_ack);
    if (state >= 4) {
      both(MessageType::aspia, MessageType::aspia_ack);
      transfer();
    }
  }
  void step() {
    const std::size_t peer = script_.below(2);
    switch (script_.below(12)) {
      case 0:
      case 1:
        receive(script_.octets(), peer);
        break;
      case 2: {
        // The header is right, the rest is the script's.
        const std::uint8_t message_class = script_.below(11);
        const std::uint8_t type = script_.below(8);
        const OctetView body = script_.octets();
        const std::size_t size = body.size() + 8;
        Octets octets{1,
                      0,
                      message_class,
                      type,
                      0,
                      0,
                      static_cast<std::uint8_t>(size >> 8U),
                      static_cast<std::uint8_t>(size)};
        octets.insert(octets.end(), body.begin(), body.end());
        receive(octets, peer);
        break;
      }
      case 3:
        now_ = now_ + script_.time();
        m3ua_.on_time(now_);
        drain();
        break;
      case 4:
        transfer();
        break;
      case 5:
        put(AssociationDown{id(peer)});
        break;
      case 6:
        put(AssociationUp{id(peer), peer, 4, 4});
        break;
      case 7:
        put(AssociationRestarted{id(peer)});
        break;
      case 8:
        if (role_ != Role::sgp) {
          switch (script_.below(4)) {
            case 0:
              put(AspUp{peer});
              break;
            case 1:
              put(AspDown{peer});
              break;
            case 2:
              put(AspActive{peer});
              break;
            case 3:
              put(AspInactive{peer});
              break;
          }
        }
        break;
      case 9:
        put(Audit{script_.number()});
        break;
      case 10: {
        Destination destination;
        destination.pc = script_.number();
        destination.availability = static_cast<Availability>(script_.below(3));
        if (script_.below(2) == 1) destination.congestion_level = script_.below(4);
        put(ReportDestination{destination});
        break;
      }
      case 11: {
        const OctetView octets = script_.octets();
        put(Undelivered{id(peer), 0, octets});
        break;
      }
    }
    for (std::size_t server = 0; server < m3ua_.config().application_servers.size(); ++server) {
      require(m3ua_.pending_messages(server) <= kPending);
    }
    require(m3ua_.config().application_servers.size() <= 2 + kKeys);
  }

 private:
  static AssociationId id(std::size_t peer) { return AssociationId{static_cast<std::uint32_t>(peer + 1)}; }
  // Both sides of a procedure: the peer's request where it is the ASP, its acknowledgement where we are.
  void both(MessageType request, MessageType acknowledgement) {
    for (std::size_t peer = 0; peer < 2; ++peer) {
      for (const MessageType type : {request, acknowledgement}) {
        if (type == request && role_ == Role::asp) continue;
        if (type == acknowledgement && role_ == Role::sgp) continue;
        Message message;
        message.type = type;
        const auto octets = encode(message);
        require(octets.has_value());
        receive(octets->view(), peer);
      }
    }
  }
  void transfer() {
    mtp::TransferRequest request;
    request.label.opc = 1;
    request.label.dpc = script_.number();
    request.label.sls = script_.number();
    request.data.prepend(Octets{1, 2, 3});
    m3ua_.handle(std::move(request), now_);
    drain();
  }
  void receive(OctetView octets, std::size_t peer) {
    // An association's receiver keeps the octets until all events were taken.
    m3ua_.handle(Received{id(peer), static_cast<std::uint16_t>(octets.size() % 2), octets}, now_);
    drain();
  }
  template <class Input>
  void put(const Input& input) {
    m3ua_.handle(input, now_);
    drain();
  }
  void drain() {
    while (auto event = m3ua_.poll()) {
      if (const auto* sent = std::get_if<SendMessage>(&*event)) {
        require_readable(decode(sent->octets.view()), sent->octets.view());
        require_of_sent(sent->octets.view().size() % 4 == 0, sent->octets.view(),
                        "its last parameter is not padded");
      }
    }
  }

  Script& script_;
  Role role_;
  bool registration_;
  M3ua m3ua_;
  Instant now_;
};

}  // namespace
}  // namespace mapsim::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return mapsim::fuzz::play<mapsim::fuzz::Machine>({data, size});
}
