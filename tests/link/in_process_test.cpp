// What the in-process link does beyond the contract of a transport: time, chance, faults, and what a tap
// sees.
#include "sigtran/link/in_process.h"

#include <gmock/gmock.h>
#include <sstream>

#include "tests/link/transport_contract.h"

namespace mapsim::link::test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct InProcessHarness {
  InProcessNetwork network;
  InProcessTransport client_transport{network};
  InProcessTransport server_transport{network};
  Instant at;

  explicit InProcessHarness(InProcessConfig config = {}) : network(config) {}
  Transport& client() { return client_transport; }
  Transport& server() { return server_transport; }
  EndpointAddress client_address() { return {{"192.0.2.1"}, 2905}; }
  EndpointAddress server_address() { return {{"192.0.2.2"}, 2905}; }
  Instant now() const { return at; }
  bool step() {
    const Instant next = network.next_deadline();
    if (next.is_never() || next > Instant::from_start(24h)) return false;
    at = std::max(at, next);
    network.on_time(at);
    return true;
  }
};

INSTANTIATE_TYPED_TEST_SUITE_P(InProcess, TransportContract, InProcessHarness);

// Chunks as short lines: ">" from the client, "<" from the server.
class Tap : public Observer {
 public:
  void on_chunk(Instant at, const Flow& flow, const Chunk& chunk) override {
    static constexpr const char* kNames[] = {"INIT",     "INIT-ACK",     "COOKIE-ECHO",       "COOKIE-ACK",
                                             "DATA",     "SACK",         "HEARTBEAT",         "HEARTBEAT-ACK",
                                             "SHUTDOWN", "SHUTDOWN-ACK", "SHUTDOWN-COMPLETE", "ABORT"};
    std::ostringstream line;
    line << (flow.from.hosts[0] == "192.0.2.1" ? ">" : "<") << kNames[static_cast<int>(chunk.kind)];
    if (chunk.kind == ChunkKind::data) line << " " << std::string(chunk.payload.begin(), chunk.payload.end());
    if (chunk.lost) line << " lost";
    lines.push_back(line.str());
    times.push_back(at);
    chunks.push_back(chunk);
    chunks.back().payload = {};
  }
  std::vector<std::string> lines;
  std::vector<Instant> times;
  std::vector<Chunk> chunks;
};

class InProcess : public ::testing::Test {
 protected:
  void start(InProcessConfig config = {}, bool observed = true) {
    h = std::make_unique<InProcessHarness>(config);
    if (observed) h->network.set_observer(&tap);
    ASSERT_TRUE(h->server().listen(h->server_address(), h->now()));
    const auto id = h->client().connect(h->client_address(), h->server_address(), h->now());
    ASSERT_TRUE(id);
    client_id = *id;
    run();
    const auto at_server = server.find<Established>();
    ASSERT_TRUE(at_server);
    ASSERT_TRUE(client.find<Established>());
    server_id = at_server->association;
    tap = Tap();
    client.order.clear();
    server.order.clear();
  }
  void run() {
    while (h->step()) {
      client.take(h->client());
      server.take(h->server());
    }
    client.take(h->client());
    server.take(h->server());
  }
  void send(const std::string& text, std::uint64_t tag = 0, SendOptions options = {}) {
    ASSERT_TRUE(h->client().send(client_id, message_of(text, tag), options, h->now()));
  }
  std::vector<std::string> texts(const Log& log) {
    std::vector<std::string> out;
    for (const Message& m : log.messages) out.push_back(m.text);
    return out;
  }

  Tap tap;  // outlives the network
  std::unique_ptr<InProcessHarness> h;
  Log client;
  Log server;
  AssociationId client_id;
  AssociationId server_id;
};

