// Two nodes, each a Provider over a Tcap, joined at N-UNITDATA: what one sends the other understands.
#include <deque>
#include <gtest/gtest.h>
#include <random>

#include "sigtran/tcap/tcap.h"
#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;
using namespace std::chrono_literals;

struct Side {
  Side(std::uint64_t seed, ProviderConfig config, tcap::Config tcap_config)
      : tcap(tcap_config, Random(seed)), provider(std::move(config)) {}

  tcap::Tcap tcap;
  Provider provider;
  std::vector<MessageIndication> received;
  std::vector<TimeoutIndication> timeouts;
  std::vector<SentIndication> sent;
  std::vector<Diagnostic> diagnostics;
  std::deque<sccp::UnitdataRequest> outgoing;
};

class World {
 public:
  explicit World(ProviderConfig a_config = {}, ProviderConfig b_config = {}, tcap::Config tcap_config = {})
      : a(1, std::move(a_config), tcap_config), b(2, std::move(b_config), tcap_config) {}

  Side a;
  Side b;
  Instant now;
  std::vector<Octets> wire;  // every TCAP message, in order

  DialogueId open(ApplicationContext context, std::int32_t opcode, std::optional<OpenInfo> info = {}) {
    const DialogueId dialogue = a.tcap.new_dialogue(0);
    Request r = begin(dialogue, context);
    r.open = std::move(info);
    r.services.push_back(invoke(opcode));
    EXPECT_TRUE(a.provider.handle(std::move(r), now));
    run();
    return dialogue;
  }
  void request(Side& side, Action action, DialogueId dialogue, tcap::Components services = {}) {
    Request r = test::request(action, dialogue);
    r.services = std::move(services);
    send(side, std::move(r));
  }
  void send(Side& side, Request r) {
    ASSERT_TRUE(side.provider.handle(std::move(r), now));
    run();
  }
  void advance(Duration by) {
    now = now + by;
    for (Side* side : {&a, &b}) {
      side->tcap.on_time(now);
      side->provider.on_time(now);
    }
    run();
  }
  void run() {
    for (bool busy = true; busy;) {
      busy = pump(a, b);
      busy = pump(b, a) || busy;
    }
  }

 private:
  bool pump(Side& from, Side& to) {
    bool worked = false;
    for (;;) {
      if (auto event = from.provider.poll()) {
        up(from, std::move(*event));
      } else if (auto below = from.tcap.poll()) {
        down(from, std::move(*below));
      } else if (!from.outgoing.empty()) {
        deliver(from, to);
      } else {
        return worked;
      }
      worked = true;
    }
  }
  void up(Side& side, Event event) {
    if (auto* request = std::get_if<tcap::Request>(&event)) {
      const auto done = side.tcap.handle(std::move(*request), now);
      EXPECT_TRUE(done) << done.error().message();
    } else if (auto* m = std::get_if<MessageIndication>(&event)) {
      side.received.push_back(std::move(*m));
    } else if (auto* t = std::get_if<TimeoutIndication>(&event)) {
      side.timeouts.push_back(*t);
    } else if (auto* s = std::get_if<SentIndication>(&event)) {
      side.sent.push_back(*s);
    } else if (auto* d = std::get_if<Diagnostic>(&event)) {
      side.diagnostics.push_back(*d);
    }
  }
  void down(Side& side, tcap::Event event) {
    if (auto* m = std::get_if<tcap::MessageIndication>(&event)) side.provider.handle(std::move(*m), now);
    if (auto* c = std::get_if<tcap::CancelIndication>(&event)) side.provider.handle(*c, now);
    if (auto* n = std::get_if<tcap::NoticeIndication>(&event)) side.provider.handle(*n, now);
    if (auto* u = std::get_if<sccp::UnitdataRequest>(&event)) side.outgoing.push_back(std::move(*u));
    if (auto* d = std::get_if<Diagnostic>(&event)) side.diagnostics.push_back(*d);
  }
  void deliver(Side& from, Side& to) {
    sccp::UnitdataRequest unitdata = std::move(from.outgoing.front());
    from.outgoing.pop_front();
    const OctetView data = unitdata.data.view();
    wire.emplace_back(data.begin(), data.end());
    sccp::UnitdataIndication indication;
    indication.transit.called = unitdata.called;
    indication.transit.calling = unitdata.calling;
    indication.data = wire.back();
    to.tcap.handle(sccp::Indication(indication), now);
  }
};

