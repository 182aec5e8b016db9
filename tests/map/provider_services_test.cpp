// Services within a dialogue: operations and their timers (TS 29.002 15.1, 16.2), time-outs, the guard of a
// dialogue that nobody continues.
#include <gtest/gtest.h>

#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;
using namespace std::chrono_literals;

constexpr tcap::Problem kUnrecognized = {
    tcap::ProblemType::invoke, static_cast<std::uint8_t>(tcap::InvokeProblem::unrecognized_operation)};

TEST(ProviderServices, AnInvocationGetsTheTimerOfItsOperation) {
  struct Case {
    ApplicationContext context;
    std::int32_t opcode;
    Duration expected;
  };
  ProviderConfig config;
  config.timers = {.s = 5s, .m = 20s, .ml = 90s, .l = 30h};
  const Case cases[] = {
      {kMtV3, 44, 90s},      {kMoV3, 46, 90s},     {kMtV2, 46, 90s},  {kRelayV1, 46, 90s},
      {kGatewayV3, 45, 20s}, {kGatewayV3, 47, 5s}, {{23, 2}, 64, 5s}, {{24, 3}, 66, 20s},
  };
  for (const Case& c : cases) {
    Provider provider(config);
    Request r = begin(id(0), c.context);
    r.services.push_back(invoke(c.opcode));
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.at(0).timer, c.expected) << c.opcode;
  }
}

TEST(ProviderServices, DefaultTimersLieInTheRangesOfTheSpecification) {
  const OperationTimers timers;
  EXPECT_TRUE(timers.s >= 3s && timers.s <= 10s);
  EXPECT_TRUE(timers.m >= 15s && timers.m <= 30s);
  EXPECT_TRUE(timers.ml >= 1min && timers.ml <= 10min);
  EXPECT_TRUE(timers.l >= 28h && timers.l <= 38h);
}

TEST(ProviderServices, ATimerOfTheRequestIsKeptAndANegativeOneMeansNone) {
  Provider provider;
  Request r = begin(id(0), kMtV3);
  r.services.push_back(invoke(44, 1));
  r.services.push_back(invoke(44, 2));
  r.services[0].timer = 2s;
  r.services[1].timer = -1ns;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  EXPECT_EQ(sent.components[0].timer, 2s);
  EXPECT_EQ(sent.components[1].timer, Duration::zero());
}

