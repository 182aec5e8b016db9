// Where identities stand in the parameters of MAP (TS 29.002 17.7.6, 17.7.7, 17.7.8), of all versions
// together. Only what a row names is kept or replaced; the rest is not understood.
#pragma once

#include <cstdint>
#include <span>

#include "sigtran/core/ber.h"

namespace mapsim::cli::anonymize {

enum class Holds : std::uint8_t {
  nothing,     // of anybody: flags, causes, timers, times
  imsi,        // TBCD
  digits,      // TBCD of another number
  address,     // AddressString, ISDN-AddressString
  tp_address,  // SM-RP-SMEA
  lmsi,
  tpdu,     // of the operation's direction
  name,     // a URI or a Diameter identity
  members,  // a SEQUENCE of `below`
  list,     // a SEQUENCE OF the one row of `below`
};

struct Shape;
struct Row {
  ber::Tag tag = 0;
  Holds holds = Holds::nothing;
  const Shape* below = nullptr;
};
struct Shape {
  std::span<const Row> rows;  // in the order of the type
};

// The contents of the parameter's SEQUENCE. nullptr: nothing is known of the code.
const Shape* argument_shape(std::int32_t operation);
const Shape* result_shape(std::int32_t operation);
const Shape* error_shape(std::int32_t error);

// MAP-OpenInfo and the other dialogue PDUs (17.4), by the tag of the PDU.
const Shape* dialogue_shape(ber::Tag pdu);

// A parameter that is no SEQUENCE: what it is, by code and tag; Holds::members where nothing is known.
Holds bare_argument(std::int32_t operation, ber::Tag tag);
Holds bare_result(std::int32_t operation, ber::Tag tag);
Holds bare_error(ber::Tag tag);

}  // namespace mapsim::cli::anonymize
