// The MAP provider of one node: the dialogue state machine MAP_DSM and the service state machines of
// TS 29.002 15, as far as they are not the MAP-user's, mapped onto TC (TS 29.002 16). It holds no
// transaction: it tells TCAP what to send by tcap::Request events and is fed with TCAP's indications.
// Requests are not policed, so that a test can send anything; what comes from the peer is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sigtran/core/time.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/map/operations.h"
#include "sigtran/map/primitives.h"

namespace mapsim::map {

// How long an invocation may take before TC-L-CANCEL (TS 29.002 16.2.2.7).
struct OperationTimers {
  Duration s = limits(TimerRange::s).value;
  Duration m = limits(TimerRange::m).value;
  Duration ml = limits(TimerRange::ml).value;
  Duration l = limits(TimerRange::l).value;
};

struct ProviderConfig {
  // Contexts that this node accepts when the peer opens a dialogue; empty: all of the operation table.
  std::vector<ApplicationContext> supported;
  // A refused context is answered with the highest version that is supported (TS 29.002 7.3.1).
  bool offer_alternative = true;
  // An unknown operation is answered by a TC-U-REJECT with the dialogue's next message (TS 29.002 15.1).
  bool reject_unknown_operations = true;
  OperationTimers timers;
  // A dialogue in which nothing was sent or received for so long is aborted; 0: never. Longer than the
  // longest timer of a short message operation, so that a user who waits for one is heard first.
  Duration idle_guard = std::chrono::minutes(11);
  // Dialogues at a time, and one more than the largest dialogue slot. A BEGIN beyond is aborted.
  std::size_t max_dialogues = std::size_t{1} << 20U;
};

class Provider {
 public:
  // Rejects of unknown operations that wait for one dialogue's next message; further ones are not answered.
  static constexpr std::size_t kMaxQueuedRejects = 16;

  explicit Provider(ProviderConfig config = {});

  // From the MAP-user. `request.dialogue` of a begin is fresh from TCAP. Views in the request must stay valid
  // until the events that it caused have been polled. Error: no such dialogue, or what cannot be sent at all
  // (no addresses, services where nothing is sent, a reason that the action has no octets for). Nothing has
  // happened then.
  Result<void> handle(Request&& request, Instant now);

  // TCAP refused the request to which a begin led: the dialogue never was. Does nothing where there is none.
  void forget(DialogueId id) { close(id); }

  // From TCAP. Views go on into the events.
  void handle(tcap::MessageIndication&& indication, Instant now);
  void handle(const tcap::CancelIndication& indication, Instant now);
  void handle(const tcap::NoticeIndication& indication, Instant now);

  void on_time(Instant now);
  Instant next_deadline() const { return guards_.next_deadline(); }

  // The view of user information in a polled tcap::Request is valid until the next call.
  std::optional<Event> poll();
  // As poll(), where it stands: valid until the next call that is not const. nullptr where there is none.
  Event* poll_in_place();

  // Of an open dialogue; nullopt for others.
  std::optional<ApplicationContext> context(DialogueId id) const;
  std::size_t open_dialogues() const { return open_; }

 private:
  enum class Phase : std::uint8_t {
    none,
    initiated,  // BEGIN sent, nothing came back yet
    received,   // BEGIN received, not answered yet
    established,
  };
  struct Dialogue {
    std::uint32_t generation = 0;
    Phase phase = Phase::none;
    ApplicationContext context;
    TimerId guard;
    std::vector<tcap::Component> rejects;  // waiting for the next message
  };
  // User information that a tcap::Request's portion refers to; it is put there when the event is polled.
  using UserInfo = boost::container::small_vector<std::uint8_t, 40>;
  struct Queued {
    Event event;
    UserInfo user_information;
  };

  // provider.cpp
  Dialogue* find(DialogueId id);
  const Dialogue* find(DialogueId id) const { return const_cast<Provider*>(this)->find(id); }
  Dialogue* open(DialogueId id, Phase phase, ApplicationContext context, Instant now);
  void close(DialogueId id);
  void touch(Dialogue& dialogue, DialogueId id, Instant now);
  template <class E>
  void emit(E&& event) {
    new_event().event.template emplace<std::remove_cvref_t<E>>(std::forward<E>(event));
  }
  Queued& new_event();
  void diagnose(Severity severity, Error error);
  void expire(DialogueId id, Dialogue& dialogue);
  void abort(DialogueId id, tcap::DialoguePortion portion, OctetView user_information, SentCause cause);
  void abort_abnormal(DialogueId id, bool with_portion, SentCause cause, Error why);
  void deliver(tcap::MessageIndication& from, ApplicationContext context, DialogueEvent event);

  // provider_requests.cpp
  Result<void> check(const Request& request) const;
  Result<UserInfo> fill_portion(const Request& request, ApplicationContext context, Phase phase,
                                tcap::DialoguePortion& portion) const;
  void fill_invocations(ApplicationContext context, tcap::Components& services) const;
  void add_rejects(Dialogue& dialogue, tcap::Components& services);
  Duration timer_of(ApplicationContext context, std::int32_t opcode) const;

  // provider_begin.cpp
  void on_begin(tcap::MessageIndication& indication, Instant now);
  void on_version1_begin(tcap::MessageIndication& indication, Instant now);
  void on_named_begin(tcap::MessageIndication& indication, Instant now);
  void accept_begin(tcap::MessageIndication& indication, ApplicationContext context,
                    std::optional<OpenInfo> info, Instant now);
  void refuse_context(DialogueId id, const tcap::Oid& name, std::optional<ApplicationContext> requested);
  bool supports(ApplicationContext context) const;

  // provider_messages.cpp
  void on_message(tcap::MessageIndication& indication, Dialogue& dialogue, Instant now);
  void on_first_answer(tcap::MessageIndication& indication, Dialogue& dialogue, Instant now);
  void on_abort(tcap::MessageIndication& indication, const Dialogue& dialogue);
  void check_operations(tcap::Components& services, Dialogue& dialogue);

  ProviderConfig config_;
  std::vector<Dialogue> dialogues_;  // by slot
  std::size_t open_ = 0;
  TimerQueue<DialogueId> guards_;
  std::vector<Queued> events_;  // a ring that is emptied before it is filled again
  std::size_t next_event_ = 0;
  UserInfo polled_user_information_;
};

}  // namespace mapsim::map
