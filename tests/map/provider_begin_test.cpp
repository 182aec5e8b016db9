// A BEGIN that the peer sends, and how this side answers (TS 29.002 15.2.2).
#include <gtest/gtest.h>

#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;

// One request to TCAP, a TC-U-ABORT; the user was told nothing.
const ToTcap* only_abort(const Events& events, SentCause cause) {
  EXPECT_TRUE(events.messages.empty());
  EXPECT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.sent.size(), 1U);
  if (events.to_tcap.size() != 1 || events.sent.size() != 1) return nullptr;
  EXPECT_EQ(events.sent[0].cause, cause);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::u_abort);
  EXPECT_FALSE(events.diagnostics.empty());
  return &events.to_tcap[0];
}

TEST(ProviderBegin, AKnownContextIsOpened) {
  Provider provider;
  auto m = begin_indication(id(0), kMtV3);
  m.components.push_back(invoke(44));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  const auto* opened = meaning<Opened>(events);
  ASSERT_NE(opened, nullptr);
  EXPECT_FALSE(opened->info);
  EXPECT_EQ(events.messages[0].context, kMtV3);
  EXPECT_EQ(events.messages[0].services.size(), 1U);
  EXPECT_TRUE(events.to_tcap.empty());
  EXPECT_TRUE(events.diagnostics.empty());
}

TEST(ProviderBegin, AnEmptyBeginWithANameIsOpened) {
  Provider provider;
  provider.handle(begin_indication(id(0), kMtV3), {});
  EXPECT_NE(meaning<Opened>(events_of(provider)), nullptr);
}

TEST(ProviderBegin, MapOpenInfoIsHandedUp) {
  Provider provider;
  const OpenInfo info{.destination_reference = octets("9600010100000000f1"),
                      .originating_reference = octets("915155010020f1"),
                      .extension_container = {}};
  const Octets user_information = encode_user_information(info).value();
  const Octets argument = octets("3006 810401020304");
  auto m = begin_indication(id(0), kMtV3);
  m.portion.user_information = user_information;
  m.components.push_back(invoke(44, 1, argument));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  const auto* opened = meaning<Opened>(events);
  ASSERT_NE(opened, nullptr);
  EXPECT_EQ(opened->info, info);
  EXPECT_TRUE(events.diagnostics.empty());
}

TEST(ProviderBegin, AnLmsiWithoutDestinationReferenceIsReportedOnly) {
  const Octets argument = octets("3006 810401020304");
  for (const auto& [context, opcode] : {std::pair(kMtV3, 44), std::pair(kMtV2, 46)}) {
    Provider provider;
    auto m = begin_indication(id(0), context);
    m.components.push_back(invoke(opcode, 1, argument));
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    EXPECT_NE(meaning<Opened>(events), nullptr);
    ASSERT_EQ(events.diagnostics.size(), 1U);
    EXPECT_EQ(events.diagnostics[0].error.clause, "TS 29.002 23.3.1");
  }
}

TEST(ProviderBegin, ADestinationReferenceWhereNoServiceHasOneIsReported) {
  Provider provider;
  const Octets user_information =
      encode_user_information(OpenInfo{.destination_reference = octets("9600010100000000f1"),
                                       .originating_reference = {},
                                       .extension_container = {}})
          .value();
  auto m = begin_indication(id(0), kGatewayV3);
  m.portion.user_information = user_information;
  m.components.push_back(invoke(45));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<Opened>(events), nullptr);
  EXPECT_EQ(events.diagnostics.size(), 1U);
}

