#include "scenarios/engine/source_text.h"

#include <algorithm>

namespace mapsim::scenario {

namespace {

// Octets of the UTF-8 character that starts at `at`, 0 where none does (RFC 3629 4).
std::size_t utf8_size(std::string_view text, std::size_t at) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = octet(at);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((octet(at + i) & 0xC0U) != 0x80U) return 0;
  }
  const unsigned char second = octet(at + 1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate_or_beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || surrogate_or_beyond ? 0 : size;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::string unified_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r')
      out += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n')
      out += '\n';
  }
  return out;
}

Error mistake(Mark mark, std::string text) {
  return Error{.layer = "scenario", .text = std::move(text), .mark = mark};
}

}  // namespace

SourceText::SourceText(std::string_view text) : text_(unified_line_ends(text)) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') starts_.push_back(i + 1);
  }
}

std::optional<Error> SourceText::unreadable() const {
  // Finding a column means counting the line's characters, for every value that stands in it.
  constexpr int kMaxLineLength = 16384;
  Mark mark{1, 1};
  for (std::size_t i = 0; i < text_.size();) {
    const std::size_t size = utf8_size(text_, i);
    if (size == 0) return mistake(mark, "this octet is not part of UTF-8 text; save the file as UTF-8");
    const auto c = static_cast<unsigned char>(text_[i]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      return mistake(mark, "a control character; in text it is written by an escape, \"\\x1b\" for instance");
    }
    if (c == '\n')
      mark = {mark.line + 1, 1};
    else if (++mark.column > kMaxLineLength)
      return mistake(mark, "the line is longer than 16384 characters");
    i += size;
  }
  return std::nullopt;
}

std::string_view SourceText::line(int number) const {
  const auto index = static_cast<std::size_t>(number - 1);
  if (number < 1 || index >= starts_.size()) return {};
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  return std::string_view(text_).substr(starts_[index], end - starts_[index]);
}

Mark SourceText::place(int line_index, int octet) const {
  if (line_index < 0 || octet < 0) return {1, 1};
  const std::string_view here = line(line_index + 1).substr(0, static_cast<std::size_t>(octet));
  const auto continuations = std::ranges::count_if(here, is_continuation);
  return {line_index + 1, octet + 1 - static_cast<int>(continuations)};
}

std::size_t SourceText::offset(Mark mark) const {
  std::size_t at = starts_[static_cast<std::size_t>(mark.line - 1)];
  for (int column = 1; column < mark.column && at < text_.size(); ++column) {
    at += std::max<std::size_t>(1, utf8_size(text_, at));
  }
  return at;
}

bool SourceText::quote_is_closed(Mark mark) const {
  if (mark.line < 1 || static_cast<std::size_t>(mark.line) > starts_.size()) return true;
  std::size_t at = offset(mark);
  if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;  // a block scalar
  const char quote = text_[at];
  for (++at; at < text_.size(); ++at) {
    if (quote == '"' && text_[at] == '\\') {
      ++at;
    } else if (text_[at] == quote) {
      if (quote == '"' || at + 1 >= text_.size() || text_[at + 1] != quote) return true;
      ++at;  // '' is one apostrophe
    }
  }
  return false;
}

std::optional<Mark> SourceText::tab_in_indentation(int last_line) const {
  for (int number = 1; number <= last_line; ++number) {
    const std::string_view here = line(number);
    const auto content = here.find_first_not_of(" \t");
    const auto tab = here.find('\t');
    if (content != std::string_view::npos && tab < content) return Mark{number, static_cast<int>(tab) + 1};
  }
  return std::nullopt;
}

Error SourceText::explain(Mark mark, const std::string& complaint) const {
  if (const auto tab = tab_in_indentation(mark.line)) {
    return mistake(*tab, "a tab in the indentation; YAML is indented by spaces");
  }
  const std::size_t at = offset(mark);
  const std::string_view before = std::string_view(text_).substr(0, at);
  const auto token_start = before.find_last_of(" ,{\n");
  const std::string_view token = before.substr(token_start == std::string_view::npos ? 0 : token_start + 1);
  const bool at_bracket = at < text_.size() && text_[at] == '[';
  std::string text = "this is not YAML: " + complaint;
  if (at_bracket && token.starts_with('$')) {
    text = "between { and } a plain value ends at '['; write " + std::string(token) + ".0 instead of " +
           std::string(token) + "[0]";
  } else if (at_bracket && (token == "in" || before.ends_with(" in "))) {
    text = "between { and } a plain value ends at '['; write {in: [a, b]}";
  } else if (at_bracket && complaint.find("flow not found") != std::string::npos) {
    text =
        "between { and } a plain value ends at '['; put it in quotes, a regular expression as {matches: "
        "\"…\"}";
  } else if (complaint == "unexpected character in block scalar") {
    text =
        "'>' and '|' at the start of a value begin a block of text; a comparison is {at-least: n} or "
        "{more-than: n}";
  } else if (complaint == "illegal map value") {
    text += " (is the indentation that of the lines around it? a value that holds ': ' is quoted)";
  } else if (complaint.starts_with("end of sequence not found") ||
             complaint.starts_with("end of map not found")) {
    text += " (the indentation fits none of the lines above)";
  } else if (complaint == "unknown token") {
    text += " (a value that begins with @, ` or % is quoted)";
  }
  return mistake(mark, std::move(text));
}

}  // namespace mapsim::scenario
