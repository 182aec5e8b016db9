// What every layer needs while it replaces identities in place: the pseudonyms, and an account of what it did
// not understand.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tools/anonymize/pseudonyms.h"

namespace mapsim::cli::anonymize {

using OctetSpan = std::span<std::uint8_t>;

// `part`, which lies in `whole`, for writing.
inline OctetSpan writable(OctetSpan whole, OctetView part) {
  return whole.subspan(static_cast<std::size_t>(part.data() - whole.data()), part.size());
}

struct NotUnderstood {
  std::uint64_t times = 0;
  std::uint64_t octets = 0;
  std::uint64_t first_frame = 0;
};

class Editor {
 public:
  Editor(Key key, bool keep_unknown) : names(std::move(key)), keep_unknown_(keep_unknown) {}

  Pseudonyms names;
  std::uint64_t frame = 0;  // that is worked on, for the account

  // Octets that nobody here understands become zeros, unless the user wants them kept. `what` is a name of
  // the specifications, or of this program; there are few of them.
  void unknown(OctetSpan octets, std::string_view what);
  // The same of a whole BER encoding: identifiers and lengths stay, so that it is still one.
  void unknown_ber(OctetSpan octets, std::string_view what);

  const std::map<std::string, NotUnderstood, std::less<>>& not_understood() const { return not_understood_; }

 private:
  void blank_ber(OctetSpan octets, int depth);

  bool keep_unknown_;
  std::map<std::string, NotUnderstood, std::less<>> not_understood_;
};

}  // namespace mapsim::cli::anonymize