TEST_F(InProcess, ATapSeesTheFourWayHandshake) {
  InProcessHarness quiet;
  quiet.network.set_observer(&tap);
  ASSERT_TRUE(quiet.server().listen(quiet.server_address(), quiet.now()));
  ASSERT_TRUE(quiet.client().connect(quiet.client_address(), quiet.server_address(), quiet.now()));
  while (quiet.step()) {
  }
  EXPECT_THAT(tap.lines, ElementsAre(">INIT", "<INIT-ACK", ">COOKIE-ECHO", "<COOKIE-ACK"));
  EXPECT_EQ(tap.times[3], Instant::from_start(3ms));
  EXPECT_EQ(tap.chunks[0].verification_tag, 0U);
  EXPECT_EQ(tap.chunks[1].verification_tag, tap.chunks[0].initiate_tag);
  EXPECT_EQ(tap.chunks[2].verification_tag, tap.chunks[1].initiate_tag);
  EXPECT_EQ(tap.chunks[3].verification_tag, tap.chunks[0].initiate_tag);
}

TEST_F(InProcess, StreamsAreTheLesserOfOfferedAndAccepted) {
  InProcessNetwork network;
  InProcessTransport a(network, {.out = 5, .in = 40});
  InProcessTransport b(network, {.out = 10, .in = 3});
  ASSERT_TRUE(b.listen({{"::2"}, 2905}, Instant{}));
  ASSERT_TRUE(a.connect({{"::1"}, 2905}, {{"::2"}, 2905}, Instant{}));
  network.on_time(Instant::from_start(1s));
  Log log;
  log.take(a);
  const auto up = log.find<Established>();
  ASSERT_TRUE(up);
  EXPECT_EQ(up->streams_out, 3);
  EXPECT_EQ(up->streams_in, 10);
}

TEST_F(InProcess, AMessageArrivesAfterTheDelay) {
  start({.delay = 7ms});
  const Instant sent = h->now();
  send("x");
  EXPECT_EQ(h->network.next_deadline(), sent + Duration(7ms));
}

TEST_F(InProcess, JitterKeepsTheOrderAndIsTheSameForTheSameSeed) {
  const auto times = [&] {
    tap = Tap();
    client = server = Log();
    start({.seed = 9, .jitter = 20ms});
    for (int i = 0; i < 20; ++i) send(std::to_string(i));
    run();
    for (std::size_t i = 0; i < 20; ++i) EXPECT_EQ(server.messages[i].text, std::to_string(i));
    return tap.times;
  };
  const auto first = times();
  h.reset();
  EXPECT_EQ(times(), first);
}

TEST_F(InProcess, EverySecondMessageIsAcknowledgedAtOnceAndALoneOneAfter200Milliseconds) {
  start();
  const Instant begin = h->now();
  send("1");
  send("2");
  send("3");
  run();
  EXPECT_THAT(tap.lines, ElementsAre(">DATA 1", ">DATA 2", ">DATA 3", "<SACK", "<SACK"));
  EXPECT_EQ(tap.times[3] - begin, Duration(1ms));
  EXPECT_EQ(tap.times[4] - begin, Duration(201ms));
  EXPECT_EQ(tap.chunks[3].tsn, tap.chunks[1].tsn);
  EXPECT_EQ(tap.chunks[4].tsn, tap.chunks[2].tsn);
}

TEST_F(InProcess, AnAnswerCarriesTheAcknowledgement) {
  start();
  send("request");
  h->step();
  ASSERT_TRUE(h->server().send(server_id, message_of("answer"), {}, h->now()));
  EXPECT_THAT(tap.lines, ElementsAre(">DATA request", "<SACK", "<DATA answer"));
  EXPECT_TRUE(tap.chunks[1].bundled_with_next);
}

TEST_F(InProcess, StreamSequenceNumbersCountPerStreamAndNotForUnordered) {
  start();
  send("a", 0, {.stream = 1});
  send("b", 0, {.stream = 1});
  send("c", 0, {.stream = 2});
  send("d", 0, {.stream = 1, .unordered = true});
  send("e", 0, {.stream = 1});
  std::vector<int> sequences;
  for (const Chunk& c : tap.chunks) sequences.push_back(c.stream_sequence);
  EXPECT_THAT(sequences, ElementsAre(0, 1, 0, 0, 2));
  EXPECT_TRUE(tap.chunks[3].unordered);
}

