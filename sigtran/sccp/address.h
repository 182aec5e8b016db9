// SCCP called and calling party addresses (Q.713 3.4, 3.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sigtran/core/bytes.h"
#include "sigtran/core/mtp.h"

namespace mapsim::sccp {

enum class RoutingIndicator : std::uint8_t { route_on_gt = 0, route_on_ssn = 1 };

// Q.713 3.4.2.3.1
enum class NatureOfAddress : std::uint8_t {
  unknown = 0,
  subscriber = 1,
  reserved_national = 2,
  national = 3,
  international = 4,
};

// Q.713 3.4.2.3.3
enum class NumberingPlan : std::uint8_t {
  unknown = 0,
  isdn = 1,  // E.164
  generic = 2,
  data = 3,
  telex = 4,
  maritime_mobile = 5,
  land_mobile = 6,  // E.212
  isdn_mobile = 7,  // E.214
};

// Which of the fields are on the wire follows from the global title indicator (Q.713 3.4.1):
// 1: nature of address. 2: translation type. 3: translation type, numbering plan, encoding scheme. 4: all.
struct GlobalTitle {
  std::uint8_t indicator = 4;  // 1..4
  std::uint8_t translation_type = 0;
  NumberingPlan numbering_plan = NumberingPlan::isdn;
  NatureOfAddress nature_of_address = NatureOfAddress::international;
  std::string digits;  // 0-9, and a-f for the codes 1010-1111, without '+'
  // Absent: 1 (BCD, odd) or 2 (BCD, even) by the count of digits. Set: as written, for tests. Indicator 1 has only
  // an odd/even bit, which 1 sets and 2 clears; indicator 2 has neither and ignores it.
  std::optional<std::uint8_t> encoding_scheme;
  friend bool operator==(const GlobalTitle&, const GlobalTitle&) = default;
};

struct Address {
  RoutingIndicator routing = RoutingIndicator::route_on_gt;
  std::optional<mtp::PointCode> point_code;
  std::optional<std::uint8_t> ssn;
  std::optional<GlobalTitle> gt;
  bool national = false;  // bit 8 of the address indicator, reserved for national use
  // The whole contents as received, kept only where the fields above do not give them back octet for octet (spare
  // bits, a filler that is not 0, a global title indicator above 4, surplus octets). Written as they are: whoever
  // changes a field clears this.
  Octets raw;
  friend bool operator==(const Address&, const Address&) = default;
};

}  // namespace mapsim::sccp
