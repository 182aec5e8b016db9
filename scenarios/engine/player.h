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
#include <limits>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scenarios/engine/cast.h"
#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/ended.h"
#include "scenarios/engine/prepared.h"
#include "scenarios/engine/program.h"
#include "scenarios/engine/received_message.h"
#include "scenarios/engine/run_observer.h"
#include "scenarios/engine/verdict.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/map/kept_indication.h"
#include "sigtran/node/runtime.h"

namespace mapsim::scenario {

struct PlayerOptions {
  // How long a step waits for its message when neither the step nor an operation's timer says so.
  Duration wait = std::chrono::seconds(30);
  // After the last step: how long what is on its way may take, so that captures show whole exchanges and a
  // late surprise is still seen.
  Duration settle = std::chrono::milliseconds(100);
  // A message whose receiver cannot be reached waits for a way to open, for `wait` at most. Off: it is sent,
  // and M3UA tells that it discards it.
  bool await_way = false;
  // Messages of real systems that came before a step waits for them; more count as unexpected.
  std::size_t most_held = 1000;
  // Variables of the file that each instance has its own values for, in the order of start()'s `row`.
  std::vector<std::string> row_variables = {};
  EndObserver* ends = nullptr;  // told of every instance that ends; outlives the player
};

// play() goes on until it is stopped: an instance always waits for the first message of a real system.
inline constexpr std::size_t kForever = std::numeric_limits<std::size_t>::max();

class Player {
 public:
  // All three outlive the player.
  Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options = {});
  Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options,
         Cast cast);
  ~Player();

  // Begins one more instance at the runtime's time.
  void start() { start(runtime_.now()); }
  // `due`: when it should have begun, which it tells at its end. `row`: values of PlayerOptions::row_variables.
  void start(Instant due, std::span<const Value> row = {});
  // For whoever is called: an instance waits for the first message of a real system from now on, as long as it
  // takes. true of was_called(): that came since the last look, and start() makes another one wait.
  void await_calls();
  bool was_called() { return std::exchange(one_more_, false); }
  // One event of a node.
  void handle(const node::NodeEvent& event);
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
  enum class Waiting : std::uint8_t { nothing, message, timeout, pause, way };
  // Where in a step a message that is too long for one BEGIN stands (TS 29.002 Annex C).
  enum class Handshake : std::uint8_t { none, empty_begin, acceptance, services };
  struct Instance {
    explicit Instance(const Value* vars) : variables(vars) {}
    std::size_t number = 0;  // in the order of starting
    std::size_t position = 0;
    Waiting waiting = Waiting::nothing;
    Handshake handshake = Handshake::none;
    Instant sent_at;
    TimerId timer;
    Instant due;  // when it should have begun
    Verdict verdict = Verdict::none;
    Ending ending = Ending::passed;
    Variables variables;
    boost::container::small_vector<DialogueState, 1> dialogues;
    std::string note;                // of the step that is going on
    bool answered_by_stack = false;  // the receiver's own stack answered this step's message
    // What stacks sent by themselves and no step has named yet.
    struct StackSent {
      std::uint16_t endpoint = 0;
      std::optional<std::uint16_t> dialogue;
    };
    std::vector<StackSent> stack_sent;
  };
  // player_send.cpp
  void advance(SlabHandle handle);
  bool begin_step(SlabHandle handle, Instance& instance);  // true: the step is over already
  bool begin_message(SlabHandle handle, Instance& instance, const MessageStep& step);
  void await_from_outside(SlabHandle handle, Instance& instance, const MessageStep& step);
  // failed: the instance has ended. over: it was sent to a real system, which ends the step.
  enum class Sending : std::uint8_t { failed, waits, over };
  Sending send_message(SlabHandle handle, Instance& instance, const MessageStep& step, MessagePart part);
  Sending sent_to_outside(SlabHandle handle, Instance& instance, const MessageStep& step);
  bool has_way(const MessageStep& step);
  bool send_request(SlabHandle handle, Instance& instance, std::uint16_t dialogue, std::uint16_t from,
                    map::Request&& request);
  bool end_by_prearrangement(Instance& instance, const MessageStep& step);
  bool stack_sent_already(Instance& instance, const MessageStep& step) const;
  void send_acceptance(SlabHandle handle, Instance& instance, const MessageStep& step);
  // False: the peer cannot be told, because it has not answered yet.
  bool abort_after_timeout(Instance& instance, const TimeoutStep& step);
  void wait_for(SlabHandle handle, Instance& instance, Waiting what, Duration limit);
  Duration wait_of(const Instance& instance, const MessageStep& step) const;

  // player_receive.cpp
  void on_message(std::uint16_t endpoint, const map::MessageIndication& message);
  void deliver(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message);
  void on_stack_answer(std::uint16_t endpoint, std::optional<map::DialogueId> dialogue);
  void on_invocation_timeout(std::uint16_t endpoint, const map::TimeoutIndication& timeout);
  bool chart_goes_on(const Instance& instance, const TimeoutStep& step) const;
  void on_notice(std::uint16_t endpoint, const map::NoticeIndication& notice);
  void note_received(DialogueEnd& end, const map::MessageIndication& message);
  bool is_empty_begin(const Instance& instance, const MessageStep& step,
                      const ReceivedMessage& received) const;
  void check(SlabHandle handle, Instance& instance, const ReceivedMessage& received);
  void complete(SlabHandle handle, Instance& instance, Verdict verdict, const Value* tree,
                std::vector<Mismatch> mismatches, std::string note);
  void unexpected(std::uint16_t endpoint, const Owner* owner, const ReceivedMessage& received);
  std::optional<Owner> owner_of(std::uint16_t endpoint, map::DialogueId dialogue);
  std::optional<Owner> adopt(std::uint16_t endpoint, const map::MessageIndication& message);
  void take_over(std::uint16_t endpoint, const Owner& owner, const map::MessageIndication& message);

  // player_outside.cpp: messages of real systems, which come when they like
  std::optional<Owner> adopt_from_outside(std::uint16_t endpoint, const map::MessageIndication& message);
  bool fits(const Owner& owner, const map::MessageIndication& message);
  bool is_awaited_later(const Owner& owner, std::uint16_t endpoint);
  bool hold(std::uint16_t endpoint, std::optional<Owner> owner, const map::MessageIndication& message);
  bool deliver_held(SlabHandle handle);
  void refuse_held();
  void forget_begin(std::uint16_t endpoint, map::DialogueId dialogue);
  void on_way_opened();
  void note_link(std::string text);
  Instance* find(const Owner& owner) { return instances_.find(owner.instance); }

  // player.cpp
  void fail(SlabHandle handle, Instance& instance, Verdict verdict, std::string note,
            const Value* unexpected = nullptr, std::size_t at = 0, Ending ending = Ending::not_sent);
  void finish(SlabHandle handle);
  void settle();
  // The BEGIN has arrived, or nobody waits for it any more.
  void await_no_begin(DialogueState& dialogue);
  std::string_view endpoint_name(std::size_t index) const { return program_.endpoints[index].name; }
  bool here(std::size_t endpoint) const { return cast_.here(endpoint); }
  node::Node& node_at(std::size_t endpoint) { return runtime_.node(cast_.node_of(endpoint)); }

  const Program& program_;
  node::Runtime& runtime_;
  RunObserver& observer_;
  PlayerOptions options_;
  Cast cast_;
  PreparedProgram prepared_;
  Slab<Instance> instances_;
  TimerQueue<SlabHandle> timers_;
  // By endpoint: which instance waits for the BEGIN whose sender has this transaction id.
  // Its memory comes from a pool: at a steady state nothing is allocated.
  using AwaitedBegins = std::pmr::unordered_map<std::uint32_t, Owner>;
  std::pmr::unsynchronized_pool_resource pool_;
  std::vector<AwaitedBegins> awaited_begins_;
  // By endpoint: who waits for a BEGIN of a real system, the longest first. Those that wait no more are left
  // out when they are met.
  std::vector<std::deque<Owner>> awaited_from_outside_;
  struct Held {
    std::uint16_t endpoint = 0;
    std::optional<Owner> owner;  // absent: a BEGIN
    map::KeptIndication message;
  };
  std::deque<Held> held_;  // in the order in which they came
  // The last that happened to a link, for whoever waits in vain.
  std::string link_note_;
  Instant link_note_at_;
  bool forever_ = false;
  bool replaying_ = false;  // what is delivered was held, and is not the latest message of its transport
  bool one_more_ = false;  // forever: the instance that waited for a BEGIN has got it
  std::size_t started_ = 0;
  OctetView arrived_;  // the message that handle() is about
  Verdict verdict_ = Verdict::none;
};

}  // namespace mapsim::scenario