template <class T>
const T* last(const Side& side) {
  return side.received.empty() ? nullptr : std::get_if<T>(&side.received.back().dialogue_event);
}
bool quiet(const World& world) {
  return world.a.provider.open_dialogues() == 0 && world.b.provider.open_dialogues() == 0 &&
         world.a.tcap.open() == 0 && world.b.tcap.open() == 0;
}

TEST(ProviderOverTcap, BeginAndEndInEachVersion) {
  for (const auto& [context, opcode] : {std::pair(kRelayV1, 46), std::pair(kMtV2, 46), std::pair(kMtV3, 44),
                                        std::pair(kMoV3, 46), std::pair(kGatewayV3, 45)}) {
    World world;
    world.open(context, opcode);
    ASSERT_NE(last<Opened>(world.b), nullptr);
    EXPECT_EQ(world.b.received.back().context, context);
    world.request(world.b, Action::end, world.b.received.back().dialogue, {result()});
    ASSERT_NE(last<Accepted>(world.a), nullptr);
    EXPECT_TRUE(world.a.received.back().dialogue_ended);
    EXPECT_EQ(world.a.received.back().services.size(), 1U);
    EXPECT_FALSE(world.a.received.back().services[0].rejected_locally);
    EXPECT_TRUE(world.a.diagnostics.empty());
    EXPECT_TRUE(world.b.diagnostics.empty());
    world.advance(1ns);  // TCAP forgets what ended
    EXPECT_TRUE(quiet(world));
  }
}

TEST(ProviderOverTcap, TheOctetsOfAVersion2Exchange) {
  World world;
  Request r = begin(world.a.tcap.new_dialogue(0), kMtV2);
  r.overrides.otid = tcap::TransactionId{0x01020304, 4};
  r.services.push_back(invoke(46));
  world.send(world.a, std::move(r));
  world.request(world.b, Action::end, world.b.received.back().dialogue, {result()});
  ASSERT_EQ(world.wire.size(), 2U);
  EXPECT_EQ(world.wire[0], octets("6230 4804 01020304"
                                  "6b1e 281c 0607 00118605010101 a011"
                                  "600f 80020780 a109 0607 04000001001902"
                                  "6c08 a106 020101 02012e"));
  EXPECT_EQ(world.wire[1], octets("6439 4904 01020304"
                                  "6b2a 2828 0607 00118605010101 a01d"
                                  "611b 80020780 a109 0607 04000001001902 a203 020100 a305 a103 020100"
                                  "6c05 a203 020101"));
}

TEST(ProviderOverTcap, ReferencesArrive) {
  World world;
  const OpenInfo info{.destination_reference = octets("9600010100000000f1"),
                      .originating_reference = octets("915155010020f1"),
                      .extension_container = {}};
  world.open(kMtV3, 44, info);
  ASSERT_NE(last<Opened>(world.b), nullptr);
  EXPECT_EQ(last<Opened>(world.b)->info, info);
}

TEST(ProviderOverTcap, AConversationOfManyMessages) {
  World world;
  const DialogueId ours = world.open(kMtV3, 44);
  const DialogueId theirs = world.b.received.back().dialogue;
  for (InvokeId i = 1; i < 10; ++i) {
    world.request(world.b, Action::continue_, theirs, {result(i)});
    ASSERT_EQ(world.a.received.size(), static_cast<std::size_t>(i));
    EXPECT_FALSE(world.a.received.back().dialogue_ended);
    world.request(world.a, Action::continue_, ours, {invoke(44, static_cast<InvokeId>(i + 1))});
    ASSERT_EQ(world.b.received.size(), static_cast<std::size_t>(i + 1));
  }
  world.request(world.b, Action::end, theirs, {result(10)});
  EXPECT_TRUE(world.a.diagnostics.empty());
  EXPECT_TRUE(world.b.diagnostics.empty());
  world.advance(1ns);
  EXPECT_TRUE(quiet(world));
}

