// Time stamps in semi-octets with a time zone: TP-SCTS, TP-DT and the absolute TP-VP (TS 23.040 9.2.3.11).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/fields.h"

namespace mapsim::sms {

// Local time and its difference from GMT.
struct CalendarTime {
  int year = 2024;  // 1990..2089: the field has two digits, 90 to 99 are taken as 19xx
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int zone_quarters = 0;       // quarters of an hour, 0..79
  bool zone_negative = false;  // west of Greenwich
  friend bool operator==(const CalendarTime&, const CalendarTime&) = default;
};

// The seven octets as they are on the wire. The default is 2024-01-01 00:00:00 +00:00: what a user leaves
// open must be the same in every run.
struct Timestamp {
  std::array<std::uint8_t, 7> octets = {0x42, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00};

  // nullopt where a semi-octet is no digit or the date or time does not exist.
  std::optional<CalendarTime> calendar() const;

  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// Error: no such date, time or zone.
Result<Timestamp> to_timestamp(const CalendarTime& time);

// "2024-01-01 00:00:00 +01:00"; a 'T' may stand between, the zone may be +1, +0100, Z or absent (GMT).
Result<Timestamp> parse_timestamp(std::string_view written);
// The canonical form of the above; nullopt where calendar() is.
std::optional<std::string> format(const Timestamp& timestamp);

}  // namespace mapsim::sms

namespace mapsim {

// The string above, or {hex: "42101000000000"} where the octets are no time.
template <>
struct ValueTraits<sms::Timestamp> {
  static Value to(const sms::Timestamp& v);
  static Result<sms::Timestamp> from(const Value& v);
};

}  // namespace mapsim