TEST(ProviderServices, AnInvocationGetsTheClassOfItsOperation) {
  Provider provider;
  Request alert = begin(id(0), {23, 1});
  alert.services.push_back(invoke(49));
  ASSERT_TRUE(provider.handle(std::move(alert), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.at(0).operation_class,
            tcap::OperationClass::class4);
  Request forward = begin(id(1), kRelayV1);
  forward.services.push_back(invoke(46));
  forward.services[0].operation_class = tcap::OperationClass::class4;
  ASSERT_TRUE(provider.handle(std::move(forward), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.at(0).operation_class,
            tcap::OperationClass::class1);
}

TEST(ProviderServices, AnUnknownOperationCanBeInvokedAndHasATimer) {
  Provider provider;
  Request r = begin(id(0), kMtV3);
  r.services.push_back(invoke(99));
  r.services[0].operation_class = tcap::OperationClass::class2;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  EXPECT_GT(sent.components.at(0).timer, Duration::zero());
  EXPECT_EQ(sent.components[0].operation_class, tcap::OperationClass::class2);
}

// An established dialogue in which the peer invokes.
Events peer_invokes(Provider& provider, tcap::Component component) {
  auto m = message(tcap::Primitive::continue_, id(0));
  m.components.push_back(std::move(component));
  provider.handle(std::move(m), {});
  return events_of(provider);
}

TEST(ProviderServices, AnOperationOfAnotherContextIsMarkedAndRejectedWithTheNextMessage) {
  // 44 is no operation of MO, 46 none of MT version 3, 44 none of MT version 2, 45 of no relay.
  const std::pair<ApplicationContext, std::int32_t> wrong[] = {
      {kMoV3, 44},    {kMtV3, 46},       {kMtV2, 44},     {kMtV3, 45},
      {kRelayV1, 44}, {kGatewayV3, 255}, {kGatewayV3, -1}};
  for (const auto& [context, opcode] : wrong) {
    Provider provider;
    establish(provider, id(0), context);
    const Events events = peer_invokes(provider, invoke(opcode, 5));
    ASSERT_EQ(events.messages.size(), 1U);
    ASSERT_EQ(events.messages[0].services.size(), 1U);
    EXPECT_TRUE(events.messages[0].services[0].rejected_locally) << opcode;
    EXPECT_EQ(events.messages[0].services[0].problem, kUnrecognized);
    EXPECT_TRUE(events.to_tcap.empty());
    EXPECT_EQ(events.diagnostics.size(), 1U);
    ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
    const auto sent = events_of(provider).to_tcap.at(0).request;
    ASSERT_EQ(sent.components.size(), 1U);
    EXPECT_EQ(sent.components[0].type, tcap::ComponentType::reject);
    EXPECT_EQ(sent.components[0].invoke_id, InvokeId{5});
    EXPECT_EQ(sent.components[0].problem, kUnrecognized);
    // Once.
    ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
    EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
  }
}

TEST(ProviderServices, KnownOperationsPass) {
  const std::pair<ApplicationContext, std::int32_t> right[] = {
      {kMoV3, 46}, {kMoV2, 46}, {kMtV2, 46}, {kMtV3, 44}, {kRelayV1, 46}, {kGatewayV3, 45}, {kGatewayV3, 63}};
  for (const auto& [context, opcode] : right) {
    Provider provider;
    establish(provider, id(0), context);
    const Events events = peer_invokes(provider, invoke(opcode));
    EXPECT_FALSE(events.messages.at(0).services.at(0).rejected_locally) << opcode;
    EXPECT_TRUE(events.diagnostics.empty());
  }
}

TEST(ProviderServices, AGlobalOperationCodeIsUnknown) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  tcap::Component global = invoke(0);
  global.code = context_name(kMtV3);
  EXPECT_TRUE(peer_invokes(provider, std::move(global)).messages.at(0).services.at(0).rejected_locally);
}

TEST(ProviderServices, UnknownOperationsBesideAKnownOneInABeginLeaveTheDialogueOpen) {
  Provider provider;
  auto m = begin_indication(id(0), kMtV3);
  m.components.push_back(invoke(44, 1));
  m.components.push_back(invoke(99, 2));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  ASSERT_NE(meaning<Opened>(events), nullptr);
  EXPECT_FALSE(events.messages[0].services[0].rejected_locally);
  EXPECT_TRUE(events.messages[0].services[1].rejected_locally);
  Request end = request(Action::end, id(0));
  end.services.push_back(result(1));
  ASSERT_TRUE(provider.handle(std::move(end), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  ASSERT_EQ(sent.components.size(), 2U);
  EXPECT_EQ(sent.components[0].type, tcap::ComponentType::return_result_last);
  EXPECT_EQ(sent.components[1].type, tcap::ComponentType::reject);
}

TEST(ProviderServices, AUserWhoAnswersAnUnknownOperationIsNotGivenASecondAnswer) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  peer_invokes(provider, invoke(99, 5));
  Request r = request(Action::continue_, id(0));
  r.services.push_back(result(5));
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  ASSERT_EQ(sent.components.size(), 1U);
  EXPECT_EQ(sent.components[0].type, tcap::ComponentType::return_result_last);
}

TEST(ProviderServices, AnInvocationWithTheSameIdIsNoAnswer) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  peer_invokes(provider, invoke(99, 5));
  Request r = request(Action::continue_, id(0));
  r.services.push_back(invoke(44, 5));
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.size(), 2U);
}

TEST(ProviderServices, HeldRejectsGoLater) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  peer_invokes(provider, invoke(99, 5));
  Request held = request(Action::continue_, id(0));
  held.hold_rejects = true;
  ASSERT_TRUE(provider.handle(std::move(held), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.size(), 1U);
}

