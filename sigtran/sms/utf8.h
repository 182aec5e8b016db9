// UTF-8 (RFC 3629), the form in which users write text and in which it is shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mapsim::sms {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The code point that starts at `at`, which is moved past it. nullopt, with `at` unmoved: an octet that
// starts no code point, a cut or over-long form, a surrogate, or more than U+10FFFF. `at` must be less than
// text.size().
std::optional<char32_t> next_code_point(std::string_view text, std::size_t& at);

// `c` must be a code point and no surrogate.
void append_utf8(std::string& out, char32_t c);

// "'é' (U+00E9)", for messages.
std::string quote_code_point(char32_t c);

}  // namespace mapsim::sms
