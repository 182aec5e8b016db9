// What went wrong, and the type of everything that may go wrong (tl::expected).
#pragma once

#include <cstddef>
#include <memory>
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

namespace detail {

// An Error is 152 octets, and each `return {}` of a Result that held one in itself would clear them: a tenth of
// the time of a message. So it stands elsewhere, and what goes well pays for a pointer only.
class KeptError {
 public:
  KeptError(Error error) : error_(std::make_unique<Error>(std::move(error))) {}  // NOLINT: as unexpected does
  KeptError(const KeptError& other) : KeptError(*other.error_) {}
  KeptError(KeptError&&) noexcept = default;
  KeptError& operator=(const KeptError& other) { return *this = KeptError(other); }
  KeptError& operator=(KeptError&&) noexcept = default;
  ~KeptError() = default;
  Error& operator*() const { return *error_; }

 private:
  std::unique_ptr<Error> error_;
};

}  // namespace detail

// A T or an Error. As tl::expected<T, Error>, but small where nothing is wrong.
template <class T>
class Result : public tl::expected<T, detail::KeptError> {
  using Base = tl::expected<T, detail::KeptError>;

 public:
  using Base::Base;
  Result() = default;
  Result(Base base) : Base(std::move(base)) {}  // NOLINT: what map() and and_then() give
  using Base::operator=;
  Result& operator=(tl::unexpected<Error> error) { return *this = Result(std::move(error)); }

  const Error& error() const& { return *Base::error(); }
  Error& error() & { return *Base::error(); }
  Error&& error() && { return std::move(*Base::error()); }
};

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// The same error, seen from a message in which the failing part starts at `start`.
Error at_offset(Error error, std::size_t start);

}  // namespace mapsim
