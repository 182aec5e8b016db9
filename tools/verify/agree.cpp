#include "tools/verify/agree.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "sigtran/map/application_contexts.h"
#include "tools/verify/glob.h"

namespace mapsim::verify {

namespace {

std::optional<std::int64_t> integer_of(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  if (text == "True") return 1;
  if (text == "False") return 0;
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return status == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                    : std::nullopt;
}

std::optional<std::int64_t> number_in(const Value& value) {
  if (const auto* n = value.if_int()) return *n;
  if (const auto* flag = value.if_bool()) return *flag ? 1 : 0;
  return std::nullopt;
}

// Letters and digits in lower case: names are spelled in many ways.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

std::string only(std::string_view text, std::string_view allowed) {
  std::string out;
  for (const char c : text) {
    if (allowed.find(c) != std::string_view::npos) out += c;
  }
  return out;
}
std::string hex(std::string_view text) {
  return only(text, "0123456789abcdef");
}

// "Payload data (DATA) (1)" has the names "payload data data" and "data".
bool is_named(std::string_view showname, std::string_view name) {
  const auto colon = showname.find(": ");
  std::string_view text = colon == std::string_view::npos ? showname : showname.substr(colon + 2);
  const std::string wanted = plain(name);
  if (const auto bracket = text.rfind(" ("); bracket != std::string_view::npos) {
    const std::string_view last = text.substr(bracket + 2, text.size() - bracket - 3);
    if (integer_of(last)) text = text.substr(0, bracket);
  }
  if (plain(text) == wanted || plain(text.substr(0, text.find(" ("))) == wanted) return true;
  for (auto at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    if (plain(text.substr(at + 1, text.find(')', at) - at - 1)) == wanted) return true;
  }
  return false;
}

// Address signals above 9 as they are shown (Q.713 3.4.2.3.1).
std::string signals(std::string_view digits) {
  std::string out;
  for (const char c : digits) {
    if (c == 'b') {
      out += "11";
    } else if (c == 'c') {
      out += "12";
    } else if (c == 'a' || c == 'd' || c == 'e') {
      out += "(spare)";
    } else {
      out += c;
    }
  }
  return out;
}

// "0.4.0.0.1.0.25.3" is shortMsgMT-Relay-v3.
std::string context_name(std::string_view oid) {
  constexpr std::string_view kPrefix = "0.4.0.0.1.0.";
  if (!oid.starts_with(kPrefix)) return {};
  oid.remove_prefix(kPrefix.size());
  const auto dot = oid.find('.');
  if (dot == std::string_view::npos) return {};
  const auto code = integer_of(oid.substr(0, dot));
  const auto version = integer_of(oid.substr(dot + 1));
  if (!code || !version || *code > 255 || *version > 255) return {};
  return map::to_string({static_cast<std::uint8_t>(*code), static_cast<std::uint8_t>(*version)});
}

// One field against one value, where no other field is needed.
bool is_same(const known::Field& field, const MappingRow& row, const ShownField& shown) {
  const std::string text = known::to_text(field.value);
  switch (row.compare) {
    case Compare::number:
      return number_in(field.value) && integer_of(shown.show) == number_in(field.value);
    case Compare::name: {
      if (const auto code = row.values.find(text); code != row.values.end())
        return integer_of(shown.show) == code->second || is_named(shown.showname, text);
      if (number_in(field.value)) return integer_of(shown.show) == number_in(field.value);
      return is_named(shown.showname, text);
    }
    case Compare::text:
      return shown.show == text;
    case Compare::digits:
      return shown.show == signals(text.starts_with('+') ? text.substr(1) : text);
    case Compare::octets:
      return hex(shown.show) == (text.starts_with("0x") ? text.substr(2) : text);
    case Compare::octets_of:
      return true;
    case Compare::context:
      return context_name(shown.show) == text;
    case Compare::bits: {
      const auto bit = row.values.find(text);
      const std::string octets = hex(shown.show);
      if (bit == row.values.end() || octets.size() < 2) return false;
      const auto first = integer_of("0x" + octets.substr(0, 2));
      return first && ((*first >> (7 - bit->second)) & 1) != 0;
    }
    case Compare::present:
    case Compare::none:
      return true;
    default:
      return false;
  }
}

using Range = Value::OctetRange;

// Nullopt: no octets of this frame say it.
std::optional<Range> range_of(const known::Field& field, bool segmented, std::uint64_t frame) {
  if (segmented && field.in_tcap) return field.in_tcap;
  if (field.places.size() != 1 || field.places.front().frame != frame) return std::nullopt;
  return Range{field.places.front().offset, field.places.front().size};
}

bool stands_at(const ShownField& shown, Range range) {
  const std::size_t end = range.offset + range.size;
  // What has no octets of its own stands behind its length.
  if (shown.size == 0) return shown.offset >= range.offset && shown.offset <= end;
  return shown.offset < end && range.offset < shown.offset + shown.size;
}

std::string as_shown(const ShownField& field) {
  return field.name + ": " + (field.showname.empty() ? field.show : field.showname);
}

using Candidates = std::vector<const ShownField*>;

Candidates named(const ShownFrame& frame, std::span<const std::string> names, std::optional<Range> range) {
  Candidates out;
  for (const std::string& name : names) {
    for (const ShownField& f : frame.fields) {
      if ((!range || stands_at(f, *range)) && matches_text(name, f.name)) out.push_back(&f);
    }
  }
  return out;
}

// What is shown of the very octets instead, by the protocol's own field if there is one.
std::string shown_instead(const ShownFrame& frame, std::optional<Range> range) {
  if (!range) return {};
  std::string other;
  for (const ShownField& f : frame.fields) {
    const bool same = f.offset == range->offset && f.size == range->size;
    const bool empty = f.size == 0 && range->size != 0 && f.offset == range->offset + range->size;
    if (f.name.empty() || (!same && !empty)) continue;
    if (f.name.starts_with("gsm_old.") || f.name.starts_with("gsm_map.")) return as_shown(f);
    other = as_shown(f);
  }
  return other;
}

Judgement judge_digits(const known::Field& field, const ShownFrame& frame, Range range,
                       const Candidates& containers, bool imsi) {
  static const std::vector<std::string> kNumbers = {"e164.msisdn", "e212.imsi", "gsm_map.address.digits",
                                                    "gsm_map.tbcd_digits"};
  static const std::vector<std::string> kImsis = {"e212.imsi"};
  const std::string text = known::to_text(field.value);
  const std::string digits = text.starts_with('+') ? text.substr(1) : text;
  const Candidates shown = named(frame, imsi ? kImsis : kNumbers, range);
  if (std::ranges::any_of(shown, [&](const ShownField* f) { return f->show == digits; })) return {true, {}};
  return {false, as_shown(shown.empty() ? *containers.front() : *shown.front())};
}

Judgement judge_time(const known::Field& field, const Candidates& parts) {
  std::map<std::string, std::int64_t> values;
  std::string zone;
  std::string all;
  for (const ShownField* f : parts) {
    const std::string name = f->name.substr(f->name.rfind('.') + 1);
    if (const auto n = integer_of(f->show)) values.emplace(name, *n);
    if (name == "timezone") zone = f->showname;
    all += (all.empty() ? "" : ", ") + f->showname;
  }
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", 2000 + static_cast<int>(values["year"]),
                static_cast<int>(values["month"]), static_cast<int>(values["day"]),
                static_cast<int>(values["hour"]), static_cast<int>(values["minutes"]),
                static_cast<int>(values["seconds"]));
  // "Timezone: GMT + 0 hours 0 minutes"
  int hours = 0;
  int minutes = 0;
  char sign = '+';
  if (std::sscanf(zone.c_str(), "Timezone: GMT %c %d hours %d minutes", &sign, &hours, &minutes) != 3)
    return {false, all};
  char offset[16];
  std::snprintf(offset, sizeof offset, " %c%02d:%02d", sign, std::abs(hours) % 100, std::abs(minutes) % 100);
  return {known::to_text(field.value) == std::string(text) + offset, all};
}

}  // namespace

Judgement judge(const known::Field& field, const MappingRow& row, bool segmented, std::uint64_t number,
                const ShownFrame& frame) {
  const auto range = range_of(field, segmented, number);
  const Candidates candidates = named(frame, row.shown, range);
  if (candidates.empty()) return {false, shown_instead(frame, range)};
  if ((row.compare == Compare::address || row.compare == Compare::imsi) && range)
    return judge_digits(field, frame, *range, candidates, row.compare == Compare::imsi);
  if (row.compare == Compare::time) return judge_time(field, candidates);
  for (const ShownField* f : candidates) {
    if (is_same(field, row, *f)) return {true, {}};
  }
  return {false, as_shown(*candidates.front())};
}

}  // namespace mapsim::verify
