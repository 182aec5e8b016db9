// TCAP: dialogues, transactions and invocations of one endpoint (Q.771, Q.774).
//
// Where Q.774 leaves a choice, and what differs from it:
// - Rejects that TCAP itself forms (TC-L-REJECT) go with the next CONTINUE or END that the TC-user asks for,
// before
//   its own components. A message that ends the dialogue leaves none to send them in.
// - duplicateInvokeID, unrecognizedOperation, mistypedParameter and the other problems that only the TC-user
// can
//   see are his to reject: TCAP does not know the operations of the peer. It checks responses and linked ids.
// - An invocation ends with its last result or error. Where Config::reject_timer is set its id stays taken
// that
//   long, or until the TC-user or the peer rejects (Q.774 figure A.7, wait for reject). A TC-U-REJECT is
//   possible at any time.
// - A malformed END or ABORT ends the transaction that its DTID names with TC-P-ABORT and the fault's cause;
// the peer
//   is told nothing (Q.774 3.3.4).
// - ABORT with an EXTERNAL in another abstract syntax than dialogue-as is a TC-U-ABORT with that as its user
//   information (Q.773 3.1, note).
//
// Limits: Config::max_open dialogues (a BEGIN beyond them is answered with resourceLimitation), 256
// invocations a dialogue, Config::max_pending_rejects a dialogue. Components are as many as a message holds.
#pragma once

#include <memory_resource>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/tcap/codec.h"
#include "sigtran/tcap/dialogue.h"
#include "sigtran/tcap/primitives.h"
#include "sigtran/tcap/transaction_ids.h"

namespace mapsim::tcap {

struct Config {
  TransactionIdSpace ids;
  std::size_t max_open = std::size_t{1} << 20U;  // dialogues at a time
  std::size_t max_pending_rejects = 16;          // of a dialogue; what is beyond is told and dropped
  InvokeId first_invoke_id =
      1;  // where the search for a free one starts: up to 127, then from 0, then from -128
  // How long the id of an answered operation is not given to another, so that a Reject of the answer meets
  // the operation that it is for (Q.774 figure A.7); 0: it is free with the answer.
  Duration reject_timer{};
  std::uint8_t protocol_class = 0;  // SCCP class of what has no other, 0 or 1
  bool return_on_error = true;      // of the TC-user's messages; what TCAP sends by itself asks for no return
  bool tolerate_missing_response =
      false;                          // accept a first backward message without the AARE that it must have
  std::size_t buffer_capacity = 448;  // octets of each OutBuffer at first
  std::pmr::memory_resource* memory = std::pmr::get_default_resource();
};

class Tcap {
 public:
  Tcap(const Config& config, Random random);

  // Assigns a dialogue id for a BEGIN. When max_open dialogues are open, an id that names none: the request
  // that uses it fails.
  DialogueId new_dialogue(std::uint64_t user);
  // The TC-user's own token of a dialogue, 0 for one that the peer began until it is set. A dialogue that
  // ended by a received message stays until the next handle() or on_time(). Null where there is none.
  std::uint64_t* user(DialogueId id);

  // A request of the TC-user. Error (nothing was sent or changed): unknown dialogue, wrong state, invoke id
  // in use, and whatever else the primitive lacks.
  Result<void> handle(Request&& request, Instant now);
  // TC-U-CANCEL (Q.771 3.1.3): the invocation ends without a word to the peer. Error: no such invocation.
  Result<void> cancel(DialogueId id, InvokeId invoke_id);
  // TC-TIMER-RESET (Q.771 3.1.3): its timer starts anew.
  Result<void> reset_timer(DialogueId id, InvokeId invoke_id, Instant now);
  // What an Invoke without id would get next; nullopt when all 256 are in use or there is no such dialogue.
  std::optional<InvokeId> free_invoke_id(DialogueId id);

  // From SCCP. Nothing that comes makes it fail; what is wrong gets Q.774's answer and a Diagnostic.
  void handle(const sccp::Indication& indication, Instant now);

  void on_time(Instant now);
  Instant next_deadline() const { return timers_.next_deadline(); }
  std::optional<Event> poll();
  // As poll(), where it stands: valid until the next call that is not const. nullptr where there is none.
  Event* poll_in_place();

  // Dialogues that are open, those that were only assigned included.
  std::size_t open() const { return dialogues_.size() - ended_.size(); }
  std::size_t max_open() const { return ids_.max_open(); }
  std::optional<TransactionState> state(DialogueId id) const;
  std::optional<TransactionId> local_transaction_id(DialogueId id) const;

