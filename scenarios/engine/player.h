// Plays programs: sends what the steps of a simulated endpoint say, waits for what its peer must receive,
// compares, and comes to a verdict. Any number of instances at once; each is a small value that waits for one
// thing.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/engine/dialogue_state.h"
#include "scenarios/engine/prepared.h"
#include "scenarios/engine/program.h"
#include "scenarios/engine/received_message.h"
#include "scenarios/engine/run_observer.h"
#include "scenarios/engine/verdict.h"
#include "sigtran/core/slab.h"
#include "sigtran/core/timer_queue.h"
#include "sigtran/node/runtime.h"

namespace mapsim::scenario {

struct PlayerOptions {
  // How long a step waits for its message when neither the step nor an operation's timer says so.
  Duration wait = std::chrono::seconds(30);
};

class Player {
 public:
  // Endpoint i of the program is node i of the runtime. All three outlive the player.
  Player(const Program& program, node::Runtime& runtime, RunObserver& observer, PlayerOptions options = {});
  ~Player();

  // Begins one more instance at the runtime's time.
  void start();
  // One event of a node.
  void handle(const node::NodeEvent& event);
  void on_time();
  Instant next_deadline() const { return timers_.next_deadline(); }
  std::size_t running() const { return instances_.size(); }

  // The worst of all instances that have ended.
  Verdict verdict() const { return verdict_; }
  // Starts one instance and plays it to its end. What it leaves open is aborted.
  Verdict play();

 private:
  enum class Waiting : std::uint8_t { nothing, message, timeout, pause };
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
    Verdict verdict = Verdict::none;
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
  bool send_message(SlabHandle handle, Instance& instance, const MessageStep& step, MessagePart part);
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
  void on_message(std::size_t node, const map::MessageIndication& message);
  void on_stack_answer(std::size_t node, std::optional<map::DialogueId> dialogue);
  void on_invocation_timeout(std::size_t node, const map::TimeoutIndication& timeout);
  void on_notice(std::size_t node, const map::NoticeIndication& notice);
  void note_received(Instance& instance, DialogueState& dialogue, std::size_t node,
                     const map::MessageIndication& message);
  void check(SlabHandle handle, Instance& instance, const ReceivedMessage& received);
  void complete(SlabHandle handle, Instance& instance, Verdict verdict, const Value* tree,
                std::vector<Mismatch> mismatches, std::string note);
  void unexpected(std::size_t node, const Owner* owner, const ReceivedMessage& received);
  std::optional<Owner> owner_of(std::size_t node, map::DialogueId dialogue);
  std::optional<Owner> adopt(std::size_t node, const map::MessageIndication& message);
  Instance* find(const Owner& owner) { return instances_.find(owner.instance); }

  // player.cpp
  void fail(SlabHandle handle, Instance& instance, Verdict verdict, std::string note,
            const Value* unexpected = nullptr, std::size_t at = 0);
  void finish(SlabHandle handle);
  void settle();
  // The BEGIN has arrived, or nobody waits for it any more.
  void await_no_begin(DialogueState& dialogue);
  std::string_view endpoint_name(std::size_t index) const { return program_.endpoints[index].name; }

  const Program& program_;
  node::Runtime& runtime_;
  RunObserver& observer_;
  PlayerOptions options_;
  PreparedProgram prepared_;
  Slab<Instance> instances_;
  TimerQueue<SlabHandle> timers_;
  // By node: which instance waits for the BEGIN whose sender has this transaction id.
  // Its memory comes from a pool: at a steady state nothing is allocated.
  using AwaitedBegins = std::pmr::unordered_map<std::uint32_t, Owner>;
  std::pmr::unsynchronized_pool_resource pool_;
  std::vector<AwaitedBegins> awaited_begins_;
  std::size_t started_ = 0;
  OctetView arrived_;  // the message that handle() is about
  Verdict verdict_ = Verdict::none;
};

}  // namespace mapsim::scenario
