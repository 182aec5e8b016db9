// Plays programs: sends what the steps of a simulated endpoint say, waits for what its peer must receive,
// compares, and comes to a verdict. Any number of instances at once; each is a small value that waits for one
// thing.
//
// A step between two endpoints of this process is sent by one and must be received by the other. Where one of
// the two is a real system, the step is a sending or an expectation only; where both are, it is passed over.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <deque>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/engine/awaited_begins.h"
#include "scenarios/engine/cast.h"
#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/ended.h"
#include "scenarios/engine/instance.h"
#include "scenarios/engine/player_options.h"
#include "scenarios/engine/prepared.h"
#include "scenarios/engine/program.h"
#include "scenarios/engine/received_message.h"
#include "scenarios/engine/run_observer.h"
#include "scenarios/engine/verdict.h"
#include "sigtran/core/random.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/map/kept_indication.h"
#include "sigtran/node/runtime.h"

namespace mapsim::scenario {

// Of steps; few wait at a time.
using Positions = boost::container::small_vector<std::size_t, 4>;

// What a BEGIN is to one of several players at a node.
enum class Claim : std::uint8_t {
  none,
  waits,  // for a BEGIN there, though another one
  fits,   // what it waits for
  own,    // it sent it
};

class Player {
 public:
  // All three outlive the player.
  Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options = {});
  Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options,
         Cast cast);
  ~Player();

  // Begins one more instance at the runtime's time.
  void start() { start(runtime_.now()); }
  // `due`: when it should have begun, which it tells at its end. `row`: values of
  // PlayerOptions::row_variables.
  void start(Instant due, std::span<const Value> row = {});
  // For whoever is called: an instance waits for the first message of a real system from now on, as long as
  // it takes. true of was_called(): that came since the last look, and start() makes another one wait.
  void await_calls();
  bool was_called() { return std::exchange(one_more_, false); }
  // One event of a node.
  void handle(const node::NodeEvent& event);
  // Of several players, the one with the greatest claim should get a BEGIN.
  Claim claim(std::size_t node, const map::MessageIndication& begin);
  bool plays_at(std::size_t node) const { return cast_.plays_at(node); }
  void on_time();
  Instant next_deadline() const { return timers_.next_deadline(); }
  std::size_t running() const { return instances_.size(); }

  // The worst of all instances that have ended.
  Verdict verdict() const { return verdict_; }
  // Plays instances to their ends, one after the other. What one leaves open is aborted. When the runtime was
  // asked to stop, those that run end as inconclusive.
  Verdict play(std::size_t times = 1);
  // Instances that run end as inconclusive, and what they leave open is aborted.
  void stop();

 private:
  // failed: the instance has ended. over: nobody here receives it, which ends the step.
  enum class Sending : std::uint8_t { failed, waits, over };

  // player_strands.cpp: which step of which strand is next
  void advance(Turn turn);
  bool begin_step(Turn turn);  // true: the step is over already
  bool begin_timeout(Turn turn, const TimeoutStep& step);
  bool begin_branches(Turn turn, const ParallelStep& step);
  void end_strand(Turn turn);
  void advance_all(std::span<const StrandId> waiting);
  void enter_scope(Turn turn);
  bool awaits(const Strand& strand, std::uint16_t endpoint, std::uint16_t dialogue) const;
  // Who waits there for a message of this dialogue; where nobody does, in whose steps it comes.
  Strand& strand_at(Instance& instance, std::uint16_t endpoint, std::uint16_t dialogue);
  std::optional<Turn> turn_of(const StrandId& key);
  // Everyone who waits for this.
  std::vector<StrandId> all_waiting(Waiting what);

  // player_alternatives.cpp: `alt` steps
  bool begin_alternatives(Turn turn, const AltStep& step);
  // The strand then stands at the first step of the one that fits. False: none does, and the instance has
  // ended.
  bool take_alternative(Turn turn, std::uint16_t endpoint, const ReceivedMessage& received);
  bool take_timeout(Turn turn, std::uint16_t endpoint, std::uint16_t dialogue);
  void go_to(Turn turn, std::size_t position);
  // In how far the message is not the one that the step at `position` states.
  std::vector<Mismatch> mismatches_of(const Instance& instance, std::size_t position,
                                      const ReceivedMessage& received) const;

  // player_faults.cpp: what happens on the way
  bool begin_held_back(Turn turn, const MessageStep& step);
  bool is_awaited_arrival(const Instance& instance, const MessageStep& step) const;
  Result<void> arm_fault(Turn turn, const MessageStep& step);
  Sending sent_with_fault(Turn turn, const MessageStep& step);
  void received_damaged(Turn turn, const MessageStep& step, const ReceivedMessage& received);
  bool await_copy(Turn turn, const MessageStep& step, const ReceivedMessage& received);
  // The BEGIN that a fault has damaged may have another transaction id than the one sent.
  std::optional<Owner> adopt_damaged(std::uint16_t endpoint, const map::MessageIndication& message);
  bool take_copy(std::uint16_t endpoint, const map::MessageIndication& message);
  bool passes_in_vain(Turn turn);
  bool begin_link_change(Turn turn, const LinkStep& step);
  bool link_is_as_wanted(const Strand& strand, const LinkStep& step);
  std::string link_text(const LinkStep& step) const;
  void on_link_changed();

  // player_send.cpp
  bool begin_message(Turn turn, const MessageStep& step);
  void await_from_outside(Turn turn, const MessageStep& step);
  Sending send_message(Turn turn, const MessageStep& step, MessagePart part);
  Sending sent_to_outside(Turn turn, const MessageStep& step);
  bool has_way(const MessageStep& step);
  bool send_request(Turn turn, std::uint16_t dialogue, std::uint16_t from, map::Request&& request);
  // node.request(), told to PlayerOptions::dialogues.
  Result<void> request(const Instance& instance, node::Node& node, map::Request&& request);
  bool end_by_prearrangement(Instance& instance, const MessageStep& step);
  bool stack_sent_already(Instance& instance, const MessageStep& step) const;
  void send_acceptance(Turn turn, const MessageStep& step);
  // False: the peer cannot be told, because it has not answered yet.
  bool abort_after_timeout(Turn turn, const TimeoutStep& step);
  void wait_for(Turn turn, Waiting what, Duration limit);
  // Whether an instance that waits for whoever calls stands at its first step.
  bool is_first(Turn turn) const { return forever_ && turn.strand.id == 0 && turn.strand.position == 0; }
  Duration wait_of(const MessageStep& step) const;

  // player_receive.cpp
  void on_message(std::uint16_t endpoint, const map::MessageIndication& message);
  void deliver(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message);
  std::optional<Owner> owner_of_answered(std::uint16_t endpoint);
  void on_stack_answer(std::uint16_t endpoint, std::optional<map::DialogueId> dialogue);
  void on_invocation_timeout(std::uint16_t endpoint, const map::TimeoutIndication& timeout);
  bool chart_goes_on(const Strand& strand) const;
  void on_notice(std::uint16_t endpoint, const map::NoticeIndication& notice);
  void note_received(DialogueState& dialogue, DialogueEnd& end, const map::MessageIndication& message);
  bool is_empty_begin(Handshake handshake, const MessageStep& step, const ReceivedMessage& received) const;
  void check(Turn turn, const ReceivedMessage& received);
  void complete(Turn turn, Verdict verdict, const Value* tree, std::vector<Mismatch> mismatches,
                std::string note);
  void unexpected(std::uint16_t endpoint, const Owner* owner, const ReceivedMessage& received);
  std::optional<std::uint16_t> sender_of(const map::MessageIndication& message) const;
  // Whether an automatic endpoint of this process sent it.
  bool is_of_automatic(const map::MessageIndication& message) const;
  std::optional<Owner> owner_of(std::uint16_t endpoint, map::DialogueId dialogue);
  std::optional<Owner> adopt(std::uint16_t endpoint, const map::MessageIndication& message);
  std::optional<Owner> adopt_answer(std::uint16_t endpoint, const map::MessageIndication& message);
  void take_over(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message);

  // player_outside.cpp: messages of real systems and of automatic endpoints, which come when they like
  std::optional<Owner> adopt_from_outside(std::uint16_t endpoint, const map::MessageIndication& message);
  // The strand that waits for the BEGIN of this dialogue; nullptr where it has come or is not waited for any
  // more.
  Strand* awaiting_begin(const Owner& owner, std::uint16_t endpoint);
  // The position of the step that the BEGIN is for; nullopt where it fits none.
  std::optional<std::size_t> fitting(const Owner& owner, std::uint16_t endpoint,
                                     const map::MessageIndication& message);
  // Whether the step is a BEGIN that this endpoint receives from a real system or an automatic endpoint.
  bool begins_from_outside(const MessageStep* step, std::uint16_t endpoint) const;
  // The BEGINs from outside that the strand waits for: one step, or those of alternatives.
  Positions begins_awaited(const Strand& strand, std::uint16_t endpoint) const;
  // Of those, the ones whose sender may have sent this.
  Positions begins_of_sender(const Owner& owner, std::uint16_t endpoint, const sccp::Transit& transit);
  void note_other_sender(std::uint16_t endpoint, const MessageStep& step,
                         const map::MessageIndication& message);
  bool is_awaited_later(const Owner& owner, std::uint16_t endpoint);
  bool is_expected_later(std::uint16_t endpoint, const map::MessageIndication& message);
  bool passes_over(const Owner& owner, std::uint16_t endpoint, const map::MessageIndication& message);
  bool hold(std::uint16_t endpoint, std::optional<Owner> owner, const map::MessageIndication& message);
  bool deliver_held(const StrandId& key);
  void refuse_held();
  void forget_begin(std::uint16_t endpoint, map::DialogueId dialogue);
  void on_way_opened();
  void note_link(std::string text);
  Instance* find(const Owner& owner) { return instances_.find(owner.instance); }

  // player.cpp
  void on_waited(Turn turn);
  void fail(Turn turn, Verdict verdict, std::string note, const Value* unexpected = nullptr,
            std::size_t at = 0, Ending ending = Ending::not_sent);
  void finish(SlabHandle handle);
  void settle();
  StepOutcome outcome_of(const Instance& instance, const Strand& strand, Verdict verdict) const;
  // The BEGIN has arrived, or nobody waits for it any more.
  void await_no_begin(const Owner& owner);
  std::string_view endpoint_name(std::size_t index) const { return program_.endpoints[index].name; }
  bool here(std::size_t endpoint) const { return cast_.here(endpoint); }
  // Whether this is the point code of an endpoint that is not played here.
  bool is_real(mtp::PointCode pc) const;
  // Played here by the steps. What automatic endpoints do is seen, and expected, but not made.
  bool scripted(std::size_t endpoint) const {
    return here(endpoint) && !program_.endpoints[endpoint].automatic;
  }
  bool automatic(std::size_t endpoint) const { return here(endpoint) && !scripted(endpoint); }
  node::Node& node_at(std::size_t endpoint) { return runtime_.node(cast_.node_of(endpoint)); }
  std::uint64_t tag_of(const Strand& strand) const { return options_.first_tag + strand.position; }
  void note_way(Instance& instance, std::size_t endpoint, std::optional<std::size_t> peer) const {
    if (instance.way.is_known() || !peer) return;
    instance.way = {static_cast<std::uint16_t>(cast_.node_of(endpoint)), static_cast<std::uint16_t>(*peer)};
  }
  const Step& step_of(const Strand& strand) const { return program_.steps[strand.position]; }
  const MessageStep* message_at(std::size_t position) const {
    return position < program_.steps.size() ? std::get_if<MessageStep>(&program_.steps[position].what)
                                            : nullptr;
  }

  const Program& program_;
  node::Runtime& runtime_;
  RunObserver& observer_;
  PlayerOptions options_;
  Cast cast_;
  PreparedProgram prepared_;
  Slab<Instance> instances_;
  TimerQueue<StrandId> timers_;
  std::pmr::unsynchronized_pool_resource pool_;  // at a steady state nothing is allocated
  std::vector<AwaitedBegins> awaited_begins_;    // by endpoint that receives them
  // By endpoint: who waits for a BEGIN of a real system, the longest first. Those that wait no more are left
  // out when they are met.
  std::vector<std::deque<Owner>> awaited_from_outside_;
  struct Held {
    std::uint16_t endpoint = 0;
    std::optional<Owner> owner;  // absent: a BEGIN
    map::KeptIndication message;
    std::uint64_t name = 0;  // RunObserver::on_held()
  };
  std::deque<Held> held_;  // in the order in which they came
  // Second copies of BEGINs that a fault has doubled.
  struct AwaitedCopy {
    StrandId strand;
    std::uint16_t endpoint = 0;
    std::optional<tcap::TransactionId> otid;
    mtp::PointCode opc = 0;
  };
  std::vector<AwaitedCopy> copies_;
  Random random_;  // of the order of branches
  // The last that happened to a link, for whoever waits in vain.
  std::string link_note_;
  Instant link_note_at_;
  bool any_automatic_ = false;
  bool forever_ = false;
  // What is delivered was held, by this name, and is not the latest message of its transport.
  std::optional<std::uint64_t> replayed_;
  bool one_more_ = false;  // forever: the instance that waited for a BEGIN has got it
  std::size_t started_ = 0;
  OctetView arrived_;  // the message that handle() is about
  Verdict verdict_ = Verdict::none;
};

}  // namespace mapsim::scenario
