#include "sigtran/map/dialogue_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sigtran/core/ber.h"
#include "sigtran/map/context_name.h"

namespace mapsim::map {

namespace {

using tcap::PAbortCause;

struct PAbortRow {
  PAbortCause cause;
  ProviderAbortReason reason;
  std::optional<RefuseReason> while_initiating;  // a MAP-OPEN confirm instead of a MAP-P-ABORT
};

// TS 29.002 table 16.1/1 and 16.1.2.6
constexpr std::array<PAbortRow, 7> kPAborts = {{
    {PAbortCause::unrecognized_message_type, ProviderAbortReason::provider_malfunction, {}},
    {PAbortCause::unrecognized_transaction_id, ProviderAbortReason::supporting_dialogue_released, {}},
    {PAbortCause::badly_formatted_transaction_portion, ProviderAbortReason::provider_malfunction, {}},
    {PAbortCause::incorrect_transaction_portion, ProviderAbortReason::provider_malfunction,
     RefuseReason::potential_version_incompatibility},
    {PAbortCause::resource_limitation, ProviderAbortReason::resource_limitation, {}},
    {PAbortCause::abnormal_dialogue, ProviderAbortReason::provider_malfunction, {}},
    {PAbortCause::no_common_dialogue_portion, ProviderAbortReason::version_incompatibility,
     RefuseReason::no_common_dialogue_portion},
}};

constexpr std::int32_t kContextNotSupported = 2;      // Q.773 table 44, dialogue-service-user
constexpr std::int32_t kNoCommonDialoguePortion = 2;  // Q.773 table 44, dialogue-service-provider

// The context whose version 1 serves the same purpose (TS 29.002 17.3.2.21 to 17.3.2.26).
constexpr std::array<std::pair<std::uint8_t, std::uint8_t>, 5> kVersion1 = {{
    {20, 20},
    {21, 21},
    {23, 23},
    {24, 24},
    {25, 21},
}};

std::optional<ApplicationContext> version1_of(ApplicationContext context) {
  for (const auto& [code, version1_code] : kVersion1) {
    if (code == context.code) return ApplicationContext{version1_code, 1};
  }
  return std::nullopt;
}

std::optional<ApplicationContext> other_context(const tcap::Oid& name, ApplicationContext ours) {
  const auto context = parse_context_name({name.data(), name.size()});
  return context && *context != ours ? context : std::nullopt;
}

// An AARE that rejects.
DialogueEvent rejected(const tcap::DialoguePortion& portion, const UserInformation& info,
                       ApplicationContext context, bool initiating) {
  if (portion.diagnostic.source == tcap::DiagnosticSource::provider) {
    const bool no_common = portion.diagnostic.code == kNoCommonDialoguePortion;
    return p_abort_event(no_common ? PAbortCause::no_common_dialogue_portion : PAbortCause::abnormal_dialogue,
                         initiating);
  }
  Refused refused{.reason = RefuseReason::no_reason_given,
                  .alternative = other_context(portion.application_context_name, context)};
  if (portion.diagnostic.code == kContextNotSupported)
    refused.reason = RefuseReason::application_context_not_supported;
  if (info.pdu) {
    if (const auto* said = std::get_if<MapRefuseInfo>(&*info.pdu)) {
      if (portion.diagnostic.code != kContextNotSupported) refused.reason = said->reason;
      if (!refused.alternative && said->alternative_application_context) {
        refused.alternative = other_context(*said->alternative_application_context, context);
      }
    }
  }
  return refused;
}

DialogueEvent refused_by(const MapRefuseInfo& info, ApplicationContext context) {
  Refused refused{.reason = info.reason, .alternative = std::nullopt};
  if (info.alternative_application_context) {
    refused.alternative = other_context(*info.alternative_application_context, context);
  }
  return refused;
}

}  // namespace

DialogueEvent p_abort_event(std::optional<PAbortCause> cause, bool initiating) {
  for (const PAbortRow& row : kPAborts) {
    if (row.cause != cause) continue;
    if (initiating && row.while_initiating)
      return Refused{.reason = *row.while_initiating, .alternative = std::nullopt};
    return ProviderAborted{.reason = row.reason, .cause = cause};
  }
  return ProviderAborted{.reason = ProviderAbortReason::provider_malfunction, .cause = cause};
}

UserAbortReading u_abort_event(const tcap::DialoguePortion& portion, ApplicationContext context,
                               bool initiating) {
  UserAbortReading out;
  UserInformation info = read_user_information(portion.user_information);
  out.fault = std::move(info.fault);
  if (portion.apdu == tcap::DialogueApdu::response) {
    out.event = rejected(portion, info, context, initiating);
    return out;
  }
  if (portion.apdu == tcap::DialogueApdu::abort &&
      portion.abort_source == tcap::AbortSource::dialogue_service_provider) {
    out.event = p_abort_event(PAbortCause::abnormal_dialogue, initiating);
    return out;
  }
  if (info.pdu) {
    if (const auto* aborted = std::get_if<MapUserAbortInfo>(&*info.pdu)) {
      out.event = UserAborted{.abort = aborted->choice};
      return out;
    }
    if (const auto* aborted = std::get_if<MapProviderAbortInfo>(&*info.pdu)) {
      out.event = ProviderAborted{.reason = aborted->reason, .cause = std::nullopt};
      return out;
    }
    if (const auto* refused = std::get_if<MapRefuseInfo>(&*info.pdu)) {
      out.event = refused_by(*refused, context);
      return out;
    }
    out.fault =
        Error{.layer = "map",
              .field = std::string(name_of(*info.pdu)),
              .clause = "TS 29.002 7.5.1",
              .text = "stands in an ABORT, where only map-refuse, map-userAbort and map-providerAbort may"};
  }
  // "User specific" without any information while the opening is pending: probably a version 1 peer (GSM
  // 09.02 12.1.3).
  if (initiating && !out.fault && portion.user_information.empty()) {
    out.event =
        Refused{.reason = RefuseReason::potential_version_incompatibility, .alternative = std::nullopt};
  } else {
    out.event = UserAborted{};
  }
  return out;
}

std::optional<ApplicationContext> alternative_for(ApplicationContext requested,
                                                  std::span<const ApplicationContext> supported) {
  std::optional<ApplicationContext> best;
  const auto version1 = version1_of(requested);
  for (const ApplicationContext& c : supported) {
    const bool same = c.version == 1 ? c == version1 : c.code == requested.code;
    if (same && c != requested && (!best || c.version > best->version)) best = c;
  }
  return best;
}

std::optional<ApplicationContext> version_below(ApplicationContext context) {
  const auto version1 = version1_of(context);
  if (!version1 || context.version < 2) return std::nullopt;
  if (context.version == 2) return version1;
  return ApplicationContext{context.code, static_cast<std::uint8_t>(context.version - 1)};
}

std::optional<ApplicationContext> fallback(ApplicationContext refused, const Refused& refusal) {
  switch (refusal.reason) {
    case RefuseReason::application_context_not_supported:
      if (refusal.alternative && refusal.alternative->version < refused.version) return refusal.alternative;
      return version_below(refused);
    case RefuseReason::no_common_dialogue_portion:
    case RefuseReason::potential_version_incompatibility:
      return refused.version > 1 ? version1_of(refused) : std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<Error> check_destination_reference(const std::optional<OpenInfo>& open, OctetView argument) {
  const auto error = [](const char* text, const char* clause) {
    return Error{.layer = "map", .field = "destinationReference", .clause = clause, .text = text};
  };
  constexpr ber::Tag kLmsi = 0x81;  // SM-RP-DA lmsi [1], the first element of the argument
  ber::Element sequence;
  const bool lmsi = !argument.empty() && ber::Cursor(argument).read(sequence) &&
                    ber::is_constructed(sequence.tag) && ber::Cursor(sequence).peek() == kLmsi;
  const bool referenced = open && open->destination_reference;
  if (!referenced) {
    if (!lmsi) return std::nullopt;
    return error("is absent although the destination is an LMSI; the IMSI goes there", "TS 29.002 23.3.1");
  }
  if (!lmsi) return error("is for a destination that is an LMSI only", "TS 29.002 7.3.1");
  const Octets& reference = *open->destination_reference;
  constexpr std::uint8_t kLandMobile = 6;  // E.212 (TS 29.002 17.7.8)
  if (reference.empty() || (reference[0] & 0x0FU) != kLandMobile) {
    return error("is no IMSI: its numbering plan is not E.212", "TS 29.002 7.3.1");
  }
  return std::nullopt;
}

}  // namespace mapsim::map
