#include "tools/encode/json_reader.h"

#include <charconv>

#include "sigtran/core/fields.h"
#include "sigtran/sms/utf8.h"

namespace mapsim::cli {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

tl::unexpected<Error> refuse(Mark mark, std::string text) {
  return fail(Error{.layer = "", .text = std::move(text), .mark = mark});
}

}  // namespace

// Columns count characters, so the octets of a character behind its first do not move the mark.
char JsonReader::take() {
  const char c = text_[at_++];
  if (c == '\n') {
    mark_ = {mark_.line + 1, 1};
  } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) {
    ++mark_.column;
  }
  return c;
}

bool JsonReader::accept(char c) {
  if (peek() != c || at_end()) return false;
  take();
  return true;
}

void JsonReader::skip_space() {
  while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) take();
}

tl::unexpected<Error> JsonReader::wrong(std::string_view expected) const {
  std::string found = "the end of the text";
  if (!at_end()) {
    std::size_t end = at_;
    while (end < text_.size() && end - at_ < 20 && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    found = "'" + std::string(text_.substr(at_, end == at_ ? 1 : end - at_)) + "'";
  }
  return refuse(mark_, "expected " + std::string(expected) + ", found " + found);
}

Result<std::optional<Value>> JsonReader::next() {
  // A byte order mark is no part of the text (RFC 8259 8.1).
  if (at_ == 0 && text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  skip_space();
  if (at_end()) return std::optional<Value>();
  auto read = value(0);
  if (!read) return tl::unexpected(read.error());
  return std::optional<Value>(std::move(*read));
}

Result<Value> JsonReader::value(int depth) {
  skip_space();
  const Mark start = mark_;
  if (depth > kMaxJsonDepth) {
    return refuse(start, "is nested too deeply; allowed: " + std::to_string(kMaxJsonDepth) + " levels");
  }
  Result<Value> out;
  const char c = peek();
  if (at_end()) {
    return wrong("a value");
  } else if (c == '{') {
    out = object(depth);
  } else if (c == '[') {
    out = list(depth);
  } else if (c == '"') {
    auto text = string();
    if (!text) return tl::unexpected(text.error());
    out = Value(std::move(*text));
  } else if (c == '-' || is_digit(c)) {
    out = number();
  } else {
    out = literal();
  }
  if (out) out->mark = start;
  return out;
}

Result<Value> JsonReader::object(int depth) {
  take();
  Value::Map members;
  skip_space();
  if (accept('}')) return Value(std::move(members));
  for (;;) {
    skip_space();
    const Mark start = mark_;
    if (peek() != '"')
      return wrong(members.empty() ? "the name of a member, or '}'" : "the name of a member");
    auto name = string();
    if (!name) return tl::unexpected(name.error());
    for (const Value::Member& m : members) {
      if (m.name != *name) continue;
      return refuse(start, "'" + *name + "' stands here twice; first in line " + std::to_string(m.mark.line));
    }
    skip_space();
    if (!accept(':')) return wrong("':'");
    auto member = value(depth + 1);
    if (!member) return member;
    members.push_back({std::move(*name), std::move(*member), start});
    skip_space();
    if (accept('}')) return Value(std::move(members));
    if (!accept(',')) return wrong("',' or '}'");
  }
}

Result<Value> JsonReader::list(int depth) {
  take();
  Value::List items;
  skip_space();
  if (accept(']')) return Value(std::move(items));
  for (;;) {
    auto item = value(depth + 1);
    if (!item) return item;
    items.push_back(std::move(*item));
    skip_space();
    if (accept(']')) return Value(std::move(items));
    if (!accept(',')) return wrong("',' or ']'");
  }
}

Result<Value> JsonReader::number() {
  const Mark start = mark_;
  const std::size_t from = at_;
  accept('-');
  if (!is_digit(peek())) return wrong("a digit");
  const bool zero = peek() == '0';
  take();
  if (zero && is_digit(peek())) return refuse(start, "a number has no leading zero");
  while (is_digit(peek())) take();
  if (peek() == '.' || peek() == 'e' || peek() == 'E')
    return refuse(start, "expected an integer, found a fraction or exponent");
  std::int64_t out = 0;
  const std::string_view digits = text_.substr(from, at_ - from);
  if (std::from_chars(digits.data(), digits.data() + digits.size(), out).ec != std::errc{}) {
    return refuse(start, std::string(digits) + " is out of range; integers of 64 bits are allowed");
  }
  return Value(out);
}

Result<Value> JsonReader::literal() {
  struct Literal {
    std::string_view text;
    Value value;
  };
  const Literal literals[] = {{"true", Value(true)}, {"false", Value(false)}, {"null", Value()}};
  for (const Literal& l : literals) {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(l.text)) continue;
    if (rest.size() > l.text.size() && (is_letter(rest[l.text.size()]) || is_digit(rest[l.text.size()])))
      continue;
    for (std::size_t i = 0; i < l.text.size(); ++i) take();
    return l.value;
  }
  return wrong("a value");
}

Result<std::string> JsonReader::string() {
  const Mark start = mark_;
  take();
  std::string out;
  while (!at_end()) {
    if (accept('"')) {
      std::size_t at = 0;
      while (at < out.size()) {
        if (!sms::next_code_point(out, at)) return refuse(start, "the string is not well-formed UTF-8");
      }
      return out;
    }
    if (static_cast<unsigned char>(peek()) < 0x20) {
      return refuse(mark_, "a control character in a string; write it as an escape such as \\n");
    }
    if (!accept('\\')) {
      out += take();
    } else if (auto done = escape(out); !done) {
      return tl::unexpected(done.error());
    }
  }
  return refuse(start, "the string has no end");
}

Result<void> JsonReader::escape(std::string& out) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  const Mark start = mark_;
  if (const auto at = kNames.find(peek()); at != std::string_view::npos && !at_end()) {
    take();
    out += kMeant[at];
    return {};
  }
  if (!accept('u')) return wrong("one of \" \\ / b f n r t u behind '\\'");
  auto c = hex4();
  if (!c) return tl::unexpected(c.error());
  if (*c >= 0xDC00 && *c <= 0xDFFF)
    return refuse(start, "the second half of a surrogate pair without the first");
  if (*c >= 0xD800 && *c <= 0xDBFF) {
    if (!accept('\\') || !accept('u'))
      return refuse(start, "the first half of a surrogate pair without the second");
    const auto low = hex4();
    if (!low) return tl::unexpected(low.error());
    if (*low < 0xDC00 || *low > 0xDFFF)
      return refuse(start, "the first half of a surrogate pair without the second");
    c = 0x10000 + ((*c - 0xD800) << 10U) + (*low - 0xDC00);
  }
  sms::append_utf8(out, *c);
  return {};
}

Result<char32_t> JsonReader::hex4() {
  char32_t out = 0;
  for (int i = 0; i < 4; ++i) {
    const char c = peek();
    unsigned digit = 0;
    if (is_digit(c)) {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else if (c >= 'A' && c <= 'F') {
      digit = static_cast<unsigned>(c - 'A') + 10;
    } else {
      return wrong("four hexadecimal digits behind '\\u'");
    }
    take();
    out = out * 16 + digit;
  }
  return out;
}

}  // namespace mapsim::cli
