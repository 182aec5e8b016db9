// Rows of docs/reliability.md.
#pragma once

#include <gtest/gtest.h>
#include <iostream>
#include <string>

namespace mapsim::test {

// A line that tools/reliability.sh collects; `result` is what the test has shown; nothing where it failed.
inline void record(const std::string& fault, const std::string& transport, const std::string& result) {
  if (::testing::Test::HasFailure()) return;
  std::cout << "RELIABILITY|" << fault << "|" << transport << "|" << result << std::endl;
}

}  // namespace mapsim::test
