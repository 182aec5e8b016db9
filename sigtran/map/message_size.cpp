#include "sigtran/map/message_size.h"

#include "sigtran/core/ber.h"
#include "sigtran/map/context_name.h"
#include "sigtran/map/user_information.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::map {

namespace {

// Identifier, length and contents; the identifier has one octet everywhere in TCAP.
std::size_t tlv(std::size_t contents) {
  return ber::header_size(0x30, contents) + contents;
}

std::size_t integer_size(std::int32_t value) {
  std::size_t octets = 1;
  for (std::int32_t rest = value; rest > 127 || rest < -128; rest >>= 8) ++octets;
  return tlv(octets);
}

std::size_t code_size(const tcap::Code& code) {
  if (const auto* local = std::get_if<std::int32_t>(&code)) return integer_size(*local);
  return tlv(std::get<tcap::Oid>(code).size());
}

// AARQ with protocol version 1 in an EXTERNAL of dialogue-as (Q.773 3.2, 4.2.3).
std::size_t aarq_portion_size(std::size_t name_octets, std::size_t user_information) {
  constexpr std::size_t kProtocolVersion = 4;  // 80 02 07 80
  constexpr std::size_t kDialogueAs = 9;       // 06 07 00 11 86 05 01 01 01
  std::size_t apdu = kProtocolVersion + tlv(tlv(name_octets));
  if (user_information != 0) apdu += tlv(user_information);
  return tlv(tlv(kDialogueAs + tlv(tlv(apdu))));
}

std::size_t components_size(const Request& request) {
  return request.overrides.component_portion ? request.overrides.component_portion->size()
                                             : component_portion_size(request.services);
}

}  // namespace

std::size_t component_size(const tcap::Component& component) {
  constexpr std::size_t kIdSize = 3;
  constexpr std::size_t kNullSize = 2;
  if (component.type == tcap::ComponentType::reject) {
    return tlv((component.invoke_id ? kIdSize : kNullSize) + integer_size(component.problem.code));
  }
  std::size_t rest = component.parameter.size();
  if (component.code) rest += code_size(*component.code);
  const bool result = component.type == tcap::ComponentType::return_result_last ||
                      component.type == tcap::ComponentType::return_result_not_last;
  if (result && rest != 0) rest = tlv(rest);
  if (component.linked_id) rest += kIdSize;
  const bool has_id = component.invoke_id || component.type == tcap::ComponentType::invoke;
  return tlv(rest + (has_id ? kIdSize : 0));
}

std::size_t component_portion_size(const tcap::Components& components) {
  std::size_t size = 0;
  for (const tcap::Component& c : components) size += component_size(c);
  return size == 0 ? 0 : tlv(size);
}

std::size_t begin_dialogue_portion_size(const Request& begin) {
  if (begin.overrides.dialogue_portion) return begin.overrides.dialogue_portion->size();
  if (begin.portion) {
    OutBuffer out;
    tcap::encode_dialogue_portion(*begin.portion, out);
    return out.size();
  }
  if (begin.context.version <= 1) return 0;
  std::size_t user_information = 0;
  if (begin.open) {
    if (const auto encoded = encode_user_information(*begin.open)) user_information = encoded->size();
  }
  return aarq_portion_size(context_name(begin.context).size(), user_information);
}

std::size_t begin_size(const Request& begin, std::size_t otid_octets) {
  if (begin.overrides.message) return begin.overrides.message->size();
  if (begin.overrides.otid) otid_octets = begin.overrides.otid->octets;
  return tlv(tlv(otid_octets) + begin_dialogue_portion_size(begin) + components_size(begin));
}

std::size_t continue_size(const Request& begin, std::size_t otid_octets, std::size_t dtid_octets) {
  if (begin.overrides.otid) otid_octets = begin.overrides.otid->octets;
  return tlv(tlv(otid_octets) + tlv(dtid_octets) + components_size(begin));
}

}  // namespace mapsim::map
