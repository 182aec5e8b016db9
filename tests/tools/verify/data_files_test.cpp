// Patterns, and the files mapping.csv and known_defects.json.
#include <gtest/gtest.h>

#include "tools/verify/defects.h"
#include "tools/verify/glob.h"
#include "tools/verify/mapping.h"

namespace mapsim::verify {
namespace {

TEST(Glob, OfPathsHasStarsForOneMemberAndForAnyNumber) {
  EXPECT_TRUE(matches_path("tcap.*.otid", "tcap.begin.otid"));
  EXPECT_FALSE(matches_path("tcap.*.otid", "tcap.begin.x.otid"));
  EXPECT_TRUE(matches_path("**.text", "map.components.argument.sm-RP-UI.sms-deliver.text"));
  EXPECT_TRUE(matches_path("**.text", "text"));
  EXPECT_TRUE(matches_path("map.**", "map.components.invoke"));
  EXPECT_FALSE(matches_path("map.**", "tcap.begin"));
  EXPECT_FALSE(matches_path("a.b", "a"));
  EXPECT_FALSE(matches_path("a", "a.b"));
}

TEST(Glob, OfTextsHasAStarForAnyCharacters) {
  EXPECT_TRUE(matches_text("gsm_old.*", "gsm_old.imsi: imsi"));
  EXPECT_TRUE(matches_text("*BER Error*", "a BER Error: b"));
  EXPECT_TRUE(matches_text("", ""));
  EXPECT_FALSE(matches_text("", "x"));
  EXPECT_TRUE(matches_text("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(matches_text("a*b", "a-c"));
}

constexpr std::string_view kHeader = "field,versions,shown,compare,values,subject,clause\n";

TEST(Mapping, FindsTheFirstRowOfAPathAndVersion) {
  const auto mapping = Mapping::from_csv(
      std::string(kHeader) + "# why\nmap.a,1-2,old.a,text,,S,C\nmap.a,3,new.a|other.a,name,x=1 y=2,S,C\n");
  ASSERT_TRUE(mapping) << mapping.error().message();
  EXPECT_EQ(mapping->find("map[0].a", 2)->shown.front(), "old.a");
  EXPECT_EQ(mapping->find("map.a", 3)->shown.back(), "other.a");
  EXPECT_EQ(mapping->find("map.a", 3)->values.at("y"), 2);
  EXPECT_EQ(mapping->find("map.b", 3), nullptr);
}

struct Wrong {
  std::string row;
  std::string told;
};
class WrongMapping : public testing::TestWithParam<Wrong> {};
TEST_P(WrongMapping, IsToldWithItsLine) {
  const auto mapping = Mapping::from_csv(std::string(kHeader) + GetParam().row + "\n");
  ASSERT_FALSE(mapping);
  EXPECT_EQ(mapping.error().mark.line, 2);
  EXPECT_NE(mapping.error().message().find(GetParam().told), std::string::npos) << mapping.error().message();
}
INSTANTIATE_TEST_SUITE_P(Rows, WrongMapping,
                         testing::Values(Wrong{"a,,b,text,,S", "6 columns"},
                                         Wrong{"a,4,b,text,,S,C", "versions"}, Wrong{"a,,b,txt,,S,C", "text"},
                                         Wrong{"a,,b,name,x=y,S,C", "NAME=NUMBER"},
                                         Wrong{",,b,text,,S,C", "is empty"},
                                         Wrong{"a,,b,text,,,C", "is empty"}));

TEST(Mapping, WithoutItsHeaderIsRefused) {
  EXPECT_FALSE(Mapping::from_csv("a,,b,text,,S,C\n"));
  EXPECT_FALSE(Mapping::from_csv(""));
}

TEST(Mapping, ThatIsBuiltInTellsVersionsApartByTheNamesOfFields) {
  const Mapping& mapping = Mapping::built_in();
  EXPECT_EQ(mapping.find("map.components[0].argument.sm-RP-DA.imsi", 2)->shown.front(), "gsm_old.imsi");
  EXPECT_EQ(mapping.find("map.components[0].argument.sm-RP-DA.imsi", 3)->shown.front(), "gsm_map.sm.imsi");
}

constexpr std::string_view kDefects =
    R"({"defects": [{"id": "d", "versions": ["4.0"], "title": "t", "reason": "r",
  "map-versions": [3], "begun": [false], "fields": ["map.**"], "shown": ["gsm_old.*"]}]})";

TEST(KnownDefects, ListWhatFitsInEveryMemberAndNothingElse) {
  const auto defects = KnownDefects::from_json(kDefects);
  ASSERT_TRUE(defects) << defects.error().message();
  known::Message message;
  message.version = 3;
  message.begun = false;
  Disagreement d;
  d.field = "map.components[0].invoke";
  d.known = "mt-ForwardSM";
  d.shown = "gsm_old.localValue: forwardSM (44)";
  EXPECT_NE(defects->find(d, message, "4.0.17"), nullptr);
  EXPECT_NE(defects->find(d, message, "4.0"), nullptr);
  EXPECT_EQ(defects->find(d, message, "4.2.0"), nullptr);
  EXPECT_EQ(defects->find(d, message, "4.01"), nullptr);
  message.begun = true;
  EXPECT_EQ(defects->find(d, message, "4.0.17"), nullptr);
  message.begun = false;
  d.shown = "gsm_map.sm.imsi: imsi";
  EXPECT_EQ(defects->find(d, message, "4.0.17"), nullptr);
}

TEST(KnownDefects, WithAMemberThatIsNotKnownAreRefused) {
  const auto defects = KnownDefects::from_json(R"({"defects": [{"id": "d", "feilds": []}]})");
  ASSERT_FALSE(defects);
  EXPECT_NE(defects.error().message().find("fields"), std::string::npos) << defects.error().message();
  EXPECT_FALSE(KnownDefects::from_json("[]"));
  EXPECT_FALSE(KnownDefects::from_json("{"));
}

TEST(Version, IsWhatFollowsTheSlash) {
  EXPECT_EQ(version_in("wireshark/4.0.17"), "4.0.17");
  EXPECT_EQ(version_in("wireshark/4.2.0rc1"), "4.2.0");
  EXPECT_EQ(version_in(""), "");
}

}  // namespace
}  // namespace mapsim::verify
