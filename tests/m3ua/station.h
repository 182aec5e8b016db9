// One M3UA node under test, driven by hand: what it sends and tells is collected.
#pragma once

#include <deque>
#include <gtest/gtest.h>

#include "sigtran/m3ua/m3ua.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {

using namespace std::chrono_literals;

struct Sent {
  std::uint32_t association = 0;
  std::uint16_t stream = 0;
  Octets octets;
  std::uint64_t tag = 0;
};

struct Delivered {  // an MTP-TRANSFER indication with its own octets
  mtp::TransferIndication indication;
  Octets data;
};

class Station {
 public:
  explicit Station(Config config) : node(std::move(config)) {}

  template <class Input>
  void put(Input input) {
    node.handle(std::move(input), now);
    drain();
  }
  // Association 1 belongs to peer 0 and so on.
  void up(std::size_t peer = 0, std::uint16_t streams = 4) {
    put(AssociationUp{.association = id(peer), .peer = peer, .streams_in = streams, .streams_out = streams});
  }
  void down(std::size_t peer = 0) { put(AssociationDown{.association = id(peer)}); }
  void receive(const Octets& octets, std::size_t peer = 0, std::uint16_t stream = 0) {
    put(Received{.association = id(peer), .stream = stream, .octets = octets});
  }
  void receive(const Message& message, std::size_t peer = 0, std::uint16_t stream = 0) {
    receive(bytes(message), peer, stream);
  }
  void pass(Duration time) {
    const Instant end = now + time;
    while (node.next_deadline() <= end) {
      now = std::max(now, node.next_deadline());
      node.on_time(now);
      drain();
    }
    now = end;
  }
  void transfer(mtp::PointCode dpc, std::uint8_t sls = 0, std::uint64_t tag = 0) {
    mtp::TransferRequest request;
    request.label = {.opc = 1, .dpc = dpc, .si = 3, .ni = 2, .mp = 0, .sls = sls};
    request.data.prepend(octets("abcdef"));
    request.data.tag = tag;
    put(std::move(request));
  }

  // The next message that was sent (to this peer).
  Message next() {
    if (sent.empty()) {
      ADD_FAILURE() << "nothing was sent";
      return {};
    }
    last = std::move(sent.front());
    sent.pop_front();
    return read(last.octets).value();
  }
  std::vector<std::string> names() {  // "1:aspup" is ASPUP on association 1
    std::vector<std::string> out;
    while (!sent.empty()) {
      const Message m = next();
      out.push_back(std::to_string(last.association) + ":" + std::string(find_message(m.type)->name));
    }
    return out;
  }
  // The next message must be an ERROR with this code.
  Message expect_error(ErrorCode code) {
    const Message m = next();
    EXPECT_EQ(m.type, MessageType::err);
    const auto* found = m.find<std::uint32_t>(Tag::error_code);
    EXPECT_EQ(found != nullptr ? static_cast<ErrorCode>(*found) : ErrorCode{}, code);
    return m;
  }
  void expect_silence() {
    EXPECT_TRUE(sent.empty()) << m3ua::to_value(read(sent.front().octets).value()).to_text();
  }
  template <class T>
  std::vector<T> told() {
    std::vector<T> out;
    for (const Event& e : events) {
      if (const auto* t = std::get_if<T>(&e)) out.push_back(*t);
    }
    return out;
  }
  std::vector<mtp::PointCode> paused() { return indicated<mtp::PauseIndication>(); }
  std::vector<mtp::PointCode> resumed() { return indicated<mtp::ResumeIndication>(); }
  std::vector<mtp::StatusIndication> statuses() {
    std::vector<mtp::StatusIndication> out;
    for (const auto& i : told<mtp::Indication>()) {
      if (const auto* s = std::get_if<mtp::StatusIndication>(&i)) out.push_back(*s);
    }
    return out;
  }
  void forget() {
    sent.clear();
    events.clear();
    delivered.clear();
  }
  static link::AssociationId id(std::size_t peer) { return {static_cast<std::uint32_t>(peer + 1)}; }

  M3ua node;
  Instant now = Instant::from_start(1s);
  std::deque<Sent> sent;
  Sent last;
  std::vector<Event> events;  // all but what was sent and delivered
  std::vector<Delivered> delivered;

