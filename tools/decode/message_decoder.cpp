#include "tools/decode/message_decoder.h"

#include "scenarios/engine/message_tree.h"
#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/m3ua/message.h"
#include "sigtran/map/application_contexts.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/user_information.h"
#include "sigtran/sccp/names.h"
#include "sigtran/tcap/value.h"
#include "tools/decode/context_guess.h"
#include "tools/decode/sccp_management.h"

namespace mapsim::cli {

namespace {

void add_component(const tcap::Component& c, const std::optional<Followed>& followed,
                   map::ApplicationContext context, Value::List& out, DecodedMessage& message) {
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
      message.failed = true;
      break;
    }
    case reject:
      tree.add("reject", tcap::problem_name(c.problem));
      message.failed = true;
      break;
  }
  for (const Error& e : remarks) message.problems.push_back(e.message());
  out.push_back(std::move(tree));
}

}  // namespace

void MessageDecoder::m3ua(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  auto message = m3ua::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  m3ua_ = std::move(*message);
  const auto* data = m3ua_.find<m3ua::ProtocolData>(m3ua::Tag::protocol_data);
  if (everything_) out.tree.add("m3ua", m3ua::to_value(m3ua_));
  if (data == nullptr) return;
  if (data->label.si != mtp::kServiceIndicatorSccp) return;
  sccp(data->data, data->label, arrival, out);
}

void MessageDecoder::mtp3(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  const auto part = capture::read_mtp3(octets);
  if (!part) {
    out.problems.push_back(part.error().message());
    return;
  }
  if (everything_) {
    Value label;
    label.add("opc", static_cast<std::int64_t>(part->label.opc));
    label.add("dpc", static_cast<std::int64_t>(part->label.dpc));
    label.add("si", static_cast<std::int64_t>(part->label.si));
    label.add("ni", static_cast<std::int64_t>(part->label.ni));
    label.add("sls", static_cast<std::int64_t>(part->label.sls));
    out.tree.add("mtp3", std::move(label));
  }
  if (part->label.si == mtp::kServiceIndicatorSccp) sccp(part->data, part->label, arrival, out);
}

void MessageDecoder::sccp(OctetView octets, mtp::RoutingLabel label, const Arrival& arrival,
                          DecodedMessage& out) {
  out.sccp_octets = octets;
  const auto message = sccp::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  if (everything_) {
    ShownSccp shown = show_sccp(*message);
    out.tree.add("sccp", std::move(shown.tree));
    if (shown.fault) out.problems.push_back(shown.fault->message());
  }
  out.label = label;
  out.called = message->header.called;
  out.calling = message->header.calling;
  const sccp::MessageFormat& format = sccp::format_of(message->header.type);
  if (format.service) out.returned = message->header.return_cause;
  if (carries_management(*message)) return;
  if (!message->header.segmentation) return tcap(message->data, arrival, out);
  if (arrival.again) return;
  // T(reass) by the capture's time.
  const Instant now = Instant::from_start(arrival.at);
  while (const auto late = reassembly_.on_time(now)) {
    out.problems.push_back("sccp: of an earlier message: " + late->text);
  }
  const OctetView calling = octets.subspan(message->calling.offset, message->calling.size);
  auto outcome = reassembly_.add(*message, calling, label, now);
  if (outcome.failure) out.problems.push_back("sccp: " + outcome.failure->text);
  if (!outcome.complete) return;
  assembled_ = std::move(outcome.complete->data);
  tcap(assembled_, arrival, out);
}

void MessageDecoder::tcap(OctetView octets, const Arrival& arrival, DecodedMessage& out) {
  out.tcap_octets = octets;
  const auto message = tcap::decode(octets);
  if (!message) {
    out.problems.push_back(message.error().message());
    return;
  }
  // Why a dialogue was aborted stands nowhere else.
  if (everything_ || message->type == tcap::MessageType::abort)
    out.tree.add("tcap", tcap::message_value(*message));
  out.type = message->type;
  out.failed = out.returned || message->type == tcap::MessageType::abort;
  if (out.returned) {
    // As it was sent: it comes back with its addresses exchanged (Q.714 4.2).
    mtp::RoutingLabel sent = out.label;
    std::swap(sent.opc, sent.dpc);
    out.followed = dialogues_.find(*message, {out.calling, out.called, sent});
  } else if (arrival.again) {
    out.followed = dialogues_.find(*message, {out.called, out.calling, out.label});
  } else {
    out.followed = dialogues_.follow(*message, {out.called, out.calling, out.label}, arrival.at);
  }
  auto context = out.followed ? out.followed->dialogue->context : context_of(*message);
  Value map_tree;
  if (context) {
    map_tree.add("application-context", map::to_string(*context));
  } else if ((context = guess_context(*message, out.followed))) {
    map_tree.add("application-context", map::to_string(*context));
    map_tree.add("assumed", true);
  }
  if (message->dialogue && !message->dialogue->portion.user_information.empty()) {
    const auto information = map::read_user_information(message->dialogue->portion.user_information);
    if (information.pdu) map_tree.add("dialogue", to_value(*information.pdu));
    if (information.fault) out.problems.push_back(information.fault->message());
  }
  Value::List components;
  for (const tcap::Component& c : message->components) {
    add_component(c, out.followed, context.value_or(map::ApplicationContext{}), components, out);
  }
  if (!components.empty()) map_tree.add("components", std::move(components));
  if (!map_tree.is_null()) out.tree.add("map", std::move(map_tree));
}

}  // namespace mapsim::cli
