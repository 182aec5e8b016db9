// Refusing and aborting, both ways (TS 29.002 7.3.1, 7.3.4, 7.3.5, 7.5.1, 16.1).
#include <gtest/gtest.h>

#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;

const UserAbort kEveryUserAbort[] = {
    {UserAbortReason::user_specific_reason, {}},
    {UserAbortReason::user_resource_limitation, {}},
    {UserAbortReason::resource_unavailable, 0},
    {UserAbortReason::resource_unavailable, 1},
    {UserAbortReason::application_procedure_cancellation, 0},
    {UserAbortReason::application_procedure_cancellation, 6},
};
constexpr RefuseReason kEveryMapRefuseReason[] = {RefuseReason::no_reason_given,
                                                  RefuseReason::invalid_destination_reference,
                                                  RefuseReason::invalid_originating_reference};

TEST(ProviderRefuse, ForAReasonOfMapSaysItInMapRefuseInfo) {
  for (const RefuseReason reason : kEveryMapRefuseReason) {
    Provider provider;
    receive_dialogue(provider, id(0), kMtV3, 44);
    Request r = request(Action::refuse, id(0));
    r.refuse_reason = reason;
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    const ToTcap sent = events_of(provider).to_tcap.at(0);
    EXPECT_EQ(sent.request.primitive, tcap::Primitive::u_abort);
    EXPECT_EQ(sent.request.portion.apdu, tcap::DialogueApdu::response);
    EXPECT_EQ(sent.request.portion.result, tcap::AssociateResult::reject_permanent);
    EXPECT_EQ(sent.request.portion.diagnostic, (tcap::AssociateDiagnostic{tcap::DiagnosticSource::user, 1}));
    EXPECT_EQ(sent.request.portion.application_context_name, context_name(kMtV3));
    EXPECT_EQ(sent.pdu(), DialoguePdu(MapRefuseInfo{reason, {}, {}}));
    EXPECT_EQ(provider.open_dialogues(), 0U);
  }
}

TEST(ProviderRefuse, AnAlternativeGoesIntoMapRefuseInfo) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  Request r = request(Action::refuse, id(0));
  r.alternative = kMtV2;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).pdu(),
            DialoguePdu(MapRefuseInfo{RefuseReason::no_reason_given, {}, context_name(kMtV2)}));
}

TEST(ProviderRefuse, AnUnsupportedContextIsSaidInTheAare) {
  for (const auto& alternative : {std::optional<ApplicationContext>(), std::optional(kRelayV1)}) {
    Provider provider;
    receive_dialogue(provider, id(0), kMtV3, 44);
    Request r = request(Action::refuse, id(0));
    r.refuse_reason = RefuseReason::application_context_not_supported;
    r.alternative = alternative;
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    const ToTcap sent = events_of(provider).to_tcap.at(0);
    EXPECT_EQ(sent.request.portion.diagnostic, (tcap::AssociateDiagnostic{tcap::DiagnosticSource::user, 2}));
    EXPECT_EQ(sent.request.portion.application_context_name, context_name(alternative.value_or(kMtV3)));
    EXPECT_TRUE(sent.user_information.empty());
  }
}

TEST(ProviderRefuse, NoCommonDialoguePortionIsSaidByTheProviderPart) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  Request r = request(Action::refuse, id(0));
  r.refuse_reason = RefuseReason::no_common_dialogue_portion;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  EXPECT_EQ(events_of(provider).to_tcap.at(0).request.portion.diagnostic,
            (tcap::AssociateDiagnostic{tcap::DiagnosticSource::provider, 2}));
}

TEST(ProviderRefuse, WhatOnlyAReceiverConcludesCannotBeSent) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  for (const auto reason :
       {RefuseReason::potential_version_incompatibility, RefuseReason::remote_node_not_reachable}) {
    Request r = request(Action::refuse, id(0));
    r.refuse_reason = reason;
    EXPECT_FALSE(provider.handle(std::move(r), {}));
  }
  EXPECT_EQ(provider.open_dialogues(), 1U);
}

