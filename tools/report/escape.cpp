#include "tools/report/escape.h"

#include "tools/cli/printable.h"

namespace mapsim::report {

namespace {

template <class Replace>
std::string replaced(std::string_view text, Replace replace) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const std::string_view other = replace(c);
    if (other.empty()) {
      out += c;
    } else {
      out += other;
    }
  }
  return out;
}

std::string_view markup(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

std::string_view command_data(char c) {
  switch (c) {
    case '%':
      return "%25";
    case '\r':
      return "%0D";
    case '\n':
      return "%0A";
    default:
      return {};
  }
}

std::string_view command_property(char c) {
  if (c == ':') return "%3A";
  if (c == ',') return "%2C";
  return command_data(c);
}

}  // namespace

std::string html(std::string_view text) {
  return replaced(cli::printable(text), markup);
}

std::string xml(std::string_view text) {
  return replaced(cli::printable(text), markup);
}

std::string json_in_html(const nlohmann::ordered_json& json) {
  // ASCII only; what is no UTF-8 is replaced rather than thrown at.
  const std::string text = json.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  return replaced(text, [](char c) -> std::string_view {
    if (c == '<') return "\\u003c";
    if (c == '>') return "\\u003e";
    if (c == '&') return "\\u0026";
    return {};
  });
}

std::string github_message(std::string_view text) {
  return replaced(text, command_data);
}

std::string github_property(std::string_view text) {
  return replaced(cli::printable(text), command_property);
}

}  // namespace mapsim::report
