// Octets for tests, written as hexadecimal digits with comments kept outside.
#pragma once

#include <gtest/gtest.h>
#include <string_view>

#include "sigtran/core/bytes.h"
#include "sigtran/core/out_buffer.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::tcap::test {

inline Octets hex(std::string_view digits) {
  auto octets = from_hex(digits);
  EXPECT_TRUE(octets.has_value()) << digits;
  return octets ? *octets : Octets{};
}

inline std::string encoded(const Message& message) {
  OutBuffer out;
  encode(message, out);
  return to_hex(out.view());
}

// Octets of an element: tag, length, contents; contents shorter than 128 octets.
inline std::string tlv(std::string_view tag, const std::string& contents) {
  const Octets octets = hex(contents);
  EXPECT_LT(octets.size(), 128U);
  const Octets length{static_cast<std::uint8_t>(octets.size())};
  return std::string(tag) + to_hex(length) + to_hex(octets);
}

inline const char* const kOtid = "48040000a001";
inline const char* const kDtid = "49040000b002";
inline const char* const kAcn = "a109060704000001001903";  // 0.4.0.0.1.0.25.3

inline std::string dialogue_portion(const std::string& apdu) {
  return tlv("6b", tlv("28", "060700118605010101" + tlv("a0", apdu)));
}

}  // namespace mapsim::tcap::test
