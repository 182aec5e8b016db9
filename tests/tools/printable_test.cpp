#include "tools/cli/printable.h"

#include <gtest/gtest.h>

#include <clocale>

namespace mapsim::cli {
namespace {

TEST(Printable, LeavesReadableTextAlone) { EXPECT_EQ(printable("Grüße, 你好 €"), "Grüße, 你好 €"); }

TEST(Printable, WritesControlsAsEscapes) {
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\nb\\tc\\r");
  EXPECT_EQ(printable("\x1b[31m"), "\\x1b[31m");
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(printable("\xc2\x9b"), "\\x9b");  // CSI of C1
}

TEST(Printable, WritesDirectionalMarksAndInvisiblesAsEscapes) {
  EXPECT_EQ(printable("\u202eabc"), "\\u202eabc");
  EXPECT_EQ(printable("a\u200bb"), "a\\u200bb");
  EXPECT_EQ(printable("\u2028"), "\\u2028");
}

TEST(Printable, WritesWhatIsNoUtf8AsOctets) {
  EXPECT_EQ(printable("\xff"), "\\xff");
  EXPECT_EQ(printable("\xc0\x80"), "\\xc0\\x80");          // over-long
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(printable("\xe4\xbd"), "\\xe4\\xbd");          // cut off
}

TEST(Fit, FillsShortTextAndCutsLongText) {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  EXPECT_EQ(fit("ab", 4), "ab  ");
  EXPECT_EQ(fit("abcdef", 4), "abc…");
  EXPECT_EQ(width("你好"), 4U);
  EXPECT_EQ(width(fit("你好你好", 5)), 5U);
}

}  // namespace
}  // namespace mapsim::cli
