#include "tests/e2e/stated.h"

#include <algorithm>
#include <set>

#include "scenarios/engine/contexts.h"
#include "scenarios/engine/message_tree.h"

namespace mapsim::e2e {

using scenario::MessageStep;
using scenario::Program;
using Kind = scenario::MessageStep::Kind;

namespace {

std::string without_plus(const std::string& digits) {
  return digits.starts_with('+') ? digits.substr(1) : digits;
}

std::string literal(const Value& v) {
  if (v.if_string() != nullptr) return *v.if_string();
  if (v.if_int() != nullptr) return std::to_string(*v.if_int());
  if (const Value* digits = v.find("digits")) return literal(*digits);
  if (const Value* text = v.find("text")) return literal(*text);  // an alphanumeric address
  return v.to_text();
}

void collect(const Value& v, ComponentFacts& facts);

void collect_member(const std::string& name, const Value& v, ComponentFacts& facts) {
  if (v.if_octets() != nullptr || v.find("hex") != nullptr) {
    facts.opaque = true;
    return;
  }
  if (name == "part") facts.text_is_part = true;
  const Member* member = find_member(name);
  if (member == nullptr) {
    // A CHOICE of which the chosen one is a NULL is written by its name: sm-RP-DA: noSM-RP-DA.
    const std::string* chosen = v.if_string();
    if (chosen != nullptr && find_member(*chosen) != nullptr) facts.members.emplace(*chosen, "");
    return collect(v, facts);
  }
  switch (member->compare) {
    case Compare::presence:
      if (v.if_bool() == nullptr || *v.if_bool()) facts.members.emplace(name, "");
      break;
    case Compare::digits:
      facts.members.emplace(name, without_plus(literal(v)));
      break;
    case Compare::name:
    case Compare::number:
    case Compare::text:
      facts.members.emplace(name, literal(v));
      break;
  }
}

void collect(const Value& v, ComponentFacts& facts) {
  if (v.if_octets() != nullptr || v.find("hex") != nullptr) facts.opaque = true;
  if (v.if_map() != nullptr) {
    for (const auto& member : *v.if_map()) collect_member(member.name, member.value, facts);
  }
  if (v.if_list() != nullptr) {
    for (const Value& item : *v.if_list()) collect(item, facts);
  }
}

std::optional<std::int32_t> operation_code(const Value& name, map::ApplicationContext context) {
  if (const map::Operation* operation = scenario::find_operation(name, context)) return operation->code;
  return name.if_int() != nullptr ? std::optional(static_cast<std::int32_t>(*name.if_int())) : std::nullopt;
}

ComponentFacts component(const Value& v, map::ApplicationContext context) {
  ComponentFacts facts;
  const Value* parameter = v.find(v.find("invoke") != nullptr ? "argument" : "parameter");
  if (const Value* invoke = v.find("invoke")) {
    facts.kind = "invoke";
    facts.code = operation_code(*invoke, context);
  } else if (const Value* error = v.find("error")) {
    facts.kind = "returnError";
    if (const auto code = scenario::error_code(*error, context)) facts.code = *code;
  } else if (v.find("reject") != nullptr) {
    facts.kind = "reject";
  } else {
    const Value* last = v.find("result");
    facts.kind = last != nullptr ? "returnResultLast" : "returnResultNotLast";
    // The operation's code goes only with a parameter (Q.773 table 22).
    if (parameter != nullptr)
      facts.code = operation_code(last != nullptr ? *last : *v.find("result-not-last"), context);
  }
  if (parameter != nullptr) collect(*parameter, facts);
  return facts;
}

std::string wire_kind(Kind kind) {
  switch (kind) {
    case Kind::begin:
      return "begin";
    case Kind::continue_:
      return "continue";
    case Kind::end:
      return "end";
    case Kind::u_abort:
    case Kind::p_abort:
    case Kind::refuse:
      return "abort";
    case Kind::prearranged_end:
      break;
  }
  return "";
}

std::string object_identifier(map::ApplicationContext context) {
  return "0.4.0.0.1.0." + std::to_string(context.code) + "." + std::to_string(context.version);
}

struct Dialogue {
  map::ApplicationContext context;
  std::uint16_t initiator = 0;
  bool answered = false;
  bool own_names = false;
  bool own_addresses = false;
};

class Evaluation {
 public:
  explicit Evaluation(const Program& program)
      : program_(program), variables_(&program.vars), dialogues_(program.dialogues.size()) {}

  Statement run() {
    for (std::size_t i = 0; i < program_.steps.size(); ++i) {
      const scenario::Step& step = program_.steps[i];
      if (step.loop_variables.if_map() != nullptr) {
        for (const auto& v : *step.loop_variables.if_map()) variables_.set(v.name, v.value);
      }
      if (const auto* message = std::get_if<MessageStep>(&step.what)) this->message(i + 1, step, *message);
    }
    return std::move(statement_);
  }

