#include "tools/json/whole_number.h"

#include <gmock/gmock.h>

#include "tools/known/manifest.h"

namespace mapsim::cli {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

TEST(WholeNumber, IsReadToItsLimits) {
  EXPECT_EQ(whole_number<std::uint64_t>(Json::parse("18446744073709551615")), 18446744073709551615U);
  EXPECT_EQ(whole_number<std::int64_t>(Json::parse("-9223372036854775808")), INT64_MIN);
  EXPECT_EQ(whole_number<std::uint32_t>(Json::parse("4294967295")), 4294967295U);
  EXPECT_EQ(whole_number(Json::parse("{\"a\": 2}"), "a", 7), 2);
  EXPECT_EQ(whole_number(Json::parse("{}"), "a", 7), 7);
}

TEST(WholeNumber, IsNothingElse) {
  for (const char* text :
       {"-1", "4294967296", "18446744073709551615", "8.5e69", "2.5", "1e2", "\"1\"", "true", "null", "[1]"})
    EXPECT_THROW((void)whole_number<std::uint32_t>(Json::parse(text)), Json::exception) << text;
  EXPECT_THROW((void)whole_number<std::int64_t>(Json::parse("9223372036854775808")), Json::exception);
}

TEST(WholeNumber, OfAManifestIsSaidWithWhatIsAllowed) {
  const auto manifest = known::manifest_from_json(
      R"({"format": 1, "capture": "a", "subject": "b", "title": "c", "messages": [{"frame": 8.5e69, "fields": []}]})");
  ASSERT_FALSE(manifest);
  EXPECT_THAT(manifest.error().text, HasSubstr("from 0 to 18446744073709551615, found 8.5e+69"));
}

}  // namespace
}  // namespace mapsim::cli
