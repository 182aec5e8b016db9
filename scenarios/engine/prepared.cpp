#include "scenarios/engine/prepared.h"

#include <algorithm>
#include <set>

#include "scenarios/engine/message_tree.h"

namespace mapsim::scenario {

namespace {

// `expected` with only the member `components`, or with all but what `components` holds.
Template part_of(const Template& expected, bool services) {
  Template out = expected;
  auto* map = std::get_if<Template::Map>(&out.node);
  if (map == nullptr) return out;
  if (services) {
    std::erase_if(*map, [](const Template::Member& m) { return m.name != "components"; });
    return out;
  }
  for (Template::Member& m : *map) {
    if (m.name == "components") m.value.node = Template::List{};
  }
  return out;
}

using Names = std::set<std::string, std::less<>>;

// Variables that differ between instances, or between two times of one instance: captured ones, and loop
// variables.
Names varying(const Program& program) {
  Names names;
  for (const Step& step : program.steps) {
    if (const auto* message = std::get_if<MessageStep>(&step.what)) {
      for (const MessageStep::Capture& c : message->captures) names.insert(c.name);
    }
    if (const auto* map = step.loop_variables.if_map()) {
      for (const Value::Member& m : *map) names.insert(m.name);
    }
  }
  return names;
}

bool refers_to(const Template& t, const Names& names) {
  const auto named = [&](const Reference& r) {
    return names.contains(std::string_view(r.path).substr(0, r.path.find_first_of(".[")));
  };
  if (const auto* reference = std::get_if<Reference>(&t.node)) return named(*reference);
  if (const auto* text = std::get_if<Interpolation>(&t.node)) {
    return std::ranges::any_of(text->pieces, [&](const auto& piece) {
      const auto* reference = std::get_if<Reference>(&piece);
      return reference != nullptr && named(*reference);
    });
  }
  if (const auto* matcher = std::get_if<Matcher>(&t.node)) {
    return std::ranges::any_of(matcher->operands, [&](const Template& o) { return refers_to(o, names); });
  }
  if (const auto* list = std::get_if<Template::List>(&t.node)) {
    return std::ranges::any_of(*list, [&](const Template& e) { return refers_to(e, names); });
  }
  if (const auto* map = std::get_if<Template::Map>(&t.node)) {
    return std::ranges::any_of(*map, [&](const Template::Member& m) { return refers_to(m.value, names); });
  }
  return false;
}

// Only what stands in octets of components, in the context and in the references of MAP-OPEN.
bool expects_services_only(const Template& expected) {
  const auto* map = std::get_if<Template::Map>(&expected.node);
  if (map == nullptr) return false;
  for (const Template::Member& m : *map) {
    if (m.name == "application-context" || m.name == "destination-reference" ||
        m.name == "originating-reference")
      continue;
    if (m.name != "components") return false;
    const auto* list = std::get_if<Template::List>(&m.value.node);
    if (list == nullptr) return false;
    if (std::ranges::any_of(*list, [](const Template& c) { return c.find("invoke-id") != nullptr; }))
      return false;
  }
  return true;
}

// What the receiver learns of the step's own message, when that arrives as it was built.
std::optional<CertainMatch> certain_match(const MessageStep& step, const BuiltRequest& built,
                                          map::ApplicationContext context, const Variables& variables) {
  using Is = MessageStep::Kind;
  if (step.kind != Is::begin && step.kind != Is::continue_ && step.kind != Is::end) return std::nullopt;
  if (!step.captures.empty() || !expects_services_only(step.expected)) return std::nullopt;
  map::MessageIndication message;
  message.primitive = step.kind == Is::begin       ? tcap::Primitive::begin
                      : step.kind == Is::continue_ ? tcap::Primitive::continue_
                                                   : tcap::Primitive::end;
  message.context = context;
  if (step.kind == Is::begin) message.dialogue_event = map::Opened{built.request.open};
  message.services = built.request.services;
  CertainMatch certain{context, built.request.open, {}};
  Invocations sent;
  for (tcap::Component& c : message.services) {
    // The operation of a result without a parameter is that of the invocation which it answers.
    c.invoke_id = static_cast<map::InvokeId>(sent.size());
    const auto* content = step.content.find("components");
    const auto* list = content != nullptr ? std::get_if<Template::List>(&content->node) : nullptr;
    std::int32_t opcode = -1;
    if (!c.code && list != nullptr && sent.size() < list->size()) {
      const Template& stated = (*list)[sent.size()];
      const Template* name =
          stated.find("result") != nullptr ? stated.find("result") : stated.find("result-not-last");
      const auto* value = name != nullptr ? std::get_if<Value>(&name->node) : nullptr;
      const map::Operation* operation = value != nullptr ? find_operation(*value, context) : nullptr;
      if (operation == nullptr) return std::nullopt;
      opcode = operation->code;
    }
    sent.push_back({*c.invoke_id, opcode});
    if (c.type == tcap::ComponentType::reject) return std::nullopt;
  }
  ReceivedMessage received;
  received.kind = step.kind;
  received.indication = &message;
  received.context = context;
  received.sent = &sent;
  for (const tcap::Component& c : message.services) {
    certain.components.push_back({c.type, code_of(received, c), c.linked_id, c.parameter});
  }
  const Value tree = received_tree(received);
  if (!match(step.expected, &tree, variables).empty()) return std::nullopt;
  // Without the member, the step states that no component comes.
  if (step.expected.find("components") == nullptr && !message.services.empty()) return std::nullopt;
  return certain;
}

}  // namespace

PreparedProgram::PreparedProgram(const Program& program, std::span<const std::string> row_variables) {
  steps.resize(program.steps.size());
  Names names = varying(program);
  names.insert(row_variables.begin(), row_variables.end());
  const Variables variables(&program.vars);
  // By dialogue: the context that its BEGIN names.
  std::vector<std::optional<map::ApplicationContext>> contexts(program.dialogues.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto* message = std::get_if<MessageStep>(&program.steps[i].what);
    if (message == nullptr) continue;
    PreparedStep& step = steps[i];
    auto& context = contexts[message->dialogue];
    const bool begins = message->kind == MessageStep::Kind::begin;
    if (begins) {
      step.expected_without_services = part_of(message->expected, false);
      step.expected_services = part_of(message->expected, true);
      context.reset();
    }
    if ((!begins && !context) || refers_to(message->content, names)) continue;
    // What cannot be built is told when the step is played.
    auto built = build_request(program, *message, variables, context.value_or(map::ApplicationContext{}));
    if (!built) continue;
    if (begins) context = built->request.context;
    step.request = std::move(*built);
    if (!refers_to(message->expected, names))
      step.certain = certain_match(*message, *step.request, *context, variables);
  }
}

bool matches_for_certain(const CertainMatch& certain, const ReceivedMessage& received) {
  const map::MessageIndication& m = *received.indication;
  if (m.context != certain.context || m.services.size() != certain.components.size()) return false;
  if (const auto* opened = std::get_if<map::Opened>(&m.dialogue_event)) {
    if (opened->info != certain.open) return false;
  } else if (!std::holds_alternative<map::Accepted>(m.dialogue_event) &&
             !std::holds_alternative<std::monostate>(m.dialogue_event)) {
    return false;
  }
  return std::ranges::equal(
      m.services, certain.components, [&](const tcap::Component& c, const CertainMatch::Component& e) {
        return c.type == e.type && !c.rejected_locally && c.linked_id == e.linked_id &&
               code_of(received, c) == e.code && std::ranges::equal(c.parameter, e.parameter);
      });
}

}  // namespace mapsim::scenario
