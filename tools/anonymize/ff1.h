// FF1 of NIST SP 800-38G: a keyed permutation of the numerals of one length. It keeps the length, two
// different inputs never become the same, and without the key nobody can tell which input an output came
// from.
#pragma once

#include <memory>
#include <span>

#include "sigtran/core/bytes.h"

namespace mapsim::cli::anonymize {

// Numerals from 0 to radix - 1, the most significant first.
using Numerals = std::vector<std::uint8_t>;

inline constexpr std::size_t kMostNumerals = 24;  // of one permutation; a radix of 36 takes 128 bits then

class Ff1 {
 public:
  // AES with a key of 16, 24 or 32 octets.
  explicit Ff1(OctetView key);
  ~Ff1();
  Ff1(const Ff1&) = delete;
  Ff1& operator=(const Ff1&) = delete;

  // 2 to kMostNumerals numerals of a radix of 2 to 36, each below it. Inputs under different tweaks (at most
  // 64 octets) are permuted independently. Below a million possible values (SP 800-38G 5.1) whoever knows
  // many pairs can guess others.
  Numerals encrypt(std::span<const std::uint8_t> numerals, unsigned radix, OctetView tweak) const;

 private:
  struct Aes;
  std::unique_ptr<Aes> aes_;
};

}  // namespace mapsim::cli::anonymize
