#include "scenarios/engine/loader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include "scenarios/engine/endpoint_reader.h"
#include "scenarios/engine/field_reader.h"
#include "scenarios/engine/included_file.h"
#include "scenarios/engine/references.h"
#include "scenarios/engine/scope.h"
#include "scenarios/engine/step_reader.h"
#include "scenarios/engine/unroll.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario {

namespace {

constexpr std::array<std::string_view, 7> kFileKeys = {"title", "purpose",   "spec", "endpoints",
                                                       "vars",  "otherwise", "steps"};
constexpr std::array<std::string_view, 2> kOtherwise = {"fail", "ignore"};

class ScenarioReader {
 public:
  ScenarioReader(const YamlNode& root, const LoadOptions& options, SourceFiles& sources, Mistakes& mistakes)
      : root_(root), options_(options), sources_(sources), mistakes_(mistakes) {}

  Program read(const std::filesystem::path& file) {
    program_.file = file;
    program_.name = file.stem().string();
    if (!check_keys(root_, kFileKeys, "a scenario", mistakes_)) return std::move(program_);
    read_description();
    if (const YamlNode* endpoints = required("endpoints"))
      program_.endpoints = read_endpoints(*endpoints, mistakes_, options_.endpoints);
    if (root_.find("endpoints") != nullptr && program_.endpoints.size() < 2 && mistakes_.empty()) {
      mistakes_.add(root_.find("endpoints")->mark, "a scenario has two endpoints at least");
    }
    read_vars();
    // Automatic endpoints are enough for `mapsim serve`.
    const bool needs_steps =
        std::ranges::none_of(program_.endpoints, [](const Endpoint& e) { return e.automatic.has_value(); });
    if (const YamlNode* steps = needs_steps ? required("steps") : value_of(root_, "steps", mistakes_)) {
      Reading reading(sources_);
      reading.chain.push_back(file);
      const auto source = read_steps(*steps, program_.endpoints, reading, mistakes_);
      if (source.empty() && mistakes_.empty()) mistakes_.add(steps->mark, "there are no steps");
      unroll(source, program_, mistakes_);
    }
    return std::move(program_);
  }

 private:
  const YamlNode* required(std::string_view name) {
    if (root_.find(name) == nullptr)
      mistakes_.add(root_.mark, "the scenario has no '" + std::string(name) + "'");
    return value_of(root_, name, mistakes_);
  }

  void read_description() {
    if (const YamlNode* title = required("title"))
      program_.title = read_string(*title, "a title", mistakes_).value_or("");
    if (const YamlNode* purpose = value_of(root_, "purpose", mistakes_)) {
      program_.purpose = read_string(*purpose, "what the scenario is for", mistakes_).value_or("");
    }
    if (const YamlNode* spec = value_of(root_, "spec", mistakes_)) {
      program_.spec = read_strings(*spec, "clauses such as TS 29.002 12.9", mistakes_);
    }
    if (const YamlNode* otherwise = value_of(root_, "otherwise", mistakes_)) {
      program_.otherwise = static_cast<Otherwise>(read_choice(*otherwise, kOtherwise, mistakes_).value_or(0));
    }
  }

  // Endpoints first: a variable may be "$smsc.gt". A variable may refer to those above it.
  void read_vars() {
    program_.vars = Value(Value::Map{});
    Value endpoints{Value::Map{}};
    for (const Endpoint& endpoint : program_.endpoints)
      endpoints.add(endpoint.name, endpoint_value(endpoint));
    if (const YamlNode* vars = value_of(root_, "vars", mistakes_)) {
      if (vars->kind == YamlNode::Kind::map) {
        for (const YamlMember& member : vars->members) read_var(member, endpoints);
      } else {
        mistakes_.add(vars->mark, "expected the variables, a map, found " + vars->describe());
      }
    }
    check_set();
    for (const Value::Member& endpoint : *endpoints.if_map())
      program_.vars.add(endpoint.name, endpoint.value);
  }

  void read_var(const YamlMember& member, const Value& endpoints) {
    if (!is_name(member.name)) {
      mistakes_.add(
          member.mark,
          "'" + member.name + "' is no name of a variable: a letter, then letters, digits, '_' and '-'");
      return;
    }
    if (endpoints.find(member.name) != nullptr) {
      mistakes_.add(member.mark, "'" + member.name + "' is the name of an endpoint already");
      return;
    }
    const Template t = given(member);
    Value known = program_.vars;
    for (const Value::Member& endpoint : *endpoints.if_map()) known.add(endpoint.name, endpoint.value);
    const Scope scope(&known);
    const std::size_t before = mistakes_.size();
    scope.check(t, mistakes_);
    Value value;
    if (mistakes_.size() == before) {
      auto evaluated = evaluate(t, scope.variables());
      if (evaluated)
        value = std::move(*evaluated);
      else
        mistakes_.add(evaluated.error());
    }
    program_.vars.add(member.name, std::move(value));
  }