TEST(ProviderAbort, ByTheUserSaysItsChoice) {
  for (const UserAbort& choice : kEveryUserAbort) {
    Provider provider;
    receive_dialogue(provider, id(0), kMtV3, 44);
    Request r = request(Action::u_abort, id(0));
    r.abort = choice;
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    const ToTcap sent = events_of(provider).to_tcap.at(0);
    EXPECT_EQ(sent.request.primitive, tcap::Primitive::u_abort);
    EXPECT_EQ(sent.request.portion.apdu, tcap::DialogueApdu::abort);
    EXPECT_EQ(sent.request.portion.abort_source, tcap::AbortSource::dialogue_service_user);
    EXPECT_EQ(sent.pdu(), DialoguePdu(MapUserAbortInfo{choice, {}}));
    EXPECT_EQ(provider.open_dialogues(), 0U);
  }
}

TEST(ProviderAbort, ByTheUserMaySayNothing) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  ASSERT_TRUE(provider.handle(request(Action::u_abort, id(0)), {}));
  const ToTcap sent = events_of(provider).to_tcap.at(0);
  EXPECT_EQ(sent.request.portion.apdu, tcap::DialogueApdu::abort);
  EXPECT_TRUE(sent.user_information.empty());
}

TEST(ProviderAbort, ByTheProviderSaysItsReason) {
  for (const auto reason : {ProviderAbortReason::abnormal_dialogue, ProviderAbortReason::invalid_pdu}) {
    Provider provider;
    receive_dialogue(provider, id(0), kMtV3, 44);
    Request r = request(Action::provider_abort, id(0));
    r.provider_abort = reason;
    ASSERT_TRUE(provider.handle(std::move(r), {}));
    EXPECT_EQ(events_of(provider).to_tcap.at(0).pdu(), DialoguePdu(MapProviderAbortInfo{reason, {}}));
  }
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  Request r = request(Action::provider_abort, id(0));
  r.provider_abort = ProviderAbortReason::resource_limitation;
  EXPECT_FALSE(provider.handle(std::move(r), {}));
}

TEST(ProviderAbort, ByTcSendsTheCause) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  Request r = request(Action::tc_p_abort, id(0));
  r.p_abort_cause = tcap::PAbortCause::incorrect_transaction_portion;
  ASSERT_TRUE(provider.handle(std::move(r), {}));
  const ToTcap sent = events_of(provider).to_tcap.at(0);
  EXPECT_EQ(sent.request.primitive, tcap::Primitive::p_abort);
  EXPECT_EQ(sent.request.p_abort_cause, tcap::PAbortCause::incorrect_transaction_portion);
  EXPECT_EQ(sent.request.portion.apdu, tcap::DialogueApdu::none);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

TEST(ProviderAbort, CarriesNoServices) {
  for (const Action action : {Action::u_abort, Action::refuse, Action::provider_abort, Action::tc_p_abort,
                              Action::prearranged_end}) {
    Provider provider;
    receive_dialogue(provider, id(0), kMtV3, 44);
    Request r = request(action, id(0));
    r.services.push_back(result());
    EXPECT_FALSE(provider.handle(std::move(r), {}));
    EXPECT_EQ(provider.open_dialogues(), 1U);
  }
}

TEST(ProviderAbort, APrearrangedEndSendsNothing) {
  Provider provider;
  receive_dialogue(provider, id(0), kMtV3, 44);
  ASSERT_TRUE(provider.handle(request(Action::prearranged_end, id(0)), {}));
  const auto sent = events_of(provider).to_tcap.at(0).request;
  EXPECT_EQ(sent.primitive, tcap::Primitive::end);
  EXPECT_TRUE(sent.prearranged);
  EXPECT_EQ(sent.portion.apdu, tcap::DialogueApdu::none);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

// What an ABORT of the TC-user meant, in a dialogue that was opened and not answered.
Events while_initiating(ApplicationContext context, tcap::DialoguePortion portion,
                        tcap::Primitive primitive = tcap::Primitive::u_abort,
                        std::optional<tcap::PAbortCause> cause = {}) {
  Provider provider;
  open_dialogue(provider, id(0), context);
  auto m = message(primitive, id(0));
  m.portion = std::move(portion);
  m.p_abort_cause = cause;
  provider.handle(std::move(m), {});
  Events events = events_of(provider);
  EXPECT_EQ(provider.open_dialogues(), 0U);
  EXPECT_TRUE(provider.next_deadline().is_never());
  EXPECT_TRUE(events.to_tcap.empty());
  EXPECT_EQ(events.messages.size(), 1U);
  EXPECT_TRUE(events.messages.at(0).dialogue_ended);
  EXPECT_EQ(events.messages.at(0).context, context);
  return events;
}

TEST(ProviderRefused, ByTheContextNameWithAndWithoutAlternative) {
  Events events =
      while_initiating(kMtV3, aare_rejected(context_name(kMtV2), tcap::DiagnosticSource::user, 2));
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::application_context_not_supported);
  EXPECT_EQ(meaning<Refused>(events)->alternative, kMtV2);
  events = while_initiating(kMtV3, aare_rejected(context_name(kRelayV1), tcap::DiagnosticSource::user, 2));
  EXPECT_EQ(meaning<Refused>(events)->alternative, kRelayV1);
  events = while_initiating(kMtV3, aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::user, 2));
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::application_context_not_supported);
  EXPECT_EQ(meaning<Refused>(events)->alternative, std::nullopt);
}