 private:
  struct TimerKey {
    SlabHandle dialogue;
    InvokeId invoke_id = 0;
  };
  // What a message needs below TCAP.
  struct Routing {
    const sccp::Address* called = nullptr;
    const sccp::Address* calling = nullptr;
    std::uint32_t sequence_control = 0;
  };

  // tcap.cpp
  Dialogue* find(DialogueId id);
  std::optional<DialogueId> holder(TransactionId id);
  std::optional<DialogueId> find(TransactionId id);
  std::optional<DialogueId> create(std::uint64_t user);
  Result<void> choose_id(DialogueId id, Dialogue& dialogue, TransactionId local);
  void release(DialogueId id, Dialogue& dialogue);
  void end_later(DialogueId id, Dialogue& dialogue);
  void forget_ended();
  void note(Severity severity, Error error);
  void on_notice(const sccp::NoticeIndication& notice);

  // from_user.cpp
  Result<void> unidirectional(Request& request);
  Result<void> check(const Dialogue& dialogue, const Request& request) const;
  Result<void> check_components(DialogueId id, Dialogue& dialogue, Request& request);
  Result<void> begin(DialogueId id, Dialogue& dialogue, Request& request, Instant now);
  Result<void> go_on(DialogueId id, Dialogue& dialogue, Request& request, Instant now);
  void finish(DialogueId id, Dialogue& dialogue, Request& request);

  // sending.cpp
  OutBuffer new_buffer() const { return OutBuffer(config_.buffer_capacity, config_.memory); }
  OutBuffer assemble(MessageType type, const Request& request, Dialogue* dialogue) const;
  void send(OutBuffer data, const Routing& routing, Request& request);
  void send_by_itself(OutBuffer data, const sccp::Transit& transit, std::optional<DialogueId> dialogue,
                      PAbortCause cause);
  void send_p_abort(TransactionId dtid, PAbortCause cause, const sccp::Transit& transit,
                    std::optional<DialogueId> dialogue);
  void send_dialogue_abort(TransactionId dtid, const DialoguePortion& portion, PAbortCause cause,
                           const sccp::Transit& transit, std::optional<DialogueId> dialogue);

  // from_peer.cpp
  void on_unitdata(const sccp::UnitdataIndication& unitdata);
  void on_transaction_fault(Reading& reading, const sccp::UnitdataIndication& unitdata);
  void on_unidirectional(Reading& reading, const sccp::UnitdataIndication& unitdata);
  void on_begin(Reading& reading, const sccp::UnitdataIndication& unitdata);
  void on_continue(Reading& reading, const sccp::UnitdataIndication& unitdata);
  void on_end(Reading& reading, const sccp::UnitdataIndication& unitdata);
  void on_abort(Reading& reading, const sccp::UnitdataIndication& unitdata);
  bool dialogue_portion_fits(const Dialogue& dialogue, Reading& reading);
  void abnormal_dialogue(DialogueId id, Dialogue& dialogue, Reading& reading,
                         const sccp::UnitdataIndication& unitdata);
  MessageIndication& indicate(Primitive primitive, Reading& reading,
                              const sccp::UnitdataIndication& unitdata);

  // invocations.cpp
  std::optional<InvokeId> free_invoke_id(Dialogue& dialogue, const Components& taken) const;
  void start(DialogueId id, Dialogue& dialogue, const Component& invoke, Instant now);
  void stop(Dialogue& dialogue, InvokeId id);
  void end_answered(DialogueId id, Dialogue& dialogue, Invocation& invocation);
  void rejected_by_user(Dialogue& dialogue, const Component& reject);
  void examine(DialogueId id, Dialogue* dialogue, Reading& reading);
  std::optional<Problem> examine_response(DialogueId id, Dialogue* dialogue, const Component& component);
  void reject(Dialogue* dialogue, Component& component, Problem problem);

  Config config_;
  Random random_;
  TransactionIds ids_;
  Slab<Dialogue> dialogues_;
  SharedAddresses addresses_;
  std::unordered_map<std::uint64_t, SlabHandle> explicit_ids_;  // by octets and value; usually empty
  std::vector<DialogueId> ended_;
  TimerQueue<TimerKey> timers_;
  Instant now_;                // of the indication that is handled
  std::vector<Event> events_;  // those from next_event_ on are still to be polled
  std::size_t next_event_ = 0;
};

}  // namespace mapsim::tcap
