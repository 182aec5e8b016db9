// One packet of PDML in the form in which tshark writes it, read at the speed of memory: a general reader of
// XML takes longer over all that a dissector says than the dissector takes to say it.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "tools/verify/pdml_frame.h"

namespace mapsim::verify {

class PdmlPacket {
 public:
  enum class Status {
    read,        // the frame is in `out`
    incomplete,  // the text ends before the packet does
    other,       // it has something that tshark does not write; a reader of XML has to say what it is
  };
  struct Outcome {
    Status status = Status::other;
    std::size_t octets = 0;  // with `read`: up to the end of its last line
    std::size_t lines = 0;
  };

  // `text` begins where a line does, in UTF-8, and outside of any element but pdml; empty lines may come
  // first. What is read is what XML 1.0 has it mean.
  Outcome read(std::string_view text, PdmlFrame& out);

 private:
  // Of the attributes that tshark writes, in the order of their table, those that are told.
  enum Key : std::size_t { name, show, showname, pos, size };
  static constexpr std::size_t kTold = 5;
  static constexpr std::size_t kAttributes = 8;
  struct Attribute {
    std::string_view value;
    bool plain = true;  // without references
  };

  Status elements(PdmlFrame& out);
  Status element(char kind, PdmlFrame& out);
  Status attribute(unsigned& seen);
  Status contents(Attribute& out);
  // The value with its references replaced.
  std::string_view text_of(Key key);
  // Goes past a word of a size that is known, which costs no call.
  template <std::size_t kSize>
  bool skip(const char (&word)[kSize]) {
    if (static_cast<std::size_t>(end_ - at_) < kSize - 1 || std::memcmp(at_, word, kSize - 1) != 0)
      return false;
    at_ += kSize - 1;
    return true;
  }
  // Past the start of an attribute, up to its value; kAttributes: of none.
  std::size_t skip_key();
  // `word` begins here as far as the text goes.
  bool may_be(std::string_view word) const;
  void white_space();

  const char* at_ = nullptr;
  const char* end_ = nullptr;
  std::size_t lines_ = 0;
  std::string open_;  // elements, the innermost last: 'p' for proto, 'f' for field
  std::array<Attribute, kAttributes> attributes_;
  std::array<std::string, kTold> resolved_;
};

}  // namespace mapsim::verify
