#include "tools/anonymize/ff1.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <openssl/evp.h>

namespace mapsim::cli::anonymize {

namespace {

__extension__ using Wide = unsigned __int128;
constexpr std::size_t kBlock = 16;
using Block = std::array<std::uint8_t, kBlock>;
constexpr int kRounds = 10;

Wide number_of(std::span<const std::uint8_t> numerals, unsigned radix) {
  Wide out = 0;
  for (const std::uint8_t n : numerals) out = out * radix + n;
  return out;
}

void put_number(Octets& out, Wide number, std::size_t octets) {
  for (std::size_t i = octets; i-- > 0;) out.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

Wide power(unsigned radix, std::size_t exponent) {
  Wide out = 1;
  for (std::size_t i = 0; i < exponent; ++i) out *= radix;
  return out;
}

std::size_t bits_of(Wide number) {
  const auto high = static_cast<std::uint64_t>(number >> 64U);
  return high != 0 ? 64 + static_cast<std::size_t>(std::bit_width(high))
                   : static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(number)));
}

}  // namespace

struct Ff1::Aes {
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();

  explicit Aes(OctetView key) {
    const EVP_CIPHER* cipher = key.size() == 16   ? EVP_aes_128_ecb()
                               : key.size() == 24 ? EVP_aes_192_ecb()
                                                  : EVP_aes_256_ecb();
    assert(key.size() == static_cast<std::size_t>(EVP_CIPHER_get_key_length(cipher)));
    const bool ready = context != nullptr &&
                       EVP_EncryptInit_ex(context, cipher, nullptr, key.data(), nullptr) == 1 &&
                       EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    assert(ready);
  }
  ~Aes() { EVP_CIPHER_CTX_free(context); }
  Aes(const Aes&) = delete;
  Aes& operator=(const Aes&) = delete;

  Block encrypt(const Block& in) const {
    Block out{};
    int written = 0;
    const bool done =
        EVP_EncryptUpdate(context, out.data(), &written, in.data(), static_cast<int>(kBlock)) == 1;
    assert(done && written == static_cast<int>(kBlock));
    return out;
  }

  // Algorithm 6, PRF: the last block of CBC from a vector of zeros.
  Block chain(OctetView octets) const {
    Block state{};
    for (std::size_t at = 0; at < octets.size(); at += kBlock) {
      for (std::size_t i = 0; i < kBlock; ++i) state[i] ^= octets[at + i];
      state = encrypt(state);
    }
    return state;
  }
};

Ff1::Ff1(OctetView key) : aes_(std::make_unique<Aes>(key)) {}
Ff1::~Ff1() = default;

// Algorithm 7; the names are those of the publication in lower case.
Numerals Ff1::encrypt(std::span<const std::uint8_t> numerals, unsigned radix, OctetView tweak) const {
  const std::size_t n = numerals.size();
  assert(n >= 2 && n <= kMostNumerals && radix >= 2 && radix <= 36 && tweak.size() <= 64);
  const std::size_t u = n / 2;
  const std::size_t v = n - u;
  const std::size_t b = (bits_of(power(radix, v) - 1) + 7) / 8;
  const std::size_t d = 4 * ((b + 3) / 4) + 4;
  assert(d <= kBlock);
  Numerals a(numerals.begin(), numerals.begin() + static_cast<std::ptrdiff_t>(u));
  Numerals rest(numerals.begin() + static_cast<std::ptrdiff_t>(u), numerals.end());

  Octets input = {1, 2, 1};
  put_number(input, radix, 3);
  input.push_back(kRounds);
  input.push_back(static_cast<std::uint8_t>(u));
  put_number(input, n, 4);
  put_number(input, tweak.size(), 4);
  input.insert(input.end(), tweak.begin(), tweak.end());
  input.resize(input.size() + (2 * kBlock - (tweak.size() + b + 1) % kBlock) % kBlock);
  const std::size_t fixed = input.size();

  for (int i = 0; i < kRounds; ++i) {
    input.resize(fixed);
    input.push_back(static_cast<std::uint8_t>(i));
    put_number(input, number_of(rest, radix), b);
    const Block r = aes_->chain(input);
    Wide y = 0;
    for (std::size_t k = 0; k < d; ++k) y = y << 8U | r[k];
    const std::size_t m = i % 2 == 0 ? u : v;
    // The sum may not leave 128 bits: y is reduced first.
    const Wide modulus = power(radix, m);
    Wide c = (number_of(a, radix) + y % modulus) % modulus;
    a = std::move(rest);
    rest.assign(m, 0);
    for (std::size_t k = m; k-- > 0; c /= radix) rest[k] = static_cast<std::uint8_t>(c % radix);
  }
  a.insert(a.end(), rest.begin(), rest.end());
  return a;
}

}  // namespace mapsim::cli::anonymize
