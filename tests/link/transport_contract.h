// What every link::Transport does, whoever provides SCTP. A harness type gives two transports and lets time
// pass:
//
//   struct Harness {
//     link::Transport& client();
//     link::Transport& server();                    // each in a process of its own, as it were
//     link::EndpointAddress client_address();
//     link::EndpointAddress server_address();       // not listening yet
//     Instant now();
//     bool step();   // lets time pass to the next thing that happens; false when the test has waited too
//     long
//   };
//
// and, where a machine may lack what it needs, `std::string skip_reason()` (empty: nothing is missing);
// and instantiates: INSTANTIATE_TYPED_TEST_SUITE_P(Name, TransportContract, Harness).
#pragma once

#include <deque>
#include <gtest/gtest.h>
#include <string>
#include <variant>
#include <vector>

#include "sigtran/link/transport.h"

namespace mapsim::link::test {

inline OutBuffer message_of(const std::string& text, std::uint64_t tag = 0) {
  OutBuffer out;
  out.prepend(OctetView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  out.tag = tag;
  return out;
}

// A Received whose octets are kept.
struct Message {
  AssociationId association;
  std::uint16_t stream = 0;
  std::uint32_t payload_protocol = 0;
  std::string text;
};

// Events of one transport in the order of poll().
class Log {
 public:
  void take(Transport& transport) {
    while (auto event = transport.poll()) {
      if (const auto* r = std::get_if<Received>(&*event)) {
        messages.push_back(
            {r->association, r->stream, r->payload_protocol, std::string(r->data.begin(), r->data.end())});
        order.push_back("message " + messages.back().text);
      } else {
        order.push_back(name(*event));
        events.push_back(std::move(*event));
      }
    }
  }
  // The first event of this type that was not found before.
  template <class T>
  std::optional<T> find() {
    for (auto it = events.begin(); it != events.end(); ++it) {
      if (const T* found = std::get_if<T>(&*it)) {
        T event = *found;
        events.erase(it);
        return event;
      }
    }
    return std::nullopt;
  }

  std::deque<Event> events;
  std::vector<Message> messages;
  std::vector<std::string> order;

 private:
  static std::string name(const Event& event) {
    static constexpr const char* kNames[] = {"established", "restarted",    "lost",      "received",
                                             "send failed", "peer address", "diagnostic"};
    return kNames[event.index()];
  }
};

template <class Harness>
class TransportContract : public ::testing::Test {
 protected:
  // A harness whose machine lacks something says so.
  void SetUp() override {
    if constexpr (requires { harness.skip_reason(); }) {
      if (!harness.skip_reason().empty()) GTEST_SKIP() << harness.skip_reason();
    }
  }
  bool step() {
    if (!harness.step()) return false;
    client_log.take(harness.client());
    server_log.take(harness.server());
    return true;
  }
  template <class T>
  std::optional<T> await(Log& log) {
    for (;;) {
      if (auto event = log.find<T>()) return event;
      if (!step()) return std::nullopt;
    }
  }
  bool await_messages(Log& log, std::size_t count) {
    while (log.messages.size() < count) {
      if (!step()) return false;
    }
    return true;
  }
  void set_up_association() {
    ASSERT_TRUE(harness.server().listen(harness.server_address(), harness.now()));
    const auto id =
        harness.client().connect(harness.client_address(), harness.server_address(), harness.now());
    ASSERT_TRUE(id);
    auto at_client = await<Established>(client_log);
    auto at_server = await<Established>(server_log);
    ASSERT_TRUE(at_client);
    ASSERT_TRUE(at_server);
    EXPECT_EQ(at_client->association, *id);
    client_end = *at_client;
    server_end = *at_server;
  }
  Result<void> send(Transport& from, AssociationId association, const std::string& text,
                    SendOptions options = {}, std::uint64_t tag = 0) {
    return from.send(association, message_of(text, tag), options, harness.now());
  }

  Harness harness;
  Log client_log;
  Log server_log;
  Established client_end;
  Established server_end;
};

TYPED_TEST_SUITE_P(TransportContract);

TYPED_TEST_P(TransportContract, ASetUpIsToldAtBothEnds) {
  this->set_up_association();
  EXPECT_FALSE(this->client_end.incoming);
  EXPECT_TRUE(this->server_end.incoming);
  EXPECT_EQ(this->client_end.peer.port, this->harness.server_address().port);
  EXPECT_GE(this->client_end.streams_out, 1);
  EXPECT_EQ(this->client_end.streams_out, this->server_end.streams_in);
  EXPECT_EQ(this->client_end.streams_in, this->server_end.streams_out);
}

TYPED_TEST_P(TransportContract, ASetUpIsRefusedWhereNobodyListens) {
  auto& h = this->harness;
  const auto id = h.client().connect(h.client_address(), h.server_address(), h.now());
  ASSERT_TRUE(id);
  const auto lost = this->template await<Lost>(this->client_log);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->association, *id);
  EXPECT_EQ(lost->reason, LossReason::refused);
}

TYPED_TEST_P(TransportContract, WhoStoppedListeningRefusesASetUpAndKeepsWhatIsThere) {
  this->set_up_association();
  auto& h = this->harness;
  h.server().stop_listening(h.now());
  auto other = h.client_address();
  other.port = static_cast<std::uint16_t>(other.port + 1);
  const auto id = h.client().connect(other, h.server_address(), h.now());
  ASSERT_TRUE(id);
  const auto lost = this->template await<Lost>(this->client_log);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->association, *id);
  EXPECT_EQ(lost->reason, LossReason::refused);
  ASSERT_TRUE(this->send(h.client(), this->client_end.association, "still here"));
  EXPECT_TRUE(this->await_messages(this->server_log, 1));
}

