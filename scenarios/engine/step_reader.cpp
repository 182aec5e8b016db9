#include "scenarios/engine/step_reader.h"

#include <algorithm>
#include <array>

#include "scenarios/engine/fault_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/message_reader.h"
#include "scenarios/engine/references.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

constexpr std::array<std::string_view, 9> kStepKinds = {"timeout", "pause",    "repeat", "for",    "include",
                                                        "link",    "parallel", "alt",    "verdict"};
constexpr std::array<std::string_view, 3> kVerdicts = {"pass", "inconclusive", "fail"};
constexpr std::array<Verdict, 3> kVerdictValues = {Verdict::pass, Verdict::inconclusive, Verdict::fail};

Template default_dialogue(Mark mark) {
  Template t;
  t.node = Value("d1");
  t.mark = mark;
  return t;
}

class StepReader {
 public:
  StepReader(const std::vector<Endpoint>& endpoints, Reading& reading, Mistakes& mistakes)
      : endpoints_(endpoints), reading_(reading), mistakes_(mistakes) {}

  std::vector<SourceStep> read_list(const YamlNode& node, int depth) {
    std::vector<SourceStep> steps;
    if (node.kind != YamlNode::Kind::list) {
      mistakes_.add(node.mark, "expected the steps, a list, found " + node.describe());
      return steps;
    }
    if (depth > kMaxLoopDepth) {
      mistakes_.add(node.mark, "lists of steps are nested deeper than 8 levels");
      return steps;
    }
    for (const YamlNode& item : node.items) {
      if (auto step = read_step(item, depth)) steps.push_back(std::move(*step));
    }
    return steps;
  }

 private:
  std::optional<SourceStep> read_step(const YamlNode& node, int depth) {
    if (node.kind != YamlNode::Kind::map || node.members.empty()) {
      mistakes_.add(node.mark, "expected a step such as 'smsc -> msc: begin', found " + node.describe());
      return std::nullopt;
    }
    const YamlMember& head = node.members.front();
    if (head.name.find("->") != std::string::npos) return read_message(node, endpoints_, mistakes_);
    SourceStep step;
    step.mark = head.mark;
    step.text = head.name + (head.value.is_scalar() ? ": " + head.value.text : "");
    if (head.name == "timeout") return read_timeout(node, std::move(step));
    if (head.name == "pause") return read_pause(node, std::move(step));
    if (head.name == "repeat") return read_repeat(node, std::move(step), depth);
    if (head.name == "for") return read_for(node, std::move(step), depth);
    if (head.name == "include") return read_include(node, std::move(step), depth);
    if (head.name == "link") return read_link_step(node, std::move(step));
    if (head.name == "verdict") return read_verdict(node, std::move(step));
    using enum SourceBranches::Kind;
    if (head.name == "parallel") return read_branches(node, parallel, std::move(step), depth);
    if (head.name == "alt") return read_branches(node, alternatives, std::move(step), depth);
    tell_unknown(head);
    return std::nullopt;
  }

  void tell_unknown(const YamlMember& head) {
    mistakes_.add(head.mark, "a step begins with its message ('smsc -> msc: begin') or its kind: " +
                                 unknown_name(head.name, kStepKinds));
  }

  std::optional<SourceStep> read_timeout(const YamlNode& node, SourceStep step) {
    static constexpr std::array<std::string_view, 3> kKeys = {"timeout", "dialogue", "within"};
    check_keys(node, kKeys, "a step", mistakes_);
    SourceTimeout timeout;
    timeout.dialogue = default_dialogue(step.mark);
    if (const YamlNode* dialogue = value_of(node, "dialogue", mistakes_))
      timeout.dialogue = read_value(*dialogue, mistakes_);
    if (const YamlNode* within = value_of(node, "within", mistakes_))
      timeout.step.within = read_duration(*within, mistakes_);
    const YamlNode* at = value_of(node, "timeout", mistakes_);
    if (at == nullptr) return std::nullopt;
    const auto index = find_endpoint(*at, at->text, endpoints_, mistakes_);
    if (!index) return std::nullopt;
    timeout.step.at = *index;
    step.what = std::move(timeout);
    return step;
  }

