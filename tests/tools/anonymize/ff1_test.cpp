// FF1 against the samples that NIST publishes beside SP 800-38G.
#include "tools/anonymize/ff1.h"

#include <gtest/gtest.h>

#include "tests/tools/anonymize/support.h"

namespace mapsim::cli::anonymize::test {
namespace {

constexpr std::string_view kCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr const char* kKey128 = "2b7e151628aed2a6abf7158809cf4f3c";
constexpr const char* kKey192 = "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f";
constexpr const char* kKey256 = "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94";

struct Sample {
  const char* key;
  unsigned radix;
  const char* tweak;
  const char* plain;
  const char* cipher;
};

class Ff1Samples : public testing::TestWithParam<Sample> {};

TEST_P(Ff1Samples, GiveWhatNistPublishes) {
  const Sample& s = GetParam();
  Numerals numerals;
  for (const char c : std::string(s.plain))
    numerals.push_back(static_cast<std::uint8_t>(kCharacters.find(c)));
  std::string out;
  for (const std::uint8_t n : Ff1(hex(s.key)).encrypt(numerals, s.radix, hex(s.tweak))) out += kCharacters[n];
  EXPECT_EQ(out, s.cipher);
}

INSTANTIATE_TEST_SUITE_P(
    All, Ff1Samples,
    testing::Values(
        Sample{kKey128, 10, "", "0123456789", "2433477484"},
        Sample{kKey128, 10, "39383736353433323130", "0123456789", "6124200773"},
        Sample{kKey128, 36, "3737373770717273373737", "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
        Sample{kKey192, 10, "", "0123456789", "2830668132"},
        Sample{kKey192, 10, "39383736353433323130", "0123456789", "2496655549"},
        Sample{kKey192, 36, "3737373770717273373737", "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"},
        Sample{kKey256, 10, "", "0123456789", "6657667009"},
        Sample{kKey256, 10, "39383736353433323130", "0123456789", "1001623463"},
        Sample{kKey256, 36, "3737373770717273373737", "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"}));

TEST(Ff1, TakesTheShortestAndTheLongest) {
  const Ff1 ff1(hex(kKey256));
  for (const std::size_t size : {std::size_t{2}, kMostNumerals}) {
    for (const unsigned radix : {2U, 10U, 36U}) {
      const Numerals numerals(size, static_cast<std::uint8_t>(radix - 1));
      const Numerals out = ff1.encrypt(numerals, radix, {});
      ASSERT_EQ(out.size(), size);
      for (const std::uint8_t n : out) EXPECT_LT(n, radix);
    }
  }
}

}  // namespace
}  // namespace mapsim::cli::anonymize::test
