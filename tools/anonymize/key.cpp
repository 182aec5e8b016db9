#include "tools/anonymize/key.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdexcept>

namespace mapsim::cli::anonymize {

namespace {

constexpr std::size_t kHalf = 32;
using KeyOctets = std::array<std::uint8_t, 2 * kHalf>;

Key split(const KeyOctets& octets) {
  return {Octets(octets.begin(), octets.begin() + kHalf), Octets(octets.begin() + kHalf, octets.end())};
}

}  // namespace

Key key_from_text(const std::string& text) {
  // Captures that are made anonymous in two places with one key must agree, so the salt is fixed.
  constexpr std::string_view kSalt = "mapsim anonymize 1";
  constexpr std::uint64_t kCost = 1U << 14U;  // 16 MiB and some 50 ms
  KeyOctets octets{};
  const int done =
      EVP_PBE_scrypt(text.data(), text.size(), reinterpret_cast<const unsigned char*>(kSalt.data()),
                     kSalt.size(), kCost, 8, 1, 0, octets.data(), octets.size());
  if (done != 1) throw std::runtime_error("libcrypto cannot derive a key by scrypt");
  return split(octets);
}

Key random_key() {
  KeyOctets octets{};
  if (RAND_bytes(octets.data(), static_cast<int>(octets.size())) != 1)
    throw std::runtime_error("the system has no random octets for a key");
  return split(octets);
}

Octets stream_of(const Key& key, std::string_view input, std::size_t size) {
  Octets out;
  Octets message(input.begin(), input.end());
  message.resize(message.size() + 2);
  for (unsigned block = 0; out.size() < size; ++block) {
    message[message.size() - 2] = static_cast<std::uint8_t>(block >> 8U);
    message[message.size() - 1] = static_cast<std::uint8_t>(block);
    std::array<std::uint8_t, kHalf> digest{};
    HMAC(EVP_sha256(), key.stream.data(), static_cast<int>(key.stream.size()), message.data(), message.size(),
         digest.data(), nullptr);
    out.insert(out.end(), digest.begin(), digest.end());
  }
  out.resize(size);
  return out;
}

}  // namespace mapsim::cli::anonymize