TEST_F(InProcess, AMessageAboveThePathMtuIsToldInFragments) {
  start({.path_mtu = 100});
  send(std::string(120, 'x'));
  ASSERT_EQ(tap.chunks.size(), 3U);  // 52 octets each at most
  EXPECT_EQ(tap.lines[0].size(), 6U + 52);
  EXPECT_EQ(tap.lines[2].size(), 6U + 16);
  EXPECT_TRUE(tap.chunks[0].first_fragment && !tap.chunks[0].last_fragment);
  EXPECT_TRUE(!tap.chunks[1].first_fragment && !tap.chunks[1].last_fragment);
  EXPECT_TRUE(!tap.chunks[2].first_fragment && tap.chunks[2].last_fragment);
  EXPECT_EQ(tap.chunks[2].tsn, tap.chunks[0].tsn + 2);
}

TEST_F(InProcess, WatchingChangesNothingOfWhatUsersSee) {
  const auto play = [&](bool observed) {
    client = server = Log();
    start({.seed = 4, .jitter = 3ms}, observed);
    for (int i = 0; i < 7; ++i) send(std::to_string(i));
    h->client().shutdown(client_id, h->now());
    while (server.order.empty() || server.order.back() != "lost") {
      h->step();
      client.take(h->client());
      server.take(h->server());
    }
    return h->now();
  };
  const Instant watched = play(true);
  const auto order = server.order;
  h.reset();
  EXPECT_EQ(play(false), watched);
  EXPECT_EQ(server.order, order);
}

TEST_F(InProcess, GracefulShutdownOnTheWire) {
  start();
  send("last");
  h->client().shutdown(client_id, h->now());
  run();
  EXPECT_THAT(tap.lines,
              ElementsAre(">DATA last", "<SACK", ">SHUTDOWN", "<SHUTDOWN-ACK", ">SHUTDOWN-COMPLETE"));
  EXPECT_EQ(h->network.next_deadline(), Instant::never());
}

TEST_F(InProcess, BothEndsMayShutDownAtOnce) {
  start();
  ASSERT_TRUE(h->server().send(server_id, message_of("under way"), {}, h->now()));
  h->client().shutdown(client_id, h->now());
  h->server().shutdown(server_id, h->now());
  run();
  EXPECT_THAT(client.order, ElementsAre("message under way", "lost"));
  EXPECT_THAT(server.order, ElementsAre("lost"));
  EXPECT_EQ(client.find<Lost>()->reason, LossReason::shutdown_complete);
}

TEST_F(InProcess, DataThatCrossesAShutdownIsDelivered) {
  start();
  h->client().shutdown(client_id, h->now());
  ASSERT_TRUE(h->server().send(server_id, message_of("crossing"), {}, h->now()));
  run();
  EXPECT_THAT(client.order, ElementsAre("message crossing", "lost"));
  EXPECT_THAT(server.order, ElementsAre("lost"));
  EXPECT_THAT(tap.lines, ElementsAre(">SHUTDOWN", "<DATA crossing", ">SACK", ">SHUTDOWN", "<SHUTDOWN-ACK",
                                     ">SHUTDOWN-COMPLETE"));
}

TEST_F(InProcess, BothEndsMaySetUpAtOnce) {
  InProcessHarness both;
  ASSERT_TRUE(both.client().listen(both.client_address(), both.now()));
  ASSERT_TRUE(both.server().listen(both.server_address(), both.now()));
  const auto a = both.client().connect(both.client_address(), both.server_address(), both.now());
  const auto b = both.server().connect(both.server_address(), both.client_address(), both.now());
  ASSERT_TRUE(a && b);
  while (both.step()) {
  }
  client.take(both.client());
  server.take(both.server());
  EXPECT_THAT(client.order, ElementsAre("established"));
  EXPECT_THAT(server.order, ElementsAre("established"));
  ASSERT_TRUE(both.client().send(*a, message_of("hello"), {}, both.now()));
  while (both.step()) server.take(both.server());
  server.take(both.server());
  ASSERT_EQ(server.messages.size(), 1U);
  EXPECT_EQ(server.messages[0].association, *b);
}

