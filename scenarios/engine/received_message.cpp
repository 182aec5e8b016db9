#include "scenarios/engine/received_message.h"

#include <algorithm>

#include "scenarios/engine/message_tree.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/dialogue_pdu.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/names.h"

namespace mapsim::scenario {

namespace {

using Kind = MessageStep::Kind;

Value component_tree(const ReceivedMessage& message, const tcap::Component& c) {
  Value tree;
  const map::Operation* operation = map::find_operation(message.context, code_of(message, c));
  const auto name = [&] {
    return operation != nullptr ? Value(operation->name) : Value(code_of(message, c));
  };
  std::string_view parameter = "parameter";
  std::optional<Value> decoded;
  using enum tcap::ComponentType;
  switch (c.type) {
    case invoke:
      tree.add("invoke", name());
      parameter = "argument";
      if (!c.parameter.empty()) decoded = argument_tree(operation, c.parameter);
      break;
    case return_result_last:
    case return_result_not_last:
      tree.add(c.type == return_result_last ? "result" : "result-not-last", name());
      if (!c.parameter.empty()) decoded = result_tree(operation, c.parameter);
      break;
    case return_error: {
      const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      const std::int32_t error = code != nullptr ? *code : -1;
      tree.add("error", error_name(error, message.context));
      if (!c.parameter.empty()) decoded = error_tree(error, operation, message.context, c.parameter);
      break;
    }
    case reject:
      tree.add("reject", tcap::problem_name(c.problem));
      tree.add("problem", to_value(c.problem.type));
      break;
  }
  if (c.invoke_id) tree.add("invoke-id", static_cast<std::int64_t>(*c.invoke_id));
  if (c.linked_id) tree.add("linked-id", static_cast<std::int64_t>(*c.linked_id));
  if (decoded) tree.add(std::string(parameter), std::move(*decoded));
  if (c.rejected_locally) tree.add("rejected", tcap::problem_name(c.problem));
  return tree;
}

bool is_refusal(const map::MessageIndication& m) {
  return m.p_abort_cause == tcap::PAbortCause::no_common_dialogue_portion;
}

void add_dialogue(Value& tree, const map::MessageIndication& m) {
  const auto context = [](map::ApplicationContext c) { return Value(map::to_string(c)); };
  if (const auto* opened = std::get_if<map::Opened>(&m.dialogue_event)) {
    tree.add("application-context", context(m.context));
    if (opened->info && opened->info->destination_reference) {
      tree.add("destination-reference", reference_tree(*opened->info->destination_reference));
    }
    if (opened->info && opened->info->originating_reference) {
      tree.add("originating-reference", reference_tree(*opened->info->originating_reference));
    }
  } else if (std::holds_alternative<map::Accepted>(m.dialogue_event)) {
    tree.add("application-context", context(m.context));
  } else if (const auto* refused = std::get_if<map::Refused>(&m.dialogue_event)) {
    tree.add("reason", to_value(refused->reason));
    if (refused->alternative) tree.add("alternative", context(*refused->alternative));
  } else if (const auto* aborted = std::get_if<map::UserAborted>(&m.dialogue_event)) {
    if (aborted->abort) tree.add("reason", to_value(*aborted->abort));
  } else if (const auto* provider = std::get_if<map::ProviderAborted>(&m.dialogue_event)) {
    tree.add("reason", to_value(provider->reason));
  }
  if (m.p_abort_cause && !is_refusal(m)) tree.add("cause", to_value(*m.p_abort_cause));
}

Value tcap_tree(const map::MessageIndication& m) {
  Value tree{Value::Map{}};
  if (m.otid) tree.add("otid", static_cast<std::int64_t>(m.otid->value));
  if (m.dtid) tree.add("dtid", static_cast<std::int64_t>(m.dtid->value));
  return tree;
}

std::string_view form_name(std::uint8_t message_type) {
  switch (message_type) {
    case 0x09:
      return "udt";
    case 0x11:
      return "xudt";
    case 0x13:
      return "ludt";
    default:
      return "other";
  }
}

Value sccp_tree(const sccp::Transit& t) {
  Value tree;
  tree.add("called", to_value(t.called));
  tree.add("calling", to_value(t.calling));
  tree.add("class", static_cast<std::int64_t>(t.protocol_class));
  tree.add("return-on-error", t.return_on_error);
  tree.add("form", form_name(t.message_type));
  tree.add("segments", static_cast<std::int64_t>(t.segments));
  if (t.hop_counter) tree.add("hop-counter", static_cast<std::int64_t>(*t.hop_counter));
  if (t.importance) tree.add("importance", static_cast<std::int64_t>(*t.importance));
  return tree;
}

Value m3ua_tree(const sccp::Transit& t) {
  Value tree;
  const auto number = [&](const char* name, std::uint32_t v) {
    tree.add(name, static_cast<std::int64_t>(v));
  };
  if (t.routing_context) number("routing-context", *t.routing_context);
  if (t.network_appearance) number("network-appearance", *t.network_appearance);
  number("opc", t.label.opc);
  number("dpc", t.label.dpc);
  number("si", t.label.si);
  number("ni", t.label.ni);
  number("mp", t.label.mp);
  number("sls", t.label.sls);
  return tree;
}

// Where a step writes gt: "+1555…" with tt, np, nai beside it, the received address is written so too.
void flatten_title(Value& address, const Template& stated) {
  const Template* gt = stated.find("gt");
  if (gt == nullptr || std::holds_alternative<Template::Map>(gt->node)) return;
  auto* members = address.if_map();
  if (members == nullptr) return;
  const auto at = std::ranges::find(*members, "gt", &Value::Member::name);
  if (at == members->end() || at->value.if_map() == nullptr) return;
  const Value title = at->value;
  const Value* digits = title.find("digits");
  at->value =
      "+" + (digits != nullptr && digits->if_string() != nullptr ? *digits->if_string() : std::string());
  for (const Value::Member& m : *title.if_map()) {
    if (m.name != "digits") address.add(m.name, m.value);
  }
}

}  // namespace

std::int32_t code_of(const ReceivedMessage& message, const tcap::Component& c) {
  if (c.code) {
    if (const auto* local = std::get_if<std::int32_t>(&*c.code)) return *local;
  }
  // A result without parameter names no operation: the invocation that it answers does.
  if (message.sent != nullptr && c.invoke_id) {
    const auto at = std::ranges::find(*message.sent, *c.invoke_id, &Invocation::invoke_id);
    if (at != message.sent->end()) return at->opcode;
  }
  return -1;
}

Kind kind_of(const map::MessageIndication& message) {
  // A P-ABORT stays one on the chart, though an initiator takes it for a refusal (TS 29.002 7.3.1). Only "no
  // common dialogue portion" is none on the wire: the peer refuses by an AARE, and TCAP makes a P-ABORT of it
  // (Q.774 3.2.3).
  if (message.primitive == tcap::Primitive::p_abort && !is_refusal(message)) return Kind::p_abort;
  if (std::holds_alternative<map::Refused>(message.dialogue_event)) return Kind::refuse;
  if (std::holds_alternative<map::ProviderAborted>(message.dialogue_event)) return Kind::p_abort;
  switch (message.primitive) {
    case tcap::Primitive::begin:
    case tcap::Primitive::uni:
      return Kind::begin;
    case tcap::Primitive::continue_:
      return Kind::continue_;
    case tcap::Primitive::end:
      return Kind::end;
    case tcap::Primitive::u_abort:
      return Kind::u_abort;
    case tcap::Primitive::p_abort:
      return Kind::p_abort;
  }
  return Kind::p_abort;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::begin:
      return "BEGIN";
    case Kind::continue_:
      return "CONTINUE";
    case Kind::end:
      return "END";
    case Kind::prearranged_end:
      return "local END";
    case Kind::u_abort:
      return "U-ABORT";
    case Kind::p_abort:
      return "P-ABORT";
    case Kind::refuse:
      return "REFUSE";
  }
  return "?";
}

