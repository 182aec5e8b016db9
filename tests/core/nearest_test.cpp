#include "sigtran/core/nearest.h"

#include <array>
#include <gtest/gtest.h>

namespace mapsim {
namespace {

constexpr std::array<std::string_view, 4> kNames{"sm-RP-DA", "sm-RP-OA", "sm-RP-UI", "moreMessagesToSend"};

TEST(Nearest, FindsASlip) {
  EXPECT_EQ(nearest("sm-RP-D", kNames), "sm-RP-DA");
  EXPECT_EQ(nearest("moreMesagesToSend", kNames), "moreMessagesToSend");
}

TEST(Nearest, CountsTwoSwappedLettersAsOneSlip) {
  EXPECT_EQ(nearest("smcs", std::array<std::string_view, 2>{"hlr", "smsc"}), "smsc");
  EXPECT_EQ(nearest("titel", std::array<std::string_view, 2>{"title", "steps"}), "title");
}

TEST(Nearest, IgnoresLetterCase) {
  EXPECT_EQ(nearest("SM-rp-ui", kNames), "sm-RP-UI");
}

TEST(Nearest, TheFirstOfEquallyNearNamesWins) {
  EXPECT_EQ(nearest("sm-RP-A", kNames), "sm-RP-DA");
}

TEST(Nearest, SaysNothingWhereNoneIsNear) {
  EXPECT_EQ(nearest("imsi", kNames), std::nullopt);
  EXPECT_EQ(nearest("", kNames), std::nullopt);
  EXPECT_EQ(nearest("sm-RP-DA", {}), std::nullopt);
}

TEST(UnknownName, ListsWhatIsAllowed) {
  EXPECT_EQ(unknown_name("xyz", std::array<std::string_view, 2>{"alpha", "beta"}),
            "'xyz' is not known here. Allowed: alpha, beta");
  EXPECT_EQ(unknown_name("alpa", std::array<std::string_view, 2>{"alpha", "beta"}),
            "'alpa' is not known here; did you mean 'alpha'? Allowed: alpha, beta");
}

}  // namespace
}  // namespace mapsim