  std::optional<SourceStep> read_pause(const YamlNode& node, SourceStep step) {
    static constexpr std::array<std::string_view, 1> kKeys = {"pause"};
    check_keys(node, kKeys, "a step", mistakes_);
    const YamlNode* value = value_of(node, "pause", mistakes_);
    const auto duration = value != nullptr ? read_duration(*value, mistakes_) : std::nullopt;
    if (!duration) return std::nullopt;
    step.what = PauseStep{*duration};
    return step;
  }

  std::optional<SourceStep> read_link_step(const YamlNode& node, SourceStep step) {
    const auto link = read_link(node, endpoints_, mistakes_);
    if (!link) return std::nullopt;
    step.what = *link;
    return step;
  }

  std::optional<SourceStep> read_verdict(const YamlNode& node, SourceStep step) {
    static constexpr std::array<std::string_view, 2> kKeys = {"verdict", "because"};
    check_keys(node, kKeys, "a step", mistakes_);
    VerdictStep verdict;
    if (const YamlNode* because = value_of(node, "because", mistakes_))
      verdict.because = read_string(*because, "a reason", mistakes_).value_or("");
    const YamlNode* word = value_of(node, "verdict", mistakes_);
    const auto index = word != nullptr ? read_choice(*word, kVerdicts, mistakes_) : std::nullopt;
    if (!index) return std::nullopt;
    verdict.verdict = kVerdictValues[*index];
    step.what = std::move(verdict);
    return step;
  }

  std::optional<SourceStep> read_branches(const YamlNode& node, SourceBranches::Kind kind, SourceStep step,
                                          int depth) {
    const std::array<std::string_view, 1> keys = {node.members.front().name};
    check_keys(node, keys, "a step", mistakes_);
    const YamlNode& lists = node.members.front().value;
    if (lists.kind != YamlNode::Kind::list || lists.items.size() < 2) {
      mistakes_.add(lists.mark, "expected two lists of steps at least, found " +
                                    (lists.items.size() == 1 ? "one" : lists.describe()));
      return std::nullopt;
    }
    SourceBranches branches;
    branches.kind = kind;
    for (const YamlNode& list : lists.items) {
      if (list.kind == YamlNode::Kind::list && list.items.empty())
        mistakes_.add(list.mark, "there are no steps");
      branches.marks.push_back(list.mark);
      branches.branches.push_back(read_list(list, depth + 1));
    }
    step.what = std::move(branches);
    return step;
  }

  std::string read_name(const YamlNode& node, std::string_view key, std::string otherwise) {
    const YamlNode* name = value_of(node, key, mistakes_);
    if (name == nullptr) return otherwise;
    if (name->is_scalar() && is_name(name->text)) return name->text;
    mistakes_.add(name->mark, "expected the name of a variable, without '$', found " + name->describe());
    return otherwise;
  }

  std::optional<SourceStep> read_loop(const YamlNode& node, SourceStep step, SourceLoop loop, int depth) {
    if (const YamlNode* steps = value_of(node, "steps", mistakes_))
      loop.steps = read_list(*steps, depth + 1);
    else if (node.find("steps") == nullptr)
      mistakes_.add(step.mark, "this loop has no 'steps'");
    step.what = std::move(loop);
    return step;
  }

  std::optional<SourceStep> read_repeat(const YamlNode& node, SourceStep step, int depth) {
    static constexpr std::array<std::string_view, 3> kKeys = {"repeat", "counter", "steps"};
    check_keys(node, kKeys, "a step", mistakes_);
    SourceLoop loop;
    loop.counter = read_name(node, "counter", "i");
    const YamlNode* count = value_of(node, "repeat", mistakes_);
    if (count != nullptr) loop.count = read_value(*count, mistakes_);
    auto out = read_loop(node, std::move(step), std::move(loop), depth);
    return count != nullptr ? std::move(out) : std::nullopt;
  }