TEST(ProviderOverTcap, TheHandshakeOfAnEmptyBegin) {
  World world;
  const DialogueId ours = world.a.tcap.new_dialogue(0);
  world.send(world.a, begin(ours, kMtV3));
  ASSERT_NE(last<Opened>(world.b), nullptr);
  world.request(world.b, Action::continue_, world.b.received.back().dialogue);
  ASSERT_NE(last<Accepted>(world.a), nullptr);
  world.request(world.a, Action::continue_, ours, {invoke(44)});
  EXPECT_EQ(world.b.received.back().services.size(), 1U);
}

TEST(ProviderOverTcap, AnUnsupportedContextIsRefusedNamingTheAlternative) {
  ProviderConfig old;
  old.supported = {kMtV2, kRelayV1};
  World world({}, old);
  world.open(kMtV3, 44);
  EXPECT_TRUE(world.b.received.empty());
  EXPECT_EQ(world.b.sent.at(0).cause, SentCause::context_not_supported);
  ASSERT_NE(last<Refused>(world.a), nullptr);
  EXPECT_EQ(last<Refused>(world.a)->reason, RefuseReason::application_context_not_supported);
  EXPECT_EQ(last<Refused>(world.a)->alternative, kMtV2);
  world.advance(1ns);
  EXPECT_TRUE(quiet(world));
}

TEST(ProviderOverTcap, FallingBackStepByStepEndsInVersion1) {
  ProviderConfig old;
  old.supported = {kRelayV1};
  World world({}, old);
  world.open(kMtV3, 44);
  ASSERT_NE(last<Refused>(world.a), nullptr);
  EXPECT_EQ(last<Refused>(world.a)->alternative, kRelayV1);
  world.open(kRelayV1, 46);
  EXPECT_NE(last<Opened>(world.b), nullptr);
}

TEST(ProviderOverTcap, EveryRefusalArrives) {
  for (const auto reason :
       {RefuseReason::no_reason_given, RefuseReason::invalid_destination_reference,
        RefuseReason::invalid_originating_reference, RefuseReason::application_context_not_supported,
        RefuseReason::no_common_dialogue_portion}) {
    World world;
    world.open(kMtV3, 44);
    Request r = test::request(Action::refuse, world.b.received.back().dialogue);
    r.refuse_reason = reason;
    r.alternative = kMtV2;
    world.send(world.b, std::move(r));
    ASSERT_NE(last<Refused>(world.a), nullptr) << static_cast<int>(reason);
    EXPECT_EQ(last<Refused>(world.a)->reason, reason);
    if (reason != RefuseReason::no_common_dialogue_portion) {
      EXPECT_EQ(last<Refused>(world.a)->alternative, kMtV2);
    }
    world.advance(1ns);
    EXPECT_TRUE(quiet(world));
  }
}

TEST(ProviderOverTcap, EveryUserAbortArrivesBeforeAndAfterAcceptance) {
  for (const bool accepted : {false, true}) {
    for (const UserAbort& choice : {UserAbort{UserAbortReason::user_specific_reason, {}},
                                    UserAbort{UserAbortReason::resource_unavailable, 1},
                                    UserAbort{UserAbortReason::application_procedure_cancellation, 3}}) {
      World world;
      world.open(kMtV3, 44);
      const DialogueId theirs = world.b.received.back().dialogue;
      if (accepted) world.request(world.b, Action::continue_, theirs);
      Request r = test::request(Action::u_abort, theirs);
      r.abort = choice;
      world.send(world.b, std::move(r));
      ASSERT_NE(last<UserAborted>(world.a), nullptr);
      EXPECT_EQ(last<UserAborted>(world.a)->abort, choice);
      world.advance(1ns);
      EXPECT_TRUE(quiet(world));
    }
  }
}

