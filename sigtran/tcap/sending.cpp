// Messages on their way to SCCP.
#include <utility>

#include "sigtran/tcap/tcap.h"

namespace mapsim::tcap {

namespace {

void prepend_components(const Request& request, const Dialogue* dialogue, OutBuffer& out) {
  const std::size_t before = out.size();
  for (std::size_t i = request.components.size(); i-- > 0;) encode_component(request.components[i], out);
  if (dialogue != nullptr) {
    for (std::size_t i = dialogue->rejects.size(); i-- > 0;) {
      Component reject;
      reject.type = ComponentType::reject;
      reject.invoke_id = dialogue->rejects[i].invoke_id;
      reject.problem = dialogue->rejects[i].problem;
      encode_component(reject, out);
    }
  }
  if (out.size() != before) ber::prepend_header(out, kComponentPortionTag, out.size() - before);
}

}  // namespace

OutBuffer Tcap::assemble(MessageType type, const Request& request, Dialogue* dialogue) const {
  OutBuffer out = new_buffer();
  out.tag = request.tag;
  const Overrides& overrides = request.overrides;
  if (overrides.message) {
    out.prepend(*overrides.message);
    return out;
  }
  const bool p_abort = request.primitive == Primitive::p_abort;
  if (overrides.component_portion) {
    out.prepend(*overrides.component_portion);
  } else if (type != MessageType::abort) {
    prepend_components(request, dialogue, out);
  }
  if (overrides.dialogue_portion) {
    out.prepend(*overrides.dialogue_portion);
  } else if (!p_abort) {
    encode_dialogue_portion(request.portion, out);
  }
  if (p_abort && request.p_abort_cause) {
    ber::prepend_integer(out, kPAbortCauseTag, static_cast<std::int32_t>(*request.p_abort_cause));
  }
  if (dialogue != nullptr) {
    const auto dtid = overrides.dtid ? overrides.dtid : dialogue->remote;
    if (type != MessageType::begin && dtid) encode_transaction_id(out, kDtidTag, *dtid);
    if (type == MessageType::begin || type == MessageType::continue_) {
      encode_transaction_id(out, kOtidTag, overrides.otid.value_or(dialogue->local));
    }
  }
  ber::prepend_header(out, static_cast<ber::Tag>(type), out.size());
  return out;
}

void Tcap::send(OutBuffer data, const Routing& routing, Request& request) {
  // Made where it stays: it is large.
  auto& out =
      std::get<sccp::UnitdataRequest>(events_.emplace_back(std::in_place_type<sccp::UnitdataRequest>));
  out.called = *routing.called;
  out.calling = *routing.calling;
  out.protocol_class = request.protocol_class.value_or(config_.protocol_class);
  out.return_on_error = request.return_on_error.value_or(config_.return_on_error);
  out.sequence_control = request.sequence_control.value_or(routing.sequence_control);
  out.form = request.form;
  out.overrides = std::move(request.lower);
  out.data = std::move(data);
}

void Tcap::send_by_itself(OutBuffer data, const sccp::Transit& transit, std::optional<DialogueId> dialogue,
                          PAbortCause cause) {
  events_.emplace_back(
      SentIndication{.dialogue = dialogue, .primitive = Primitive::p_abort, .p_abort_cause = cause});
  events_.emplace_back(sccp::UnitdataRequest{
      .called = transit.calling,
      .calling = transit.called,
      .protocol_class = transit.protocol_class,
      .return_on_error = false,
      .sequence_control = transit.label.sls,
      .form = sccp::Form::automatic,
      .overrides = {},
      .data = std::move(data),
  });
}

void Tcap::send_p_abort(TransactionId dtid, PAbortCause cause, const sccp::Transit& transit,
                        std::optional<DialogueId> dialogue) {
  OutBuffer out = new_buffer();
  ber::prepend_integer(out, kPAbortCauseTag, static_cast<std::int32_t>(cause));
  encode_transaction_id(out, kDtidTag, dtid);
  ber::prepend_header(out, static_cast<ber::Tag>(MessageType::abort), out.size());
  send_by_itself(std::move(out), transit, dialogue, cause);
}

void Tcap::send_dialogue_abort(TransactionId dtid, const DialoguePortion& portion, PAbortCause cause,
                               const sccp::Transit& transit, std::optional<DialogueId> dialogue) {
  OutBuffer out = new_buffer();
  encode_dialogue_portion(portion, out);
  encode_transaction_id(out, kDtidTag, dtid);
  ber::prepend_header(out, static_cast<ber::Tag>(MessageType::abort), out.size());
  send_by_itself(std::move(out), transit, dialogue, cause);
}

}  // namespace mapsim::tcap
