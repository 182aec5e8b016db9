// What is known of a message of a capture: every field by its path in `mapsim decode --json`, its value, and
// the octets of the frame that say it. The corpus writes it beside its captures; `mapsim verify` holds it
// against what a dissector shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/value.h"

namespace mapsim::known {

// Octets of one frame, counted from its first one.
struct Place {
  std::uint64_t frame = 0;
  std::size_t offset = 0;
  std::size_t size = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

struct Field {
  std::string path;  // "map.components[0].argument.sm-RP-DA.imsi"
  Value value;       // no map and no list
  // Where it stands; several places where a message was segmented, none where no octet says it.
  std::vector<Place> places;
  // In the whole TCAP message, which is where dissectors count from when it came in segments.
  std::optional<Value::OctetRange> in_tcap;
  // It was stated when the message was made. Otherwise an encoder filled it in, or a decoder found it.
  bool stated = false;
};

// A message that is wrong on purpose.
struct Violation {
  std::string clause;  // "TS 29.002 17.1.1"
  std::string text;    // what is wrong
};

struct Message {
  std::uint64_t frame = 0;            // the one that completes it
  std::vector<std::uint64_t> frames;  // all that carry a part of it, in their order
  std::uint64_t dialogue = 0;         // 0: none
  std::string context;                // "shortMsgMT-Relay-v2"; empty: not known
  int version = 0;                    // of MAP, 1 to 3; 0: not known
  bool begun = true;                  // the BEGIN of its dialogue is in the capture
  bool reused = false;                // its dialogue took the transaction id of one that had not ended
  bool certain = true;                // version and context follow from what the capture holds
  std::vector<Field> fields;
  std::optional<Violation> violation;

  const Field* find(std::string_view path) const;
};

// "map.components[0].invoke" is "map.components.invoke".
std::string without_indexes(std::string_view path);

// How values are written beside each other: digits and text as they are, octets in hexadecimal.
std::string to_text(const Value& value);

// The version that a context's name ends with, 0 for others: "shortMsgMT-Relay-v2" is 2.
int version_of(std::string_view context);

}  // namespace mapsim::known