TEST(ProviderServices, AnEndLeavesNobodyToRejectTo) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::end, id(0));
  m.components.push_back(invoke(99));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_TRUE(events.messages.at(0).services.at(0).rejected_locally);
  EXPECT_TRUE(events.to_tcap.empty());
  // The next dialogue in the slot has nothing to reject.
  establish(provider, id(0, 3), kMtV3);
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0, 3)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
}

TEST(ProviderServices, RejectsEndWithTheirDialogue) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  peer_invokes(provider, invoke(99, 5));
  ASSERT_TRUE(provider.handle(request(Action::prearranged_end, id(0)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
  establish(provider, id(0, 3), kMtV3);
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0, 3)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
}

TEST(ProviderServices, NoMoreRejectsWaitThanTheLimit) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  for (int i = 0; i < 100; ++i) peer_invokes(provider, invoke(99, static_cast<InvokeId>(i)));
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.components.size(), Provider::kMaxQueuedRejects);
}

TEST(ProviderServices, RejectingCanBeLeftToTheUser) {
  ProviderConfig config;
  config.reject_unknown_operations = false;
  Provider provider(config);
  establish(provider, id(0), kMtV3);
  const Events events = peer_invokes(provider, invoke(99));
  EXPECT_FALSE(events.messages.at(0).services.at(0).rejected_locally);
  EXPECT_EQ(events.diagnostics.size(), 1U);
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
}

TEST(ProviderServices, WhatTcapRejectedIsHandedUpAsItIs) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  tcap::Component rejected = invoke(99);
  rejected.rejected_locally = true;
  rejected.problem = {tcap::ProblemType::general, 2};
  const Events events = peer_invokes(provider, std::move(rejected));
  EXPECT_EQ(events.messages.at(0).services.at(0).problem, (tcap::Problem{tcap::ProblemType::general, 2}));
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.components.empty());
}

TEST(ProviderTimeout, OfAnInvocationIsToldAndLeavesTheDialogueOpen) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  provider.handle(tcap::CancelIndication{.dialogue = id(0), .invoke_id = 7}, at(1min));
  const Events events = events_of(provider);
  ASSERT_EQ(events.timeouts.size(), 1U);
  EXPECT_EQ(events.timeouts[0].invoke_id, 7);
  EXPECT_EQ(events.timeouts[0].dialogue, id(0));
  EXPECT_EQ(provider.open_dialogues(), 1U);
  provider.handle(tcap::CancelIndication{.dialogue = id(0, 3), .invoke_id = 7}, at(1min));
  EXPECT_FALSE(provider.poll());
}

TEST(ProviderGuard, AbortsAReceivedDialogueThatNobodyAnswers) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  EXPECT_EQ(provider.next_deadline(), at(11min));
  provider.on_time(at(11min - 1ns));
  EXPECT_FALSE(provider.poll());
  provider.on_time(at(11min));
  const Events events = events_of(provider);
  ASSERT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::u_abort);
  EXPECT_EQ(events.to_tcap[0].request.portion.apdu, tcap::DialogueApdu::abort);
  EXPECT_EQ(events.to_tcap[0].pdu(),
            DialoguePdu(MapUserAbortInfo{{UserAbortReason::application_procedure_cancellation, 4}, {}}));
  ASSERT_EQ(events.sent.size(), 1U);
  EXPECT_EQ(events.sent[0].cause, SentCause::idle);
  EXPECT_EQ(events.sent[0].dialogue, id(0));
  EXPECT_EQ(events.diagnostics.size(), 1U);
  EXPECT_EQ(provider.open_dialogues(), 0U);
  EXPECT_TRUE(provider.next_deadline().is_never());
}

TEST(ProviderGuard, AbortsAVersion1DialogueWithoutDialoguePortion) {
  Provider provider;
  receive_dialogue(provider, id(0), kRelayV1, 46);
  provider.on_time(at(11min));
  const Events events = events_of(provider);
  ASSERT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::u_abort);
  EXPECT_EQ(events.to_tcap[0].request.portion.apdu, tcap::DialogueApdu::none);
}

