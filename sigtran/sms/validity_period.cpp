#include "sigtran/sms/validity_period.h"

namespace mapsim::sms {

using std::chrono::minutes;

minutes RelativePeriod::duration() const {
  if (octet <= 143) return minutes((octet + 1) * 5);
  if (octet <= 167) return minutes(12 * kMinutesPerHour + (octet - 143) * 30);
  if (octet <= 196) return minutes((octet - 166) * kMinutesPerDay);
  return minutes((octet - 192) * kMinutesPerWeek);
}

std::string format_period(RelativePeriod period) {
  const std::int64_t m = period.duration().count();
  if (period.octet >= 197) return std::to_string(m / kMinutesPerWeek) + "w";
  if (period.octet >= 168) return std::to_string(m / kMinutesPerDay) + "d";
  std::string out;
  if (m >= kMinutesPerHour) out = std::to_string(m / kMinutesPerHour) + "h";
  if (m % kMinutesPerHour != 0) out += std::to_string(m % kMinutesPerHour) + "m";
  return out;
}

Result<RelativePeriod> to_relative_period(minutes duration) {
  for (unsigned octet = 0; octet <= 255; ++octet) {
    const RelativePeriod period{static_cast<std::uint8_t>(octet)};
    if (period.duration() < duration) continue;
    if (period.duration() == duration) return period;
    return fail(Error{
        .layer = "sms",
        .clause = "TS 23.040 9.2.3.12.1",
        .text = "no relative period is exactly this long; the next longer one is " + format_period(period)});
  }
  return fail(
      Error{.layer = "sms", .clause = "TS 23.040 9.2.3.12.1", .text = "the longest relative period is 63w"});
}

ValidityPeriodFormat format_of(const std::optional<ValidityPeriod>& period) {
  if (!period) return ValidityPeriodFormat::not_present;
  if (std::holds_alternative<RelativePeriod>(*period)) return ValidityPeriodFormat::relative;
  if (std::holds_alternative<EnhancedPeriod>(*period)) return ValidityPeriodFormat::enhanced;
  return ValidityPeriodFormat::absolute;
}

}  // namespace mapsim::sms
