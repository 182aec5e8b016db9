#include "tools/report/comparison.h"

#include <algorithm>

#include "sigtran/tcap/message.h"

namespace mapsim::report {

namespace {

using scenario::Template;

// Of the file and of loops; what was captured during the run is known to the player only and keeps its name.
std::string known(const std::string& path, const scenario::Step& step, const scenario::Program& program) {
  if (const Value* v = step.loop_variables.find_path(path)) return v->to_text();
  if (const Value* v = program.vars.find_path(path)) return v->to_text();
  return "$" + path;
}

class Fields {
 public:
  Fields(const scenario::StepOutcome& outcome, const Value* tree)
      : step_(outcome.program->steps[outcome.position]),
        outcome_(outcome),
        tree_(tree),
        used_(outcome.mismatches.size()) {}

  void add(const std::string& path, const Template& t) {
    if (const auto* map = std::get_if<Template::Map>(&t.node)) {
      for (const Template::Member& m : *map) add(path.empty() ? m.name : path + "." + m.name, m.value);
      if (!differs(path)) return;
    } else if (const auto* list = std::get_if<Template::List>(&t.node)) {
      for (std::size_t i = 0; i < list->size(); ++i) add(path + "[" + std::to_string(i) + "]", (*list)[i]);
      if (!differs(path)) return;
    } else if (const auto* value = std::get_if<Value>(&t.node)) {
      add_value(path, *value, t.mark);
      return;
    }
    row(path, text_of(t), t.mark);
  }

  std::vector<Comparison> take() {
    for (std::size_t i = 0; i < outcome_.mismatches.size(); ++i) {
      const scenario::Mismatch& m = outcome_.mismatches[i];
      if (!used_[i]) rows_.push_back({m.path, m.expected, m.received, true, m.mark});
    }
    return std::move(rows_);
  }

 private:
  bool differs(const std::string& path) const {
    return std::ranges::find(outcome_.mismatches, path, &scenario::Mismatch::path) !=
           outcome_.mismatches.end();
  }

  void add_value(const std::string& path, const Value& value, Mark mark) {
    if (const auto* map = value.if_map(); map != nullptr && !map->empty()) {
      for (const Value::Member& m : *map) {
        add_value(path + "." + m.name, m.value, m.value.mark.line != 0 ? m.value.mark : mark);
      }
      if (!differs(path)) return;
    } else if (const auto* list = value.if_list(); list != nullptr && !list->empty()) {
      for (std::size_t i = 0; i < list->size(); ++i)
        add_value(path + "[" + std::to_string(i) + "]", (*list)[i], mark);
      if (!differs(path)) return;
    }
    row(path, value.to_text(), mark, true);
  }

  void row(const std::string& path, std::string expected, Mark mark, bool literal = false) {
    Comparison c{path, std::move(expected), "nothing", false, mark};
    bool stated = false;
    for (std::size_t i = 0; i < outcome_.mismatches.size(); ++i) {
      const scenario::Mismatch& m = outcome_.mismatches[i];
      if (m.path != path) continue;
      used_[i] = true;
      stated = true;
      c.expected = m.expected;
      c.received = m.received;
      c.differs = true;
      if (m.mark.line != 0) c.mark = m.mark;
    }
    const Value* received = tree_ != nullptr ? tree_->find_path(path) : nullptr;
    if (!stated && received != nullptr) c.received = received->to_text();
    // Another message than the one that was waited for was not compared by the player.
    if (outcome_.mismatches.empty()) c.differs = c.received != c.expected && (literal || received == nullptr);
    rows_.push_back(std::move(c));
  }

  std::string text_of(const Template& t) const {
    if (const auto* value = std::get_if<Value>(&t.node)) return value->to_text();
    if (const auto* reference = std::get_if<scenario::Reference>(&t.node)) {
      return known(reference->path, step_, *outcome_.program);
    }
    if (const auto* matcher = std::get_if<scenario::Matcher>(&t.node)) return matcher->text;
    if (const auto* pieces = std::get_if<scenario::Interpolation>(&t.node)) {
      std::string out;
      for (const auto& piece : pieces->pieces) {
        const auto* text = std::get_if<std::string>(&piece);
        out += text != nullptr ? *text : "$" + std::get<scenario::Reference>(piece).path;
      }
      return "\"" + out + "\"";
    }
    return "as stated below";
  }

  const scenario::Step& step_;
  const scenario::StepOutcome& outcome_;
  const Value* tree_;
  std::vector<bool> used_;
  std::vector<Comparison> rows_;
};

std::string_view type_of(OctetView message) {
  switch (message.empty() ? 0 : message.front()) {
    case static_cast<int>(tcap::MessageType::unidirectional):
      return "UNIDIRECTIONAL";
    case static_cast<int>(tcap::MessageType::begin):
      return "BEGIN";
    case static_cast<int>(tcap::MessageType::end):
      return "END";
    case static_cast<int>(tcap::MessageType::continue_):
      return "CONTINUE";
    case static_cast<int>(tcap::MessageType::abort):
      return "ABORT";
    default:
      return "nothing";
  }
}

}  // namespace

std::vector<Comparison> compare(const scenario::StepOutcome& outcome, const Value* tree) {
  std::vector<Comparison> rows;
  const scenario::Step& step = outcome.program->steps[outcome.position];
  if (outcome.mismatches.empty()) {
    rows.push_back({"message", outcome.message, std::string(type_of(outcome.octets)), true, step.mark});
  }
  Fields fields(outcome, tree);
  const auto* message = std::get_if<scenario::MessageStep>(&step.what);
  if (message != nullptr && (tree != nullptr || !outcome.mismatches.empty()))
    fields.add("", message->expected);
  for (Comparison& c : fields.take()) rows.push_back(std::move(c));
  return rows;
}

}  // namespace mapsim::report
