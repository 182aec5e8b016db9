// Validity periods as users write and see them.
#include <algorithm>

#include "sigtran/sms/semi_octets.h"
#include "sigtran/sms/validity_period.h"

namespace mapsim::sms {

using std::chrono::minutes;

namespace {

// "1d12h": numbers with units.
std::optional<minutes> parse_duration(std::string_view written) {
  std::int64_t total = 0;
  if (written.empty()) return std::nullopt;
  while (!written.empty()) {
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < written.size() && written[digits] >= '0' && written[digits] <= '9'; ++digits) {
      if (digits == 6) return std::nullopt;  // more than any period
      number = number * 10 + (written[digits] - '0');
    }
    if (digits == 0 || digits == written.size()) return std::nullopt;
    switch (written[digits]) {
      case 'm':
        total += number;
        break;
      case 'h':
        total += number * kMinutesPerHour;
        break;
      case 'd':
        total += number * kMinutesPerDay;
        break;
      case 'w':
        total += number * kMinutesPerWeek;
        break;
      default:
        return std::nullopt;
    }
    written.remove_prefix(digits + 1);
  }
  return minutes(total);
}

// Bits 3-1 of the functionality indicator (TS 23.040 9.2.3.12.3).
constexpr std::uint8_t kNoPeriod = 0;
constexpr std::uint8_t kRelative = 1;
constexpr std::uint8_t kSeconds = 2;
constexpr std::uint8_t kHhMmSs = 3;

struct EnhancedForm {
  bool single_shot = false;
  std::optional<RelativePeriod> relative;
  std::optional<std::uint8_t> seconds;
  std::optional<std::string> hh_mm_ss;
};

template <class V>
void fields(V& v, EnhancedForm& form) {
  v.flag("single-shot", form.single_shot);
  v("relative", form.relative);
  v("seconds", form.seconds);
  v("hh-mm-ss", form.hh_mm_ss);
}

EnhancedForm form_of(const EnhancedPeriod& period) {
  EnhancedForm form;
  form.single_shot = period.single_shot();
  switch (period.octets[0] & 0x07U) {
    case kRelative:
      form.relative = RelativePeriod{period.octets[1]};
      break;
    case kSeconds:
      form.seconds = period.octets[1];
      break;
    case kHhMmSs: {
      std::string text;
      for (std::size_t i = 1; i <= 3; ++i) {
        if (i > 1) text += ':';
        text += static_cast<char>('0' + (period.octets[i] & 0x0FU));
        text += static_cast<char>('0' + (period.octets[i] >> 4U));
      }
      form.hh_mm_ss = std::move(text);
      break;
    }
    default:
      break;
  }
  return form;
}

Error wrong_enhanced(std::string field, std::string text) {
  return Error{
      .layer = "", .field = std::move(field), .clause = "TS 23.040 9.2.3.12.3", .text = std::move(text)};
}

Result<EnhancedPeriod> to_period(const EnhancedForm& form) {
  EnhancedPeriod out;
  if (form.relative.has_value() + form.seconds.has_value() + form.hh_mm_ss.has_value() > 1) {
    return fail(wrong_enhanced("", "only one of relative, seconds and hh-mm-ss may be given"));
  }
  std::uint8_t kind = kNoPeriod;
  if (form.relative) {
    kind = kRelative;
    out.octets[1] = form.relative->octet;
  } else if (form.seconds) {
    kind = kSeconds;
    out.octets[1] = *form.seconds;
  } else if (form.hh_mm_ss) {
    kind = kHhMmSs;
    const std::string& t = *form.hh_mm_ss;
    for (std::size_t i = 0; i < 8; ++i) {
      const bool good = t.size() == 8 && (i % 3 == 2 ? t[i] == ':' : t[i] >= '0' && t[i] <= '9');
      if (!good) return fail(wrong_enhanced("hh-mm-ss", "'" + t + "' is not of the form \"01:30:00\""));
    }
    for (std::size_t i = 0; i < 3; ++i) {
      out.octets[i + 1] = to_semi_octets((t[3 * i] - '0') * 10 + (t[3 * i + 1] - '0'));
    }
  }
  out.octets[0] = static_cast<std::uint8_t>(kind | (form.single_shot ? 0x40U : 0U));
  return out;
}

}  // namespace
}  // namespace mapsim::sms

