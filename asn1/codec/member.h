// Reading generated type descriptors: which kind of type, which member an element is, and where we are.
#pragma once

#include <asn_application.h>
#include <optional>
#include <string>

#include "sigtran/core/ber.h"

namespace mapsim::asn1 {

enum class Kind : std::uint8_t {
  sequence,
  sequence_of,
  choice,
  boolean,
  null,
  integer,
  bit_string,
  octets,
  any
};

Kind kind_of(const asn_TYPE_descriptor_t& type);

// A SEQUENCE with an extension marker. asn1c does not record the marker of a SEQUENCE without members; all
// such in our modules have one.
bool is_extensible(const asn_TYPE_descriptor_t& sequence);

// The member at index `from` or behind whose tag the element has.
std::optional<int> find_member(const asn_TYPE_descriptor_t& sequence, int from, const ber::Element& element);

const asn_TYPE_member_t* find_alternative(const asn_TYPE_descriptor_t& choice, const ber::Element& element);

// Whether the element has the tag of the type itself, or of the type as this member.
bool has_tag(const asn_TYPE_descriptor_t& type, const ber::Element& element);
bool has_tag(const asn_TYPE_descriptor_t& type, const asn_TYPE_member_t& member, const ber::Element& element);

// Names from the outermost SEQUENCE down to a member, a linked list on the stack. The SEQUENCE that stands
// for a tag around a CHOICE ("value" in the modules) has no name.
class Path {
 public:
  Path() = default;
  Path below(const asn_TYPE_member_t& member) const { return {this, member.name, -1}; }
  Path item(int index) const { return {this, nullptr, index}; }

  // "locationInfoWithLMSI.additional-Number", "dispatcherList[2]"
  std::string text() const;

 private:
  Path(const Path* up, const char* name, int index) : up_(up), name_(name), index_(index) {}
  const Path* up_ = nullptr;
  const char* name_ = nullptr;
  int index_ = -1;
};

}  // namespace mapsim::asn1