TYPED_TEST_P(TransportContract, MessagesCarryStreamPayloadProtocolAndOctets) {
  this->set_up_association();
  auto& h = this->harness;
  ASSERT_TRUE(this->send(h.client(), this->client_end.association, std::string("a\0b", 3), {.stream = 1}));
  ASSERT_TRUE(this->await_messages(this->server_log, 1));
  const Message& there = this->server_log.messages[0];
  EXPECT_EQ(there.text, std::string("a\0b", 3));
  EXPECT_EQ(there.stream, 1);
  EXPECT_EQ(there.payload_protocol, kM3uaPayloadProtocol);
  EXPECT_EQ(there.association, this->server_end.association);
  ASSERT_TRUE(
      this->send(h.server(), this->server_end.association, "back", {.stream = 0, .payload_protocol = 5}));
  ASSERT_TRUE(this->await_messages(this->client_log, 1));
  EXPECT_EQ(this->client_log.messages[0].text, "back");
  EXPECT_EQ(this->client_log.messages[0].payload_protocol, 5U);
}

TYPED_TEST_P(TransportContract, AStreamKeepsItsOrder) {
  this->set_up_association();
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(
        this->send(this->harness.client(), this->client_end.association, std::to_string(i), {.stream = 1}));
  }
  ASSERT_TRUE(this->await_messages(this->server_log, 500));
  for (std::size_t i = 0; i < 500; ++i) EXPECT_EQ(this->server_log.messages[i].text, std::to_string(i));
}

TYPED_TEST_P(TransportContract, IsDrainedWhenAllThatWasSentIsAcknowledged) {
  this->set_up_association();
  auto& h = this->harness;
  for (int i = 0; i < 200; ++i)
    ASSERT_TRUE(this->send(h.client(), this->client_end.association, std::string(1000, 'x')));
  while (!h.client().is_drained()) ASSERT_TRUE(this->step());
  EXPECT_TRUE(this->await_messages(this->server_log, 200));
  EXPECT_TRUE(h.client().is_drained());
}

