#include "tools/decode/map_tree.h"

#include "scenarios/engine/message_tree.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/user_information.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/context_guess.h"

namespace mapsim::cli {

namespace {

void add_component(const tcap::Component& c, const std::optional<Followed>& followed,
                   map::ApplicationContext context, Value::List& out, std::vector<std::string>* problems) {
  using enum tcap::ComponentType;
  map::Remarks remarks;
  Value tree;
  const std::int32_t operation_code = operation_code_of(c, followed);
  const map::Operation* operation = map::find_operation(context, operation_code);
  switch (c.type) {
    case invoke:
      tree.add("invoke", scenario::operation_name(operation_code, context));
      if (!c.parameter.empty())
        tree.add("argument", scenario::argument_tree(operation, c.parameter, &remarks));
      break;
    case return_result_last:
    case return_result_not_last:
      tree.add(c.type == return_result_last ? "result" : "result-not-last",
               scenario::operation_name(operation_code, context));
      if (!c.parameter.empty())
        tree.add("parameter", scenario::result_tree(operation, c.parameter, &remarks));
      break;
    case return_error: {
      const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      const std::int32_t error = code != nullptr ? *code : -1;
      tree.add("error", scenario::error_name(error, context));
      if (!c.parameter.empty()) {
        tree.add("parameter", scenario::error_tree(error, operation, context, c.parameter, &remarks));
      }
      break;
    }
    case reject:
      tree.add("reject", tcap::problem_name(c.problem));
      break;
  }
  if (problems != nullptr) {
    for (const Error& e : remarks) problems->push_back(e.message());
  }
  out.push_back(std::move(tree));
}

}  // namespace

Value map_tree(const DecodedMessage& message, std::vector<std::string>* problems) {
  const tcap::Message& tcap = *message.tcap;
  Value out;
  if (message.context) out.add("application-context", map::to_string(*message.context));
  if (message.assumed) out.add("assumed", true);
  if (tcap.dialogue && !tcap.dialogue->portion.user_information.empty()) {
    const auto information = map::read_user_information(tcap.dialogue->portion.user_information);
    if (information.pdu) out.add("dialogue", to_value(*information.pdu));
    if (information.fault && problems != nullptr) problems->push_back(information.fault->message());
  }
  Value::List components;
  for (const tcap::Component& c : tcap.components) {
    add_component(c, message.followed, message.context.value_or(map::ApplicationContext{}), components,
                  problems);
  }
  if (!components.empty()) out.add("components", std::move(components));
  return out;
}

}  // namespace mapsim::cli