Value received_tree(const ReceivedMessage& message) {
  const map::MessageIndication& m = *message.indication;
  Value tree{Value::Map{}};
  add_dialogue(tree, m);
  if (m.primitive != tcap::Primitive::u_abort && m.primitive != tcap::Primitive::p_abort) {
    Value::List components;
    for (const tcap::Component& c : m.services) components.push_back(component_tree(message, c));
    tree.add("components", std::move(components));
  }
  tree.add("tcap", tcap_tree(m));
  tree.add("sccp", sccp_tree(m.transit));
  tree.add("m3ua", m3ua_tree(m.transit));
  return tree;
}

void adapt_addresses(Value& received, const Template& expected) {
  const Template* stated = expected.find("sccp");
  auto* members = received.if_map();
  if (stated == nullptr || members == nullptr) return;
  const auto sccp = std::ranges::find(*members, "sccp", &Value::Member::name);
  if (sccp == members->end()) return;
  for (Value::Member& m : *sccp->value.if_map()) {
    if (const Template* address = stated->find(m.name); address != nullptr) flatten_title(m.value, *address);
  }
}

std::optional<Mismatch> unstated_components(const Template& expected, const MessageStep& stated,
                                            const Value& tree) {
  const Value* components = tree.find("components");
  const Template* forced = stated.content.find("tcap");
  const bool by_octets = forced != nullptr &&
                         (forced->find("component-portion") != nullptr || forced->find("message") != nullptr);
  if (components == nullptr || components->if_list()->empty() || expected.find("components") != nullptr ||
      by_octets) {
    return std::nullopt;
  }
  return Mismatch{"components", "none", components->to_text(), {}};
}

}  // namespace mapsim::scenario