namespace mapsim {

using sms::EnhancedPeriod;
using sms::RelativePeriod;
using sms::Timestamp;
using sms::ValidityPeriod;

namespace {

Error at_mark(Error e, const Value& v) {
  e.layer.clear();
  if (e.mark.line == 0) e.mark = v.mark;
  return e;
}

}  // namespace

Value ValueTraits<RelativePeriod>::to(const RelativePeriod& v) {
  return Value(sms::format_period(v));
}

Result<RelativePeriod> ValueTraits<RelativePeriod>::from(const Value& v) {
  if (v.if_int() != nullptr) {
    const auto octet = from_value<std::uint8_t>(v);
    if (!octet) return tl::unexpected(octet.error());
    return RelativePeriod{*octet};
  }
  const std::string* text = v.if_string();
  const auto duration = text != nullptr ? sms::parse_duration(*text) : std::nullopt;
  if (!duration) return fail(unexpected_kind(v, "a period such as 30m, 12h30m, 2d, 5w, or the octet"));
  auto period = sms::to_relative_period(*duration);
  if (!period) return fail(at_mark(period.error(), v));
  return period;
}

Value ValueTraits<EnhancedPeriod>::to(const EnhancedPeriod& v) {
  const sms::EnhancedForm form = sms::form_of(v);
  const auto again = sms::to_period(form);
  return again && *again == v ? to_value(form) : Value(OctetView(v.octets));
}

Result<EnhancedPeriod> ValueTraits<EnhancedPeriod>::from(const Value& v) {
  if (v.if_octets() != nullptr || v.find("hex") != nullptr) {
    const auto octets = from_value<Octets>(v);
    if (!octets) return tl::unexpected(octets.error());
    EnhancedPeriod out;
    if (octets->size() != out.octets.size())
      return fail(at_mark(Error{.layer = "", .text = "7 octets expected"}, v));
    std::ranges::copy(*octets, out.octets.begin());
    return out;
  }
  const auto form = from_value<sms::EnhancedForm>(v);
  if (!form) return tl::unexpected(form.error());
  auto period = sms::to_period(*form);
  if (!period) return fail(at_mark(period.error(), v));
  return period;
}

Value ValueTraits<ValidityPeriod>::to(const ValidityPeriod& v) {
  Value out;
  if (const auto* relative = std::get_if<RelativePeriod>(&v)) {
    out.add("relative", to_value(*relative));
  } else if (const auto* enhanced = std::get_if<EnhancedPeriod>(&v)) {
    out.add("enhanced", to_value(*enhanced));
  } else {
    out.add("absolute", to_value(std::get<Timestamp>(v)));
  }
  return out;
}

namespace {

template <class T>
Result<ValidityPeriod> choice(const Value::Member& member) {
  auto period = from_value<T>(member.value);
  if (period) return ValidityPeriod(*period);
  Error e = period.error();
  e.field = e.field.empty() ? member.name : member.name + "." + e.field;
  if (e.mark.line == 0) e.mark = member.value.mark;
  return fail(std::move(e));
}

}  // namespace

Result<ValidityPeriod> ValueTraits<ValidityPeriod>::from(const Value& v) {
  if (const std::string* text = v.if_string()) {
    if (sms::parse_duration(*text)) return from_value<RelativePeriod>(v);
    return from_value<Timestamp>(v);
  }
  const auto* map = v.if_map();
  if (map == nullptr || map->size() != 1) {
    return fail(unexpected_kind(v, "one of {relative: …}, {absolute: …}, {enhanced: …}"));
  }
  const Value::Member& member = map->front();
  if (member.name == "relative") return choice<RelativePeriod>(member);
  if (member.name == "absolute") return choice<Timestamp>(member);
  if (member.name == "enhanced") return choice<EnhancedPeriod>(member);
  static constexpr std::array<std::string_view, 3> kNames = {"relative", "absolute", "enhanced"};
  return fail(Error{.layer = "",
                    .text = unknown_name(member.name, kNames),
                    .mark = member.mark.line != 0 ? member.mark : v.mark});
}

}  // namespace mapsim
