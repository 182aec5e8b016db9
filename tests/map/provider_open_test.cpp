// Opening a dialogue from this side, and what the peer's first answer means (TS 29.002 15.2.1).
#include <gtest/gtest.h>

#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;

TEST(ProviderOpen, ABeginOfVersion2And3HasAnAarqWithTheName) {
  for (const ApplicationContext context : {kMtV2, kMtV3, kGatewayV3}) {
    Provider provider;
    ASSERT_TRUE(provider.handle(begin(id(0), context), {}));
    const Events events = events_of(provider);
    ASSERT_EQ(events.to_tcap.size(), 1U);
    const tcap::Request& sent = events.to_tcap[0].request;
    EXPECT_EQ(sent.primitive, tcap::Primitive::begin);
    EXPECT_EQ(sent.portion.apdu, tcap::DialogueApdu::request);
    EXPECT_EQ(sent.portion.application_context_name, context_name(context));
    EXPECT_TRUE(events.to_tcap[0].user_information.empty());
    EXPECT_EQ(sent.called, address("15550100002"));
    EXPECT_EQ(sent.calling, address("15550100001"));
    EXPECT_EQ(provider.context(id(0)), context);
  }
}

TEST(ProviderOpen, ABeginOfVersion1HasNoDialoguePortion) {
  Provider provider;
  Request r = begin(id(0), kRelayV1);
  r.open = OpenInfo{};  // which version 1 has no room for
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const Events events = events_of(provider);
  EXPECT_EQ(events.to_tcap.at(0).request.portion.apdu, tcap::DialogueApdu::none);
  EXPECT_TRUE(events.to_tcap[0].user_information.empty());
}

TEST(ProviderOpen, ReferencesGoAsMapOpenInfo) {
  Provider provider;
  Request r = begin(id(0), kMtV3);
  r.open = OpenInfo{.destination_reference = octets("9600010100000000f1"),
                    .originating_reference = octets("915155010020f1"),
                    .extension_container = {}};
  const OpenInfo info = *r.open;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).pdu(), DialoguePdu(info));
}

TEST(ProviderOpen, AGivenPortionGoesInsteadOfTheRules) {
  Provider provider;
  Request r = begin(id(0), kMtV3);
  r.portion = aarq(context_name(kRelayV1));  // which no BEGIN may name
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.application_context_name,
            context_name(kRelayV1));
  Request none = begin(id(1), kMtV3);
  none.portion.emplace();
  ASSERT_TRUE(provider.handle(std::move(none), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.apdu, tcap::DialogueApdu::none);
}

TEST(ProviderOpen, EverythingElseOfARequestGoesDownUnchanged) {
  Provider provider;
  Request r = begin(id(0), kMtV3);
  r.protocol_class = 1;
  r.return_on_error = false;
  r.form = sccp::Form::xudt;
  r.lower.sls = 7;
  r.overrides.otid = tcap::TransactionId{0x1234, 2};
  r.tag = 99;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const tcap::Request sent = events_of(provider).to_tcap.at(0).request;
  EXPECT_EQ(sent.protocol_class, 1);
  EXPECT_EQ(sent.return_on_error, false);
  EXPECT_EQ(sent.form, sccp::Form::xudt);
  EXPECT_EQ(sent.lower.sls, 7);
  EXPECT_EQ(sent.overrides.otid, (tcap::TransactionId{0x1234, 2}));
  EXPECT_EQ(sent.tag, 99U);
}

TEST(ProviderOpen, WhatCannotBeSentIsRefusedAndChangesNothing) {
  Provider provider;
  Request no_context = begin(id(0), {});
  EXPECT_FALSE(provider.handle(std::move(no_context), {}));
  Request no_called = begin(id(0), kMtV3);
  no_called.called.reset();
  EXPECT_FALSE(provider.handle(std::move(no_called), {}));
  Request no_calling = begin(id(0), kMtV3);
  no_calling.calling.reset();
  EXPECT_FALSE(provider.handle(std::move(no_calling), {}));
  Request bad_extension = begin(id(0), kMtV3);
  bad_extension.open =
      OpenInfo{.destination_reference = {}, .originating_reference = {}, .extension_container = octets("05")};
  EXPECT_FALSE(provider.handle(std::move(bad_extension), {}));
  for (const Action action : {Action::continue_, Action::end, Action::u_abort, Action::refuse}) {
    EXPECT_FALSE(provider.handle(request(action, id(0)), {}));
  }
  EXPECT_FALSE(provider.poll());
  EXPECT_EQ(provider.open_dialogues(), 0U);
  EXPECT_TRUE(provider.next_deadline().is_never());
}

