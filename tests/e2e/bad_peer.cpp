#include "tests/e2e/bad_peer.h"

#include <gtest/gtest.h>
#include <poll.h>

namespace mapsim::e2e {

namespace {

constexpr Duration kPatience = std::chrono::seconds(20);

// RFC 4666 3.1: class and type, and no parameter.
std::string bare(std::uint8_t message_class, std::uint8_t type) {
  return {1, 0, static_cast<char>(message_class), static_cast<char>(type), 0, 0, 0, 8};
}

}  // namespace

BadPeer::BadPeer(const LoopbackNetwork& network) : network_(network) {}

bool BadPeer::call() {
  const Instant limit = now() + kPatience;
  do {
    lost_ = false;
    const auto id =
        peer_.transport->connect({{network_.host(1)}, 0}, {{network_.host(2)}, link::kM3uaPort}, now());
    if (!id) {
      ADD_FAILURE() << id.error().message();
      return false;
    }
    id_ = *id;
    run([&] { return up_ || lost_; });
  } while (!up_ && now() < limit);
  return up_;
}

void BadPeer::listen(bool serves) {
  serves_ = serves;
  const auto listens = peer_.transport->listen({{network_.host(2)}, link::kM3uaPort}, now());
  EXPECT_TRUE(listens) << listens.error().message();
}

bool BadPeer::run(const std::function<bool()>& done) {
  const Instant limit = now() + kPatience;
  while (!done()) {
    if (now() >= limit) return false;
    pollfd fd{peer_.pollable->fd(), POLLIN, 0};
    ::poll(&fd, 1, 5);
    peer_.transport->on_time(now());
    while (const auto event = peer_.transport->poll()) on_event(*event);
  }
  return true;
}

void BadPeer::on_event(const link::Event& event) {
  if (const auto* established = std::get_if<link::Established>(&event)) {
    id_ = established->association;
    up_ = true;
  }
  if (std::holds_alternative<link::Lost>(event)) lost_ = true;
  if (const auto* received = std::get_if<link::Received>(&event)) on_message(received->data);
}

void BadPeer::on_message(OctetView message) {
  if (message.size() < 8) return;
  ++messages_;
  const auto is = [&](std::uint8_t message_class, std::uint8_t type) {
    return message[2] == message_class && message[3] == type;
  };
  if (is(1, 1)) ++data_;
  if (!serves_) return;
  if (is(3, 1)) send(bare(3, 4));  // ASPUP, ASPUP ACK
  if (is(4, 1)) send(bare(4, 3));  // ASPAC, ASPAC ACK
}

bool BadPeer::send(const std::string& octets, link::SendOptions options) {
  OutBuffer out;
  out.prepend(OctetView(reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()));
  return peer_.transport->send(id_, std::move(out), options, now()).has_value();
}

void BadPeer::shutdown() {
  peer_.transport->shutdown(id_, now());
}

void BadPeer::abort() {
  peer_.transport->abort(id_, now());
}

void BadPeer::stop_listening() {
  peer_.transport->stop_listening(now());
}

}  // namespace mapsim::e2e