TEST(ProviderBegin, TheFirstAnswerEchoesTheNameAndNoneAfterwardsHasAPortion) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  const auto first = events_of(provider).to_tcap.at(0).request;
  EXPECT_EQ(first.portion.apdu, tcap::DialogueApdu::response);
  EXPECT_EQ(first.portion.result, tcap::AssociateResult::accepted);
  EXPECT_EQ(first.portion.application_context_name, context_name(kMtV3));
  ASSERT_TRUE(provider.handle(request(Action::continue_, id(0)), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.apdu, tcap::DialogueApdu::none);
  ASSERT_TRUE(provider.handle(request(Action::end, id(0)), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.apdu, tcap::DialogueApdu::none);
}

TEST(ProviderBegin, AnEndAsFirstAnswerAcceptsToo) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV2, 46);
  ASSERT_TRUE(provider.handle(request(Action::end, id(0)), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  EXPECT_EQ(sent.primitive, tcap::Primitive::end);
  EXPECT_FALSE(sent.prearranged);
  EXPECT_EQ(sent.portion.apdu, tcap::DialogueApdu::response);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderBegin, OfVersion1IsDerivedFromTheFirstOperation) {
  const std::pair<std::int32_t, ApplicationContext> derived[] = {
      {46, {21, 1}}, {45, {20, 1}}, {47, {20, 1}}, {48, {24, 1}}, {49, {23, 1}}};
  for (const auto& [opcode, context] : derived) {
    Provider provider;
    auto m = message(tcap::Primitive::begin, id(0));
    m.components.push_back(invoke(opcode));
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    EXPECT_NE(meaning<Opened>(events), nullptr) << opcode;
    EXPECT_EQ(events.messages.at(0).context, context) << opcode;
    EXPECT_TRUE(events.diagnostics.empty()) << opcode;
  }
}

TEST(ProviderBegin, OfVersion1IsAnsweredWithoutDialoguePortion) {
  for (const Action action :
       {Action::continue_, Action::end, Action::u_abort, Action::refuse, Action::provider_abort}) {
    Provider provider;
    receive_dialogue(provider, id(0), kRelayV1, 46);
    Request r = request(action, id(0));
    r.abort = UserAbort{};
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    const Events events = events_of(provider);
    EXPECT_EQ(events.to_tcap.at(0).request.portion.apdu, tcap::DialogueApdu::none);
    EXPECT_TRUE(events.to_tcap[0].user_information.empty());
  }
}

TEST(ProviderBegin, WithNeitherNameNorComponentsIsAborted) {
  Provider provider;
  provider.handle(message(tcap::Primitive::begin, id(0)), {});
  const Events events = events_of(provider);
  const ToTcap* abort = only_abort(events, SentCause::no_context);
  ASSERT_NE(abort, nullptr);
  // No AARQ came, so no ABRT goes.
  EXPECT_EQ(abort->request.portion.apdu, tcap::DialogueApdu::none);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderBegin, WithoutNameWhoseFirstOperationIsNoneOfVersion1IsAborted) {
  const auto aborted = [](tcap::Component c) {
    Provider provider;
    auto m = message(tcap::Primitive::begin, id(0));
    m.components.push_back(std::move(c));
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    return only_abort(events, SentCause::no_context) != nullptr;
  };
  for (const std::int32_t opcode : {44, 63, 64, 66, 2, -1, 255})
    EXPECT_TRUE(aborted(invoke(opcode))) << opcode;
  EXPECT_TRUE(aborted(result()));
  tcap::Component global = invoke(0);
  global.code = context_name(kMtV3);
  EXPECT_TRUE(aborted(std::move(global)));
  tcap::Component rejected = invoke(46);
  rejected.rejected_locally = true;
  EXPECT_TRUE(aborted(std::move(rejected)));
}

TEST(ProviderBegin, OfAnUnsupportedVersion1ContextIsAborted) {
  ProviderConfig config;
  config.supported = {kMtV3};
  Provider provider(config);
  auto m = message(tcap::Primitive::begin, id(0));
  m.components.push_back(invoke(46));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  const ToTcap* abort = only_abort(events, SentCause::context_not_supported);
  ASSERT_NE(abort, nullptr);
  EXPECT_EQ(abort->request.portion.apdu, tcap::DialogueApdu::none);
}

TEST(ProviderBegin, AnExplicitVersion1NameIsAbnormal) {
  for (const ApplicationContext context :
       {ApplicationContext{21, 1}, ApplicationContext{20, 1}, ApplicationContext{25, 1}}) {
    Provider provider;
    auto m = message(tcap::Primitive::begin, id(0));
    m.portion = aarq(context_name(context));
    m.components.push_back(invoke(46));
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    const ToTcap* abort = only_abort(events, SentCause::abnormal_dialogue);
    ASSERT_NE(abort, nullptr);
    EXPECT_EQ(abort->request.portion.apdu, tcap::DialogueApdu::abort);
    EXPECT_EQ(abort->request.portion.abort_source, tcap::AbortSource::dialogue_service_user);
    EXPECT_EQ(abort->pdu(), DialoguePdu(MapProviderAbortInfo{}));
  }
}

TEST(ProviderBegin, AnUnsupportedContextIsRefusedWithTheHighestVersion) {
  ProviderConfig config;
  config.supported = {{25, 2}, {21, 2}, {21, 1}};
  Provider provider(config);
  provider.handle(begin_indication(id(0), kMtV3), {});
  const Events events = events_of(provider);
  const ToTcap* abort = only_abort(events, SentCause::context_not_supported);
  ASSERT_NE(abort, nullptr);
  const tcap::DialoguePortion& portion = abort->request.portion;
  EXPECT_EQ(portion.apdu, tcap::DialogueApdu::response);
  EXPECT_EQ(portion.result, tcap::AssociateResult::reject_permanent);
  EXPECT_EQ(portion.diagnostic, (tcap::AssociateDiagnostic{tcap::DiagnosticSource::user, 2}));
  EXPECT_EQ(portion.application_context_name, context_name(kMtV2));
  EXPECT_TRUE(abort->user_information.empty());
}

TEST(ProviderBegin, ARefusalMayNameVersion1) {
  ProviderConfig config;
  config.supported = {kRelayV1};
  Provider provider(config);
  provider.handle(begin_indication(id(0), kMtV2), {});
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.application_context_name,
            context_name(kRelayV1));
}