TEST_F(InProcess, AFullQueueIsAnErrorUntilThePeersUserTakesAMessage) {
  start({.queue_limit = 2});
  send("1");
  send("2");
  const auto full = h->client().send(client_id, message_of("3"), {}, h->now());
  ASSERT_FALSE(full);
  EXPECT_THAT(full.error().message(), HasSubstr("queue full"));
  h->step();
  EXPECT_FALSE(h->client().send(client_id, message_of("3"), {}, h->now()));
  server.take(h->server());
  EXPECT_TRUE(h->client().send(client_id, message_of("3"), {}, h->now()));
}

TEST_F(InProcess, ADroppedMessageLeavesTheSenderIsAcknowledgedAndNeverArrives) {
  start();
  ASSERT_TRUE(h->network.inject(client_id, {.kind = Fault::Kind::drop}));
  send("gone");
  send("next");
  run();
  EXPECT_THAT(texts(server), ElementsAre("next"));
  EXPECT_THAT(tap.lines, ElementsAre(">DATA gone lost", ">DATA next", "<SACK"));
  EXPECT_EQ(tap.chunks[2].tsn, tap.chunks[1].tsn);
  EXPECT_EQ(h->network.counters().faults, 1U);
}

TEST_F(InProcess, ADuplicateIsAMessageOfItsOwnOnTheWire) {
  start();
  ASSERT_TRUE(h->network.inject(client_id, {.kind = Fault::Kind::duplicate}));
  send("twice");
  run();
  EXPECT_THAT(texts(server), ElementsAre("twice", "twice"));
  EXPECT_EQ(tap.chunks[1].tsn, tap.chunks[0].tsn + 1);
  EXPECT_EQ(tap.chunks[1].stream_sequence, 1);
}

TEST_F(InProcess, ADelayedMessageIsOvertaken) {
  start();
  ASSERT_TRUE(h->network.inject(client_id, {.kind = Fault::Kind::delay, .delay = 2s}));
  const Instant sent = h->now();
  send("late");
  send("early");
  run();
  EXPECT_THAT(texts(server), ElementsAre("early", "late"));
  EXPECT_EQ(tap.lines[2], ">DATA late");
  EXPECT_EQ(tap.times[2] - sent, Duration(2s));
}

TEST_F(InProcess, AReorderedMessageGoesAfterTheNextOne) {
  start();
  ASSERT_TRUE(h->network.inject(client_id, {.kind = Fault::Kind::reorder}));
  send("1");
  send("2");
  send("3");
  run();
  EXPECT_THAT(texts(server), ElementsAre("2", "1", "3"));
}

TEST_F(InProcess, AReorderedMessageDoesNotWaitForEver) {
  start();
  ASSERT_TRUE(h->network.inject(client_id, {.kind = Fault::Kind::reorder}));
  const Instant sent = h->now();
  send("alone");
  run();
  EXPECT_THAT(texts(server), ElementsAre("alone"));
  EXPECT_EQ(tap.times[0] - sent, Duration(1s));
}

TEST_F(InProcess, CorruptionAndTruncationCountFromThePartThatIsLocated) {
  start();
  const auto after_colon = [](OctetView octets) -> std::optional<std::size_t> {
    const auto colon = std::find(octets.begin(), octets.end(), ':');
    if (colon == octets.end()) return std::nullopt;
    return static_cast<std::size_t>(colon - octets.begin()) + 1;
  };
  ASSERT_TRUE(h->network.inject(
      client_id, {.kind = Fault::Kind::corrupt, .octet = 1, .mask = 0x20, .locate = after_colon}));
  ASSERT_TRUE(
      h->network.inject(client_id, {.kind = Fault::Kind::truncate, .octet = 2, .locate = after_colon}));
  send("no such part");
  send("a:bcd");
  run();
  EXPECT_THAT(texts(server), ElementsAre("no such part", "a:bC"));
}

TEST_F(InProcess, AFaultFindsItsMessageByTag) {
  start();
  ASSERT_TRUE(h->network.inject_by_tag(7, {.kind = Fault::Kind::drop}, 2));
  send("a", 6);
  send("b", 7);
  send("c", 7);
  send("d", 7);
  run();
  EXPECT_THAT(texts(server), ElementsAre("a", "d"));
}

