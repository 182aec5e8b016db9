// A fuzzer's octets read as a script: numbers, choices and pieces of octets. Where the octets have ended
// every number is 0, so that a script always has an end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sigtran/core/bytes.h"
#include "sigtran/core/result.h"
#include "sigtran/core/time.h"

namespace mapsim::fuzz {

class Script {
 public:
  explicit Script(OctetView octets) : rest_(octets) {}

  bool ended() const { return rest_.empty(); }
  std::uint8_t number() {
    if (rest_.empty()) return 0;
    const std::uint8_t value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }
  std::uint8_t below(std::uint8_t limit) { return static_cast<std::uint8_t>(number() % limit); }
  // Short pieces are common, and those of up to 4 KiB can be written.
  OctetView octets() {
    std::size_t size = number();
    if (size >= 0xF0) size = (size & 0x0FU) << 8U | number();
    return take(size);
  }
  OctetView take(std::size_t size) {
    const OctetView piece = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(piece.size());
    return piece;
  }
  OctetView rest() { return take(rest_.size()); }
  // 0 to some 70 minutes, so that every timer can run out and be nearly reached.
  Duration time() { return std::chrono::milliseconds(1) * (std::int64_t{1} << below(23)); }

 private:
  OctetView rest_;
};

// A finding that no sanitizer would see.
inline void require(bool condition) {
  if (!condition) std::abort();
}
inline void require_of_sent(bool condition, OctetView sent, const std::string& what) {
  if (condition) return;
  std::fprintf(stderr, "sent: %s\n%s\n", to_hex(sent).c_str(), what.c_str());
  std::abort();
}
// What we send must be what we can read.
template <class T>
void require_readable(const Result<T>& decoded, OctetView sent) {
  require_of_sent(decoded.has_value(), sent, decoded ? std::string() : decoded.error().message());
}

// A machine plays the script that the octets are, to its end or for 200 steps; the return value is that of a
// target.
template <class Machine>
int play(OctetView octets) {
  Script script(octets);
  Machine machine(script);
  for (int steps = 0; !script.ended() && steps < 200; ++steps) machine.step();
  return 0;
}

}  // namespace mapsim::fuzz
