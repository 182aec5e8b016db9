// The messages of some of the dialogues of a load run: of those that chance has drawn, and of all that fail.
// A message waits until it is known what became of its dialogue.
#pragma once

#include <boost/container/small_vector.hpp>
#include <deque>
#include <list>
#include <optional>
#include <unordered_map>

#include "scenarios/load/sample/dialogue_marks.h"
#include "scenarios/load/sample/held_frames.h"
#include "scenarios/load/sample/sample_draw.h"

namespace mapsim::load {

struct SampleConfig {
  SampleDraw draw = {};
  capture::CommentSource* comments = nullptr;  // outlives the capture
  // Of messages that wait; beyond, those of the dialogue that is open longest are dropped.
  std::size_t most_octets = std::size_t{64} << 20U;
};

// A message as a tap saw it: `from` and `to` are nodes of the runtime, where they are.
struct SeenMessage {
  MessageFrame frame;
  OctetView m3ua;
  std::optional<std::size_t> from;
  std::optional<std::size_t> to;
};

// An instance of a scenario of the run.
struct InstanceName {
  std::uint8_t scenario = 0;
  std::uint64_t number = 0;  // scenario::StepOutcome::instance, below 2^48
};

class SampledCapture {
 public:
  // What late messages can still belong to: dialogues in the capture that have ended, the latest.
  static constexpr std::size_t kMostEnded = 4096;
  // A BEGIN that nobody has taken is not waited for any longer.
  static constexpr Duration kMostUntaken = std::chrono::seconds(60);

  // `out` outlives this and was opened for Ethernet.
  SampledCapture(capture::Recorder& out, SampleConfig config);

  // As scenario::DialogueObserver has them.
  void on_sending(InstanceName instance) { sending_ = id_of(instance); }
  void on_sent() { sending_.reset(); }
  void on_taken(InstanceName instance, std::size_t node, mtp::PointCode opc, std::uint32_t otid);
  // In the order of time.
  void on_message(const SeenMessage& message);
  // The latest message from elsewhere is the one of this tag (CommentSource).
  void on_received(std::uint64_t tag) { frames_.set_tag(latest_received_, tag); }
  void on_ended(InstanceName instance, bool failed);
  // Writes what waits. What is open and was not drawn is not written.
  void close();

  struct Counters {
    std::uint64_t drawn = 0;       // dialogues with messages
    std::uint64_t failed = 0;      // those that were not drawn
    std::uint64_t incomplete = 0;  // of `failed`: some of their messages were dropped, as so many waited
    std::uint64_t dropped = 0;     // dialogues of which messages were dropped for that
    std::uint64_t frames = 0;      // given to the recorder
  };
  Counters counters() const;
  std::size_t octets() const { return frames_.octets(); }
  const std::optional<Error>& error() const { return frames_.error(); }

 private:
  using Id = std::uint64_t;
  // A transaction id and who assigned it: a node of this runtime, or someone at a point code who wrote to it.
  // Or the local reference of a segmented message.
  struct Key {
    enum class Kind : std::uint8_t { own, peers, segments };
    std::uint32_t value = 0;
    mtp::PointCode point_code = 0;
    std::uint16_t node = 0;
    Kind kind = Kind::own;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  struct Group {
    boost::container::small_vector<SlabHandle, 4> frames;  // that wait
    boost::container::small_vector<Key, 4> keys;
    HeldFrames::Order first = 0;  // of `frames`
    Instant since;                // of `first`
    bool wanted = false;
    bool cut = false;  // messages were dropped
    bool listed = false;
    std::list<Id>::iterator place;  // in undecided_, where it is listed
  };
  using Keys = boost::container::small_vector<Key, 3>;

  static Id id_of(const InstanceName& instance) {
    return Id{instance.scenario} << kNumberBits | instance.number;
  }
  Keys keys_of(const SeenMessage& message, const DialogueMarks& marks) const;
  Group& group_of(Id id);
  std::optional<Id> owner_of(const SeenMessage& message, const DialogueMarks& marks, const Keys& keys);
  void learn(Id id, Group& group, const Keys& keys);
  void keep(Id id, Group& group, SlabHandle frame);
  void want(Group& group);
  void unlist(Group& group);
  void drop_frames(Group& group);
  void forget(Id id);
  void remember(Id id);
  void make_room();
  void forget_untaken(Instant now);
  HeldFrames::Order oldest_undecided() const;

  static constexpr unsigned kNumberBits = 48;
  static constexpr Id kUntaken = Id{1} << 63U;

  SampleConfig config_;
  HeldFrames frames_;
  std::unordered_map<Id, Group> groups_;
  std::unordered_map<Key, Id, KeyHash> keys_;
  std::list<Id> undecided_;  // with frames, the oldest frames first
  std::deque<Id> ended_;     // of which messages are in the capture
  std::optional<Id> sending_;
  Id next_untaken_ = kUntaken;
  SlabHandle latest_received_;
  Counters counters_;
};

}  // namespace mapsim::load