TEST(ProviderBegin, ARefusalWithoutAlternativeEchoesTheName) {
  ProviderConfig config;
  config.supported = {kMtV2};
  config.offer_alternative = false;
  Provider without(config);
  without.handle(begin_indication(id(0), kMtV3), {});
  EXPECT_EQ(events_of(without).to_tcap.at(0).request.portion.application_context_name, context_name(kMtV3));
  // Of another service, or of no MAP context at all.
  config.offer_alternative = true;
  for (const tcap::Oid& name : {context_name(kGatewayV3), tcap::Oid{0x2A, 0x03}, tcap::Oid{}}) {
    Provider provider(config);
    auto m = message(tcap::Primitive::begin, id(0));
    m.portion = aarq(name);
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    const ToTcap* abort = only_abort(events, SentCause::context_not_supported);
    ASSERT_NE(abort, nullptr);
    EXPECT_EQ(abort->request.portion.application_context_name, name);
  }
}

TEST(ProviderBegin, UserInformationThatIsNoMapOpenIsAbnormal) {
  for (const Octets& information : {encode_user_information(MapRefuseInfo{}).value(), octets("2802 3000"),
                                    octets("2809 060204 00 a003 020101"), octets("ff")}) {
    Provider provider;
    auto m = begin_indication(id(0), kMtV3);
    m.portion.user_information = information;
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    const ToTcap* abort = only_abort(events, SentCause::abnormal_dialogue);
    ASSERT_NE(abort, nullptr) << to_hex(information);
    EXPECT_EQ(abort->pdu(), DialoguePdu(MapProviderAbortInfo{}));
  }
}

TEST(ProviderBegin, AnotherApduThanAarqIsAbnormal) {
  Provider provider;
  auto m = begin_indication(id(0), kMtV3);
  m.portion.apdu = tcap::DialogueApdu::response;
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(only_abort(events, SentCause::abnormal_dialogue), nullptr);
}

TEST(ProviderBegin, BeyondTheLimitIsAnsweredWithResourceLimitation) {
  ProviderConfig config;
  config.max_dialogues = 1;
  Provider provider(config);
  receive_dialogue(provider, id(0), kMtV3, 44);
  provider.handle(begin_indication(id(1), kMtV3), {});
  const Events events = events_of(provider);
  EXPECT_TRUE(events.messages.empty());
  ASSERT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::p_abort);
  EXPECT_EQ(events.to_tcap[0].request.p_abort_cause, tcap::PAbortCause::resource_limitation);
  EXPECT_EQ(events.sent.at(0).cause, SentCause::limit);
  EXPECT_EQ(provider.open_dialogues(), 1U);
}

TEST(ProviderBegin, OnASlotGivenAwayAgainReplacesWhatStoodThere) {
  Provider provider;
  receive_dialogue(provider, id(0, 1), kMtV3, 44);
  receive_dialogue(provider, id(0, 3), kMtV2, 46);
  EXPECT_EQ(provider.open_dialogues(), 1U);
  EXPECT_EQ(provider.context(id(0, 1)), std::nullopt);
  EXPECT_EQ(provider.context(id(0, 3)), kMtV2);
}

TEST(ProviderBegin, AMessageOfADialogueThatIsNotThereIsAborted) {
  Provider provider;
  provider.handle(message(tcap::Primitive::continue_, id(5)), {});
  const Events events = events_of(provider);
  EXPECT_NE(only_abort(events, SentCause::abnormal_dialogue), nullptr);
  provider.handle(message(tcap::Primitive::end, id(5)), {});
  EXPECT_TRUE(events_of(provider).to_tcap.empty());
}

TEST(ProviderBegin, TcUniIsReportedOnly) {
  Provider provider;
  provider.handle(message(tcap::Primitive::uni, {}), {});
  const Events events = events_of(provider);
  EXPECT_TRUE(events.messages.empty());
  EXPECT_TRUE(events.to_tcap.empty());
  EXPECT_EQ(events.diagnostics.size(), 1U);
}

}  // namespace
}  // namespace mapsim::map
