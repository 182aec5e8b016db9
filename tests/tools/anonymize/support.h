// An editor with a key that does not change.
#pragma once

#include <gtest/gtest.h>

#include "tools/anonymize/editor.h"

namespace mapsim::cli::anonymize::test {

inline const Key& fixed_key() {
  static const Key key = key_from_text("a key of the tests");
  return key;
}

inline Octets hex(std::string_view text) {
  auto octets = from_hex(text);
  EXPECT_TRUE(octets) << text;
  return octets ? *octets : Octets{};
}

class WithEditor : public testing::Test {
 protected:
  Editor editor_{fixed_key(), false};
  // How often something was not understood.
  std::uint64_t unknown() const {
    std::uint64_t times = 0;
    for (const auto& [what, row] : editor_.not_understood()) times += row.times;
    return times;
  }
};

}  // namespace mapsim::cli::anonymize::test