 private:
  template <class T>
  std::vector<mtp::PointCode> indicated() {
    std::vector<mtp::PointCode> out;
    for (const auto& i : told<mtp::Indication>()) {
      if (const auto* t = std::get_if<T>(&i)) out.push_back(t->affected);
    }
    return out;
  }
  void drain() {
    while (auto event = node.poll()) {
      if (auto* m = std::get_if<SendMessage>(&*event)) {
        const OctetView v = m->octets.view();
        sent.push_back({m->association.value, m->stream, {v.begin(), v.end()}, m->octets.tag});
        continue;
      }
      const auto* i = std::get_if<mtp::Indication>(&*event);
      const auto* t = i != nullptr ? std::get_if<mtp::TransferIndication>(i) : nullptr;
      if (t != nullptr) {
        delivered.push_back({*t, {t->data.begin(), t->data.end()}});
        continue;
      }
      events.push_back(std::move(*event));
    }
  }
};

inline Config one_peer(Role role, std::optional<std::uint32_t> routing_context = 7) {
  Config config;
  config.application_servers = {{.name = "as", .routing_context = routing_context}};
  config.peers = {{.name = "peer", .role = role, .application_servers = {0}}};
  return config;
}

// `count` peers of one application server with routing context 7.
inline Config peers_of_one_as(Role role, std::size_t count, TrafficMode mode) {
  Config config = one_peer(role);
  config.application_servers[0].traffic_mode = mode;
  config.peers.clear();
  for (std::size_t i = 0; i < count; ++i) {
    config.peers.push_back(
        {.name = "peer" + std::to_string(i + 1), .role = role, .application_servers = {0}});
  }
  return config;
}

// Application servers with routing contexts 7 and 8 on one association.
inline Config two_servers(Role role) {
  Config config = one_peer(role);
  config.application_servers = {{.name = "seven", .routing_context = 7},
                                {.name = "eight", .routing_context = 8}};
  config.peers[0].application_servers = {0, 1};
  return config;
}

inline Parameter contexts(std::vector<std::uint32_t> list) {
  return {Tag::routing_context, std::move(list)};
}
inline Parameter mode(TrafficMode m) {
  return {Tag::traffic_mode_type, static_cast<std::uint32_t>(m)};
}
inline Message message(MessageType type, ParameterGroup parameters = {}) {
  return {.type = type, .parameters = std::move(parameters)};
}
inline Message ssnm(MessageType type, std::vector<PointCodeRange> list) {
  return message(type, {{Tag::affected_point_code, std::move(list)}});
}
inline Message data_message(std::optional<std::uint32_t> context,
                            std::optional<std::uint32_t> appearance = {}) {
  Message m{.type = MessageType::data};
  if (appearance) m.parameters.push_back({Tag::network_appearance, *appearance});
  if (context) m.parameters.push_back(contexts({*context}));
  m.parameters.push_back(sample(Tag::protocol_data));
  return m;
}

// What a NOTIFY says.
inline Status as_change(AsStateStatus s) {
  return {static_cast<std::uint16_t>(StatusType::as_state_change), static_cast<std::uint16_t>(s)};
}
inline Status other(OtherStatus s) {
  return {static_cast<std::uint16_t>(StatusType::other), static_cast<std::uint16_t>(s)};
}
inline Status status_of(const Message& m) {
  EXPECT_EQ(m.type, MessageType::ntfy);
  const auto* s = m.find<Status>(Tag::status);
  return s != nullptr ? *s : Status{};
}

// Brings an ASP, or the ASP that a peer of an SGP is, into ASP-ACTIVE; forgets what was said meanwhile.
inline void activate_local(Station& s, std::size_t peer = 0) {
  s.up(peer);
  s.receive(message(MessageType::aspup_ack), peer);
  s.receive(message(MessageType::aspac_ack), peer);
  s.forget();
}
inline void activate_remote(Station& s, std::size_t peer = 0) {
  s.up(peer);
  s.receive(message(MessageType::aspup), peer);
  s.receive(message(MessageType::aspac), peer);
  s.forget();
}

}  // namespace mapsim::m3ua::test
