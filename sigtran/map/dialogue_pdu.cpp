#include "sigtran/map/dialogue_pdu.h"

#include <MAP-DialoguePDU.h>
#include <string>

#include "asn1/codec/codec.h"
#include "sigtran/core/ber.h"

namespace mapsim::map {

namespace {

tl::unexpected<Error> fault(const char* field, std::optional<std::size_t> offset, std::string text) {
  return fail(Error{.layer = "map-dialogue",
                    .field = field,
                    .clause = "TS 29.002 17.4",
                    .offset = offset,
                    .text = std::move(text)});
}

// ---- from asn1c ----

template <class T>
Octets octets_of(const T& string) {
  return Octets(string.buf, string.buf + string.size);
}

// AddressString is OCTET STRING (SIZE (1..20)) (TS 29.002 17.7.8).
Result<std::optional<Octets>> reference_of(const char* field, const DialogueReference_t* reference) {
  if (reference == nullptr) return std::nullopt;
  if (reference->size < 1 || reference->size > 20) {
    return fault(field, std::nullopt,
                 "has " + std::to_string(reference->size) + " octets; an AddressString has 1 to 20");
  }
  return octets_of(*reference);
}

std::optional<Octets> extension_of(const DialogueExtension_t* extension) {
  if (extension == nullptr) return std::nullopt;
  OutBuffer out;
  for (int i = extension->list.count; i > 0; --i) {
    const ANY_t& element = *extension->list.array[i - 1];
    out.prepend({element.buf, static_cast<std::size_t>(element.size)});
  }
  ber::prepend_header(out, 0x30, out.size());
  return Octets(out.view().begin(), out.view().end());
}

// An ENUMERATED without extension marker, of which later versions know more than we do.
Result<std::uint8_t> enumeration_of(const char* field, long value) {
  if (value < 0 || value > 0x7F)
    return fault(field, std::nullopt, std::to_string(value) + " is out of range");
  return static_cast<std::uint8_t>(value);
}

Result<DialoguePdu> from(const MAP_OpenInfo_t& info) {
  MapOpenInfo out;
  auto destination = reference_of("destinationReference", info.destinationReference);
  if (!destination) return tl::unexpected(std::move(destination.error()));
  auto origination = reference_of("originationReference", info.originationReference);
  if (!origination) return tl::unexpected(std::move(origination.error()));
  out.destination_reference = std::move(*destination);
  out.originating_reference = std::move(*origination);
  out.extension_container = extension_of(info.extensionContainer);
  return DialoguePdu(std::move(out));
}

Result<DialoguePdu> from(const MAP_RefuseInfo_t& info) {
  const auto reason = enumeration_of("reason", info.reason);
  if (!reason) return tl::unexpected(reason.error());
  MapRefuseInfo out;
  out.reason = RefuseReason{*reason};
  out.extension_container = extension_of(info.extensionContainer);
  if (const auto* name = info.alternativeApplicationContext) {
    const auto size = static_cast<std::size_t>(name->size);
    if (size == 0 || size > tcap::Oid::static_capacity) {
      return fault("alternativeApplicationContext", std::nullopt,
                   "has " + std::to_string(size) + " octets, allowed: 1 to 32");
    }
    out.alternative_application_context.emplace(name->buf, name->buf + size);
  }
  return DialoguePdu(std::move(out));
}

Result<DialoguePdu> from(const MAP_UserAbortInfo_t& info) {
  MapUserAbortInfo out{.choice = {}, .extension_container = extension_of(info.extensionContainer)};
  const MAP_UserAbortChoice_t& choice = info.map_UserAbortChoice;
  std::optional<long> detail;
  switch (choice.present) {
    case MAP_UserAbortChoice_PR_userSpecificReason:
      out.choice.reason = UserAbortReason::user_specific_reason;
      break;
    case MAP_UserAbortChoice_PR_userResourceLimitation:
      out.choice.reason = UserAbortReason::user_resource_limitation;
      break;
    case MAP_UserAbortChoice_PR_resourceUnavailable:
      out.choice.reason = UserAbortReason::resource_unavailable;
      detail = choice.choice.resourceUnavailable;
      break;
    case MAP_UserAbortChoice_PR_applicationProcedureCancellation:
      out.choice.reason = UserAbortReason::application_procedure_cancellation;
      detail = choice.choice.applicationProcedureCancellation;
      break;
    case MAP_UserAbortChoice_PR_NOTHING:
      return fault("map-UserAbortChoice", std::nullopt, "is missing");
  }
  if (detail) {
    const auto read = enumeration_of("map-UserAbortChoice", *detail);
    if (!read) return tl::unexpected(read.error());
    out.choice.detail = *read;
  }
  return DialoguePdu(std::move(out));
}

Result<DialoguePdu> from(const MAP_ProviderAbortInfo_t& info) {
  const auto reason = enumeration_of("map-ProviderAbortReason", info.map_ProviderAbortReason);
  if (!reason) return tl::unexpected(reason.error());
  return DialoguePdu(
      MapProviderAbortInfo{ProviderAbortReason{*reason}, extension_of(info.extensionContainer)});
}

// ---- to asn1c: everything borrows, nothing is allocated but the list of an ExtensionContainer ----

template <class T>
T borrow(OctetView octets) {
  T out{};
  out.buf = const_cast<std::uint8_t*>(octets.data());  // the encoder only reads
  out.size = static_cast<int>(octets.size());
  return out;
}

// The PDU with what its pointers point to.
struct Encodable {
  MAP_DialoguePDU_t pdu{};
  DialogueReference_t destination{};
  DialogueReference_t origination{};
  DialogueExtension_t extension{};
  ANY_t extension_contents{};
  ANY_t* extension_list = nullptr;
  OBJECT_IDENTIFIER_t alternative{};

