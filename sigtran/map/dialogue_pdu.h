// The MAP dialogue PDUs (TS 29.002 17.4): what MAP-OPEN, MAP-REFUSE, MAP-U-ABORT and MAP-P-ABORT add to the
// TCAP dialogue portion. In a dialogue portion they stand as user information (see user_information.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

#include "sigtran/core/fields.h"
#include "sigtran/map/primitives.h"
#include "sigtran/map/types_common.h"
#include "sigtran/tcap/value.h"

namespace mapsim::map {

using MapOpenInfo = OpenInfo;

struct MapAcceptInfo {
  std::optional<Octets> extension_container;  // whole TLV, here and below
  friend bool operator==(const MapAcceptInfo&, const MapAcceptInfo&) = default;
};

struct MapCloseInfo {
  std::optional<Octets> extension_container;
  friend bool operator==(const MapCloseInfo&, const MapCloseInfo&) = default;
};

struct MapRefuseInfo {
  RefuseReason reason = RefuseReason::no_reason_given;  // 0..127 on the wire
  std::optional<Octets> extension_container;
  std::optional<tcap::Oid> alternative_application_context;  // version 3
  friend bool operator==(const MapRefuseInfo&, const MapRefuseInfo&) = default;
};

struct MapUserAbortInfo {
  UserAbort choice;
  std::optional<Octets> extension_container;
  friend bool operator==(const MapUserAbortInfo&, const MapUserAbortInfo&) = default;
};

struct MapProviderAbortInfo {
  ProviderAbortReason reason = ProviderAbortReason::abnormal_dialogue;  // 0..127 on the wire
  std::optional<Octets> extension_container;
  friend bool operator==(const MapProviderAbortInfo&, const MapProviderAbortInfo&) = default;
};

// In the order of the tags [0] to [5].
using DialoguePdu = std::variant<MapOpenInfo, MapAcceptInfo, MapCloseInfo, MapRefuseInfo, MapUserAbortInfo,
                                 MapProviderAbortInfo>;

// What a received PDU may measure at most; longer ones are refused before anything is decoded.
inline constexpr std::size_t kMaxDialoguePduSize = 1024;

// One PDU and nothing behind it. Unknown elements after an extension marker are skipped (TS 29.002 17.1.4).
// Error: not BER, another tag, an element missing, or a value out of its range.
Result<DialoguePdu> decode_dialogue_pdu(OctetView octets);

// The PDU in minimal definite lengths. Values out of range are written as they are: tests need them.
// Error: an extension container that is no SEQUENCE.
Result<Octets> encode_dialogue_pdu(const DialoguePdu& pdu);

// "map-open", "map-accept", "map-close", "map-refuse", "map-userAbort", "map-providerAbort"
std::string_view name_of(const DialoguePdu& pdu);

std::span<const EnumName<RefuseReason>> enum_names(RefuseReason);
std::span<const EnumName<ProviderAbortReason>> enum_names(ProviderAbortReason);
std::span<const EnumName<UserAbortReason>> enum_names(UserAbortReason);

// The references are shown and written as addresses: "+15550100001", {nature: …, plan: landMobile, digits:
// "…"} for an IMSI, or {hex: "…"}.
template <class V>
void fields(V& v, MapOpenInfo& info) {
  const auto reference = [&](std::string_view name, std::optional<Octets>& octets) {
    std::optional<AddressString> address;
    if (octets) address.emplace(OctetView(*octets));
    v(name, address);
    if constexpr (std::is_same_v<V, FromValue>) {
      if (address) octets.emplace(address->octets().begin(), address->octets().end());
    }
  };
  reference("destinationReference", info.destination_reference);
  reference("originationReference", info.originating_reference);
  v("extensionContainer", info.extension_container);
}
template <class V>
void fields(V& v, MapAcceptInfo& info) {
  v("extensionContainer", info.extension_container);
}
template <class V>
void fields(V& v, MapCloseInfo& info) {
  v("extensionContainer", info.extension_container);
}
template <class V>
void fields(V& v, MapRefuseInfo& info) {
  v("reason", info.reason);
  v("extensionContainer", info.extension_container);
  v("alternativeApplicationContext", info.alternative_application_context);
}
template <class V>
void fields(V& v, MapUserAbortInfo& info) {
  v("map-UserAbortChoice", info.choice);
  v("extensionContainer", info.extension_container);
}
template <class V>
void fields(V& v, MapProviderAbortInfo& info) {
  v("map-ProviderAbortReason", info.reason);
  v("extensionContainer", info.extension_container);
}

}  // namespace mapsim::map

namespace mapsim {

// {map-refuse: {reason: noReasonGiven}}
template <>
struct ValueTraits<map::DialoguePdu> {
  static Value to(const map::DialoguePdu& pdu);
  static Result<map::DialoguePdu> from(const Value& v);
};

// A CHOICE: userSpecificReason, userResourceLimitation, {resourceUnavailable: shortTermResourceLimitation},
// {applicationProcedureCancellation: callRelease}. Both enumerations may be written as numbers.
template <>
struct ValueTraits<map::UserAbort> {
  static Value to(const map::UserAbort& abort);
  static Result<map::UserAbort> from(const Value& v);
};

}  // namespace mapsim
