#include "scenarios/engine/template_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "scenarios/engine/references.h"

namespace mapsim::scenario {

void Mistakes::add(Mark mark, std::string text) {
  add(Error{.layer = "scenario", .text = std::move(text), .mark = mark});
}

void Mistakes::add(Error error) {
  if (errors_.size() >= kMaxMistakes) return;
  for (const Error& known : errors_) {
    if (known.mark == error.mark && known.text == error.text && known.field == error.field) return;
  }
  errors_.push_back(std::move(error));
}

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> integer(std::string_view text, int base) {
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || status != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The text between the slashes of "~ /…/".
std::optional<std::string> pattern_of(std::string_view text) {
  if (!text.starts_with('~')) return std::nullopt;
  text.remove_prefix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.size() < 2 || text.front() != '/' || text.back() != '/') return std::nullopt;
  return std::string(text.substr(1, text.size() - 2));
}

struct Comparison {
  std::string_view key;   // {at-least: 5}
  std::string_view sign;  // < 5, where YAML permits it
  Matcher::Kind kind;
};
constexpr std::array<Comparison, 5> kComparisons = {{
    {"at-most", "<=", Matcher::Kind::less_equal},
    {"less-than", "<", Matcher::Kind::less},
    {"at-least", ">=", Matcher::Kind::greater_equal},
    {"more-than", ">", Matcher::Kind::greater},
    {"not", "!=", Matcher::Kind::not_equal},
}};

class TemplateReader {
 public:
  TemplateReader(Mistakes& mistakes, bool matchers) : mistakes_(mistakes), matchers_(matchers) {}

  Template read(const YamlNode& node) {
    Template out;
    out.mark = node.mark;
    switch (node.kind) {
      case YamlNode::Kind::null:
        mistakes_.add(node.mark, "no value stands here; write one, or `absent` for what must not be there");
        break;
      case YamlNode::Kind::quoted:
        read_text(node, out);
        break;
      case YamlNode::Kind::plain:
        read_plain(node, out);
        break;
      case YamlNode::Kind::list:
        read_list(node, out);
        break;
      case YamlNode::Kind::map:
        read_map(node, out);
        break;
    }
    return out;
  }

 private:
  static void set(Template& out, Value value) {
    value.mark = out.mark;
    out.node = std::move(value);
  }

  void read_text(const YamlNode& node, Template& out) {
    auto text = parse_text(node.text);
    if (!text) {
      mistakes_.add(node.mark, text.error().text);
      return;
    }
    const bool literal =
        text->size() <= 1 && (text->empty() || std::holds_alternative<std::string>(text->front()));
    if (literal)
      set(out, text->empty() ? std::string() : std::get<std::string>(text->front()));
    else
      out.node = Interpolation{std::move(*text)};
  }

  void read_plain(const YamlNode& node, Template& out) {
    if (node.negated) {
      YamlNode operand = node;
      operand.negated = false;
      return comparison(out, Matcher::Kind::not_equal, "!= " + node.text, operand);
    }
    if (read_sign(node, out)) return;
    if (auto reference = parse_reference(node.text)) {
      out.node = std::move(*reference);
    } else if (node.text.find('$') != std::string::npos) {
      read_text(node, out);
    } else {
      set(out, plain_value(node.text));
    }
  }

  // any, present, absent, ~ /re/, in [a, b], < n, <= n
  bool read_sign(const YamlNode& node, Template& out) {
    const std::string& text = node.text;
    Matcher matcher;
    matcher.text = text;
    if (text == "any" || text == "present" || text == "absent") {
      matcher.kind = text == "any"       ? Matcher::Kind::any
                     : text == "present" ? Matcher::Kind::present
                                         : Matcher::Kind::absent;
      finish(out, std::move(matcher));
      return true;
    }
    if (const auto pattern = pattern_of(text)) {
      regex(out, *pattern, text);
      return true;
    }
    if (text.starts_with("in [") && text.ends_with("]")) {
      read_in(node, out);
      return true;
    }
    for (const Comparison& c : kComparisons) {
      if (!text.starts_with(std::string(c.sign) + " ")) continue;
      YamlNode operand = node;
      operand.text = text.substr(c.sign.size() + 1);
      comparison(out, c.kind, text, operand);
      return true;
    }
    return false;
  }

  // The list of "in [a, b]", which YAML gives as one plain scalar.
  void read_in(const YamlNode& node, Template& out) {
    YamlDocument list = parse_yaml(std::string_view(node.text).substr(3));
    if (!list.errors.empty()) {
      mistakes_.add(node.mark, "this is no list of values: " + list.errors.front().text);
      return;
    }
    for (YamlNode& item : list.root.items) item.mark = node.mark;
    in(out, list.root, node.text);
  }

  void in(Template& out, const YamlNode& list, std::string text) {
    Matcher matcher;
    matcher.kind = Matcher::Kind::in;
    matcher.text = std::move(text);
    for (const YamlNode& item : list.items)
      matcher.operands.push_back(TemplateReader(mistakes_, false).read(item));
    finish(out, std::move(matcher));
  }