TEST(ProviderOverTcap, AUserAbortInVersion1SaysNothingMore) {
  World world;
  world.open(kRelayV1, 46);
  Request r = test::request(Action::u_abort, world.b.received.back().dialogue);
  r.abort = UserAbort{};
  world.send(world.b, std::move(r));
  ASSERT_NE(last<UserAborted>(world.a), nullptr);
  EXPECT_FALSE(last<UserAborted>(world.a)->abort);
}

TEST(ProviderOverTcap, AProviderAbortArrives) {
  World world;
  world.open(kMtV3, 44);
  Request r = test::request(Action::provider_abort, world.b.received.back().dialogue);
  r.provider_abort = ProviderAbortReason::invalid_pdu;
  world.send(world.b, std::move(r));
  ASSERT_NE(last<ProviderAborted>(world.a), nullptr);
  EXPECT_EQ(last<ProviderAborted>(world.a)->reason, ProviderAbortReason::invalid_pdu);
}

TEST(ProviderOverTcap, APeerThatKnowsOnlyVersion1MeansARefusal) {
  World world;
  world.open(kMtV3, 44);
  Request r = test::request(Action::tc_p_abort, world.b.received.back().dialogue);
  r.p_abort_cause = tcap::PAbortCause::incorrect_transaction_portion;
  world.send(world.b, std::move(r));
  ASSERT_NE(last<Refused>(world.a), nullptr);
  EXPECT_EQ(last<Refused>(world.a)->reason, RefuseReason::potential_version_incompatibility);
}

TEST(ProviderOverTcap, AnExplicitVersion1NameIsAnsweredAsAbnormal) {
  World world;
  const DialogueId ours = world.a.tcap.new_dialogue(0);
  Request r = begin(ours, kMtV3);
  r.portion = aarq(context_name(kRelayV1));
  r.services.push_back(invoke(46));
  world.send(world.a, std::move(r));
  EXPECT_TRUE(world.b.received.empty());
  ASSERT_NE(last<ProviderAborted>(world.a), nullptr);
  EXPECT_EQ(last<ProviderAborted>(world.a)->reason, ProviderAbortReason::abnormal_dialogue);
}

TEST(ProviderOverTcap, ABeginWithNothingIsAborted) {
  World world;
  const DialogueId ours = world.a.tcap.new_dialogue(0);
  world.send(world.a, begin(ours, kRelayV1));
  EXPECT_TRUE(world.b.received.empty());
  ASSERT_NE(last<UserAborted>(world.a), nullptr);
  EXPECT_EQ(to_hex(world.wire.at(1)).substr(0, 2), "67");
  EXPECT_EQ(world.wire.at(1).size(), 8U);  // the DTID and nothing else
}

TEST(ProviderOverTcap, AFirstAnswerWithoutAareEndsTheDialogueOnBothSides) {
  for (const bool tolerated_by_tcap : {false, true}) {
    tcap::Config tcap_config;
    tcap_config.tolerate_missing_response = tolerated_by_tcap;
    World world({}, {}, tcap_config);
    world.open(kMtV3, 44);
    Request r = test::request(Action::continue_, world.b.received.back().dialogue);
    r.portion.emplace();
    r.services.push_back(result());
    world.send(world.b, std::move(r));
    ASSERT_NE(last<ProviderAborted>(world.a), nullptr);
    EXPECT_EQ(last<ProviderAborted>(world.a)->reason, tolerated_by_tcap
                                                          ? ProviderAbortReason::abnormal_dialogue
                                                          : ProviderAbortReason::provider_malfunction);
    EXPECT_NE(last<ProviderAborted>(world.b), nullptr);
    world.advance(1ns);
    EXPECT_TRUE(quiet(world));
  }
}

TEST(ProviderOverTcap, AnAareWithAnotherNameEndsTheDialogueOnBothSides) {
  World world;
  world.open(kMtV3, 44);
  Request r = test::request(Action::continue_, world.b.received.back().dialogue);
  r.portion = aare(context_name(kMtV2));
  world.send(world.b, std::move(r));
  ASSERT_NE(last<ProviderAborted>(world.a), nullptr);
  EXPECT_EQ(last<ProviderAborted>(world.a)->reason, ProviderAbortReason::abnormal_dialogue);
  ASSERT_NE(last<ProviderAborted>(world.b), nullptr);
  EXPECT_EQ(last<ProviderAborted>(world.b)->reason, ProviderAbortReason::abnormal_dialogue);
}

