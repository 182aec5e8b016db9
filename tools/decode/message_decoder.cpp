#include "tools/decode/message_decoder.h"

#include "scenarios/engine/message_tree.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/user_information.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

// Without context: the newest that has the operation. It is a guess, and said to be one.
std::optional<map::ApplicationContext> assumed_context(const tcap::Message& message) {
  const map::Operation* best = nullptr;
  for (const tcap::Component& c : message.components) {
    const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
    if (code == nullptr) continue;
    for (const map::Operation& o : map::operations()) {
      if (o.code == *code && (best == nullptr || o.context.version > best->context.version)) best = &o;
    }
  }
  return best != nullptr ? std::optional(best->context) : std::nullopt;
}

std::int32_t code_of(const tcap::Component& c, const TrackedDialogue& dialogue) {
  if (c.code) {
    if (const auto* local = std::get_if<std::int32_t>(&*c.code)) return *local;
  }
  const auto at = c.invoke_id ? dialogue.invocations.find(*c.invoke_id) : dialogue.invocations.end();
  return at != dialogue.invocations.end() ? at->second : -1;
}

void add_component(const tcap::Component& c, const TrackedDialogue& dialogue, map::ApplicationContext context,
                   Value::List& out, std::vector<std::string>& problems) {
  using enum tcap::ComponentType;
  map::Remarks remarks;
  Value tree;
  const auto operation_code = [&] {
    if (c.type != return_error) return code_of(c, dialogue);
    const auto at = c.invoke_id ? dialogue.invocations.find(*c.invoke_id) : dialogue.invocations.end();
    return at != dialogue.invocations.end() ? at->second : -1;
  }();
  const map::Operation* operation = map::find_operation(context, operation_code);
  switch (c.type) {
    case invoke:
      tree.add("invoke", scenario::operation_name(operation_code, context));
      if (!c.parameter.empty()) tree.add("argument", scenario::argument_tree(operation, c.parameter, &remarks));
      break;
    case return_result_last:
    case return_result_not_last:
      tree.add(c.type == return_result_last ? "result" : "result-not-last", scenario::operation_name(operation_code, context));
      if (!c.parameter.empty()) tree.add("parameter", scenario::result_tree(operation, c.parameter, &remarks));
      break;
    case return_error: {
      const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      const std::int32_t error = code != nullptr ? *code : -1;
      tree.add("error", scenario::error_name(error, context));
      if (!c.parameter.empty()) tree.add("parameter", scenario::error_tree(error, operation, context, c.parameter, &remarks));
      break;
    }
    case reject:
      tree.add("reject", tcap::problem_name(c.problem));
      break;
  }
  for (const Error& e : remarks) problems.push_back(e.message());
  out.push_back(std::move(tree));
}

}  // namespace

void MessageDecoder::m3ua(OctetView octets, Value& tree, std::vector<std::string>& problems) {
  const auto message = m3ua::decode(octets);
  if (!message) {
    problems.push_back(message.error().message());
    return;
  }
  const auto* data = message->find<m3ua::ProtocolData>(m3ua::Tag::protocol_data);
  tree.add("m3ua", m3ua::to_value(*message));
  if (data == nullptr) return;
  if (data->label.si != mtp::kServiceIndicatorSccp) return;
  sccp(data->data, data->label, tree, problems);
}

void MessageDecoder::sccp(OctetView octets, mtp::RoutingLabel label, Value& tree, std::vector<std::string>& problems) {
  const auto message = sccp::decode(octets);
  if (!message) {
    problems.push_back(message.error().message());
    return;
  }
  ShownSccp shown = show_sccp(*message);
  tree.add("sccp", std::move(shown.tree));
  if (shown.fault) problems.push_back(shown.fault->message());
  if (carries_management(*message)) return;
  if (!message->header.segmentation) {
    tcap(message->data, message->header.called, message->header.calling, tree, problems);
    return;
  }
  const OctetView calling = octets.subspan(message->calling.offset, message->calling.size);
  auto outcome = reassembly_.add(*message, calling, label, Instant());
  if (outcome.failure) problems.push_back("sccp: " + outcome.failure->text);
  if (outcome.complete) {
    tcap(outcome.complete->data, message->header.called, message->header.calling, tree, problems);
  }
}

void MessageDecoder::tcap(OctetView octets, const sccp::Address& called, const sccp::Address& calling, Value& tree,
                          std::vector<std::string>& problems) {
  const auto message = tcap::decode(octets);
  if (!message) {
    problems.push_back(message.error().message());
    return;
  }
  tree.add("tcap", tcap::message_value(*message));
  const auto dialogue = dialogues_.follow(*message, called, calling);
  auto context = dialogue->context;
  Value map_tree;
  if (context) {
    map_tree.add("application-context", map::to_string(*context));
  } else if ((context = assumed_context(*message))) {
    map_tree.add("application-context", map::to_string(*context));
    map_tree.add("assumed", true);
  }
  if (message->dialogue && !message->dialogue->portion.user_information.empty()) {
    const auto information = map::read_user_information(message->dialogue->portion.user_information);
    if (information.pdu) map_tree.add("dialogue", to_value(*information.pdu));
    if (information.fault) problems.push_back(information.fault->message());
  }
  Value::List components;
  for (const tcap::Component& c : message->components) {
    add_component(c, *dialogue, context.value_or(map::ApplicationContext{}), components, problems);
  }
  if (!components.empty()) map_tree.add("components", std::move(components));
  if (!map_tree.is_null()) tree.add("map", std::move(map_tree));
}

}  // namespace mapsim::cli
