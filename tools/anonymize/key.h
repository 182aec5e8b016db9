// What the replacements of one run depend on.
#pragma once

#include <string>

#include "sigtran/core/bytes.h"

namespace mapsim::cli::anonymize {

struct Key {
  Octets permutation;  // 32 octets, of AES in FF1
  Octets stream;       // 32 octets, of HMAC-SHA-256
};

// The same text gives the same key on every machine. By scrypt (RFC 7914), so that trying out texts costs.
Key key_from_text(const std::string& text);

// Another one every time; nobody can find it again.
Key random_key();

// The first `size` octets of what HMAC-SHA-256 makes of `input` and a counter.
Octets stream_of(const Key& key, std::string_view input, std::size_t size);

}  // namespace mapsim::cli::anonymize
