// What became of one instance of a program, for whoever counts many.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "sigtran/core/time.h"

namespace mapsim::scenario {

// By the first thing that went wrong.
enum class Ending : std::uint8_t {
  passed,
  mismatch,       // a field was not as stated
  wrong_message,  // another message than the one that the step waits for
  unexpected,     // a message that no step waits for
  aborted,        // the peer aborted or refused what should have gone on
  timed_out,      // nothing came in time
  returned,       // SCCP returned the message
  no_way,         // no way to the receiver opened in time
  not_sent,       // our own stack could not send it
  stopped,        // the run was stopped
};
inline constexpr std::size_t kEndings = 10;

constexpr std::string_view ending_name(Ending e) {
  constexpr std::string_view kNames[kEndings] = {"passed",   "mismatch",  "wrong-message", "unexpected",
                                                 "aborted",  "timed-out", "returned",      "no-way",
                                                 "not-sent", "stopped"};
  return kNames[static_cast<std::size_t>(e)];
}

// The association over which the first BEGIN of an instance went or came, seen from the endpoint that is
// played here; from its sender where both are.
struct Way {
  static constexpr std::uint16_t kNone = 0xFFFF;
  std::uint16_t node = kNone;  // of the runtime; kNone: no BEGIN found a way
  std::uint16_t peer = 0;      // row of its Config::peers
  bool is_known() const { return node != kNone; }
  friend auto operator<=>(const Way&, const Way&) = default;
};

struct Ended {
  std::size_t number = 0;  // of the instance, as StepOutcome::instance
  Instant due;             // when it should have begun
  Ending ending = Ending::passed;
  Way way = {};
};

class EndObserver {
 public:
  virtual ~EndObserver() = default;
  virtual void on_ended(const Ended& ended) = 0;
};

}  // namespace mapsim::scenario
