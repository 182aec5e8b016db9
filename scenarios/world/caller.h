// The dialogues that an automatic endpoint opens: one procedure each, in the highest version that the
// destination is believed to know, and in a lower one after a refusal (TS 29.002 5.2.2).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>

#include "scenarios/world/procedure.h"
#include "scenarios/world/setting.h"
#include "scenarios/world/version_memory.h"
#include "sigtran/map/errors.h"
#include "sigtran/node/event.h"
#include "sigtran/node/node.h"

namespace mapsim::world {

// How a procedure ended. Each call has exactly one, and each message that followed in its dialogue one more.
struct Outcome {
  enum class Kind : std::uint8_t {
    result,
    error,        // a return error, `error` says which
    rejected,     // a Reject of TCAP
    refused,      // the dialogue, and there is no version left to try
    aborted,      // by the peer, or for what it sent
    no_answer,    // the operation's timer ran out
    unreachable,  // SCCP returned the message
    not_sent,     // too many dialogues, or a request that the stack refused
  };
  std::uint64_t token = 0;
  Kind kind = Kind::result;
  std::uint8_t version = 0;                  // of the dialogue
  std::optional<map::ErrorCode> error = {};  // absent where the code is none that MAP has
  // Of the result or error; valid until the node is used again.
  OctetView parameter = {};
  // The components of the same message, where one came: informServiceCentre travels with an answer.
  const tcap::Components* services = nullptr;
  // The dialogue is still open at both ends: another message may follow, or close() ends it.
  std::optional<map::DialogueId> open = {};
};

class Caller {
 public:
  explicit Caller(const Setting& setting)
      : setting_(setting), most_(setting.limits.calls), versions_(setting.limits.destinations) {}

  // Opens a dialogue with the node of `destination`. The outcome comes from poll(), in any case.
  void call(Procedure procedure, Number destination, const sccp::Address& to, std::uint64_t token,
            node::Node& node, Instant now);
  // The next message of a dialogue that an outcome has left open; the outcome is told under the same token.
  void follow(map::DialogueId dialogue, ForwardMt message, node::Node& node, Instant now);
  // Ends a dialogue that an outcome has left open.
  void close(map::DialogueId dialogue, node::Node& node, Instant now);

  // An event of the node. False: it is about none of these dialogues. Call poll() until it has no more.
  bool handle(const node::Event& event, node::Node& node, Instant now);
  // Valid until the node is used again.
  std::optional<Outcome> poll();

  std::size_t open() const { return calls_.size(); }
  std::uint64_t opened() const { return opened_; }

 private:
  struct Call {
    Procedure procedure;
    Number destination;
    sccp::Address to;
    std::uint64_t token = 0;
    map::ApplicationContext context;
    // Waits for the acceptance of an empty BEGIN (TS 29.002 Annex C).
    bool opening = false;
    bool answered = false;
    std::optional<map::InvokeId> invoke;  // that waits for its outcome
  };
  using Calls = std::unordered_map<std::uint64_t, Call>;
  static std::uint64_t key_of(map::DialogueId id) {
    return std::uint64_t{id.handle.generation} << 32U | id.handle.slot;
  }

  std::uint8_t first_version(const Procedure& procedure, Number destination);
  bool speaks(map::ApplicationContext context) const;
  void begin(Call call, node::Node& node, Instant now);
  bool send_services(map::DialogueId id, Call& call, node::Node& node, Instant now);
  void on_message(const map::MessageIndication& message, Calls::iterator at, node::Node& node, Instant now);
  void on_silence(map::DialogueId id, Calls::iterator at, node::Node& node, Instant now);
  bool fall_back(Calls::iterator at, std::optional<map::ApplicationContext> next, node::Node& node,
                 Instant now);
  void abandon(map::DialogueId id, node::Node& node, Instant now);
  void end(Calls::iterator at, Outcome outcome);

  const Setting& setting_;
  std::size_t most_;
  VersionMemory versions_;
  Calls calls_;
  std::deque<Outcome> outcomes_;
  std::uint64_t opened_ = 0;
};

}  // namespace mapsim::world