  std::optional<SourceStep> read_for(const YamlNode& node, SourceStep step, int depth) {
    static constexpr std::array<std::string_view, 3> kKeys = {"for", "counter", "steps"};
    check_keys(node, kKeys, "a step", mistakes_);
    SourceLoop loop;
    loop.counter = read_name(node, "counter", "");
    const YamlNode& lists = node.members.front().value;
    if (lists.kind != YamlNode::Kind::map || lists.members.empty()) {
      mistakes_.add(step.mark, "expected a variable and the list that it walks, {text: $texts}, found " +
                                   lists.describe());
    }
    for (const YamlMember& member : lists.members) {
      if (!is_name(member.name)) mistakes_.add(member.mark, "'" + member.name + "' is no name of a variable");
      loop.lists.push_back({member.name, read_value(member.value, mistakes_), member.mark});
    }
    auto out = read_loop(node, std::move(step), std::move(loop), depth);
    return lists.members.empty() ? std::nullopt : std::move(out);
  }

  // Names and values of a map of variables; `what` for people.
  std::vector<Template::Member> read_variables(const YamlNode& node, std::string_view what) {
    std::vector<Template::Member> variables;
    if (node.kind != YamlNode::Kind::map) {
      mistakes_.add(node.mark, "expected " + std::string(what) + ", a map, found " + node.describe());
      return variables;
    }
    for (const YamlMember& member : node.members) {
      if (!is_name(member.name)) mistakes_.add(member.mark, "'" + member.name + "' is no name of a variable");
      variables.push_back({member.name, read_value(member.value, mistakes_), member.mark});
    }
    return variables;
  }

  std::optional<SourceStep> read_include(const YamlNode& node, SourceStep step, int depth) {
    static constexpr std::array<std::string_view, 2> kKeys = {"include", "with"};
    check_keys(node, kKeys, "a step", mistakes_);
    SourceInclude include;
    if (const YamlNode* with = value_of(node, "with", mistakes_))
      include.with = read_variables(*with, "values for variables of the included file");
    const YamlNode* name = value_of(node, "include", mistakes_);
    if (name == nullptr) return std::nullopt;
    const auto root = read_included(*name, reading_, mistakes_);
    if (!root) return std::nullopt;
    read_file(*root, include, depth);
    reading_.chain.pop_back();
    check_with(include);
    step.what = std::move(include);
    return step;
  }

  // A scenario of its own may be included too: its endpoints are those of the same names here.
  void read_file(const YamlNode& root, SourceInclude& include, int depth) {
    static constexpr std::array<std::string_view, 7> kKeys = {"title", "purpose",   "spec", "endpoints",
                                                              "vars",  "otherwise", "steps"};
    if (!check_keys(root, kKeys, "a file of steps", mistakes_)) return;
    if (const YamlNode* endpoints = value_of(root, "endpoints", mistakes_)) {
      for (const YamlMember& member : endpoints->members) {
        YamlNode place;
        place.mark = member.mark;
        (void)find_endpoint(place, member.name, endpoints_, mistakes_);
      }
    }
    if (const YamlNode* vars = value_of(root, "vars", mistakes_))
      include.vars = read_variables(*vars, "the variables");
    if (const YamlNode* steps = value_of(root, "steps", mistakes_))
      include.steps = read_list(*steps, depth + 1);
    else if (root.find("steps") == nullptr)
      mistakes_.add(root.mark, "the included file has no 'steps'");
  }

  void check_with(const SourceInclude& include) {
    std::vector<std::string_view> names;
    for (const Template::Member& var : include.vars) names.push_back(var.name);
    for (const Template::Member& given : include.with) {
      if (std::ranges::find(names, std::string_view(given.name)) == names.end())
        mistakes_.add(given.mark, "a variable of the included file: " + unknown_name(given.name, names));
    }
  }

  const std::vector<Endpoint>& endpoints_;
  Reading& reading_;
  Mistakes& mistakes_;
};

}  // namespace

std::optional<std::uint16_t> find_endpoint(const YamlNode& node, std::string_view name,
                                           const std::vector<Endpoint>& endpoints, Mistakes& mistakes) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (endpoints[i].name == name) return static_cast<std::uint16_t>(i);
    names.push_back(endpoints[i].name);
  }
  mistakes.add(node.mark, "the endpoint " + unknown_name(name, names));
  return std::nullopt;
}

std::vector<SourceStep> read_steps(const YamlNode& node, const std::vector<Endpoint>& endpoints,
                                   Reading& reading, Mistakes& mistakes) {
  return StepReader(endpoints, reading, mistakes).read_list(node, 0);
}

}  // namespace mapsim::scenario
