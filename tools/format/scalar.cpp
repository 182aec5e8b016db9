#include "tools/format/scalar.h"

#include <algorithm>
#include <cstdio>

#include "tools/cli/printable.h"
#include "tools/format/layout.h"

namespace mapsim::cli::format {

namespace {

using scenario::YamlMember;
using scenario::YamlNode;
using Kind = YamlNode::Kind;

constexpr std::string_view kFlowIndicators = ",[]{}";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F, and the line and paragraph separators, which YAML takes for line ends.
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    const bool separator =
        text.substr(i).starts_with("\xE2\x80\xA8") || text.substr(i).starts_with("\xE2\x80\xA9");
    char escape[16] = {};
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[i];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      std::snprintf(escape, sizeof escape, "\\x%02x", unsigned{c});
      out += escape;
    } else if (c1) {
      std::snprintf(escape, sizeof escape, "\\x%02x", unsigned{static_cast<unsigned char>(text[++i])});
      out += escape;
    } else if (separator) {
      out += text[i + 2] == '\xA8' ? "\\L" : "\\P";
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out + "\"";
}

std::string one_line(const YamlNode& node) {
  switch (node.kind) {
    case Kind::null:
      return "null";
    case Kind::plain:
      return (node.negated ? "!= " : "") + node.text;
    case Kind::quoted:
      return quoted(node.text);
    case Kind::list:
      return "[]";
    case Kind::map:
      return "{}";
  }
  return "";
}

// Words that a folded scalar gives back as they were.
bool can_fold(std::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string_view::npos)
    return false;
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string folded(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  const std::size_t room = kWidth - 10 - indent;
  const auto end_line = [&] {
    out += "\n" + std::string(indent, ' ') + line;
    line.clear();
  };
  while (!text.empty()) {
    const auto end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    if (!line.empty() && width(line) + 1 + width(word) > room) end_line();
    line += (line.empty() ? "" : " ") + std::string(word);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  end_line();
  return out;
}

}  // namespace

std::string key_text(std::string_view name) {
  const bool plain = !name.empty() && name.front() != '-' && name.front() != '?' && name.back() != ' ' &&
                     std::ranges::all_of(name,
                                         [](char c) {
                                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                                  (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                                                  c == ' ' || c == '>' || c == '.' || c == '/' || c == '$';
                                         }) &&
                     name.front() != '>' && name.front() != ' ';
  return plain ? std::string(name) : quoted(name);
}

std::string scalar_text(const YamlNode& node, std::size_t indent, std::size_t column,
                        const std::string& end) {
  const std::string line = one_line(node);
  if (node.kind == Kind::quoted && column + width(line) > kWidth && can_fold(node.text)) {
    return ">-" + end + folded(node.text, indent);
  }
  return line + end;
}

std::optional<std::string> flow_text(const YamlNode& node) {
  if (node.kind == Kind::plain && node.text.find_first_of(kFlowIndicators) != std::string::npos)
    return std::nullopt;
  if (node.kind != Kind::list && node.kind != Kind::map) return one_line(node);
  std::string out;
  for (const YamlNode& item : node.items) {
    const auto text = flow_text(item);
    if (!text) return std::nullopt;
    out += (out.empty() ? "" : ", ") + *text;
  }
  for (const YamlMember& m : node.members) {
    const auto text = flow_text(m.value);
    if (!text) return std::nullopt;
    out += (out.empty() ? "" : ", ") + key_text(m.name) + ": " + *text;
  }
  return node.kind == Kind::list ? "[" + out + "]" : "{" + out + "}";
}

}  // namespace mapsim::cli::format
