#include "scenarios/world/answers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "sigtran/core/nearest.h"
#include "sigtran/map/types_error.h"

namespace mapsim::world {

namespace {

using map::ErrorCode;

struct CauseName {
  std::uint8_t value;
  std::string_view name;
};

// TS 23.040 3.3.2, table 1a
constexpr std::array<CauseName, 11> kAbsence = {{{0, "noPagingResponse"},
                                                 {1, "imsiDetached"},
                                                 {2, "roamingRestriction"},
                                                 {3, "deregistered"},
                                                 {4, "msPurged"},
                                                 {5, "noPagingResponseSgsn"},
                                                 {6, "gprsDetached"},
                                                 {7, "deregisteredGprs"},
                                                 {8, "msPurgedGprs"},
                                                 {9, "unidentifiedMsc"},
                                                 {10, "unidentifiedSgsn"}}};

template <class E>
std::vector<CauseName> names_of_enumeration(E e) {
  std::vector<CauseName> out;
  for (const EnumName<E>& row : map::enum_names(e))
    out.push_back({static_cast<std::uint8_t>(row.value), row.name});
  return out;
}

std::vector<CauseName> causes_of(ErrorCode error) {
  if (error == ErrorCode::absent_subscriber_sm) return {kAbsence.begin(), kAbsence.end()};
  if (error == ErrorCode::sm_delivery_failure)
    return names_of_enumeration(map::SmEnumeratedDeliveryFailureCause{});
  if (error == ErrorCode::call_barred) return names_of_enumeration(map::CallBarringCause{});
  if (error == ErrorCode::system_failure) return names_of_enumeration(map::NetworkResource{});
  return {};
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Error wrong(std::string_view whole, std::string_view at, std::string text) {
  return Error{.layer = "scenario",
               .offset = static_cast<std::size_t>(at.data() - whole.data()),
               .text = std::move(text)};
}

std::vector<std::string_view> answer_names() {
  std::vector<std::string_view> names = {"ok", "silence", "abort"};
  for (const map::ErrorRow& row : map::errors()) names.push_back(row.name);
  return names;
}

Result<std::uint8_t> read_cause(std::string_view whole, std::string_view text, ErrorCode error) {
  const auto causes = causes_of(error);
  for (const CauseName& cause : causes) {
    if (cause.name == text) return cause.value;
  }
  unsigned number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status == std::errc() && end == text.data() + text.size() && number <= 255 && !causes.empty())
    return static_cast<std::uint8_t>(number);
  if (causes.empty())
    return fail(wrong(whole, text, "this error has no cause that could stand in parentheses"));
  std::vector<std::string_view> names;
  for (const CauseName& cause : causes) names.push_back(cause.name);
  return fail(wrong(whole, text, unknown_name(text, names)));
}

Result<Answer> read_answer(std::string_view whole, std::string_view text) {
  std::string_view name = text;
  std::optional<std::string_view> cause;
  if (const auto open = text.find('('); open != std::string_view::npos) {
    if (!text.ends_with(')')) return fail(wrong(whole, text, "a ')' is missing"));
    name = trimmed(text.substr(0, open));
    cause = trimmed(text.substr(open + 1, text.size() - open - 2));
  }
  Answer answer;
  if (!cause && name == "ok") return answer;
  if (!cause && name == "silence") return Answer{Answer::Kind::silence};
  if (!cause && name == "abort") return Answer{Answer::Kind::abort};
  const map::ErrorRow* row = map::find_error(name);
  if (row == nullptr) return fail(wrong(whole, name, unknown_name(name, answer_names())));
  answer.kind = Answer::Kind::error;
  answer.error = row->code;
  if (cause) {
    const auto value = read_cause(whole, *cause, row->code);
    if (!value) return fail(value.error());
    answer.cause = *value;
  } else if (row->code == ErrorCode::sm_delivery_failure) {
    return fail(
        wrong(whole, name,
              "sm-DeliveryFailure needs its cause, such as sm-DeliveryFailure(memoryCapacityExceeded)"));
  }
  return answer;
}

// "90", "0.5": in hundredths.
std::optional<std::uint32_t> read_percentage(std::string_view text) {
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view rest = point == std::string_view::npos ? "" : text.substr(point + 1);
  const auto digits = [](std::string_view s) {
    return s.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (whole.empty() || whole.size() > 3 || rest.size() > 2 || !digits(whole) || !digits(rest))
    return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : whole) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  for (std::size_t i = 0; i < 2; ++i)
    value = value * 10 + (i < rest.size() ? static_cast<std::uint32_t>(rest[i] - '0') : 0U);
  if (value > 10'000) return std::nullopt;
  return value;
}

}  // namespace

Result<Answers> Answers::parse(std::string_view text) {
  Answers answers;
  answers.weighted_.clear();
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;", at), text.size());
    const std::string_view part = text.substr(at, end - at);
    at = end + 1;
    const auto percent = part.find('%');
    std::uint32_t weight = 10'000;
    if (percent != std::string_view::npos) {
      const std::string_view number = trimmed(part.substr(0, percent));
      const auto read = read_percentage(number);
      if (!read) return fail(wrong(text, number, "expected a percentage from 0 to 100, such as 2.5 %"));
      weight = *read;
    }
    auto answer =
        read_answer(text, trimmed(percent == std::string_view::npos ? part : part.substr(percent + 1)));
    if (!answer) return fail(answer.error());
    sum += weight;
    if (sum > 10'000 || answers.weighted_.size() == kMax)
      return fail(wrong(text, part, "the percentages add up to more than 100"));
    if (weight != 0) answers.weighted_.push_back({*answer, sum});
  }
  if (sum != 10'000) {
    return fail(wrong(text, text,
                      "the percentages add up to " + std::to_string(sum / 100) +
                          (sum % 100 != 0 ? "." + std::to_string(sum % 100) : "") + ", not to 100"));
  }
  return answers;
}

const Answer& Answers::draw(Random& random) const {
  if (weighted_.size() == 1) return weighted_[0].answer;
  const auto drawn = static_cast<std::uint32_t>(random.below(10'000));
  return std::upper_bound(weighted_.begin(), weighted_.end(), drawn,
                          [](std::uint32_t value, const Weighted& w) { return value < w.up_to; })
      ->answer;
}

std::string to_text(const Answer& answer) {
  if (answer.kind == Answer::Kind::ok) return "ok";
  if (answer.kind == Answer::Kind::abort) return "abort";
  if (answer.kind == Answer::Kind::silence) return "silence";
  const map::ErrorRow* row = map::find_error(static_cast<std::int32_t>(answer.error));
  std::string text(row != nullptr ? row->name : "error");
  if (!answer.cause) return text;
  const auto causes = causes_of(answer.error);
  const auto at = std::find_if(causes.begin(), causes.end(),
                               [&](const CauseName& c) { return c.value == *answer.cause; });
  return text + "(" + (at != causes.end() ? std::string(at->name) : std::to_string(*answer.cause)) + ")";
}

}  // namespace mapsim::world