  // The value that --set gives it, or the file's.
  Template given(const YamlMember& member) {
    const auto set =
        std::ranges::find(options_.set, member.name, [](const auto& pair) { return pair.first; });
    Template own = read_value(member.value, mistakes_);
    if (set == options_.set.end()) return own;
    YamlDocument document = parse_yaml(set->second);
    // What is text in the file stays text: an IMSI on a command line is no number.
    const auto* literal = std::get_if<Value>(&own.node);
    const bool is_text = (literal != nullptr && literal->if_string() != nullptr) ||
                         std::holds_alternative<Interpolation>(own.node);
    if (is_text && (!document.errors.empty() || document.root.kind == YamlNode::Kind::plain)) {
      document.errors.clear();
      document.root = YamlNode{};
      document.root.kind = YamlNode::Kind::quoted;
      document.root.text = set->second;
    }
    if (!document.errors.empty() || document.root.kind == YamlNode::Kind::null) {
      mistakes_.add(member.mark,
                    "the value given for '" + member.name + "' is no YAML value: " + set->second);
      return {};
    }
    document.root.mark = member.value.mark;
    return read_value(document.root, mistakes_);
  }

  void check_set() {
    std::vector<std::string_view> names;
    for (const Value::Member& member : *program_.vars.if_map()) names.push_back(member.name);
    for (const auto& [name, value] : options_.set) {
      if (std::ranges::find(names, std::string_view(name)) == names.end()) {
        mistakes_.add(Mark{}, "the variable that a value is given for: " + unknown_name(name, names));
      }
    }
  }

  const YamlNode& root_;
  const LoadOptions& options_;
  SourceFiles& sources_;
  Mistakes& mistakes_;
  Program program_;
};

LoadResult failed(const std::filesystem::path& file, std::string text) {
  LoadResult result;
  result.file = file;
  result.errors.push_back(Error{.layer = "scenario", .text = std::move(text)});
  return result;
}

}  // namespace

LoadResult load_text(std::string_view text, const std::filesystem::path& file, const LoadOptions& options) {
  if (text.size() > kMaxFileSize) return failed(file, "the file is larger than 16 MiB");
  LoadResult result;
  result.file = file;
  YamlDocument document = parse_yaml(text);
  result.sources.add(file, count_lines(text));
  Mistakes mistakes;
  for (Error& error : document.errors) mistakes.add(std::move(error));
  // What YAML could not read to its end has no root; duplicate keys leave one.
  std::optional<Program> program;
  if (const YamlMember* vars = document.root.find("vars")) {
    for (const YamlMember& var : vars->value.members) result.variables.push_back({var.name, var.value.mark});
  }
  if (document.root.kind != YamlNode::Kind::null)
    program = ScenarioReader(document.root, options, result.sources, mistakes).read(file);
  else if (mistakes.empty())
    mistakes.add(Mark{1, 1}, "the file is empty");
  result.errors = mistakes.take();
  std::ranges::stable_sort(result.errors, {},
                           [](const Error& e) { return std::tuple(e.mark.line, e.mark.column); });
  if (result.errors.empty()) {
    result.program = std::move(program);
    result.program->sources = result.sources;
  }
  return result;
}

LoadResult load_file(const std::filesystem::path& file, const LoadOptions& options) {
  std::error_code status;
  if (std::filesystem::is_directory(file, status))
    return failed(file, "this is a directory, not a scenario file");
  const auto text = read_text(file, kMaxFileSize);
  if (!text) return failed(file, "the file cannot be read");
  return load_text(*text, file, options);
}

std::string to_text(const std::filesystem::path& file, const Error& error) {
  Error told = error;
  if (told.layer == "scenario") told.layer.clear();
  return to_text(SourcePlace{file, error.mark}) + ": " + told.message();
}

std::string to_text(const LoadResult& result, const Error& error) {
  SourcePlace place = result.sources.place(error.mark);
  if (place.file.empty()) place.file = result.file;
  Error told = error;
  told.mark = place.mark;
  return to_text(place.file, told);
}

}  // namespace mapsim::scenario