TEST(ProviderOpen, ASecondBeginOfAnOpenDialogueIsRefused) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  EXPECT_FALSE(provider.handle(begin(id(0), kMtV3), {}));
}

TEST(ProviderOpen, MoreDialoguesThanConfiguredAreRefused) {
  ProviderConfig config;
  config.max_dialogues = 2;
  Provider provider(config);
  open_dialogue(provider, id(1), kMtV3);
  EXPECT_FALSE(provider.handle(begin(id(2), kMtV3), {}));
  EXPECT_FALSE(provider.handle(begin(id(0xFFFFFFFF), kMtV3), {}));
}

TEST(ProviderOpen, AForgottenBeginLeavesNothing) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  provider.forget(id(0));
  EXPECT_EQ(provider.open_dialogues(), 0U);
  EXPECT_EQ(provider.context(id(0)), std::nullopt);
  EXPECT_TRUE(provider.next_deadline().is_never());
  provider.forget(id(0));
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderOpen, AContinueThatEchoesTheNameAccepts) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::continue_, id(0));
  m.portion = aare(context_name(kMtV3));
  m.components.push_back(result());
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<Accepted>(events), nullptr);
  EXPECT_EQ(events.messages[0].services.size(), 1U);
  EXPECT_EQ(events.messages[0].context, kMtV3);
  EXPECT_FALSE(events.messages[0].dialogue_ended);
  EXPECT_TRUE(events.diagnostics.empty());
  EXPECT_EQ(provider.open_dialogues(), 1U);
}

TEST(ProviderOpen, AnEndThatEchoesTheNameAcceptsAndCloses) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::end, id(0));
  m.portion = aare(context_name(kMtV3));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<Accepted>(events), nullptr);
  EXPECT_TRUE(events.messages[0].dialogue_ended);
  EXPECT_TRUE(events.to_tcap.empty());
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderOpen, InVersion1AnyFirstAnswerAccepts) {
  for (const auto primitive : {tcap::Primitive::continue_, tcap::Primitive::end}) {
    Provider provider;
    open_dialogue(provider, id(0), kRelayV1);
    provider.handle(message(primitive, id(0)), {});
    EXPECT_NE(meaning<Accepted>(events_of(provider)), nullptr);
  }
}

TEST(ProviderOpen, LaterMessagesHaveNoMeaningForTheDialogue) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  provider.handle(message(tcap::Primitive::continue_, id(0)), {});
  EXPECT_NE(meaning<std::monostate>(events_of(provider)), nullptr);
  provider.handle(message(tcap::Primitive::end, id(0)), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<std::monostate>(events), nullptr);
  EXPECT_TRUE(events.diagnostics.empty());
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderOpen, ADialoguePortionLaterOnIsReported) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::continue_, id(0));
  m.portion = aare(context_name(kMtV3));
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<std::monostate>(events), nullptr);
  EXPECT_EQ(events.diagnostics.size(), 1U);
}

// What is no acceptance, in a first message backwards.
tcap::DialoguePortion abnormal_portion(int which) {
  switch (which) {
    case 0:
      return {};  // no AARE
    case 1:
      return aare(context_name(kMtV2));
    case 2:
      return aare({});
    case 3:
      return aarq(context_name(kMtV3));
    default:
      return aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::user, 2);
  }
}

TEST(ProviderOpen, AContinueThatDoesNotAcceptIsAbortedAsAbnormal) {
  for (int which = 0; which < 5; ++which) {
    Provider provider;
    open_dialogue(provider, id(0), kMtV3);
    auto m = message(tcap::Primitive::continue_, id(0));
    m.portion = abnormal_portion(which);
    m.components.push_back(result());
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    const auto* aborted = meaning<ProviderAborted>(events);
    ASSERT_NE(aborted, nullptr) << which;
    EXPECT_EQ(aborted->reason, ProviderAbortReason::abnormal_dialogue);
    EXPECT_TRUE(aborted->local);
    EXPECT_TRUE(events.messages[0].dialogue_ended);
    EXPECT_TRUE(events.messages[0].services.empty());
    ASSERT_EQ(events.to_tcap.size(), 1U);
    EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::u_abort);
    EXPECT_EQ(events.to_tcap[0].request.portion.apdu, tcap::DialogueApdu::abort);
    EXPECT_EQ(events.to_tcap[0].pdu(), DialoguePdu(MapProviderAbortInfo{}));
    ASSERT_EQ(events.sent.size(), 1U);
    EXPECT_EQ(events.sent[0].cause, SentCause::abnormal_dialogue);
    EXPECT_EQ(events.diagnostics.size(), 1U);
    EXPECT_EQ(provider.open_dialogues(), 0U);
  }
}

