#include "sigtran/map/dialogue_rules.h"

#include <gtest/gtest.h>

#include "tests/map/provider_support.h"

namespace mapsim::map {
namespace {

using namespace test;
using tcap::PAbortCause;
using R = ProviderAbortReason;

struct PAbortCase {
  std::optional<PAbortCause> cause;
  R reason;
  std::optional<RefuseReason> while_initiating;
};
// TS 29.002 table 16.1/1 and its note.
const PAbortCase kPAborts[] = {
    {PAbortCause::unrecognized_message_type, R::provider_malfunction, {}},
    {PAbortCause::unrecognized_transaction_id, R::supporting_dialogue_released, {}},
    {PAbortCause::badly_formatted_transaction_portion, R::provider_malfunction, {}},
    {PAbortCause::incorrect_transaction_portion, R::provider_malfunction,
     RefuseReason::potential_version_incompatibility},
    {PAbortCause::resource_limitation, R::resource_limitation, {}},
    {PAbortCause::abnormal_dialogue, R::provider_malfunction, {}},
    {PAbortCause::no_common_dialogue_portion, R::version_incompatibility,
     RefuseReason::no_common_dialogue_portion},
    {PAbortCause{77}, R::provider_malfunction, {}},
    {std::nullopt, R::provider_malfunction, {}},
};

TEST(PAbort, HasTheReasonOfTheTable) {
  for (const PAbortCase& c : kPAborts) {
    const auto event = p_abort_event(c.cause, false);
    const auto* aborted = std::get_if<ProviderAborted>(&event);
    ASSERT_NE(aborted, nullptr);
    EXPECT_EQ(aborted->reason, c.reason);
    EXPECT_EQ(aborted->cause, c.cause);
    EXPECT_FALSE(aborted->local);
  }
}

TEST(PAbort, WhileInitiatingTwoCausesMeanAnOldPeer) {
  for (const PAbortCase& c : kPAborts) {
    const auto event = p_abort_event(c.cause, true);
    if (c.while_initiating) {
      ASSERT_TRUE(std::holds_alternative<Refused>(event));
      EXPECT_EQ(std::get<Refused>(event).reason, c.while_initiating);
    } else {
      EXPECT_TRUE(std::holds_alternative<ProviderAborted>(event));
    }
  }
}

const ApplicationContext kAll[] = {{20, 3}, {20, 2}, {20, 1}, {21, 3}, {21, 2}, {21, 1}, {25, 3}, {25, 2}};

TEST(Alternative, IsTheHighestSupportedVersion) {
  EXPECT_EQ(alternative_for({25, 4}, kAll), kMtV3);
  const ApplicationContext up_to_2[] = {{25, 2}, {21, 2}, {21, 1}};
  EXPECT_EQ(alternative_for({25, 3}, up_to_2), kMtV2);
  EXPECT_EQ(alternative_for({21, 3}, up_to_2), kMoV2);
}

TEST(Alternative, OfVersion1ForMtIsShortMsgRelay) {
  const ApplicationContext old[] = {{20, 1}, {21, 1}};
  EXPECT_EQ(alternative_for({25, 3}, old), kRelayV1);
  EXPECT_EQ(alternative_for({20, 2}, old), (ApplicationContext{20, 1}));
}

TEST(Alternative, DoesNotExistForAnotherService) {
  const ApplicationContext old[] = {{20, 1}, {21, 1}};
  EXPECT_EQ(alternative_for({41, 3}, old), std::nullopt);
  EXPECT_EQ(alternative_for({23, 2}, old), std::nullopt);
  // Not what was refused itself.
  EXPECT_EQ(alternative_for({21, 1}, old), std::nullopt);
}

TEST(Fallback, GoesToTheNamedOlderContext) {
  EXPECT_EQ(fallback(kMtV3, {RefuseReason::application_context_not_supported, kRelayV1}), kRelayV1);
  EXPECT_EQ(fallback(kMtV3, {RefuseReason::application_context_not_supported, kMtV2}), kMtV2);
}

TEST(Fallback, GoesOneVersionDownWhereNoneIsNamed) {
  const Refused refused{RefuseReason::application_context_not_supported, std::nullopt};
  EXPECT_EQ(fallback(kMtV3, refused), kMtV2);
  EXPECT_EQ(fallback(kMtV2, refused), kRelayV1);
  EXPECT_EQ(fallback(kMoV2, refused), kRelayV1);
  EXPECT_EQ(fallback({23, 2}, refused), (ApplicationContext{23, 1}));
  EXPECT_EQ(fallback(kRelayV1, refused), std::nullopt);
  EXPECT_EQ(fallback({41, 3}, refused), std::nullopt);
  // A newer alternative is none.
  EXPECT_EQ(fallback(kMtV2, {RefuseReason::application_context_not_supported, kMtV3}), kRelayV1);
}

TEST(Fallback, GoesToVersion1WhereThePeerKnowsNothingElse) {
  for (const auto reason :
       {RefuseReason::no_common_dialogue_portion, RefuseReason::potential_version_incompatibility}) {
    EXPECT_EQ(fallback(kMtV3, {reason, std::nullopt}), kRelayV1);
    EXPECT_EQ(fallback({24, 3}, {reason, std::nullopt}), (ApplicationContext{24, 1}));
    EXPECT_EQ(fallback(kRelayV1, {reason, std::nullopt}), std::nullopt);
  }
}

TEST(Fallback, IsNoneForOtherReasons) {
  EXPECT_EQ(fallback(kMtV3, {RefuseReason::no_reason_given, std::nullopt}), std::nullopt);
  EXPECT_EQ(fallback(kMtV3, {RefuseReason::invalid_destination_reference, kMtV2}), std::nullopt);
  EXPECT_EQ(fallback(kMtV3, {RefuseReason::remote_node_not_reachable, std::nullopt}), std::nullopt);
}

OpenInfo with_destination(std::string_view hex) {
  OpenInfo info;
  info.destination_reference = octets(hex);
  return info;
}

TEST(DestinationReference, GoesWithAnLmsi) {
  const Octets lmsi = octets("3006 810401020304");
  EXPECT_FALSE(check_destination_reference(with_destination("9600010100000000f1"), lmsi));
  const auto missing = check_destination_reference(std::nullopt, lmsi);
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->clause, "TS 29.002 23.3.1");
  EXPECT_TRUE(check_destination_reference(OpenInfo{}, lmsi));
}

TEST(DestinationReference, IsForAnLmsiOnly) {
  const Octets imsi = octets("300a 80080010100000000f1f");
  EXPECT_TRUE(check_destination_reference(with_destination("9600010100000000f1"), imsi));
  EXPECT_FALSE(check_destination_reference(std::nullopt, imsi));
  EXPECT_FALSE(check_destination_reference(OpenInfo{}, imsi));
  EXPECT_FALSE(check_destination_reference(std::nullopt, {}));
}

TEST(DestinationReference, IsAnImsi) {
  const Octets lmsi = octets("3006 810401020304");
  EXPECT_TRUE(check_destination_reference(with_destination("915155010020f1"), lmsi));
}

}  // namespace
}  // namespace mapsim::map
