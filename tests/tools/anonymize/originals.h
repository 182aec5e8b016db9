// What names somebody in a capture, found by decoding it, and whether another file has it in any encoding.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sigtran/core/bytes.h"

namespace mapsim::cli::test {

struct Originals {
  std::set<std::string> digits;     // of at least kShortest
  std::set<std::string> texts;      // of at least kShortest characters, in ASCII
  std::set<std::string> addresses;  // of IP, as their octets
};
// Shorter ones stand in any file by chance.
inline constexpr std::size_t kShortest = 7;

Originals originals_of(const std::filesystem::path& capture);

// Which of them stand in the file: in ASCII, UCS2, TBCD and BCD at any half octet, 7 bit packed at any bit.
std::vector<std::string> found(const Originals& originals, const std::filesystem::path& file);

}  // namespace mapsim::cli::test
