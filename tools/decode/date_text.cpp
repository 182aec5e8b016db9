#include "tools/decode/date_text.h"

#include <cstdio>
#include <ctime>

namespace mapsim::cli {

std::string date(std::chrono::nanoseconds since_1970) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(since_1970).count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[48];
  const std::size_t used = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + used, sizeof text - used, ".%09lldZ",
                static_cast<long long>((since_1970 - std::chrono::seconds(seconds)).count()));
  return text;
}

void DateText::append(std::string& out, std::chrono::nanoseconds since_1970) {
  const auto second = std::chrono::floor<std::chrono::seconds>(since_1970);
  if (second != second_ || text_.empty()) {
    second_ = second;
    text_ = date(second);
    text_.resize(text_.size() - 10);  // the nanoseconds and the Z
  }
  out += text_;
  char digits[9];
  auto rest = static_cast<std::uint32_t>((since_1970 - second).count());
  for (std::size_t i = sizeof digits; i-- > 0; rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
  out.append(digits, sizeof digits);
  out += 'Z';
}

}  // namespace mapsim::cli
