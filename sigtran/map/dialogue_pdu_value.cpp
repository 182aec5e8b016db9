// The MAP dialogue PDUs as trees of named values, and back.
#include <array>
#include <string>

#include "sigtran/map/dialogue_pdu.h"

namespace mapsim::map {

namespace {

constexpr std::array<EnumName<RefuseReason>, 7> kRefuseReasons = {{
    {"noReasonGiven", RefuseReason::no_reason_given},
    {"invalidDestinationReference", RefuseReason::invalid_destination_reference},
    {"invalidOriginatingReference", RefuseReason::invalid_originating_reference},
    {"applicationContextNotSupported", RefuseReason::application_context_not_supported},
    {"noCommonDialoguePortion", RefuseReason::no_common_dialogue_portion},
    {"potentialVersionIncompatibility", RefuseReason::potential_version_incompatibility},
    {"remoteNodeNotReachable", RefuseReason::remote_node_not_reachable},
}};

constexpr std::array<EnumName<ProviderAbortReason>, 6> kProviderAbortReasons = {{
    {"abnormalDialogue", ProviderAbortReason::abnormal_dialogue},
    {"invalidPDU", ProviderAbortReason::invalid_pdu},
    {"providerMalfunction", ProviderAbortReason::provider_malfunction},
    {"supportingDialogueReleased", ProviderAbortReason::supporting_dialogue_released},
    {"resourceLimitation", ProviderAbortReason::resource_limitation},
    {"versionIncompatibility", ProviderAbortReason::version_incompatibility},
}};

constexpr std::array<EnumName<UserAbortReason>, 4> kUserAbortReasons = {{
    {"userSpecificReason", UserAbortReason::user_specific_reason},
    {"userResourceLimitation", UserAbortReason::user_resource_limitation},
    {"resourceUnavailable", UserAbortReason::resource_unavailable},
    {"applicationProcedureCancellation", UserAbortReason::application_procedure_cancellation},
}};

// The two enumerations of UserAbort::detail (TS 29.002 17.4).
enum class ResourceUnavailable : std::uint8_t {};
enum class ProcedureCancellation : std::uint8_t {};

constexpr std::array<EnumName<ResourceUnavailable>, 2> kResourceUnavailable = {{
    {"shortTermResourceLimitation", ResourceUnavailable{0}},
    {"longTermResourceLimitation", ResourceUnavailable{1}},
}};

constexpr std::array<EnumName<ProcedureCancellation>, 7> kProcedureCancellation = {{
    {"handoverCancellation", ProcedureCancellation{0}},
    {"radioChannelRelease", ProcedureCancellation{1}},
    {"networkPathRelease", ProcedureCancellation{2}},
    {"callRelease", ProcedureCancellation{3}},
    {"associatedProcedureFailure", ProcedureCancellation{4}},
    {"tandemDialogueRelease", ProcedureCancellation{5}},
    {"remoteOperationsFailure", ProcedureCancellation{6}},
}};

std::span<const EnumName<ResourceUnavailable>> enum_names(ResourceUnavailable) {
  return kResourceUnavailable;
}
std::span<const EnumName<ProcedureCancellation>> enum_names(ProcedureCancellation) {
  return kProcedureCancellation;
}

constexpr std::array<std::string_view, 6> kPduNames = {
    "map-open", "map-accept", "map-close", "map-refuse", "map-userAbort", "map-providerAbort",
};

template <class T>
Result<DialoguePdu> pdu_from(const Value& v) {
  auto info = from_value<T>(v);
  if (!info) return tl::unexpected(std::move(info.error()));
  return DialoguePdu(std::move(*info));
}

template <class E>
Result<UserAbort> abort_with_detail(UserAbortReason reason, const Value& v) {
  const auto detail = from_value<E>(v);
  if (!detail) return tl::unexpected(detail.error());
  return UserAbort{reason, static_cast<std::uint8_t>(*detail)};
}

}  // namespace

std::span<const EnumName<RefuseReason>> enum_names(RefuseReason) {
  return kRefuseReasons;
}
std::span<const EnumName<ProviderAbortReason>> enum_names(ProviderAbortReason) {
  return kProviderAbortReasons;
}
std::span<const EnumName<UserAbortReason>> enum_names(UserAbortReason) {
  return kUserAbortReasons;
}

std::string_view name_of(const DialoguePdu& pdu) {
  return kPduNames[pdu.index()];
}

}  // namespace mapsim::map

namespace mapsim {

using map::DialoguePdu;
using map::UserAbort;
using map::UserAbortReason;

Value ValueTraits<DialoguePdu>::to(const DialoguePdu& pdu) {
  Value out;
  out.add(std::string(map::name_of(pdu)), std::visit([](const auto& info) { return to_value(info); }, pdu));
  return out;
}

Result<DialoguePdu> ValueTraits<DialoguePdu>::from(const Value& v) {
  const auto member = tcap::chosen(v, map::kPduNames);
  if (!member) return tl::unexpected(member.error());
  using From = Result<DialoguePdu> (*)(const Value&);
  static constexpr std::array<From, 6> kFrom = {
      map::pdu_from<map::MapOpenInfo>,      map::pdu_from<map::MapAcceptInfo>,
      map::pdu_from<map::MapCloseInfo>,     map::pdu_from<map::MapRefuseInfo>,
      map::pdu_from<map::MapUserAbortInfo>, map::pdu_from<map::MapProviderAbortInfo>,
  };
  for (std::size_t i = 0; i < kFrom.size(); ++i) {
    if ((*member)->name == map::kPduNames[i]) return kFrom[i]((*member)->value);
  }
  return fail(unexpected_kind(v, "a MAP dialogue PDU"));
}

Value ValueTraits<UserAbort>::to(const UserAbort& abort) {
  const Value name = to_value(abort.reason);
  const auto* text = name.if_string();
  if (text == nullptr || !abort.detail) return name;
  Value out;
  if (abort.reason == UserAbortReason::resource_unavailable) {
    out.add(*text, to_value(map::ResourceUnavailable{*abort.detail}));
  } else {
    out.add(*text, to_value(map::ProcedureCancellation{*abort.detail}));
  }
  return out;
}

Result<UserAbort> ValueTraits<UserAbort>::from(const Value& v) {
  if (v.if_map() == nullptr) {
    const auto reason = from_value<UserAbortReason>(v);
    if (!reason) return tl::unexpected(reason.error());
    return UserAbort{*reason, std::nullopt};
  }
  static constexpr std::array<std::string_view, 2> kWithDetail = {map::kUserAbortReasons[2].name,
                                                                  map::kUserAbortReasons[3].name};
  const auto member = tcap::chosen(v, kWithDetail);
  if (!member) return tl::unexpected(member.error());
  if ((*member)->name == kWithDetail[0]) {
    return map::abort_with_detail<map::ResourceUnavailable>(UserAbortReason::resource_unavailable,
                                                            (*member)->value);
  }
  return map::abort_with_detail<map::ProcedureCancellation>(
      UserAbortReason::application_procedure_cancellation, (*member)->value);
}

}  // namespace mapsim
