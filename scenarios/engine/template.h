// A value with holes, as a scenario writes it: literals, $variables, and matchers such as `any` or `~
// /regex/`.
#pragma once

#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <variant>
#include <vector>

#include "sigtran/core/result.h"
#include "sigtran/core/value.h"

namespace mapsim::scenario {

class Template;

// $name, $name[2], $name.field, $endpoint.gt: a path into the variables.
struct Reference {
  std::string path;  // without '$'
};

// "text with $imsi inside": pieces are joined as text.
struct Interpolation {
  std::vector<std::variant<std::string, Reference>> pieces;
};

// What a received value may be instead of being equal to a literal.
struct Matcher {
  enum class Kind : std::uint8_t {
    any,
    present,
    absent,
    regex,
    in,
    less,
    less_equal,
    greater,
    greater_equal,
    not_equal
  };
  Kind kind = Kind::any;
  std::string text;                         // as the file has it, for messages
  std::shared_ptr<const std::regex> regex;  // shared: a compiled program is immutable
  std::vector<Template> operands;           // in: the list; comparisons: one
};

class Template {
 public:
  struct Member;
  using List = std::vector<Template>;
  using Map = std::vector<Member>;

  std::variant<Value, Reference, Interpolation, Matcher, List, Map> node;
  Mark mark;

  Template();
  Template(const Template&);
  Template(Template&&) noexcept;
  Template& operator=(const Template&);
  Template& operator=(Template&&) noexcept;
  ~Template();

  const Template* find(std::string_view name) const;
  // Neither references nor matchers below: it always evaluates to the same value.
  bool is_constant() const;
  bool has_matcher() const;
};

struct Template::Member {
  std::string name;
  Template value;
  Mark mark;  // of the name
};

// The variables of one instance: those of the file (overlaid by --set and data rows) and what was captured.
class Variables {
 public:
  explicit Variables(const Value* base) : base_(base) {}
  Variables(const Variables& other);
  Variables(Variables&&) = default;
  Variables& operator=(Variables other);
  const Value* find(std::string_view path) const;  // captured ones first
  void set(std::string name, Value value);

 private:
  const Value* base_;           // a map; belongs to the program and outlives every instance
  std::unique_ptr<Value> own_;  // absent where there are none, as in most of a million instances
};

// To what is sent. Matchers leave their member out: the stack then fills it, or a decoder says it is
// required. Error: an unknown variable, at the reference's mark.
Result<Value> evaluate(const Template& t, const Variables& variables);

// One field that is not as stated.
struct Mismatch {
  std::string path;      // "components[0].argument.sm-RP-DA.imsi"
  std::string expected;  // as text
  std::string received;  // as text; "nothing" when absent
  Mark mark;             // where the scenario states it
};

// Every member that `t` states must be in `received` and match; what `t` does not state is not looked at.
// Lists match element by element and in length.
std::vector<Mismatch> match(const Template& t, const Value* received, const Variables& variables);

}  // namespace mapsim::scenario