TEST(ProviderOverTcap, AnUnknownOperationIsRejectedAndTheDialogueGoesOn) {
  World world;
  const DialogueId ours = world.a.tcap.new_dialogue(0);
  Request r = begin(ours, kMtV3);
  r.services.push_back(invoke(44, 1));
  r.services.push_back(invoke(99, 2));
  world.send(world.a, std::move(r));
  const DialogueId theirs = world.b.received.back().dialogue;
  world.request(world.b, Action::continue_, theirs, {result(1)});
  const auto& services = world.a.received.back().services;
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(services[1].type, tcap::ComponentType::reject);
  EXPECT_EQ(services[1].invoke_id, InvokeId{2});
  EXPECT_EQ(services[1].problem, (tcap::Problem{tcap::ProblemType::invoke, 1}));
  EXPECT_FALSE(services[1].rejected_locally);
  EXPECT_EQ(world.a.provider.open_dialogues(), 1U);
}

TEST(ProviderOverTcap, AnUnansweredInvocationTimesOutAndTheUserAborts) {
  World world;
  const DialogueId ours = world.open(kMtV3, 44);
  world.request(world.b, Action::continue_, world.b.received.back().dialogue);
  world.advance(OperationTimers().ml);
  ASSERT_EQ(world.a.timeouts.size(), 1U);
  EXPECT_EQ(world.a.timeouts[0].dialogue, ours);
  Request r = test::request(Action::u_abort, ours);
  r.abort = UserAbort{UserAbortReason::application_procedure_cancellation, 4};
  world.send(world.a, std::move(r));
  ASSERT_NE(last<UserAborted>(world.b), nullptr);
}

TEST(ProviderOverTcap, ADialogueThatNobodyContinuesIsAbortedByItsGuard) {
  ProviderConfig patient;
  patient.idle_guard = 1h;
  World world(patient, {});
  world.open(kMtV3, 44);
  world.advance(11min);
  EXPECT_EQ(world.b.sent.at(0).cause, SentCause::idle);
  ASSERT_NE(last<UserAborted>(world.a), nullptr);
  EXPECT_EQ(last<UserAborted>(world.a)->abort,
            (UserAbort{UserAbortReason::application_procedure_cancellation, 4}));
  world.advance(1ns);
  EXPECT_TRUE(quiet(world));
}

// Whatever arrives instead of what was sent, both sides stay sound and come to rest.
TEST(ProviderOverTcap, DamagedMessagesLeaveNoDialogueBehind) {
  std::vector<Octets> messages;
  {
    World world;
    const DialogueId ours = world.open(kMtV3, 44,
                                       OpenInfo{.destination_reference = octets("9600010100000000f1"),
                                                .originating_reference = {},
                                                .extension_container = {}});
    world.request(world.b, Action::continue_, world.b.received.back().dialogue, {result()});
    Request r = test::request(Action::u_abort, ours);
    r.abort = UserAbort{UserAbortReason::resource_unavailable, 0};
    world.send(world.a, std::move(r));
    messages = world.wire;
  }
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    World world;
    world.open(kMtV3, 44);
    for (Side* side : {&world.a, &world.b}) {
      Octets damaged = messages[random() % messages.size()];
      for (unsigned n = random() % 4; n > 0; --n)
        damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
      if (random() % 4 == 0) damaged.resize(random() % damaged.size());
      sccp::UnitdataIndication indication;
      indication.transit.called = address("15550100001");
      indication.transit.calling = address("15550100002");
      indication.data = damaged;
      side->tcap.handle(sccp::Indication(indication), world.now);
      world.run();
    }
    world.advance(12min);
    world.advance(12min);
    EXPECT_TRUE(quiet(world));
  }
}

}  // namespace
}  // namespace mapsim::map
