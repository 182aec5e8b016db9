#include "tools/flow/flow_line.h"

#include "scenarios/engine/message_tree.h"
#include "scenarios/engine/parameter_summary.h"
#include "scenarios/engine/telling.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/user_information.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/context_guess.h"

namespace mapsim::cli {

namespace {

using scenario::append_part;
using tcap::MessageType;

// The words of `mapsim run`. An abort is a refusal when it brings an AARE (Q.774 3.2.1). `tree` is that of
// TCAP.
std::string word_of_abort(const Value& tree) {
  if (tree.find_path("abort.dialogue.aare") != nullptr) return "REFUSE";
  if (tree.find_path("abort.p-abort-cause") != nullptr) return "P-ABORT";
  const Value* source = tree.find_path("abort.dialogue.abrt.abort-source");
  return source != nullptr && *source == Value("dialogue-service-provider") ? "P-ABORT" : "U-ABORT";
}

std::string word(const tcap::Message& message, const FlowFacts& facts) {
  if (facts.returned) return "RETURNED";
  switch (message.type) {
    case MessageType::begin:
      return "BEGIN";
    case MessageType::continue_:
      return "CONTINUE";
    case MessageType::end:
      return "END";
    case MessageType::unidirectional:
      return "UNI";
    case MessageType::abort:
      break;
  }
  return word_of_abort(tcap::message_value(message));
}

std::string plain(const Value& value) {
  if (const auto* text = value.if_string()) return *text;
  return value.to_text();
}

// Every leaf below, the last name of its path before it.
void add_leaves(std::string& out, const Value& value, const std::string& name) {
  if (const auto* map = value.if_map()) {
    for (const Value::Member& m : *map) add_leaves(out, m.value, m.name);
    return;
  }
  append_part(out, name.empty() ? plain(value) : name + " " + plain(value));
}

// The context that a refusal names, where it is not the one that was asked for.
std::string alternative(const Value& tree, const FlowFacts& facts) {
  const Value* name = tree.find_path("abort.dialogue.aare.application-context-name");
  const auto* text = name != nullptr ? name->if_string() : nullptr;
  if (text == nullptr) return "";
  for (const map::ApplicationContextRow& row : map::application_contexts()) {
    const std::string oid =
        "0.4.0.0.1.0." + std::to_string(row.context.code) + "." + std::to_string(row.context.version);
    if (oid != *text) continue;
    const bool asked = !facts.assumed && facts.context == row.context;
    return asked ? "" : "alternative " + std::string(row.name);
  }
  return "alternative " + *text;
}

void add_abort(std::string& out, const tcap::Message& message, const FlowFacts& facts) {
  const Value tree = tcap::message_value(message);
  if (const Value* cause = tree.find_path("abort.p-abort-cause")) append_part(out, plain(*cause));
  if (const Value* why = tree.find_path("abort.dialogue.aare.result-source-diagnostic")) {
    add_leaves(out, *why, "");
    append_part(out, alternative(tree, facts));
  }
}

// As scenario::summary() of its tree.
void add_component(std::string& out, const tcap::Component& c, std::int32_t operation_code,
                   map::ApplicationContext context, map::Remarks& remarks) {
  using enum tcap::ComponentType;
  const map::Operation* operation = map::find_operation(context, operation_code);
  switch (c.type) {
    case invoke:
      append_part(out, plain(scenario::operation_name(operation_code, context)));
      if (!c.parameter.empty()) scenario::append_argument_summary(out, operation, c.parameter, &remarks);
      break;
    case return_result_last:
    case return_result_not_last:
      append_part(out, c.type == return_result_last ? "result " : "partial result ");
      out += plain(scenario::operation_name(operation_code, context));
      if (!c.parameter.empty()) scenario::append_result_summary(out, operation, c.parameter, &remarks);
      break;
    case return_error: {
      const auto* code = c.code ? std::get_if<std::int32_t>(&*c.code) : nullptr;
      const std::int32_t error = code != nullptr ? *code : -1;
      append_part(out, "error ");
      out += plain(scenario::error_name(error, context));
      if (!c.parameter.empty())
        scenario::append_error_summary(out, error, operation, context, c.parameter, &remarks);
      break;
    }
    case reject:
      append_part(out, "reject ");
      out += tcap::problem_name(c.problem);
      break;
  }
}

void add_text(FlowLine& line, const tcap::Message& message, const FlowFacts& facts) {
  std::string& out = line.text;
  if (facts.returned) append_part(out, plain(to_value(*facts.returned)));
  if (message.type == MessageType::abort) add_abort(out, message, facts);
  map::Remarks remarks;
  std::optional<map::DialoguePdu> pdu;
  if (message.dialogue && !message.dialogue->portion.user_information.empty()) {
    auto information = map::read_user_information(message.dialogue->portion.user_information);
    pdu = std::move(information.pdu);
    if (information.fault) remarks.push_back(std::move(*information.fault));
  }
  for (std::size_t i = 0; i < message.components.size(); ++i) {
    const std::int32_t code = i < facts.operation_codes.size() ? facts.operation_codes[i] : -1;
    add_component(out, message.components[i], code, facts.context.value_or(map::ApplicationContext{}),
                  remarks);
  }
  if (pdu) add_leaves(out, to_value(*pdu), "");
  for (const Error& e : remarks) line.problems.push_back(e.message());
}

}  // namespace

void start_line(FlowLine& line, const CapturedMessage& message) {
  const DecodedMessage& decoded = message.decoded;
  line.frame = message.packet.number;
  line.at = message.packet.at;
  line.by_initiator = !decoded.followed || decoded.followed->by_initiator;
  line.failed = decoded.failed;
  line.facts = {decoded.returned, decoded.context, decoded.assumed, {}};
  for (const tcap::Component& c : decoded.tcap->components)
    line.facts.operation_codes.push_back(operation_code_of(c, decoded.followed));
}

void tell(FlowLine& line, const tcap::Message& message) {
  line.message = word(message, line.facts);
  add_text(line, message, line.facts);
}

void tell(FlowLine& line, OctetView octets) {
  if (const auto message = tcap::decode(octets)) tell(line, *message);
}

}  // namespace mapsim::cli
