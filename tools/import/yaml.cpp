#include "tools/import/yaml.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace mapsim::cli {

namespace {

constexpr char kPlain =
    '\x01';  // before text that stands for itself; no text of a message begins with it unquoted
constexpr std::size_t kShort = 70;  // characters of a map that is written in one line

// Matchers and words of YAML 1.1 and 1.2 that mean something without quotes.
constexpr std::array<std::string_view, 14> kWords = {
    "any", "present", "absent", "in", "true", "false", "null", "yes", "no", "on", "off", "not", "y", "n"};

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; };
  if (text.empty() || !letter(text.front()) || !std::ranges::all_of(text, rest)) return false;
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::find(kWords, lower) == kWords.end();
}

std::string scalar(const Value& value) {
  if (const auto* text = value.if_string()) {
    if (!text->empty() && text->front() == kPlain) return text->substr(1);
    if (is_name(*text)) return *text;
    return nlohmann::json(*text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  if (const auto* octets = value.if_octets()) return "{hex: \"" + to_hex(*octets) + "\"}";
  if (value.is_null()) return "";
  return value.to_text();
}

bool is_scalar(const Value& value) {
  return value.if_map() == nullptr && value.if_list() == nullptr;
}

// In one line, empty where it is too long for that.
std::string flow(const Value& value) {
  if (is_scalar(value)) return scalar(value);
  std::string out;
  if (const auto* list = value.if_list()) {
    for (const Value& item : *list) out += (out.empty() ? "" : ", ") + flow(item);
    return "[" + out + "]";
  }
  for (const Value::Member& m : *value.if_map())
    out += (out.empty() ? "" : ", ") + m.name + ": " + flow(m.value);
  return "{" + out + "}";
}

}  // namespace

Value plain_scalar(const std::string& text) {
  return Value(kPlain + text);
}

std::string to_yaml(const Value& value, std::size_t indent) {
  const std::string line = flow(value);
  if (is_scalar(value) || line.size() <= kShort) return line.empty() ? "\n" : " " + line + "\n";
  const std::string margin(indent + 2, ' ');
  std::string out = "\n";
  if (const auto* list = value.if_list()) {
    for (const Value& item : *list) {
      std::string lines = to_yaml(item, indent + 2);
      // The first member stands behind the dash.
      if (lines.front() == '\n') lines = " " + lines.substr(1 + indent + 4);
      out += margin + "-" + lines;
    }
    return out;
  }
  for (const Value::Member& m : *value.if_map()) out += margin + m.name + ":" + to_yaml(m.value, indent + 2);
  return out;
}

}  // namespace mapsim::cli