TEST(ProviderRefused, WithEachReasonOfMapRefuseInfo) {
  for (const RefuseReason reason : kEveryMapRefuseReason) {
    const Octets information = encode_user_information(MapRefuseInfo{reason, {}, {}}).value();
    for (const std::int32_t code : {0, 1}) {
      const Events events = while_initiating(
          kMtV3, aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::user, code, information));
      ASSERT_NE(meaning<Refused>(events), nullptr);
      EXPECT_EQ(meaning<Refused>(events)->reason, reason);
    }
    // Some peers put it into an ABRT.
    const Events events = while_initiating(kMtV3, abrt(information));
    ASSERT_NE(meaning<Refused>(events), nullptr);
    EXPECT_EQ(meaning<Refused>(events)->reason, reason);
  }
}

TEST(ProviderRefused, WithTheAlternativeOfMapRefuseInfo) {
  const Octets information =
      encode_user_information(MapRefuseInfo{RefuseReason::no_reason_given, {}, context_name(kMtV2)}).value();
  const Events events = while_initiating(
      kMtV3, aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::user, 1, information));
  EXPECT_EQ(meaning<Refused>(events)->alternative, kMtV2);
}

TEST(ProviderRefused, WithoutReason) {
  const Events events =
      while_initiating(kMtV3, aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::user, 1));
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::no_reason_given);
}

TEST(ProviderRefused, ByNoCommonDialoguePortion) {
  Events events =
      while_initiating(kMtV3, aare_rejected(context_name(kMtV3), tcap::DiagnosticSource::provider, 2));
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::no_common_dialogue_portion);
  // As TCAP indicates it.
  events =
      while_initiating(kMtV3, {}, tcap::Primitive::p_abort, tcap::PAbortCause::no_common_dialogue_portion);
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::no_common_dialogue_portion);
}

TEST(ProviderRefused, ByAVersion1PeersAbort) {
  Events events =
      while_initiating(kMtV3, {}, tcap::Primitive::p_abort, tcap::PAbortCause::incorrect_transaction_portion);
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::potential_version_incompatibility);
  EXPECT_EQ(events.messages[0].p_abort_cause, tcap::PAbortCause::incorrect_transaction_portion);
  // An ABORT that says nothing.
  events = while_initiating(kMtV3, abrt());
  ASSERT_NE(meaning<Refused>(events), nullptr);
  EXPECT_EQ(meaning<Refused>(events)->reason, RefuseReason::potential_version_incompatibility);
}

TEST(ProviderRefused, IsNothingThatVersion1Knows) {
  Events events = while_initiating(kRelayV1, {}, tcap::Primitive::p_abort,
                                   tcap::PAbortCause::incorrect_transaction_portion);
  ASSERT_NE(meaning<ProviderAborted>(events), nullptr);
  EXPECT_EQ(meaning<ProviderAborted>(events)->reason, ProviderAbortReason::provider_malfunction);
  events = while_initiating(kRelayV1, {});
  ASSERT_NE(meaning<UserAborted>(events), nullptr);
  EXPECT_FALSE(meaning<UserAborted>(events)->abort);
}

