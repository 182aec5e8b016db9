// TP-Validity-Period in its three formats (TS 23.040 9.2.3.12); which one is there says TP-VPF (9.2.3.3).
#pragma once

#include <chrono>
#include <variant>

#include "sigtran/sms/timestamp.h"

namespace mapsim::sms {

inline constexpr std::int64_t kMinutesPerHour = 60;
inline constexpr std::int64_t kMinutesPerDay = 24 * kMinutesPerHour;
inline constexpr std::int64_t kMinutesPerWeek = 7 * kMinutesPerDay;

// TS 23.040 9.2.3.12.1: 5 minutes to 63 weeks in growing steps.
struct RelativePeriod {
  std::uint8_t octet = 0;

  std::chrono::minutes duration() const;
  friend bool operator==(RelativePeriod, RelativePeriod) = default;
};
// Error: no octet means exactly this; the nearest above is named.
Result<RelativePeriod> to_relative_period(std::chrono::minutes duration);

// "12h30m", "24h", "2d", "5w": in the unit of its range.
std::string format_period(RelativePeriod period);

// TS 23.040 9.2.3.12.3: a functionality indicator and six octets whose meaning it gives.
struct EnhancedPeriod {
  std::array<std::uint8_t, 7> octets{};

  bool single_shot() const { return (octets[0] & 0x40U) != 0; }
  friend bool operator==(const EnhancedPeriod&, const EnhancedPeriod&) = default;
};

// The absolute format (TS 23.040 9.2.3.12.2) is a time stamp.
using ValidityPeriod = std::variant<RelativePeriod, EnhancedPeriod, Timestamp>;

// TP-VPF as it stands in bits 5 and 4 of the first octet.
enum class ValidityPeriodFormat : std::uint8_t { not_present = 0, enhanced = 1, relative = 2, absolute = 3 };
ValidityPeriodFormat format_of(const std::optional<ValidityPeriod>& period);

}  // namespace mapsim::sms

namespace mapsim {

// Shown "5m", "12h30m", "24h", "3d", "5w"; read with any of these units ("36h", "1d12h"), or as the octet.
template <>
struct ValueTraits<sms::RelativePeriod> {
  static Value to(const sms::RelativePeriod& v);
  static Result<sms::RelativePeriod> from(const Value& v);
};

// {single-shot: true} with at most one of relative: "24h", seconds: 30, hh-mm-ss: "01:30:00"; {hex: "…"}
// where these do not say all.
template <>
struct ValueTraits<sms::EnhancedPeriod> {
  static Value to(const sms::EnhancedPeriod& v);
  static Result<sms::EnhancedPeriod> from(const Value& v);
};

// {relative: "24h"}, {absolute: "2024-01-31 23:59:59 +01:00"} or {enhanced: {…}}. Users may write the first
// two as plain strings.
template <>
struct ValueTraits<sms::ValidityPeriod> {
  static Value to(const sms::ValidityPeriod& v);
  static Result<sms::ValidityPeriod> from(const Value& v);
};

}  // namespace mapsim
