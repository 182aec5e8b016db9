// Weighted answers: "90 % ok, 5 % absentSubscriberSM(imsiDetached), 5 % silence".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/core/result.h"
#include "sigtran/map/errors.h"

namespace mapsim::world {

// How an invocation is answered.
struct Answer {
  enum class Kind : std::uint8_t {
    ok,       // as the subscriber's state has it
    error,    // a return error
    abort,    // MAP-U-ABORT, resource limitation
    silence,  // nothing
  };
  Kind kind = Kind::ok;
  map::ErrorCode error = map::ErrorCode::system_failure;
  // Of sm-DeliveryFailure its cause, of absentSubscriberSM the diagnostic (TS 23.040 3.3.2), of callBarred
  // its cause, of systemFailure the network resource.
  std::optional<std::uint8_t> cause = {};
  friend bool operator==(const Answer&, const Answer&) = default;

  static Answer of(map::ErrorCode error, std::optional<std::uint8_t> cause = {}) {
    return {Kind::error, error, cause};
  }
};

// "ok", "absentSubscriberSM(imsiDetached)": as it is written.
std::string to_text(const Answer& answer);

class Answers {
 public:
  static constexpr std::size_t kMax = 100;  // in one list

  // Everything is answered `ok`.
  Answers() = default;
  // Answers with their percentages, separated by ',' or ';'. One answer without a percentage is the only one.
  // Error: a name that is none, a percentage that is none, a sum that is not 100; `offset` says where.
  static Result<Answers> parse(std::string_view text);

  // Draws nothing where there is only one.
  const Answer& draw(Random& random) const;
  bool is_only_ok() const { return weighted_.size() == 1 && weighted_[0].answer.kind == Answer::Kind::ok; }

 private:
  struct Weighted {
    Answer answer;
    std::uint32_t up_to = 0;  // in hundredths of a percent, added up
  };
  std::vector<Weighted> weighted_ = {{Answer{}, 10'000}};
};

}  // namespace mapsim::world
