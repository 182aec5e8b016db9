#include "sigtran/map/user_information.h"

#include <array>

#include "sigtran/core/ber.h"

namespace mapsim::map {

namespace {

// map-DialogueAS: 0.4.0.0.1.1.1.1
constexpr std::array<std::uint8_t, 7> kMapDialogueAs = {0x04, 0x00, 0x00, 0x01, 0x01, 0x01, 0x01};

constexpr ber::Tag kExternal = 0x28;
constexpr ber::Tag kObjectIdentifier = 0x06;
constexpr ber::Tag kInteger = 0x02;
constexpr ber::Tag kObjectDescriptor = 0x07;
constexpr ber::Tag kSingleAsn1Type = 0xA0;
constexpr ber::Tag kOctetAligned = 0x81;
constexpr ber::Tag kArbitrary = 0x82;

Error fault(std::size_t offset, const char* text) {
  return Error{.layer = "map-dialogue",
               .field = "user-information",
               .clause = "X.690 8.18",
               .offset = offset,
               .text = text};
}

// Where the PDU stands in an EXTERNAL of ours.
struct Encoding {
  OctetView octets;
  std::size_t offset = 0;
};

// Nullopt: of another abstract syntax.
Result<std::optional<Encoding>> find_encoding(const ber::Element& external) {
  ber::Cursor cursor(external);
  while (!cursor.at_end()) {
    auto element = cursor.next();
    if (!element) return tl::unexpected(std::move(element.error()));
    switch (element->tag) {
      case kObjectIdentifier:
        if (!equal(element->contents, kMapDialogueAs)) return std::nullopt;
        break;
      case kInteger:
      case kObjectDescriptor:
        break;
      case kSingleAsn1Type:
      case kOctetAligned:
        return Encoding{element->contents, element->contents_offset};
      case kArbitrary:
        if (element->contents.empty() || element->contents[0] != 0) {
          return fail(fault(element->contents_offset, "a BIT STRING here must have no unused bits"));
        }
        return Encoding{element->contents.subspan(1), element->contents_offset + 1};
      default:
        return fail(fault(element->offset, "an element that no EXTERNAL has"));
    }
  }
  return fail(fault(external.offset, "an EXTERNAL without encoding"));
}

void read_external(const ber::Element& external, UserInformation& out) {
  const auto note = [&](Error error) {
    if (!out.fault) out.fault = std::move(error);
  };
  if (external.tag != kExternal) return note(fault(external.offset, "is no EXTERNAL"));
  auto encoding = find_encoding(external);
  if (!encoding) return note(std::move(encoding.error()));
  if (!*encoding) {
    ++out.foreign;
    return;
  }
  auto pdu = decode_dialogue_pdu((*encoding)->octets);
  if (!pdu) return note(at_offset(std::move(pdu.error()), (*encoding)->offset));
  if (!out.pdu) out.pdu = std::move(*pdu);
}

}  // namespace

Result<Octets> encode_user_information(const DialoguePdu& pdu) {
  const auto encoded = encode_dialogue_pdu(pdu);
  if (!encoded) return tl::unexpected(encoded.error());
  OutBuffer out(encoded->size() + 32);
  ber::prepend_octets(out, kSingleAsn1Type, *encoded);
  ber::prepend_octets(out, kObjectIdentifier, kMapDialogueAs);
  ber::prepend_header(out, kExternal, out.size());
  return Octets(out.view().begin(), out.view().end());
}

UserInformation read_user_information(OctetView octets) {
  UserInformation out;
  ber::Cursor cursor(octets);
  for (std::size_t i = 0; i < kMaxExternals && !cursor.at_end(); ++i) {
    const auto external = cursor.next();
    if (!external) {
      if (!out.fault) out.fault = external.error();
      break;
    }
    read_external(*external, out);
  }
  return out;
}

}  // namespace mapsim::map