  void comparison(Template& out, Matcher::Kind kind, std::string text, const YamlNode& operand) {
    Matcher matcher;
    matcher.kind = kind;
    matcher.text = std::move(text);
    matcher.operands.push_back(TemplateReader(mistakes_, false).read(operand));
    const auto* value = std::get_if<Value>(&matcher.operands.front().node);
    if (kind != Matcher::Kind::not_equal && value != nullptr && value->if_int() == nullptr) {
      mistakes_.add(operand.mark, "a number is compared with a number, found " + operand.describe());
      return;
    }
    finish(out, std::move(matcher));
  }

  void regex(Template& out, const std::string& pattern, std::string text) {
    Matcher matcher;
    matcher.kind = Matcher::Kind::regex;
    matcher.text = std::move(text);
    if (pattern.size() > kMaxPatternLength) {
      mistakes_.add(out.mark, "the regular expression is longer than 1000 characters");
      return;
    }
    try {
      matcher.regex = std::make_shared<const std::regex>(pattern);
    } catch (const std::regex_error& e) {
      mistakes_.add(out.mark, "this regular expression cannot be read: " + std::string(e.what()));
      return;
    }
    finish(out, std::move(matcher));
  }

  void finish(Template& out, Matcher matcher) {
    if (!matchers_) {
      mistakes_.add(out.mark, "a matcher ('" + matcher.text + "') cannot stand here; put text in quotes");
      return;
    }
    out.node = std::move(matcher);
  }

  void read_list(const YamlNode& node, Template& out) {
    Template::List list;
    for (const YamlNode& item : node.items) list.push_back(read(item));
    out.node = std::move(list);
  }

  void read_map(const YamlNode& node, Template& out) {
    if (node.members.size() == 1 && read_single(node.members.front(), out)) return;
    Template::Map map;
    for (const YamlMember& member : node.members) {
      map.push_back({member.name, read(member.value), member.mark});
    }
    out.node = std::move(map);
  }

  // Maps of one member that mean something of their own.
  bool read_single(const YamlMember& member, Template& out) {
    if (member.name == "hex") return read_hex(member, out);
    if (member.name == "in" && member.value.kind == YamlNode::Kind::list) {
      in(out, member.value, "in a list of " + std::to_string(member.value.items.size()));
      if (auto* matcher = std::get_if<Matcher>(&out.node)) matcher->text = text_of(*matcher);
      return true;
    }
    if (member.name == "matches" && member.value.is_scalar()) {
      regex(out, member.value.text, "~ /" + member.value.text + "/");
      return true;
    }
    for (const Comparison& c : kComparisons) {
      if (member.name != c.key) continue;
      comparison(out, c.kind, std::string(c.sign) + " " + member.value.text, member.value);
      return true;
    }
    return false;
  }

  static std::string text_of(const Matcher& in) {
    std::string out;
    for (const Template& operand : in.operands) {
      const auto* value = std::get_if<Value>(&operand.node);
      out += (out.empty() ? "" : ", ") + (value != nullptr ? value->to_text() : std::string("…"));
    }
    return "in [" + out + "]";
  }

  // Digits are text whether quoted or not: {hex: 04000001}.
  bool read_hex(const YamlMember& member, Template& out) {
    const YamlNode& digits = member.value;
    if (!digits.is_scalar() || digits.text.find('$') != std::string::npos) return false;
    if (digits.kind == YamlNode::Kind::plain) {
      Template probe;
      probe.mark = digits.mark;
      if (read_sign(digits, probe)) return false;
    }
    auto octets = from_hex(digits.text);
    if (octets)
      set(out, std::move(*octets));
    else
      mistakes_.add(digits.mark, "these are no octets in hexadecimal digits: " + octets.error().text);
    return true;
  }

  Mistakes& mistakes_;
  bool matchers_;
};

}  // namespace

Value plain_value(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return {};
  if (text == "true" || text == "True" || text == "TRUE") return Value(true);
  if (text == "false" || text == "False" || text == "FALSE") return Value(false);
  if (text.starts_with("0x")) {
    if (const auto n = integer(text.substr(2), 16); n && *n >= 0) return Value(*n);
  } else if (text.starts_with("0o")) {
    if (const auto n = integer(text.substr(2), 8); n && *n >= 0) return Value(*n);
  } else {
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    if (all_digits(digits) && !leading_zero) {
      if (const auto n = integer(text, 10)) return Value(*n);
    }
  }
  return Value(text);
}

Template read_template(const YamlNode& node, Mistakes& mistakes) {
  return TemplateReader(mistakes, true).read(node);
}
Template read_value(const YamlNode& node, Mistakes& mistakes) {
  return TemplateReader(mistakes, false).read(node);
}

}  // namespace mapsim::scenario
