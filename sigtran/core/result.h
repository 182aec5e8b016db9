// What went wrong, and the type of everything that may go wrong (tl::expected).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace mapsim {

// A place in a file that the user wrote; lines and columns count from 1, 0 means "not from a file".
struct Mark {
  int line = 0;
  int column = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

// One mistake in octets, in a request or in a user's file. `offset` counts octets from the start of what the
// reporting function was given; a caller that passed a part adds the part's own offset (see `at_offset`).
struct Error {
  std::string layer;                  // "m3ua", "sccp", "tcap", "map", "sms", "scenario", …
  std::string field = {};             // the specification's name, "sm-RP-UI", "TP-VP"
  std::string clause = {};            // "Q.713 3.4.1"
  std::optional<std::size_t> offset = {};
  std::string text = {};              // what was found and what is allowed
  Mark mark = {};                     // where the user's file says it, when it comes from one

  // "sccp, calledPartyAddress, octet 5 (Q.713 3.4): …"
  std::string message() const;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// The same error, seen from a message in which the failing part starts at `start`.
Error at_offset(Error error, std::size_t start);

}  // namespace mapsim