TEST(ProviderAborted, ByTheUserWithEachChoice) {
  for (const UserAbort& choice : kEveryUserAbort) {
    const Octets information = encode_user_information(MapUserAbortInfo{choice, {}}).value();
    const Events early = while_initiating(kMtV3, abrt(information));
    ASSERT_NE(meaning<UserAborted>(early), nullptr);
    EXPECT_EQ(meaning<UserAborted>(early)->abort, choice);
    Provider provider;
    establish(provider, id(0), kMtV3);
    auto m = message(tcap::Primitive::u_abort, id(0));
    m.portion = abrt(information);
    provider.handle(std::move(m), {});
    const Events events = events_of(provider);
    ASSERT_NE(meaning<UserAborted>(events), nullptr);
    EXPECT_EQ(meaning<UserAborted>(events)->abort, choice);
    EXPECT_EQ(provider.open_dialogues(), 0U);
  }
}

TEST(ProviderAborted, ByTheProviderWithEachReason) {
  for (const auto reason : {ProviderAbortReason::abnormal_dialogue, ProviderAbortReason::invalid_pdu}) {
    const Octets information = encode_user_information(MapProviderAbortInfo{reason, {}}).value();
    const Events events = while_initiating(kMtV3, abrt(information));
    ASSERT_NE(meaning<ProviderAborted>(events), nullptr);
    EXPECT_EQ(meaning<ProviderAborted>(events)->reason, reason);
    EXPECT_FALSE(meaning<ProviderAborted>(events)->local);
    EXPECT_FALSE(meaning<ProviderAborted>(events)->cause);
  }
}

TEST(ProviderAborted, ByTheDialogueServiceProviderIsAMalfunction) {
  auto portion = abrt();
  portion.abort_source = tcap::AbortSource::dialogue_service_provider;
  const Events events = while_initiating(kMtV3, std::move(portion));
  ASSERT_NE(meaning<ProviderAborted>(events), nullptr);
  EXPECT_EQ(meaning<ProviderAborted>(events)->reason, ProviderAbortReason::provider_malfunction);
}

TEST(ProviderAborted, WithoutInformationInAnEstablishedDialogue) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::u_abort, id(0));
  m.portion = abrt();
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  ASSERT_NE(meaning<UserAborted>(events), nullptr);
  EXPECT_FALSE(meaning<UserAborted>(events)->abort);
}

TEST(ProviderAborted, WithInformationThatCannotBeReadIsReported) {
  // Seen in a live trace: the choice of MAP-UserAbortInfo has no length.
  const Octets information = octets("280e 060704000001010101 a003 a40180");
  const Events events = while_initiating(kMtV3, abrt(information));
  ASSERT_NE(meaning<UserAborted>(events), nullptr);
  EXPECT_FALSE(meaning<UserAborted>(events)->abort);
  ASSERT_EQ(events.diagnostics.size(), 1U);
  EXPECT_TRUE(events.diagnostics[0].error.offset);
}

TEST(ProviderAborted, WithAPduThatNoAbortHasIsReported) {
  const Octets information = encode_user_information(MapAcceptInfo{}).value();
  const Events events = while_initiating(kMtV3, abrt(information));
  EXPECT_NE(meaning<UserAborted>(events), nullptr);
  EXPECT_EQ(events.diagnostics.size(), 1U);
}

TEST(ProviderAborted, ByTcWithTheReasonOfTheTable) {
  Provider provider;
  establish(provider, id(0), kMtV3);
  auto m = message(tcap::Primitive::p_abort, id(0));
  m.p_abort_cause = tcap::PAbortCause::unrecognized_transaction_id;
  provider.handle(std::move(m), {});
  const Events events = events_of(provider);
  ASSERT_NE(meaning<ProviderAborted>(events), nullptr);
  EXPECT_EQ(meaning<ProviderAborted>(events)->reason, ProviderAbortReason::supporting_dialogue_released);
  EXPECT_EQ(meaning<ProviderAborted>(events)->cause, tcap::PAbortCause::unrecognized_transaction_id);
  EXPECT_EQ(provider.open_dialogues(), 0U);
}

}  // namespace
}  // namespace mapsim::map