  // The contents go as one element of unknown type, whatever they are.
  Result<void> set_extension(DialogueExtension_t*& field, const std::optional<Octets>& container) {
    if (!container) return {};
    ber::Cursor cursor(*container);
    const auto sequence = cursor.next();
    if (!sequence || sequence->tag != 0x30 || !cursor.at_end()) {
      return fault("extensionContainer", 0, "is no SEQUENCE: " + to_hex(*container));
    }
    extension_contents = borrow<ANY_t>(sequence->contents);
    extension_list = &extension_contents;
    extension.list.array = &extension_list;
    extension.list.count = sequence->contents.empty() ? 0 : 1;
    field = &extension;
    return {};
  }

  Result<void> set(const MapOpenInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_open;
    auto& out = pdu.choice.map_open;
    if (info.destination_reference) {
      destination = borrow<DialogueReference_t>(*info.destination_reference);
      out.destinationReference = &destination;
    }
    if (info.originating_reference) {
      origination = borrow<DialogueReference_t>(*info.originating_reference);
      out.originationReference = &origination;
    }
    return set_extension(out.extensionContainer, info.extension_container);
  }
  Result<void> set(const MapAcceptInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_accept;
    return set_extension(pdu.choice.map_accept.extensionContainer, info.extension_container);
  }
  Result<void> set(const MapCloseInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_close;
    return set_extension(pdu.choice.map_close.extensionContainer, info.extension_container);
  }
  Result<void> set(const MapRefuseInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_refuse;
    auto& out = pdu.choice.map_refuse;
    out.reason = static_cast<long>(info.reason);
    if (info.alternative_application_context) {
      alternative = borrow<OBJECT_IDENTIFIER_t>(
          {info.alternative_application_context->data(), info.alternative_application_context->size()});
      out.alternativeApplicationContext = &alternative;
    }
    return set_extension(out.extensionContainer, info.extension_container);
  }
  Result<void> set(const MapUserAbortInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_userAbort;
    auto& out = pdu.choice.map_userAbort;
    auto& choice = out.map_UserAbortChoice;
    switch (info.choice.reason) {
      case UserAbortReason::user_specific_reason:
        choice.present = MAP_UserAbortChoice_PR_userSpecificReason;
        break;
      case UserAbortReason::user_resource_limitation:
        choice.present = MAP_UserAbortChoice_PR_userResourceLimitation;
        break;
      case UserAbortReason::resource_unavailable:
        choice.present = MAP_UserAbortChoice_PR_resourceUnavailable;
        choice.choice.resourceUnavailable = info.choice.detail.value_or(0);
        break;
      case UserAbortReason::application_procedure_cancellation:
        choice.present = MAP_UserAbortChoice_PR_applicationProcedureCancellation;
        choice.choice.applicationProcedureCancellation = info.choice.detail.value_or(0);
        break;
      default:
        return fault(
            "map-UserAbortChoice", std::nullopt,
            std::to_string(static_cast<int>(info.choice.reason)) + " is no alternative; allowed: 0 to 3");
    }
    return set_extension(out.extensionContainer, info.extension_container);
  }
  Result<void> set(const MapProviderAbortInfo& info) {
    pdu.present = MAP_DialoguePDU_PR_map_providerAbort;
    auto& out = pdu.choice.map_providerAbort;
    out.map_ProviderAbortReason = static_cast<long>(info.reason);
    return set_extension(out.extensionContainer, info.extension_container);
  }
};

}  // namespace

Result<DialoguePdu> decode_dialogue_pdu(OctetView octets) {
  if (octets.size() > kMaxDialoguePduSize) {
    return fault("MAP-DialoguePDU", kMaxDialoguePduSize,
                 "is longer than " + std::to_string(kMaxDialoguePduSize) + " octets");
  }
  const auto decoded = asn1::decode<MAP_DialoguePDU_t>(asn_DEF_MAP_DialoguePDU, octets);
  if (!decoded) {
    Error error = decoded.error();
    error.layer = "map-dialogue";
    if (error.clause.empty()) error.clause = "TS 29.002 17.4";
    return fail(std::move(error));
  }
  const MAP_DialoguePDU_t& pdu = **decoded;
  switch (pdu.present) {
    case MAP_DialoguePDU_PR_map_open:
      return from(pdu.choice.map_open);
    case MAP_DialoguePDU_PR_map_accept:
      return DialoguePdu(MapAcceptInfo{extension_of(pdu.choice.map_accept.extensionContainer)});
    case MAP_DialoguePDU_PR_map_close:
      return DialoguePdu(MapCloseInfo{extension_of(pdu.choice.map_close.extensionContainer)});
    case MAP_DialoguePDU_PR_map_refuse:
      return from(pdu.choice.map_refuse);
    case MAP_DialoguePDU_PR_map_userAbort:
      return from(pdu.choice.map_userAbort);
    case MAP_DialoguePDU_PR_map_providerAbort:
      return from(pdu.choice.map_providerAbort);
    case MAP_DialoguePDU_PR_NOTHING:
      break;
  }
  return fault("MAP-DialoguePDU", 0, "is none of [0] to [5]");
}

Result<Octets> encode_dialogue_pdu(const DialoguePdu& pdu) {
  Encodable encodable;
  if (auto set = std::visit([&](const auto& info) { return encodable.set(info); }, pdu); !set) {
    return tl::unexpected(std::move(set.error()));
  }
  return asn1::encode(asn_DEF_MAP_DialoguePDU, &encodable.pdu);
}

}  // namespace mapsim::map