TEST_F(InProcess, RatesAreSeeded) {
  const auto play = [&](std::uint64_t seed) {
    client = server = Log();
    start({.seed = seed});
    EXPECT_TRUE(h->network.set_rates(
        client_id,
        {.drop = 0.2, .duplicate = 0.1, .corrupt = 0.1, .extra_delay = 0.2, .extra_delay_up_to = 50ms}));
    for (int i = 0; i < 200; ++i) send("message " + std::to_string(i));
    run();
    auto result = texts(server);
    h.reset();
    return result;
  };
  const auto first = play(1);
  EXPECT_LT(first.size(), 200U);
  EXPECT_GT(first.size(), 130U);
  EXPECT_EQ(play(1), first);
  EXPECT_NE(play(2), first);
}

TEST_F(InProcess, AnAbortLeavesNothingUnsaid) {
  start();
  ASSERT_TRUE(h->server().send(server_id, message_of("to the dead", 5), {}, h->now()));
  send("left before the ABORT");
  h->client().abort(client_id, h->now());
  run();
  EXPECT_THAT(server.order, ElementsAre("message left before the ABORT", "send failed", "lost"));
  const auto failed = server.find<SendFailed>();
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->tag, 5U);
  EXPECT_EQ(std::string(failed->data.begin(), failed->data.end()), "to the dead");
}

TEST_F(InProcess, ARestartIsToldAtBothEndsAndTheAssociationGoesOn) {
  start();
  ASSERT_TRUE(h->server().send(server_id, message_of("lost with the state", 3), {}, h->now()));
  ASSERT_TRUE(h->network.restart(client_id, h->now()));
  run();
  EXPECT_THAT(client.order, ElementsAre("restarted"));
  EXPECT_THAT(server.order, ElementsAre("send failed", "restarted"));
  EXPECT_THAT(tap.lines,
              ElementsAre("<DATA lost with the state", ">INIT", "<INIT-ACK", ">COOKIE-ECHO", "<COOKIE-ACK"));
  send("after");
  run();
  EXPECT_THAT(texts(server), ElementsAre("after"));
  EXPECT_EQ(tap.chunks[5].tsn, tap.chunks[1].tsn);
  EXPECT_EQ(tap.chunks[5].stream_sequence, 0);
  EXPECT_EQ(tap.chunks[5].verification_tag, tap.chunks[2].initiate_tag);
}

TEST_F(InProcess, AProcessThatDiedAndCameBackRestartsTheAssociation) {
  InProcessNetwork network;
  InProcessTransport listener(network);
  const EndpointAddress here{{"192.0.2.1"}, 2905};
  const EndpointAddress there{{"192.0.2.2"}, 2905};
  ASSERT_TRUE(listener.listen(there, Instant{}));
  {
    InProcessTransport first(network);
    ASSERT_TRUE(first.connect(here, there, Instant{}));
    network.on_time(Instant::from_start(1s));
  }
  InProcessTransport second(network);
  const auto id = second.connect(here, there, Instant::from_start(2s));
  ASSERT_TRUE(id);
  network.on_time(Instant::from_start(3s));
  server.take(listener);
  client.take(second);
  EXPECT_THAT(server.order, ElementsAre("established", "restarted"));
  EXPECT_THAT(client.order, ElementsAre("established"));
}

TEST_F(InProcess, WhoSendsToAProcessThatDiedGetsAnAbort) {
  Tap watcher;
  InProcessNetwork network;
  network.set_observer(&watcher);
  InProcessTransport user(network);
  auto dead = std::make_unique<InProcessTransport>(network);
  ASSERT_TRUE(dead->listen({{"192.0.2.2"}, 2905}, Instant{}));
  const auto id = user.connect({{"192.0.2.1"}, 2905}, {{"192.0.2.2"}, 2905}, Instant{});
  network.on_time(Instant::from_start(1s));
  dead.reset();
  ASSERT_TRUE(user.send(*id, message_of("anybody there"), {}, Instant::from_start(1s)));
  network.on_time(Instant::from_start(2s));
  client.take(user);
  EXPECT_THAT(client.order, ElementsAre("established", "send failed", "lost"));
  EXPECT_EQ(watcher.lines.back(), "<ABORT");
  EXPECT_TRUE(watcher.chunks.back().reflected_tag);
}

