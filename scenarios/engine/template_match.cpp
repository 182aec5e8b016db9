#include <algorithm>

#include "scenarios/engine/template.h"

namespace mapsim::scenario {

namespace {

constexpr std::size_t kMaxShown = 200;  // octets of a value in a message

std::string shortened(std::string text) {
  if (text.size() <= kMaxShown) return text;
  std::size_t cut = kMaxShown;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "…";
}

std::string shown(const Value* value) {
  return value == nullptr ? "nothing" : shortened(value->to_text());
}

std::string below(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}
std::string below(const std::string& path, std::size_t index) {
  return path + "[" + std::to_string(index) + "]";
}

// What a regular expression looks at.
std::optional<std::string> text_of(const Value& value) {
  if (const auto* text = value.if_string()) return *text;
  if (const auto* octets = value.if_octets()) return to_hex(*octets);
  if (value.if_int() != nullptr || value.if_bool() != nullptr) return value.to_text();
  return std::nullopt;
}

class Comparer {
 public:
  explicit Comparer(const Variables& variables) : variables_(variables) {}

  void compare(const Template& t, const Value* received, const std::string& path) {
    if (const auto* literal = std::get_if<Value>(&t.node))
      return compare_value(*literal, received, path, t.mark);
    if (const auto* matcher = std::get_if<Matcher>(&t.node))
      return compare_matcher(*matcher, received, path, t.mark);
    if (const auto* list = std::get_if<Template::List>(&t.node))
      return compare_list(*list, received, path, t.mark);
    if (const auto* map = std::get_if<Template::Map>(&t.node))
      return compare_map(*map, received, path, t.mark);
    const auto value = evaluate(t, variables_);
    if (value)
      compare_value(*value, received, path, t.mark);
    else
      add(path, value.error().text, received, t.mark);
  }

  std::vector<Mismatch> mismatches;

 private:
  void add(const std::string& path, std::string expected, const Value* received, Mark mark) {
    mismatches.push_back({path, shortened(std::move(expected)), shown(received), mark});
  }

  // A map states some members, not all: also the one that a variable holds.
  void compare_value(const Value& expected, const Value* received, const std::string& path, Mark mark) {
    if (received != nullptr && expected == *received) return;
    // What has no value is left out, as in {ssn: } or an empty invoke-id.
    if (received == nullptr && expected.is_null()) return;
    // A flag that is off is not on the wire.
    if (received == nullptr && expected.if_bool() != nullptr && !*expected.if_bool()) return;
    if (const auto* map = expected.if_map();
        map != nullptr && received != nullptr && received->if_map() != nullptr) {
      for (const Value::Member& m : *map) {
        compare_value(m.value, received->find(m.name), below(path, m.name),
                      m.value.mark.line != 0 ? m.value.mark : mark);
      }
      return;
    }
    const auto* list = expected.if_list();
    const auto* other = received != nullptr ? received->if_list() : nullptr;
    if (list != nullptr && other != nullptr && list->size() == other->size()) {
      for (std::size_t i = 0; i < list->size(); ++i)
        compare_value((*list)[i], &(*other)[i], below(path, i), mark);
      return;
    }
    add(path, expected.to_text(), received, mark);
  }

  void compare_list(const Template::List& list, const Value* received, const std::string& path, Mark mark) {
    const auto* other = received != nullptr ? received->if_list() : nullptr;
    if (other == nullptr || other->size() != list.size()) {
      add(path, "a list of " + std::to_string(list.size()), received, mark);
      return;
    }
    for (std::size_t i = 0; i < list.size(); ++i) compare(list[i], &(*other)[i], below(path, i));
  }

  void compare_map(const Template::Map& map, const Value* received, const std::string& path, Mark mark) {
    if (map.size() == 1 && map.front().name == "hex")
      return compare_hex(map.front().value, received, path, mark);
    if (received != nullptr && received->if_map() == nullptr) {
      add(path, "a map with " + (map.empty() ? std::string("nothing in it") : map.front().name), received,
          mark);
      return;
    }
    for (const Template::Member& m : map) {
      compare(m.value, received != nullptr ? received->find(m.name) : nullptr, below(path, m.name));
    }
  }

  void compare_hex(const Template& digits, const Value* received, const std::string& path, Mark mark) {
    const auto* octets = received != nullptr ? received->if_octets() : nullptr;
    if (octets == nullptr) {
      if (!std::holds_alternative<Matcher>(digits.node) || received != nullptr)
        add(path, "octets", received, mark);
      else
        compare(digits, nullptr, path);
      return;
    }
    if (std::holds_alternative<Matcher>(digits.node)) {
      const Value text(to_hex(*octets));
      return compare(digits, &text, path);
    }
    Template whole;
    whole.node = Template::Map{{"hex", digits, mark}};
    const auto expected = evaluate(whole, variables_);
    if (expected)
      compare_value(*expected, received, path, mark);
    else
      add(path, expected.error().text, received, mark);
  }

  void compare_matcher(const Matcher& matcher, const Value* received, const std::string& path, Mark mark) {
    if (!accepts(matcher, received)) add(path, expectation(matcher), received, mark);
  }

  bool accepts(const Matcher& matcher, const Value* received) {
    switch (matcher.kind) {
      case Matcher::Kind::any:
        return true;
      case Matcher::Kind::present:
        return received != nullptr;
      case Matcher::Kind::absent:
        return received == nullptr;
      case Matcher::Kind::regex: {
        const auto text = received != nullptr ? text_of(*received) : std::nullopt;
        return text && std::regex_search(*text, *matcher.regex);
      }
      case Matcher::Kind::in:
        return std::ranges::any_of(matcher.operands, [&](const Template& t) { return equals(t, received); });
      case Matcher::Kind::not_equal:
        return received != nullptr && !equals(matcher.operands.front(), received);
      default:
        return ordered(matcher, received);
    }
  }

  bool equals(const Template& t, const Value* received) const {
    Comparer other(variables_);
    other.compare(t, received, {});
    return other.mismatches.empty();
  }

  bool ordered(const Matcher& matcher, const Value* received) const {
    const auto value = evaluate(matcher.operands.front(), variables_);
    const std::int64_t* limit = value ? value->if_int() : nullptr;
    const std::int64_t* number = received != nullptr ? received->if_int() : nullptr;
    if (limit == nullptr || number == nullptr) return false;
    switch (matcher.kind) {
      case Matcher::Kind::less:
        return *number < *limit;
      case Matcher::Kind::less_equal:
        return *number <= *limit;
      case Matcher::Kind::greater:
        return *number > *limit;
      default:
        return *number >= *limit;
    }
  }

  // The matcher's own words, and what its variables are at this moment.
  std::string expectation(const Matcher& matcher) const {
    std::string values;
    for (const Template& operand : matcher.operands) {
      if (operand.is_constant()) continue;
      const auto value = evaluate(operand, variables_);
      values += (values.empty() ? "" : ", ") + (value ? value->to_text() : value.error().text);
    }
    return values.empty() ? matcher.text : matcher.text + " (now " + values + ")";
  }

  const Variables& variables_;
};

}  // namespace

std::vector<Mismatch> match(const Template& t, const Value* received, const Variables& variables) {
  Comparer comparer(variables);
  comparer.compare(t, received, {});
  return std::move(comparer.mismatches);
}

}  // namespace mapsim::scenario