TYPED_TEST_P(TransportContract, AMessageAboveThePathMtuArrivesWhole) {
  this->set_up_association();
  std::string large;
  for (int i = 0; large.size() < 20'001; ++i) large += std::to_string(i);
  ASSERT_TRUE(this->send(this->harness.client(), this->client_end.association, large));
  ASSERT_TRUE(this->await_messages(this->server_log, 1));
  EXPECT_EQ(this->server_log.messages[0].text, large);
}

TYPED_TEST_P(TransportContract, AStreamNumberIsTakenModuloTheStreams) {
  this->set_up_association();
  const auto streams = this->client_end.streams_out;
  ASSERT_TRUE(this->send(this->harness.client(), this->client_end.association, "x",
                         {.stream = static_cast<std::uint16_t>(streams + 1)}));
  ASSERT_TRUE(this->await_messages(this->server_log, 1));
  EXPECT_EQ(this->server_log.messages[0].stream, (streams + 1) % streams);
}

TYPED_TEST_P(TransportContract, ShutdownDeliversWhatIsQueuedFirst) {
  this->set_up_association();
  auto& h = this->harness;
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(this->send(h.client(), this->client_end.association, "m"));
  h.client().shutdown(this->client_end.association, h.now());
  const auto at_server = this->template await<Lost>(this->server_log);
  const auto at_client = this->template await<Lost>(this->client_log);
  ASSERT_TRUE(at_server);
  ASSERT_TRUE(at_client);
  EXPECT_EQ(this->server_log.messages.size(), 50U);
  EXPECT_EQ(at_server->reason, LossReason::shutdown_by_peer);
  EXPECT_EQ(at_client->reason, LossReason::shutdown_complete);
  EXPECT_EQ(this->server_log.order.back(), "lost");
}

TYPED_TEST_P(TransportContract, NothingIsSentAfterShutdown) {
  this->set_up_association();
  auto& h = this->harness;
  h.client().shutdown(this->client_end.association, h.now());
  EXPECT_FALSE(this->send(h.client(), this->client_end.association, "late"));
}

TYPED_TEST_P(TransportContract, AbortIsToldAtBothEnds) {
  this->set_up_association();
  auto& h = this->harness;
  h.server().abort(this->server_end.association, h.now());
  const auto at_server = this->template await<Lost>(this->server_log);
  const auto at_client = this->template await<Lost>(this->client_log);
  ASSERT_TRUE(at_server);
  ASSERT_TRUE(at_client);
  EXPECT_EQ(at_server->reason, LossReason::aborted_locally);
  EXPECT_EQ(at_client->reason, LossReason::aborted_by_peer);
}

TYPED_TEST_P(TransportContract, ALostAssociationIsSetUpAgain) {
  this->set_up_association();
  auto& h = this->harness;
  h.client().abort(this->client_end.association, h.now());
  ASSERT_TRUE(this->template await<Lost>(this->client_log));
  ASSERT_TRUE(this->template await<Lost>(this->server_log));
  EXPECT_FALSE(this->send(h.client(), this->client_end.association, "gone"));
  const auto id = h.client().connect(h.client_address(), h.server_address(), h.now());
  ASSERT_TRUE(id);
  ASSERT_TRUE(this->template await<Established>(this->client_log));
  ASSERT_TRUE(this->send(h.client(), *id, "again"));
  ASSERT_TRUE(this->await_messages(this->server_log, 1));
  EXPECT_EQ(this->server_log.messages[0].text, "again");
}

TYPED_TEST_P(TransportContract, OneListenerTakesSeveralAssociations) {
  this->set_up_association();
  auto& h = this->harness;
  EndpointAddress other = h.client_address();
  other.port = 0;
  const auto id = h.client().connect(other, h.server_address(), h.now());
  ASSERT_TRUE(id);
  const auto second = this->template await<Established>(this->server_log);
  ASSERT_TRUE(second);
  ASSERT_TRUE(this->template await<Established>(this->client_log));
  EXPECT_NE(second->association, this->server_end.association);
  ASSERT_TRUE(this->send(h.client(), *id, "second"));
  ASSERT_TRUE(this->await_messages(this->server_log, 1));
  EXPECT_EQ(this->server_log.messages[0].association, second->association);
}

TYPED_TEST_P(TransportContract, RequestsThatCannotBeMetAreErrors) {
  auto& h = this->harness;
  EXPECT_FALSE(this->send(h.client(), AssociationId{12'345}, "x"));
  EXPECT_FALSE(h.server().listen({{"not an address"}, 2905}, h.now()));
  EXPECT_FALSE(h.client().connect(h.client_address(), {{"300.1.1.1"}, 2905}, h.now()));
  ASSERT_TRUE(h.server().listen(h.server_address(), h.now()));
  EXPECT_FALSE(h.server().listen(h.server_address(), h.now()));
}

TYPED_TEST_P(TransportContract, AnEmptyMessageIsAnError) {
  this->set_up_association();
  EXPECT_FALSE(this->send(this->harness.client(), this->client_end.association, ""));
}

REGISTER_TYPED_TEST_SUITE_P(TransportContract, ASetUpIsToldAtBothEnds, ASetUpIsRefusedWhereNobodyListens,
                            WhoStoppedListeningRefusesASetUpAndKeepsWhatIsThere,
                            MessagesCarryStreamPayloadProtocolAndOctets, AStreamKeepsItsOrder,
                            IsDrainedWhenAllThatWasSentIsAcknowledged, AMessageAboveThePathMtuArrivesWhole,
                            AStreamNumberIsTakenModuloTheStreams, ShutdownDeliversWhatIsQueuedFirst,
                            NothingIsSentAfterShutdown, AbortIsToldAtBothEnds, ALostAssociationIsSetUpAgain,
                            OneListenerTakesSeveralAssociations, RequestsThatCannotBeMetAreErrors,
                            AnEmptyMessageIsAnError);

}  // namespace mapsim::link::test
