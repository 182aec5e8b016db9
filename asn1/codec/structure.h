// A look of our own at an encoding, led by the generated type descriptors. asn1c skips elements that a type
// does not define, and with them known ones that follow; it does not say which member is missing or where.
// This does.
#pragma once

#include <asn_application.h>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/bytes.h"

namespace mapsim::asn1 {

// An element that an extensible SEQUENCE does not define, or that repeats or comes out of order. It stands
// behind all mandatory members.
struct Foreign {
  std::string in;          // path of the SEQUENCE that holds it: "" the outermost, "locationInfoWithLMSI"
  std::size_t offset = 0;  // of its identifier octet; 0 where it is yet to be inserted
  Octets octets;           // the whole TLV
  std::string before;      // the member that follows; empty: none does
};

// How deep what the type leaves open may nest (extType, unknown elements, constructed strings); MAP
// parameters themselves nest six deep.
inline constexpr int kMaxDepth = 16;

// Appends foreign elements. What the type leaves open passes ber::check_nesting.
// Errors (field: the path; offset): not sound BER, wrong tag, mandatory element missing, unknown element in a
// type without extension marker or unknown alternative, contents of a BOOLEAN, NULL, INTEGER, ENUMERATED or
// BIT STRING of a wrong size.
Result<void> check_structure(const asn_TYPE_descriptor_t& type, OctetView octets,
                             std::vector<Foreign>& foreign);

// The same encoding without its foreign elements; lengths become definite where something was taken out.
Octets without_foreign(const asn_TYPE_descriptor_t& type, OctetView octets);

// The same encoding with elements added to the SEQUENCEs that they name: before a member, or at the end where
// that member is absent. A path that is not there: the element is left out; the result says how many were
// placed.
struct Extended {
  Octets octets;
  std::size_t placed = 0;
};
Extended with_foreign(const asn_TYPE_descriptor_t& type, OctetView octets, std::span<const Foreign> foreign);

// Offset of the contents of the member at `path`; nullopt where it is absent.
std::optional<std::size_t> find_offset(const asn_TYPE_descriptor_t& type, OctetView octets,
                                       std::string_view path);

}  // namespace mapsim::asn1
