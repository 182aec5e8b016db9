// Figures as `mapsim load` writes them, on the terminal, in its page and in its files.
#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

#include "sigtran/core/result.h"

namespace mapsim::cli {

// Of latencies, wherever a few stand for all.
inline constexpr std::array kPercentiles = {50.0, 90.0, 99.0, 99.9, 99.99, 100.0};

inline double ms(std::uint64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1e6;
}

// `format` takes one double, as printf has it.
inline std::string number(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

// The text says already which word or file it is about.
inline tl::unexpected<Error> refuse(std::string text) {
  return fail(Error{.layer = "", .text = std::move(text)});
}

}  // namespace mapsim::cli
