// Follows MAP dialogues through a capture, so that an operation code has its application context and version
// in every message, and a result the operation that it answers.
#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/map/primitives.h"
#include "sigtran/sccp/address.h"
#include "sigtran/tcap/message.h"

namespace mapsim::cli {

enum class DialogueEnd : std::uint8_t {
  none,    // goes on
  end,     // TC-END
  abort,   // TC-ABORT
  reused,  // a BEGIN took its transaction id for another dialogue
  idle,    // no message for kDialogueIdle of the capture's time
  limit,   // more than kMaxDialogues at a time
};

// Who assigned a transaction id, and the id. An answer may come from another form of the same address, so
// that only what identifies a node counts: the digits of the global title, otherwise the point code.
struct TransactionKey {
  std::string digits;
  mtp::PointCode point_code = 0;
  tcap::TransactionId id{.value = 0, .octets = 0};  // 0 octets: not seen yet
  bool empty() const { return id.octets == 0; }
  friend bool operator==(const TransactionKey&, const TransactionKey&) = default;
};

// The same for looking it up, without a copy of the digits.
struct TransactionKeyView {
  std::string_view digits;
  mtp::PointCode point_code = 0;
  tcap::TransactionId id{.value = 0, .octets = 0};
  TransactionKeyView() = default;
  TransactionKeyView(std::string_view d, mtp::PointCode pc, tcap::TransactionId i)
      : digits(d), point_code(pc), id(i) {}
  TransactionKeyView(const TransactionKey& key)  // NOLINT: that is what it is for
      : digits(key.digits), point_code(key.point_code), id(key.id) {}
  bool empty() const { return id.octets == 0; }
  friend bool operator==(const TransactionKeyView&, const TransactionKeyView&) = default;
};

struct TransactionKeyHash {
  using is_transparent = void;
  std::size_t operator()(const TransactionKeyView& key) const;
};
struct TransactionKeyEqual {
  using is_transparent = void;
  bool operator()(const TransactionKeyView& a, const TransactionKeyView& b) const { return a == b; }
};

struct TrackedDialogue {
  std::uint64_t number = 0;  // from 1, in the order in which they were first seen
  bool begun = false;        // its BEGIN is in the capture
  std::optional<map::ApplicationContext> context;
  std::optional<map::ApplicationContext> guess;  // the reader's, where the capture has no context
  // Operation codes until they are answered, by who invoked: [0] the initiator (of a dialogue without BEGIN:
  // whoever was seen first to send), [1] the other.
  struct Invocation {
    tcap::InvokeId id = 0;
    std::int32_t operation_code = 0;
  };
  std::array<boost::container::small_vector<Invocation, 1>, 2> invocations;
  // Of what `side` invoked last by that id; nullopt: nothing.
  std::optional<std::int32_t> operation_code(std::size_t side, tcap::InvokeId id) const;
  DialogueEnd end = DialogueEnd::none;
  std::uint32_t marks = 0;  // the reader's own

 private:
  friend class DialogueTracker;
  std::array<TransactionKey, 2> keys;
  std::chrono::nanoseconds used{};
  std::list<std::shared_ptr<TrackedDialogue>>::iterator place;
  bool kept = false;
};

// Who sent and who shall get a message, as SCCP and MTP say.
struct MessagePath {
  const sccp::Address& called;
  const sccp::Address& calling;
  mtp::RoutingLabel label;
};

struct Followed {
  std::shared_ptr<TrackedDialogue> dialogue;  // never null
  bool by_initiator = true;
};

class DialogueTracker {
 public:
  static constexpr std::size_t kMaxDialogues = 1U << 20U;
  static constexpr std::chrono::minutes kDialogueIdle{
      15};  // the longest timer of a short message operation is 10 min

  explicit DialogueTracker(std::size_t most = kMaxDialogues) : most_(most) {}

  // The dialogue of a message, which is noted: its transaction ids, its context, its invocations. A message
  // of a dialogue whose BEGIN is not in the capture gets a new one without context. `at`: the capture's time.
  Followed follow(const tcap::Message& message, const MessagePath& path, std::chrono::nanoseconds at);

  // The same without noting anything: for a message that was seen before or that SCCP returned (`path` is
  // then that of the original). nullopt: no dialogue is known.
  std::optional<Followed> find(const tcap::Message& message, const MessagePath& path) const;

  // Dialogues that ended since the last call, in that order; valid until the next call. The one of an END or
  // ABORT is among them at once.
  const std::vector<std::shared_ptr<TrackedDialogue>>& take_ended();

  // Ends the dialogue that was used longest ago, if there is one: DialogueEnd::limit.
  void forget_oldest();

  std::size_t open() const { return open_.size(); }

 private:
  using Shared = std::shared_ptr<TrackedDialogue>;
  using Index = std::unordered_map<TransactionKey, Shared, TransactionKeyHash, TransactionKeyEqual>;

  // Of what has ended so many parts are used again: a capture goes through millions of dialogues.
  static constexpr std::size_t kSpare = 1024;

  Shared find_key(const TransactionKeyView& key) const;
  Shared create(std::chrono::nanoseconds at);
  void assign(const Shared& dialogue, std::size_t side, const TransactionKeyView& key);
  void put(const TransactionKey& key, const Shared& dialogue);
  void drop(Index::iterator at);
  void finish(const Shared& dialogue, DialogueEnd how);
  void forget_idle(std::chrono::nanoseconds at);
  void note(TrackedDialogue& dialogue, const tcap::Message& message, std::size_t side);

  std::size_t most_;
  std::uint64_t count_ = 0;
  std::list<Shared> open_;  // the one used longest ago first
  Index by_key_;
  std::vector<Shared> ended_;
  std::vector<Shared> taken_;
  std::list<Shared> spare_;  // the one that ended longest ago first
  std::vector<Index::node_type> spare_keys_;
};

// The context that a dialogue portion names, or that version 1 implies by the first invoke (TS 29.002
// table 15.2/1).
std::optional<map::ApplicationContext> context_of(const tcap::Message& message);

}  // namespace mapsim::cli
