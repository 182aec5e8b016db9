#include "scenarios/world/subscriber_row.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scenarios/engine/duration.h"
#include "sigtran/core/nearest.h"

namespace mapsim::world {

namespace {

Error wrong(std::string text) {
  return Error{.layer = "scenario", .text = std::move(text)};
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  return "'" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "…'" : "'");
}

std::optional<Error> read_number(std::string_view text, std::string_view what, std::size_t least,
                                 Number& out) {
  const auto number = Number::from_digits(text);
  const std::size_t digits = text.size() - (text.starts_with('+') ? 1 : 0);
  if (!number || digits < least) {
    return wrong("expected " + std::string(what) + ", " + std::to_string(least) + " to 15 digits, found " +
                 quoted(text));
  }
  out = *number;
  return std::nullopt;
}

template <class T>
bool read_whole(std::string_view text, T& out, int base = 10) {
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return status == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::span<const std::string_view> column_names() {
  static constexpr std::array<std::string_view, 10> kNames = {"imsi",  "msisdn",  "msc",  "sgsn",    "lmsi",
                                                              "state", "returns", "room", "answers", "count"};
  return kNames;
}

void SubscriberRow::clear() {
  subscriber_ = {};
  count_ = 1;
}

std::optional<Error> SubscriberRow::set_node(std::string_view text, std::uint16_t& node) {
  const auto named = nodes_.find(std::string(text));
  Number number = named != nodes_.end() ? named->second : Number();
  if (!number) {
    if (auto error = read_number(text, "the number of the node or the name of an endpoint", 3, number))
      return error;
  }
  node = table_.node_index(number);
  if (node == Subscriber::kNone) return wrong("more than 65534 different serving nodes");
  return std::nullopt;
}

std::optional<Error> SubscriberRow::set(Column column, std::string_view text) {
  if (text.empty()) return std::nullopt;
  switch (column) {
    case Column::imsi:
      return read_number(text, "an IMSI", 6, subscriber_.imsi);
    case Column::msisdn:
      return read_number(text, "an international number", 3, subscriber_.msisdn);
    case Column::msc:
      return set_node(text, subscriber_.msc);
    case Column::sgsn:
      return set_node(text, subscriber_.sgsn);
    case Column::lmsi:
      if (text.size() != 8 || !read_whole(text, subscriber_.lmsi, 16))
        return wrong("expected an LMSI, eight hexadecimal digits, found " + quoted(text));
      subscriber_.has_lmsi = true;
      return std::nullopt;
    case Column::state: {
      const auto names = state_names();
      const auto at = std::find(names.begin(), names.end(), text);
      if (at == names.end()) return wrong(unknown_name(text, names));
      subscriber_.state = static_cast<SubscriberState>(at - names.begin());
      return std::nullopt;
    }
    case Column::returns: {
      const auto duration = scenario::parse_duration(text);
      if (!duration) return wrong(duration.error().text);
      const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(*duration).count();
      if (ms < 1 || ms > 0xFFFFFFFFLL)
        return wrong("expected a time from 1ms to 1190h, found " + quoted(text));
      subscriber_.returns_ms = static_cast<std::uint32_t>(ms);
      return std::nullopt;
    }
    case Column::room:
      if (!read_whole(text, subscriber_.room) || subscriber_.room == Subscriber::kNone)
        return wrong("expected how many messages the handset has room for, 0 to 65534, found " +
                     quoted(text));
      return std::nullopt;
    case Column::answers: {
      auto index = table_.answers_index(text);
      if (!index) return index.error();
      subscriber_.answers = *index;
      return std::nullopt;
    }
    case Column::count:
      if (!read_whole(text, count_) || count_ == 0 || count_ > SubscriberTable::kMax)
        return wrong("expected how many subscribers the row stands for, 1 to 10000000, found " +
                     quoted(text));
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<SubscriberRow::Refusal> SubscriberRow::add_one(Subscriber one, std::uint64_t n) {
  const auto imsi = one.imsi.plus(n);
  const auto msisdn = one.msisdn.plus(n);
  if (!imsi) return Refusal{Column::imsi, wrong("the IMSIs of this row's count leave their digits")};
  if (!msisdn) return Refusal{Column::msisdn, wrong("the numbers of this row's count leave their digits")};
  one.imsi = *imsi;
  one.msisdn = *msisdn;
  one.lmsi += static_cast<std::uint32_t>(n);
  switch (table_.add(one)) {
    case SubscriberTable::Added::ok:
      return std::nullopt;
    case SubscriberTable::Added::same_imsi:
      return Refusal{Column::imsi, wrong("the IMSI " + one.imsi.digits() + " is in the table already")};
    case SubscriberTable::Added::same_msisdn:
      return Refusal{Column::msisdn,
                     wrong("the number +" + one.msisdn.digits() + " is in the table already")};
    case SubscriberTable::Added::full:
      break;
  }
  return Refusal{Column::imsi, wrong("more than 10000000 subscribers")};
}

std::optional<SubscriberRow::Refusal> SubscriberRow::add() {
  if (!subscriber_.imsi) return Refusal{Column::imsi, wrong("the row has no imsi")};
  if (!subscriber_.msisdn) return Refusal{Column::msisdn, wrong("the row has no msisdn")};
  for (std::uint64_t n = 0; n < count_; ++n) {
    if (auto refusal = add_one(subscriber_, n)) return refusal;
  }
  return std::nullopt;
}

}  // namespace mapsim::world