TEST_F(InProcess, ACutPathLosesTheAssociationAfterItsLimit) {
  start();
  h->network.cut_path("192.0.2.1", "192.0.2.2", h->now());
  const Instant cut = h->now();
  send("into the void", 9);
  run();
  EXPECT_THAT(client.order, ElementsAre("send failed", "lost"));
  EXPECT_THAT(server.order, ElementsAre("lost"));
  EXPECT_EQ(client.find<Lost>()->reason, LossReason::unreachable);
  EXPECT_EQ(h->now() - cut, Duration(10s));
  EXPECT_THAT(tap.lines, ElementsAre(">DATA into the void lost"));
}

TEST_F(InProcess, APathThatIsMendedInTimeDeliversByRetransmission) {
  start();
  h->network.cut_path("192.0.2.2", "192.0.2.1", h->now());
  send("patient");
  h->at = h->at + Duration(5s);
  h->network.on_time(h->at);
  h->network.mend_path("192.0.2.1", "192.0.2.2", h->at);
  run();
  EXPECT_THAT(texts(server), ElementsAre("patient"));
  EXPECT_THAT(tap.lines, ElementsAre(">DATA patient lost", ">DATA patient", "<SACK"));
  EXPECT_EQ(tap.chunks[0].tsn, tap.chunks[1].tsn);
}

TEST_F(InProcess, ASetUpOverACutPathIsTriedAgainAndGivenUp) {
  InProcessHarness dark({.init_retries = 2});
  dark.network.set_observer(&tap);
  dark.network.cut_path("192.0.2.1", "192.0.2.2", dark.now());
  ASSERT_TRUE(dark.server().listen(dark.server_address(), dark.now()));
  ASSERT_TRUE(dark.client().connect(dark.client_address(), dark.server_address(), dark.now()));
  while (dark.step()) {
  }
  client.take(dark.client());
  EXPECT_EQ(client.find<Lost>()->reason, LossReason::unreachable);
  EXPECT_THAT(tap.lines, ElementsAre(">INIT lost", ">INIT lost", ">INIT lost"));
  EXPECT_EQ(dark.now(), Instant::from_start(7s));  // 1 + 2 + 4
}

TEST_F(InProcess, IdsOfLostAssociationsAreNotUsedForNewOnesAtOnce) {
  start();
  h->client().abort(client_id, h->now());
  const auto again = h->client().connect(h->client_address(), h->server_address(), h->now());
  ASSERT_TRUE(again);
  EXPECT_NE(*again, client_id);
  run();
  EXPECT_THAT(client.order, ElementsAre("lost", "established"));
  EXPECT_THAT(server.order, ElementsAre("lost", "established"));
}

TEST_F(InProcess, ASecondAssociationBetweenTheSameEndpointsIsAnError) {
  start();
  const auto second = h->client().connect(h->client_address(), h->server_address(), h->now());
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message(), HasSubstr("exists"));
}

TEST_F(InProcess, AnAssociationIsFoundByItsHosts) {
  start();
  EXPECT_EQ(h->network.find_association("192.0.2.1", "192.0.2.2"), client_id);
  EXPECT_EQ(h->network.find_association("192.0.2.2", "192.0.2.1"), server_id);
  EXPECT_EQ(h->network.find_association("192.0.2.2", "192.0.2.3"), std::nullopt);
}

TEST_F(InProcess, TheLimitOfAssociationsIsAnError) {
  InProcessHarness small({.max_associations = 1});
  EXPECT_TRUE(small.client().connect({{"192.0.2.1"}, 0}, small.server_address(), small.now()));
  EXPECT_FALSE(small.client().connect({{"192.0.2.1"}, 0}, small.server_address(), small.now()));
}

}  // namespace
}  // namespace mapsim::link::test