 private:
  void message(std::size_t number, const scenario::Step& step, const MessageStep& message) {
    const scenario::SourcePlace place = program_.sources.place(step.mark);
    const std::string text =
        place.file.filename().string() + ":" + std::to_string(place.mark.line) + ": " + step.text;
    auto content = evaluate(message.content, variables_);
    if (!content) {
      statement_.problems.push_back(text + ": " + content.error().message());
      return;
    }
    // What is captured from a message is what its sender put into it.
    for (const auto& capture : message.captures) {
      if (const Value* v = content->find_path(capture.path)) variables_.set(capture.name, *v);
    }
    if (message.kind == Kind::prearranged_end) return;
    StatedMessage stated;
    stated.step = number;
    stated.text = text;
    stated.damaged = message.is_damaged();
    stated.may_be_absent = message.has(scenario::FaultOnTheWay::Kind::drop);
    stated.doubled = message.has(scenario::FaultOnTheWay::Kind::duplicate);
    stated.facts.kind = wire_kind(message.kind);
    Dialogue& dialogue = dialogues_[message.dialogue];
    dialogue_names(message, *content, dialogue, stated);
    addresses(message, *content, dialogue, stated);
    const Value* tcap = content->find("tcap");
    stated.compare_components =
        tcap == nullptr || (tcap->find("component-portion") == nullptr && tcap->find("message") == nullptr);
    if (const Value* list = content->find("components"); list != nullptr && list->if_list() != nullptr) {
      for (const Value& c : *list->if_list())
        stated.facts.components.push_back(component(c, dialogue.context));
    }
    statement_.messages.push_back(std::move(stated));
  }

  void dialogue_names(const MessageStep& message, const Value& content, Dialogue& dialogue,
                      StatedMessage& stated) {
    const Value* tcap = content.find("tcap");
    if (tcap != nullptr && (tcap->find("dialogue-portion") != nullptr || tcap->find("message") != nullptr)) {
      dialogue.own_names = true;
    }
    if (message.kind == Kind::begin) {
      dialogue.initiator = message.from;
      const Value* name = content.find("application-context");
      if (const auto context = name == nullptr ? std::nullopt : scenario::find_context(literal(*name))) {
        dialogue.context = *context;
      } else {
        dialogue.own_names = true;
      }
    }
    // Version 1 has no dialogue portion. The name is asked for in the BEGIN and echoed in the first message
    // back.
    if (dialogue.context.version > 1) {
      if (message.kind == Kind::begin) stated.facts.request_name = object_identifier(dialogue.context);
      const bool back = message.from != dialogue.initiator;
      if (back && !dialogue.answered && (message.kind == Kind::continue_ || message.kind == Kind::end)) {
        stated.facts.response_name = object_identifier(dialogue.context);
      }
      dialogue.answered = dialogue.answered || back;
    }
    if (const Value* name = content.find("alternative"); name != nullptr && message.kind == Kind::refuse) {
      if (const auto context = scenario::find_context(literal(*name))) {
        stated.facts.response_name = object_identifier(*context);
      }
    }
    stated.compare_names = !dialogue.own_names && stated.facts.kind != "abort";
  }

  void addresses(const MessageStep& message, const Value& content, Dialogue& dialogue,
                 StatedMessage& stated) {
    const std::string& from = program_.endpoints[message.from].gt;
    const std::string& to = program_.endpoints[message.to].gt;
    const Value* sccp = content.find("sccp");
    const bool own = sccp != nullptr && (sccp->find("called") != nullptr || sccp->find("calling") != nullptr);
    dialogue.own_addresses = dialogue.own_addresses || own || from.empty() || to.empty();
    stated.compare_addresses = !dialogue.own_addresses;
    stated.facts.called = without_plus(to);
    stated.facts.calling = without_plus(from);
  }

  const Program& program_;
  scenario::Variables variables_;
  std::vector<Dialogue> dialogues_;
  Statement statement_;
};

// Steps, counted from 1, of alternatives that were not played: where no frame tells, of all but the first.
std::set<std::size_t> steps_not_taken(const Program& program, const std::vector<std::size_t>& played) {
  std::set<std::size_t> out;
  for (const scenario::Step& step : program.steps) {
    const auto* alt = std::get_if<scenario::AltStep>(&step.what);
    if (alt == nullptr) continue;
    const auto end_of = [&](std::size_t i) {
      return i + 1 < alt->alternatives.size() ? alt->alternatives[i + 1] : step.next;
    };
    std::size_t taken = 0;
    for (std::size_t i = 0; i < alt->alternatives.size(); ++i) {
      if (std::any_of(played.begin(), played.end(), [&](std::size_t number) {
            return number > alt->alternatives[i] && number <= end_of(i);
          }))
        taken = i;
    }
    for (std::size_t i = 0; i < alt->alternatives.size(); ++i) {
      for (std::size_t position = alt->alternatives[i]; i != taken && position < end_of(i); ++position)
        out.insert(position + 1);
    }
  }
  return out;
}

}  // namespace

Statement stated_messages(const Program& program, const std::vector<std::size_t>& played) {
  Statement statement = Evaluation(program).run();
  const auto left_out = steps_not_taken(program, played);
  std::erase_if(statement.messages, [&](const StatedMessage& m) { return left_out.contains(m.step); });
  const bool in_turns =
      std::any_of(program.steps.begin(), program.steps.end(), [](const scenario::Step& step) {
        const auto* message = std::get_if<MessageStep>(&step.what);
        return std::holds_alternative<scenario::ParallelStep>(step.what) ||
               (message != nullptr && message->is_held_back());
      });
  if (in_turns) {
    std::stable_sort(statement.messages.begin(), statement.messages.end(), [&](const auto& a, const auto& b) {
      return std::find(played.begin(), played.end(), a.step) <
             std::find(played.begin(), played.end(), b.step);
    });
  }
  return statement;
}

}  // namespace mapsim::e2e