TEST(ProviderGuard, EndsAnUnansweredBeginOnThisSideOnly) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  provider.on_time(at(11min));
  const Events events = events_of(provider);
  ASSERT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::end);
  EXPECT_TRUE(events.to_tcap[0].request.prearranged);
  EXPECT_EQ(events.sent.at(0).cause, SentCause::idle);
}

TEST(ProviderGuard, StartsAnewWithEveryMessage) {
  ProviderConfig config;
  config.idle_guard = 10s;
  Provider provider(config);
  open_dialogue(provider, id(0), kMtV3, at(0s));
  auto first = message(tcap::Primitive::continue_, id(0));
  first.portion = aare(context_name(kMtV3));
  provider.handle(std::move(first), at(5s));
  EXPECT_EQ(provider.next_deadline(), at(15s));
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), at(12s)));
  EXPECT_EQ(provider.next_deadline(), at(22s));
  provider.handle(message(tcap::Primitive::continue_, id(0)), at(20s));
  EXPECT_EQ(provider.next_deadline(), at(30s));
  provider.handle(tcap::CancelIndication{.dialogue = id(0), .invoke_id = 1}, at(25s));
  EXPECT_EQ(provider.next_deadline(), at(35s));
  events_of(provider);
  provider.on_time(at(35s));
  EXPECT_EQ(events_of(provider).to_tcap.size(), 1U);
}

TEST(ProviderGuard, EndsWithTheDialogue) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  provider.handle(message(tcap::Primitive::end, id(0)), {});
  EXPECT_TRUE(provider.next_deadline().is_never());
}

TEST(ProviderGuard, CanBeOff) {
  ProviderConfig config;
  config.idle_guard = Duration::zero();
  Provider provider(config);
  receive_dialogue(provider, id(0), kMtV3, 44);
  EXPECT_TRUE(provider.next_deadline().is_never());
}

TEST(Provider, CopiesGoSeparateWays) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  Provider other = provider;
  auto accepted = message(tcap::Primitive::continue_, id(0));
  accepted.portion = aare(context_name(kMtV3));
  provider.handle(std::move(accepted), {});
  auto refused = message(tcap::Primitive::u_abort, id(0));
  refused.portion = aare_rejected(context_name(kMtV2), tcap::DiagnosticSource::user, 2);
  other.handle(std::move(refused), {});
  EXPECT_NE(meaning<Accepted>(events_of(provider)), nullptr);
  EXPECT_NE(meaning<Refused>(events_of(other)), nullptr);
  EXPECT_EQ(provider.open_dialogues(), 1U);
  EXPECT_EQ(other.open_dialogues(), 0U);
}

TEST(Provider, ACopyWithEventsStillToPollHasItsOwn) {
  auto provider = std::make_unique<Provider>();
  receive_dialogue(*provider, id(0), kMtV3, 44);
  Request r = request(Action::u_abort, id(0));
  r.abort = UserAbort{};
  ASSERT_TRUE(provider->handle(std::move(r), {}));
  Provider copy = *provider;
  provider.reset();
  EXPECT_EQ(events_of(copy).to_tcap.at(0).pdu(), DialoguePdu(MapUserAbortInfo{UserAbort{}, {}}));
}

TEST(Provider, ManyDialoguesAtATimeAreKeptApart) {
  Provider provider;
  constexpr std::uint32_t kCount = 5000;
  for (std::uint32_t i = 0; i < kCount; ++i) {
    open_dialogue(provider, id(i), i % 2 == 0 ? kMtV3 : kMtV2, at(std::chrono::milliseconds(i)));
  }
  EXPECT_EQ(provider.open_dialogues(), kCount);
  for (std::uint32_t i = 0; i < kCount; ++i) EXPECT_EQ(provider.context(id(i)), i % 2 == 0 ? kMtV3 : kMtV2);
  provider.on_time(at(11min + 999ms));
  EXPECT_EQ(events_of(provider).to_tcap.size(), 1000U);
  EXPECT_EQ(provider.open_dialogues(), kCount - 1000);
  EXPECT_EQ(provider.next_deadline(), at(11min + 1s));
}

}  // namespace
}  // namespace mapsim::map
