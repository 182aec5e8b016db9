// What the peer sent (Q.774 3.2.1.2, 3.2.2.1, 3.3.3, 3.3.4, figures A.4 and A.5).
#include <utility>

#include "sigtran/tcap/tcap.h"

namespace mapsim::tcap {

namespace {

using State = TransactionState;

Error fault(const char* field, const char* clause, const char* text) {
  return Error{.layer = "tcap", .field = field, .clause = clause, .text = text};
}

// Q.774 3.2.2.1: the ABRT that says that a dialogue portion was wrong.
DialoguePortion provider_abort() {
  DialoguePortion portion;
  portion.apdu = DialogueApdu::abort;
  portion.abort_source = AbortSource::dialogue_service_provider;
  return portion;
}

// Q.774 3.2.3: the answer to an AARQ that lists no version of ours.
DialoguePortion no_common_dialogue_portion(const DialoguePortion& request) {
  DialoguePortion portion;
  portion.apdu = DialogueApdu::response;
  portion.application_context_name = request.application_context_name;
  portion.result = AssociateResult::reject_permanent;
  portion.diagnostic = {DiagnosticSource::provider, 2};
  return portion;
}

DialogueApdu apdu_of(const Reading& reading) {
  return reading.message.dialogue ? reading.message.dialogue->portion.apdu : DialogueApdu::none;
}

}  // namespace

void Tcap::on_unitdata(const sccp::UnitdataIndication& unitdata) {
  Reading reading = read(unitdata.data);
  if (reading.transaction_fault) {
    on_transaction_fault(reading, unitdata);
    return;
  }
  switch (reading.message.type) {
    case MessageType::unidirectional:
      return on_unidirectional(reading, unitdata);
    case MessageType::begin:
      return on_begin(reading, unitdata);
    case MessageType::continue_:
      return on_continue(reading, unitdata);
    case MessageType::end:
      return on_end(reading, unitdata);
    case MessageType::abort:
      return on_abort(reading, unitdata);
  }
}

MessageIndication& Tcap::indicate(Primitive primitive, Reading& reading,
                                  const sccp::UnitdataIndication& unitdata) {
  Message& message = reading.message;
  MessageIndication& indication =
      std::get<MessageIndication>(events_.emplace_back(std::in_place_type<MessageIndication>));
  indication.primitive = primitive;
  indication.otid = message.otid;
  indication.dtid = message.dtid;
  if (message.dialogue) {
    indication.portion = message.dialogue->portion;
  } else {
    indication.portion.protocol_version.clear();
  }
  indication.p_abort_cause = message.p_abort_cause;
  indication.components = std::move(message.components);
  indication.transit = unitdata.transit;
  indication.message = unitdata.data;
  return indication;
}

namespace {

// What is derived from a message that cannot be understood, and done with it (Q.774 3.3.4, table 7 and figure
// A.3 sheet 4): the originator is aborted where its id is derivable, our transaction where the message names
// it.
struct FaultRow {
  bool known;
  MessageType type;
  bool abort_originator;
  bool abort_here;
};
constexpr FaultRow kFaultRows[] = {
    {false, MessageType::begin, true, true},  // an unknown type
    {true, MessageType::unidirectional, false, false}, {true, MessageType::begin, true, false},
    {true, MessageType::continue_, true, true},        {true, MessageType::end, false, true},
    {true, MessageType::abort, false, true},
};

const FaultRow& fault_row(const Reading& reading) {
  for (const FaultRow& row : kFaultRows) {
    if (row.known == reading.type_known && (!row.known || row.type == reading.message.type)) return row;
  }
  return kFaultRows[1];
}

}  // namespace

void Tcap::on_transaction_fault(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  const PAbortCause cause = reading.transaction_fault->cause;
  note(Severity::warning, std::move(reading.transaction_fault->error));
  const Message& message = reading.message;
  const FaultRow& row = fault_row(reading);
  // Without the originating id a message that has one is only discarded.
  if (row.abort_originator && !message.otid) return;
  const auto id = row.abort_here && message.dtid ? find(*message.dtid) : std::nullopt;
  Dialogue* dialogue = id ? find(*id) : nullptr;
  // The peer cannot know an id that was never sent.
  if (dialogue != nullptr && dialogue->state == State::initiation_received) dialogue = nullptr;
  if (row.abort_originator) {
    send_p_abort(*message.otid, cause, unitdata.transit, dialogue != nullptr ? id : std::nullopt);
  }
  if (dialogue == nullptr) return;
  MessageIndication& indication = indicate(Primitive::p_abort, reading, unitdata);
  indication.dialogue = *id;
  indication.dialogue_ended = true;
  indication.p_abort_cause = cause;
  end_later(*id, *dialogue);
}

void Tcap::on_unidirectional(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  // Q.774 figure A.5, sheet 2: what does not fit is discarded, as there is no dialogue to abort.
  if (reading.dialogue_fault) return note(Severity::warning, std::move(*reading.dialogue_fault));
  const auto& dialogue = reading.message.dialogue;
  if (dialogue && dialogue->portion.apdu != DialogueApdu::uni) {
    return note(Severity::warning,
                fault("dialogue portion", "Q.774 3.2.2.1", "an AUDT is expected in UNIDIRECTIONAL"));
  }
  if (dialogue && !has_version1(dialogue->portion)) {
    return note(Severity::warning,
                fault("protocol-version", "Q.774 3.2.3", "the AUDT does not list version 1"));
  }
  examine({}, nullptr, reading);
  indicate(Primitive::uni, reading, unitdata);
}

void Tcap::on_begin(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  const sccp::Transit& transit = unitdata.transit;
  const TransactionId otid = *reading.message.otid;
  if (open() >= ids_.max_open()) {
    note(Severity::warning, fault("BEGIN", "Q.772 2.3", "as many dialogues are open as may be"));
    return send_p_abort(otid, PAbortCause::resource_limitation, transit, std::nullopt);
  }
  const auto& dialogue_element = reading.message.dialogue;
  if (reading.dialogue_fault || (dialogue_element && apdu_of(reading) != DialogueApdu::request)) {
    note(Severity::warning, reading.dialogue_fault
                                ? std::move(*reading.dialogue_fault)
                                : fault("dialogue portion", "Q.774 3.2.2.1", "an AARQ is expected in BEGIN"));
    return send_dialogue_abort(otid, provider_abort(), PAbortCause::abnormal_dialogue, transit, std::nullopt);
  }
  if (dialogue_element && !has_version1(dialogue_element->portion)) {
    note(Severity::warning, fault("protocol-version", "Q.774 3.2.3", "the AARQ does not list version 1"));
    return send_dialogue_abort(otid, no_common_dialogue_portion(dialogue_element->portion),
                               PAbortCause::no_common_dialogue_portion, transit, std::nullopt);
  }
  const DialogueId id = *create(0);
  Dialogue& dialogue = *find(id);
  dialogue.state = State::initiation_received;
  dialogue.application_context_mode = dialogue_element.has_value();
  dialogue.remote = otid;
  dialogue.local_address = addresses_.share(transit.called);
  dialogue.remote_address = addresses_.share(transit.calling);
  dialogue.sequence_control = static_cast<std::uint32_t>(random_.next());
  examine(id, &dialogue, reading);
  indicate(Primitive::begin, reading, unitdata).dialogue = id;
}

// Whether the dialogue portion of a CONTINUE or END is one that this state has (Q.774 figure A.5, sheets 7 to
// 11).
bool Tcap::dialogue_portion_fits(const Dialogue& dialogue, Reading& reading) {
  const auto wrong = [&](const char* text) {
    note(Severity::warning, fault("dialogue portion", "Q.774 3.2.2.1", text));
    return false;
  };
  if (reading.dialogue_fault) {
    note(Severity::warning, std::move(*reading.dialogue_fault));
    return false;
  }
  const auto& element = reading.message.dialogue;
  if (dialogue.state == State::initiation_sent && dialogue.application_context_mode) {
    if (!element)
      return config_.tolerate_missing_response || wrong("the AARE that answers our AARQ is missing");
    if (element->portion.apdu != DialogueApdu::response) return wrong("an AARE is expected here");
    // Q.774 3.2.3: in an AARE another version is a syntax error.
    return has_version1(element->portion) || wrong("the AARE does not list version 1");
  }
  if (!element) return true;
  if (!dialogue.application_context_mode)
    return wrong("none is expected in a dialogue without application context");
  // Later on the TC-users may exchange information of their own, but no dialogue control APDU.
  return element->portion.apdu == DialogueApdu::none ||
         wrong("a dialogue control APDU is not expected any more");
}

// Both sides are aborted: the TC-user is told, the peer gets an ABRT of the provider (Q.774 3.2.2.1).
void Tcap::abnormal_dialogue(DialogueId id, Dialogue& dialogue, Reading& reading,
                             const sccp::UnitdataIndication& unitdata) {
  if (reading.message.otid) {
    send_dialogue_abort(*reading.message.otid, provider_abort(), PAbortCause::abnormal_dialogue,
                        unitdata.transit, id);
  }
  reading.message.components.clear();
  MessageIndication& indication = indicate(Primitive::p_abort, reading, unitdata);
  indication.dialogue = id;
  indication.dialogue_ended = true;
  indication.p_abort_cause = PAbortCause::abnormal_dialogue;
  end_later(id, dialogue);
}

void Tcap::on_continue(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  const TransactionId otid = *reading.message.otid;
  const auto id = find(*reading.message.dtid);
  if (!id) {
    note(Severity::warning, fault("DTID", "Q.774 3.3.4", "is that of no open transaction"));
    return send_p_abort(otid, PAbortCause::unrecognized_transaction_id, unitdata.transit, std::nullopt);
  }
  Dialogue& dialogue = *find(*id);
  if (dialogue.state == State::initiation_received) {
    return note(Severity::warning,
                fault("CONTINUE", "Q.774 figure A.4", "came before this side answered the BEGIN"));
  }
  if (!dialogue_portion_fits(dialogue, reading)) return abnormal_dialogue(*id, dialogue, reading, unitdata);
  if (dialogue.state == State::initiation_sent) {
    dialogue.state = State::active;
    dialogue.remote = otid;
    // Q.774 3.3.3.2: from now on messages go where the first backward message came from.
    dialogue.remote_address = addresses_.share(unitdata.transit.calling);
  } else if (dialogue.remote != otid) {
    note(Severity::warning, fault("OTID", "Q.774 3.3.3", "differs from that of the peer's first message"));
  }
  examine(*id, &dialogue, reading);
  indicate(Primitive::continue_, reading, unitdata).dialogue = *id;
}

void Tcap::on_end(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  const auto id = find(*reading.message.dtid);
  Dialogue* dialogue = id ? find(*id) : nullptr;
  if (dialogue == nullptr || dialogue->state == State::initiation_received) {
    return note(Severity::warning,
                fault("DTID", "Q.774 3.3.4", "is that of no transaction that the peer could end"));
  }
  if (!dialogue_portion_fits(*dialogue, reading)) return abnormal_dialogue(*id, *dialogue, reading, unitdata);
  examine(id.value_or(DialogueId{}), dialogue, reading);
  MessageIndication& indication = indicate(Primitive::end, reading, unitdata);
  indication.dialogue = *id;
  indication.dialogue_ended = true;
  end_later(*id, *dialogue);
}

namespace {

// What an ABORT is to the TC-user (Q.774 figure A.5, sheet 8): the cause of a TC-P-ABORT, or nullopt for
// TC-U-ABORT.
std::optional<PAbortCause> provider_cause(const Dialogue& dialogue, const Reading& reading) {
  const Message& message = reading.message;
  if (message.p_abort_cause) return message.p_abort_cause;
  if (reading.dialogue_fault) return PAbortCause::abnormal_dialogue;
  if (!message.dialogue) {
    if (dialogue.application_context_mode) return PAbortCause::abnormal_dialogue;
    return std::nullopt;
  }
  const DialoguePortion& portion = message.dialogue->portion;
  if (portion.apdu == DialogueApdu::none) return std::nullopt;
  if (!dialogue.application_context_mode) return PAbortCause::abnormal_dialogue;
  if (portion.apdu == DialogueApdu::abort) {
    if (portion.abort_source == AbortSource::dialogue_service_user) return std::nullopt;
    return PAbortCause::abnormal_dialogue;
  }
  const bool refused = portion.apdu == DialogueApdu::response &&
                       portion.result == AssociateResult::reject_permanent &&
                       dialogue.state == State::initiation_sent;
  if (!refused || !has_version1(portion)) return PAbortCause::abnormal_dialogue;
  if (portion.diagnostic.source == DiagnosticSource::user) return std::nullopt;
  return portion.diagnostic.code == 2 ? PAbortCause::no_common_dialogue_portion
                                      : PAbortCause::abnormal_dialogue;
}

}  // namespace

void Tcap::on_abort(Reading& reading, const sccp::UnitdataIndication& unitdata) {
  const auto id = find(*reading.message.dtid);
  Dialogue* dialogue = id ? find(*id) : nullptr;
  if (dialogue == nullptr || dialogue->state == State::initiation_received) {
    return note(Severity::warning,
                fault("DTID", "Q.774 3.3.4", "is that of no transaction that the peer could abort"));
  }
  const auto cause = provider_cause(*dialogue, reading);
  if (reading.dialogue_fault) note(Severity::warning, std::move(*reading.dialogue_fault));
  MessageIndication& indication =
      indicate(cause ? Primitive::p_abort : Primitive::u_abort, reading, unitdata);
  indication.dialogue = *id;
  indication.dialogue_ended = true;
  indication.p_abort_cause = cause;
  end_later(*id, *dialogue);
}

}  // namespace mapsim::tcap
