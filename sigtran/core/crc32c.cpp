#include "sigtran/core/crc32c.h"

#include <array>
#include <cassert>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace mapsim {

namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78;  // 0x1EDC6F41 reflected

// tables[k][b]: the CRC of octet b followed by k octets of zero.
constexpr std::array<std::array<std::uint32_t, 256>, 8> make_tables() {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t crc = b;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? kPolynomial : 0);
    tables[0][b] = crc;
  }
  for (std::size_t k = 1; k < 8; ++k) {
    for (std::size_t b = 0; b < 256; ++b) {
      tables[k][b] = (tables[k - 1][b] >> 8U) ^ tables[0][tables[k - 1][b] & 0xFFU];
    }
  }
  return tables;
}
constexpr auto kTables = make_tables();

std::uint32_t little_endian(const std::uint8_t* p) {
  return p[0] | static_cast<std::uint32_t>(p[1]) << 8U | static_cast<std::uint32_t>(p[2]) << 16U |
         static_cast<std::uint32_t>(p[3]) << 24U;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_instruction(std::uint32_t crc, OctetView octets) {
  const std::uint8_t* p = octets.data();
  std::size_t left = octets.size();
  std::uint64_t wide = crc;
  for (; left >= 8; left -= 8, p += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, 8);
    wide = _mm_crc32_u64(wide, word);
  }
  auto narrow = static_cast<std::uint32_t>(wide);
  for (; left != 0; --left) narrow = _mm_crc32_u8(narrow, *p++);
  return narrow;
}
#endif

using Update = std::uint32_t (*)(std::uint32_t, OctetView);

Update choose() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return crc32c_by_instruction;
#endif
  return detail::crc32c_by_tables;
}

std::uint32_t update(std::uint32_t crc, OctetView octets) {
  static const Update chosen = choose();
  return chosen(crc, octets);
}

}  // namespace

std::uint32_t detail::crc32c_by_tables(std::uint32_t crc, OctetView octets) {
  const std::uint8_t* p = octets.data();
  std::size_t left = octets.size();
  for (; left >= 8; left -= 8, p += 8) {
    const std::uint32_t low = crc ^ little_endian(p);
    const std::uint32_t high = little_endian(p + 4);
    crc = kTables[7][low & 0xFFU] ^ kTables[6][low >> 8U & 0xFFU] ^ kTables[5][low >> 16U & 0xFFU] ^
          kTables[4][low >> 24U] ^ kTables[3][high & 0xFFU] ^ kTables[2][high >> 8U & 0xFFU] ^
          kTables[1][high >> 16U & 0xFFU] ^ kTables[0][high >> 24U];
  }
  for (; left != 0; --left) crc = (crc >> 8U) ^ kTables[0][(crc ^ *p++) & 0xFFU];
  return crc;
}

std::uint32_t crc32c(OctetView octets) {
  return ~update(0xFFFFFFFF, octets);
}

std::uint32_t sctp_checksum(OctetView packet) {
  assert(packet.size() >= 12);
  constexpr std::array<std::uint8_t, 4> kZeros{};
  std::uint32_t crc = update(0xFFFFFFFF, packet.first(8));
  crc = update(crc, kZeros);
  crc = ~update(crc, packet.subspan(12));
  return (crc & 0xFFU) << 24U | (crc & 0xFF00U) << 8U | (crc >> 8U & 0xFF00U) | crc >> 24U;
}

}  // namespace mapsim