TEST(ProviderOpen, AnEndThatDoesNotAcceptLeavesNobodyToAbort) {
  for (int which = 0; which < 5; ++which) {
    Provider provider;
    open_dialogue(provider, id(0), kMtV3);
    auto m = message(tcap::Primitive::end, id(0));
    m.portion = abnormal_portion(which);
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    ASSERT_NE(meaning<ProviderAborted>(events), nullptr) << which;
    EXPECT_TRUE(events.to_tcap.empty());
    EXPECT_EQ(events.diagnostics.size(), 1U);
    EXPECT_EQ(provider.open_dialogues(), 0U);
  }
}

TEST(ProviderOpen, BadUserInformationInAnAcceptanceIsReportedOnly) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  const Octets bad = octets("2802 3000");
  auto m = message(tcap::Primitive::continue_, id(0));
  m.portion = aare(context_name(kMtV3));
  m.portion.user_information = bad;
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  EXPECT_NE(meaning<Accepted>(events), nullptr);
  EXPECT_EQ(events.diagnostics.size(), 1U);
}

TEST(ProviderOpen, AReturnedBeginMeansRemoteNodeNotReachable) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  tcap::NoticeIndication notice;
  notice.dialogue = id(0);
  notice.cause = sccp::ReturnCause::no_translation_for_address;
  provider.handle(notice, {});
  const Events events = events_of(provider);
  ASSERT_EQ(events.notices.size(), 1U);
  EXPECT_TRUE(events.notices[0].dialogue_ended);
  EXPECT_EQ(events.notices[0].cause, sccp::ReturnCause::no_translation_for_address);
  ASSERT_EQ(events.to_tcap.size(), 1U);
  EXPECT_EQ(events.to_tcap[0].request.primitive, tcap::Primitive::end);
  EXPECT_TRUE(events.to_tcap[0].request.prearranged);
  ASSERT_EQ(events.sent.size(), 1U);
  EXPECT_EQ(events.sent[0].cause, SentCause::begin_returned);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderOpen, ALaterReturnedMessageIsANotice) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  provider.handle(
      tcap::NoticeIndication{.dialogue = id(0), .cause = sccp::ReturnCause::subsystem_failure, .transit = {}},
      {});
  const Events events = events_of(provider);
  ASSERT_EQ(events.notices.size(), 1U);
  EXPECT_FALSE(events.notices[0].dialogue_ended);
  EXPECT_TRUE(events.to_tcap.empty());
  EXPECT_EQ(provider.open_dialogues(), 1U);
}

TEST(ProviderOpen, AnEndBeforeAnyAnswerIsPrearranged) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  ASSERT_TRUE(provider.handle(request(Action::end, id(0)), {}));
  EXPECT_TRUE(events_of(provider).to_tcap.at(0).request.prearranged);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderOpen, BeforeAnyAnswerNothingCanBeSentUnlessTheTestSaysWhereTo) {
  Provider provider;
  open_dialogue(provider, id(0), kMtV3);
  Request end = request(Action::end, id(0));
  end.services.push_back(invoke(44));
  EXPECT_FALSE(provider.handle(std::move(end), {}));
  EXPECT_FALSE(provider.handle(request(Action::continue_, id(0)), {}));
  Request forced = request(Action::continue_, id(0));
  forced.overrides.dtid = tcap::TransactionId{1, 4};
  EXPECT_TRUE(provider.handle(std::move(forced), {}));
  Request forced_end = request(Action::end, id(0));
  forced_end.overrides.dtid = tcap::TransactionId{1, 4};
  EXPECT_TRUE(provider.handle(std::move(forced_end), {}));
  const Events events = events_of(provider);
  ASSERT_EQ(events.to_tcap.size(), 2U);
  EXPECT_FALSE(events.to_tcap[1].request.prearranged);
}

}  // namespace
}  // namespace mapsim::map
