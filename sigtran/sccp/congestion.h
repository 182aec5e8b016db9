// How congested the way to another node is (Q.714 5.2.4, 5.2.6, 5.2.8): what MTP reports and what the other
// SCCP reports, each with the timers by which it wears off, and the restriction level that follows from both.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "sigtran/core/mtp.h"
#include "sigtran/core/timer_queue.h"

namespace mapsim::sccp {

struct CongestionTimers {
  Duration attack = std::chrono::milliseconds(300);  // Ta, 60 ms to 600 ms (Q.714 annex C)
  Duration decay = std::chrono::seconds(5);          // Td, 1 s to 10 s, more than Ta
  Duration sccp_decay = std::chrono::seconds(5);     // T(con), 1 s to 10 s
};

class Congestion {
 public:
  static constexpr std::uint8_t kLevels = 8;      // N: restriction levels RL 0..8
  static constexpr std::uint8_t kSublevels = 4;   // M: restriction sublevels RSL 0..3
  static constexpr std::size_t kMaxNodes = 4096;  // congested at a time; later ones count as not congested

  explicit Congestion(CongestionTimers timers) : times_(timers) {}

  // The restriction level (Q.714 5.2.6) after an input that says something new.
  using Level = std::optional<std::uint8_t>;

  // MTP-STATUS, signalling network congested (Q.714 5.2.4); nothing new while Ta runs.
  Level mtp_reports(mtp::PointCode node, Instant now);
  // SSC with a congestion level of 1 to 8 (Q.714 5.2.8); nothing new unless it changes the restriction level.
  Level sccp_reports(mtp::PointCode node, std::uint8_t level, Instant now);
  // MTP-RESUME and MTP-PAUSE: nothing is known of it any more (Q.714 5.2.3).
  void forget(mtp::PointCode node);

  struct Decayed {
    mtp::PointCode node = 0;
    std::uint8_t level = 0;
  };
  // Fires every timer that is due; the nodes whose restriction level became less.
  std::vector<Decayed> on_time(Instant now);
  Instant next_deadline() const { return timers_.next_deadline(); }

  std::uint8_t restriction_level(mtp::PointCode node) const;
  // Whether a message of this importance is to be kept back (Q.714 2.6): always below the restriction level;
  // at it so many of each kSublevels as the sublevel says; never above it.
  bool restricts(mtp::PointCode node, std::uint8_t importance);

 private:
  struct Node {
    std::uint8_t level = 0;       // RLM
    std::uint8_t sublevel = 0;    // RSLM
    std::uint8_t sccp_level = 0;  // CLS
    std::uint8_t turn = 0;        // of those at the restriction level
    TimerId attack;               // Ta
    TimerId decay;
    TimerId sccp_decay;
    std::uint8_t restriction() const { return level > sccp_level ? level : sccp_level; }
  };
  enum class Kind : std::uint8_t { attack, decay, sccp_decay };
  struct Key {
    mtp::PointCode node = 0;
    Kind kind = Kind::attack;
  };

  Node* node_for(mtp::PointCode node);
  void expire(const Key& key, Node& node, Instant now);

  CongestionTimers times_;
  std::unordered_map<mtp::PointCode, Node> nodes_;
  TimerQueue<Key> timers_;
};

}  // namespace mapsim::sccp
