// From what stands in a YAML file to a Template: literals, $references, interpolated text and matchers.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/template.h"
#include "scenarios/engine/yaml_document.h"

namespace mapsim::scenario {

// Collects every mistake instead of stopping at the first.
class Mistakes {
 public:
  void add(Mark mark, std::string text);
  void add(Error error);  // only if nothing says the same of the same place already
  bool empty() const { return errors_.empty(); }
  std::size_t size() const { return errors_.size(); }
  std::vector<Error> take() { return std::move(errors_); }

 private:
  std::vector<Error> errors_;
};

inline constexpr std::size_t kMaxMistakes = 1000;       // the rest is not told
inline constexpr std::size_t kMaxPatternLength = 1000;  // of a regular expression

// A plain scalar by the YAML core schema, with two exceptions that save digits: a number with leading zeros
// or a plus sign ("001010000000001", "+15550100001") is a string, as is one that 64 bits do not hold.
Value plain_value(std::string_view text);

// Any value of a message. `{hex: …}` becomes octets, `{in: […]}`, `{not: v}`, `{matches: "…"}`, `{at-least:
// n}` … become matchers.
Template read_template(const YamlNode& node, Mistakes& mistakes);
// The same where neither matchers nor nothing may stand: the value of a variable.
Template read_value(const YamlNode& node, Mistakes& mistakes);

}  // namespace mapsim::scenario
