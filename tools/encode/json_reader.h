// JSON (RFC 8259) to Values that know where they stand, so that a mistake deep in a message is told with its
// line and column.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/value.h"

namespace mapsim::cli {

// Objects and lists inside one another; what is deeper is refused.
inline constexpr int kMaxJsonDepth = 64;

// One value after the other from a text: a file of one, or of one a line (JSON Lines). The text must stay
// valid.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  // nullopt at the end of the text. Objects become maps in the order of the text, {"hex": "…"} is one too.
  // Error, with its mark: what stands where JSON allows something else; a number that is no integer of 64
  // bits (messages have no others); a member that occurs twice; a string that is not UTF-8 or holds half a
  // surrogate pair.
  Result<std::optional<Value>> next();

 private:
  Result<Value> value(int depth);
  Result<Value> object(int depth);
  Result<Value> list(int depth);
  Result<Value> number();
  Result<Value> literal();
  Result<std::string> string();
  Result<void> escape(std::string& out);
  Result<char32_t> hex4();

  void skip_space();
  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  char take();
  bool accept(char c);
  Mark mark() const { return mark_; }
  // "expected …, found …", at the mark.
  tl::unexpected<Error> wrong(std::string_view expected) const;

  std::string_view text_;
  std::size_t at_ = 0;
  Mark mark_{1, 1};
};

}  // namespace mapsim::cli
