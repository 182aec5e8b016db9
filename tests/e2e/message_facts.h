// What is compared of a TCAP message: once as a scenario states it, once as tshark shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mapsim::e2e {

// How a member of the tree of a message is compared.
enum class Compare : std::uint8_t {
  digits,    // "+15550100001" and "15550100001" are the same
  presence,  // of a NULL
  name,      // of an enumeration
  number,
  text,
};

struct Member {
  std::string_view name;  // in scenarios: of TS 29.002 17.7.6 and TS 23.040 9.2.3
  Compare compare;
};
// Nullptr: not compared.
const Member* find_member(std::string_view name);

struct ComponentFacts {
  std::string kind;                  // invoke, returnResultLast, returnResultNotLast, returnError, reject
  std::optional<std::int32_t> code;  // of the operation, or the error; not in an empty result
  // By the member's name; a name may occur more than once.
  std::multimap<std::string, std::string> members;
  // Of what is stated: the message has only a part of the text (`part:` in a scenario).
  bool text_is_part = false;
  // Of what is stated: written as octets, so that there is nothing to compare below the code.
  bool opaque = false;
};

struct MessageFacts {
  std::string kind;                         // begin, continue, end, abort
  std::optional<std::string> request_name;  // application context names as OID
  std::optional<std::string> response_name;
  std::string called;  // digits of the global title
  std::string calling;
  std::vector<ComponentFacts> components;
};

std::string to_text(const ComponentFacts& component);

// Nothing where `shown` is what is stated.
std::optional<std::string> difference(const ComponentFacts& stated, const ComponentFacts& shown);

}  // namespace mapsim::e2e
