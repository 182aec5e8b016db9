// Requests of the TC-user (Q.771 3.1.2, 3.1.3; Q.774 3.2.1, 3.3.3).
#include <algorithm>
#include <utility>

#include "sigtran/tcap/tcap.h"

namespace mapsim::tcap {

namespace {

using State = TransactionState;

tl::unexpected<Error> refuse(const char* field, const char* clause, const char* text) {
  return fail(Error{.layer = "tcap", .field = field, .clause = clause, .text = text});
}

// A test may say itself where a message goes.
bool names_its_transaction(const Request& r) {
  return r.overrides.dtid || r.overrides.message;
}

bool has_components(const Request& r) {
  return !r.components.empty() || r.overrides.component_portion || r.overrides.message;
}

// Whether the component has what its type needs (Q.773 4.2.2).
Result<void> check_component(const Component& c) {
  if (c.linked_id && c.type != ComponentType::invoke) {
    return refuse("linkedID", "Q.773 4.2.2", "only an invoke has one");
  }
  if (c.type == ComponentType::reject) return {};
  const bool invoke = c.type == ComponentType::invoke;
  if (!invoke && !c.invoke_id)
    return refuse("invokeID", "Q.771 3.1.3", "a response needs the id of what it answers");
  if ((invoke || c.type == ComponentType::return_error) && !c.code) {
    return refuse("component", "Q.773 4.2.2", "an operation code or error code is needed here");
  }
  if (!invoke && !c.code && !c.parameter.empty()) {
    return refuse("operationCode", "Q.773 4.2.2", "a result with a parameter needs the operation code");
  }
  return {};
}

}  // namespace

Result<void> Tcap::handle(Request&& request, Instant now) {
  forget_ended();
  if (request.primitive == Primitive::uni) return unidirectional(request);
  Dialogue* dialogue = find(request.dialogue);
  if (dialogue == nullptr) {
    return refuse("dialogue ID", "Q.771 3.1.2", "names no open dialogue (or as many are open as may be)");
  }
  if (auto fine = check(*dialogue, request); !fine) return fine;
  if (auto fine = check_components(request.dialogue, *dialogue, request); !fine) return fine;
  switch (request.primitive) {
    case Primitive::begin:
      return begin(request.dialogue, *dialogue, request, now);
    case Primitive::continue_:
      return go_on(request.dialogue, *dialogue, request, now);
    default:
      finish(request.dialogue, *dialogue, request);
      return {};
  }
}

Result<void> Tcap::unidirectional(Request& request) {
  if (!request.called || !request.calling)
    return refuse("address", "Q.771 3.1.2.1", "TC-UNI needs both addresses");
  // Q.773 3.1: the component portion of UNIDIRECTIONAL is not optional.
  if (!has_components(request)) return refuse("component portion", "Q.773 3.1", "TC-UNI needs a component");
  for (std::size_t i = 0; i < request.components.size(); ++i) {
    Component& c = request.components[i];
    if (auto fine = check_component(c); !fine) return fine;
    if (c.type == ComponentType::invoke && !c.invoke_id) c.invoke_id = static_cast<InvokeId>(i % 128);
  }
  OutBuffer data = assemble(MessageType::unidirectional, request, nullptr);
  const auto drawn = static_cast<std::uint32_t>(random_.next());
  send(std::move(data), {&*request.called, &*request.calling, drawn}, request);
  return {};
}

// Q.774 figure A.4: which primitive each state takes.
Result<void> Tcap::check(const Dialogue& dialogue, const Request& r) const {
  const bool knows_peer = dialogue.state == State::initiation_received || dialogue.state == State::active ||
                          names_its_transaction(r);
  switch (r.primitive) {
    case Primitive::begin:
      if (dialogue.state != State::idle) return refuse("TC-BEGIN", "Q.774 3.3.3", "this dialogue has begun");
      if (!r.called || !r.calling)
        return refuse("address", "Q.771 3.1.2.2.1", "TC-BEGIN needs both addresses");
      return {};
    case Primitive::continue_:
      if (dialogue.state == State::idle)
        return refuse("TC-CONTINUE", "Q.774 3.3.3", "this dialogue has not begun");
      if (!knows_peer) return refuse("TC-CONTINUE", "Q.774 3.3.3", "the peer has not answered the BEGIN yet");
      return {};
    case Primitive::end:
      if (r.prearranged && (has_components(r) || r.portion.apdu != DialogueApdu::none)) {
        return refuse("TC-END", "Q.774 3.3.3", "a prearranged end sends nothing");
      }
      if (r.prearranged) return {};
      if (dialogue.state == State::idle)
        return refuse("TC-END", "Q.774 3.3.3", "this dialogue has not begun");
      if (!knows_peer)
        return refuse("TC-END", "Q.774 3.3.3", "before the peer answers only a prearranged end is possible");
      return {};
    case Primitive::p_abort:
      if (!r.p_abort_cause && !r.overrides.message)
        return refuse("P-Abort cause", "Q.773 3.1", "is needed here");
      if (r.p_abort_cause && static_cast<unsigned>(*r.p_abort_cause) > 127) {
        return refuse("P-Abort cause", "Q.773 3.1", "0 to 127 can be sent; the others are local");
      }
      [[fallthrough]];
    case Primitive::u_abort:
      if (!r.components.empty())
        return refuse("component portion", "Q.773 3.1", "an ABORT has no components");
      return {};
    case Primitive::uni:
      break;
  }
  return {};
}

Result<void> Tcap::check_components(DialogueId, Dialogue& dialogue, Request& request) {
  Components& components = request.components;
  for (std::size_t i = 0; i < components.size(); ++i) {
    Component& c = components[i];
    if (auto fine = check_component(c); !fine) return fine;
    if (c.type != ComponentType::invoke) continue;
    if (!c.invoke_id) {
      c.invoke_id = free_invoke_id(dialogue, components);
      if (!c.invoke_id) return refuse("invokeID", "Q.774 3.2.1.1.2", "all 256 are in use");
      continue;
    }
    const bool earlier = std::any_of(
        components.begin(), components.begin() + static_cast<std::ptrdiff_t>(i), [&](const Component& other) {
          return other.type == ComponentType::invoke && other.invoke_id == c.invoke_id;
        });
    if (earlier || dialogue.find(*c.invoke_id) != nullptr) {
      return refuse("invokeID", "Q.774 3.2.1.1.2", "is in use by another invocation of this dialogue");
    }
  }
  return {};
}

Result<void> Tcap::begin(DialogueId id, Dialogue& dialogue, Request& request, Instant now) {
  if (request.overrides.otid) {
    if (auto chosen = choose_id(id, dialogue, *request.overrides.otid); !chosen) return chosen;
  }
  OutBuffer data = assemble(MessageType::begin, request, &dialogue);
  for (const Component& c : request.components) {
    if (c.type == ComponentType::invoke) start(id, dialogue, c, now);
  }
  dialogue.remote_address = addresses_.share(std::move(*request.called));
  dialogue.local_address = addresses_.share(std::move(*request.calling));
  dialogue.sequence_control = request.sequence_control.value_or(static_cast<std::uint32_t>(random_.next()));
  dialogue.application_context_mode = request.portion.apdu == DialogueApdu::request;
  dialogue.state = State::initiation_sent;
  send(std::move(data),
       {&dialogue.remote_address->address, &dialogue.local_address->address, dialogue.sequence_control},
       request);
  return {};
}

Result<void> Tcap::go_on(DialogueId id, Dialogue& dialogue, Request& request, Instant now) {
  const bool first_backward = dialogue.state == State::initiation_received;
  if (first_backward && request.overrides.otid) {
    if (auto chosen = choose_id(id, dialogue, *request.overrides.otid); !chosen) return chosen;
  }
  OutBuffer data = assemble(MessageType::continue_, request, &dialogue);
  for (const Component& c : request.components) {
    if (c.type == ComponentType::invoke) start(id, dialogue, c, now);
    if (c.type == ComponentType::reject) rejected_by_user(dialogue, c);
  }
  dialogue.rejects.clear();
  // The originating address of the first backward message holds for the rest of the dialogue (Q.774 3.3.3.2).
  if (first_backward && request.calling) dialogue.local_address = addresses_.share(*request.calling);
  if (first_backward) dialogue.state = State::active;
  send(std::move(data),
       {request.called ? &*request.called : &dialogue.remote_address->address,
        request.calling ? &*request.calling : &dialogue.local_address->address, dialogue.sequence_control},
       request);
  return {};
}

// TC-END and the aborts. What the peer has not confirmed yet is aborted without a word (Q.774 3.3.3.2.4).
void Tcap::finish(DialogueId id, Dialogue& dialogue, Request& request) {
  const bool end = request.primitive == Primitive::end;
  const bool addressed = dialogue.state == State::initiation_received || dialogue.state == State::active ||
                         (dialogue.state != State::idle && names_its_transaction(request));
  if (addressed && !request.prearranged) {
    OutBuffer data = assemble(end ? MessageType::end : MessageType::abort, request, &dialogue);
    send(std::move(data),
         {request.called ? &*request.called : &dialogue.remote_address->address,
          request.calling ? &*request.calling : &dialogue.local_address->address, dialogue.sequence_control},
         request);
  }
  release(id, dialogue);
}

}  // namespace mapsim::tcap
