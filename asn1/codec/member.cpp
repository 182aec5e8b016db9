#include "asn1/codec/member.h"

#include <ANY.h>
#include <BOOLEAN.h>
#include <NULL.h>
#include <NativeInteger.h>
#include <OCTET_STRING.h>
#include <constr_CHOICE.h>
#include <constr_SEQUENCE.h>
#include <constr_SEQUENCE_OF.h>
#include <string_view>

namespace mapsim::asn1 {

namespace {

// asn1c keeps the number in the upper bits and the class in the lower two.
ber_tlv_tag_t asn_tag(ber::Tag tag) {
  ber::Tag first = tag;
  int following = 0;
  while (first > 0xFF) {
    first >>= 8U;
    ++following;
  }
  const ber_tlv_tag_t tag_class = first >> 6U;
  if (following == 0) return ((first & 0x1FU) << 2U) | tag_class;
  ber_tlv_tag_t number = 0;
  for (int i = following - 1; i >= 0; --i)
    number = (number << 7U) | ((tag >> (8U * static_cast<unsigned>(i))) & 0x7FU);
  return (number << 2U) | tag_class;
}

bool is_any(const asn_TYPE_descriptor_t& type) {
  return &type == &asn_DEF_ANY;
}

}  // namespace

Kind kind_of(const asn_TYPE_descriptor_t& type) {
  if (type.ber_decoder == SEQUENCE_decode_ber) return Kind::sequence;
  if (type.ber_decoder == OCTET_STRING_decode_ber) {
    if (is_any(type)) return Kind::any;
    const auto* specifics = static_cast<const asn_OCTET_STRING_specifics_t*>(type.specifics);
    const bool bits =
        specifics != nullptr && specifics->subvariant == asn_OCTET_STRING_specifics_s::ASN_OSUBV_BIT;
    return bits ? Kind::bit_string : Kind::octets;
  }
  if (type.ber_decoder == NativeInteger_decode_ber) return Kind::integer;  // ENUMERATED as well
  if (type.ber_decoder == BOOLEAN_decode_ber)
    return type.der_encoder == NULL_encode_der ? Kind::null : Kind::boolean;
  if (type.ber_decoder == CHOICE_decode_ber) return Kind::choice;
  if (type.ber_decoder == SEQUENCE_OF_decode_ber) return Kind::sequence_of;
  return is_any(type) ? Kind::any : Kind::octets;
}

bool is_extensible(const asn_TYPE_descriptor_t& sequence) {
  const auto* specifics = static_cast<const asn_SEQUENCE_specifics_t*>(sequence.specifics);
  return specifics->ext_before >= 0 || sequence.elements_count == 0;
}

std::optional<int> find_member(const asn_TYPE_descriptor_t& sequence, int from, const ber::Element& element) {
  const ber_tlv_tag_t tag = asn_tag(element.tag);
  // Members mostly come one after the other; an untagged CHOICE has several tags, and they are in the map
  // only.
  for (int i = from; i < sequence.elements_count; ++i) {
    const asn_TYPE_member_t& member = sequence.elements[i];
    const bool own_tags = member.tag == static_cast<ber_tlv_tag_t>(-1);
    if (own_tags ? (is_any(*member.type) || find_alternative(*member.type, element) != nullptr)
                 : member.tag == tag)
      return i;
  }
  return std::nullopt;
}

const asn_TYPE_member_t* find_alternative(const asn_TYPE_descriptor_t& choice, const ber::Element& element) {
  if (kind_of(choice) != Kind::choice) return nullptr;
  const ber_tlv_tag_t tag = asn_tag(element.tag);
  for (int i = 0; i < choice.elements_count; ++i) {
    if (choice.elements[i].tag == tag) return &choice.elements[i];
  }
  return nullptr;
}

bool has_tag(const asn_TYPE_descriptor_t& type, const ber::Element& element) {
  if (is_any(type)) return true;
  if (kind_of(type) == Kind::choice) return find_alternative(type, element) != nullptr;
  return type.tags_count > 0 && type.tags[0] == asn_tag(element.tag);
}

bool has_tag(const asn_TYPE_descriptor_t& type, const asn_TYPE_member_t& member,
             const ber::Element& element) {
  if (member.tag == static_cast<ber_tlv_tag_t>(-1)) return has_tag(type, element);
  return member.tag == asn_tag(element.tag);
}

std::string Path::text() const {
  std::string text = up_ != nullptr ? up_->text() : std::string();
  if (index_ >= 0) return text + '[' + std::to_string(index_) + ']';
  if (name_ == nullptr || std::string_view(name_) == "value") return text;
  if (!text.empty()) text += '.';
  return text + name_;
}

}  // namespace mapsim::asn1
