#include "tools/report/page.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/tools/report/played.h"
#include "tools/report/annotate.h"
#include "tools/report/assets.h"
#include "tools/report/junit.h"
#include "tools/report/result_json.h"

namespace mapsim::report::test {
namespace {

using testing::HasSubstr;
using testing::Not;

// Text with everything that could mean something, as a peer's short message.
const std::string kHostile = "</script><img src=x onerror=alert(1)> \\u202e \\u0007 '--><!-- ::error::x";

TEST(ReportPage, NothingThatAPeerSaysIsMarkup) {
  const auto played = play(
      scenario::load_text(scenario_text(begin(kHostile, kWrongSender) + kEnd,
                                        "title: \"<script>alert(2)</script>\"\npurpose: \"</title><i>\"\n")));
  const std::string text = page(played->scenarios);
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_THAT(text, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(text, Not(HasSubstr("<i>")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  EXPECT_THAT(text, Not(HasSubstr("\x07")));
  EXPECT_THAT(text, HasSubstr("&lt;img src=x onerror=alert(1)&gt;"));
  EXPECT_THAT(text, HasSubstr("\\u202e"));
}

TEST(ReportPage, LoadsNothing) {
  const auto played = play_text(begin() + kEnd);
  const std::string text = page(played->scenarios);
  for (const char* word : {"http:", "https:", "url(", "@import", " src=", "<link", "<iframe"}) {
    EXPECT_THAT(text, Not(HasSubstr(word))) << word;
  }
  EXPECT_THAT(text, HasSubstr("default-src 'none'; style-src '" + style_hash() + "'; script-src '" +
                              script_hash() + "'"));
}

TEST(ReportPage, IsTheSameForTheSameRun) {
  EXPECT_EQ(page(play_text(begin("hello", kWrongSender) + kEnd)->scenarios),
            page(play_text(begin("hello", kWrongSender) + kEnd)->scenarios));
}

TEST(Junit, NamesFileAndLineOfWhatFailed) {
  const auto played = play_text(begin("hello", kWrongSender) + kEnd);
  const std::string text = junit_xml(played->scenarios);
  EXPECT_THAT(text, HasSubstr("tests=\"1\" failures=\"1\" errors=\"0\""));
  EXPECT_THAT(text, HasSubstr(played->program.file.string() + ":13:"));
}

TEST(Junit, SaysWhatTheMachineLacksAsAnError) {
  auto played = play_text(begin() + kEnd);
  played->scenarios.front().verdict = scenario::Verdict::inconclusive;
  played->scenarios.front().problem = "no link\x01 came up";
  const std::string text = junit_xml(played->scenarios);
  EXPECT_THAT(text, HasSubstr("failures=\"0\" errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("no link\\x01 came up"));
}

TEST(ResultJson, HasWhatDiffers) {
  const auto played = play_text(begin("hello", kWrongSender) + kEnd);
  const auto json = nlohmann::json::parse(result_json(played->scenarios));
  EXPECT_EQ(json["format"], kResultFormat);
  EXPECT_EQ(json["verdict"], "fail");
  const auto& difference = json["scenarios"][0]["steps"][0]["differences"][0];
  EXPECT_EQ(difference["field"], "components[0].argument.sm-RP-UI.sms-deliver.tp-oa");
  EXPECT_EQ(difference["line"], 13);
}

TEST(CodeQuality, IsAFindingAFailureAndStable) {
  const auto played = play_text(begin("hello", kWrongSender) + kEnd);
  const auto json = nlohmann::json::parse(code_quality_json(played->scenarios));
  ASSERT_EQ(json.size(), 1U);
  EXPECT_EQ(json[0]["location"]["lines"]["begin"], 13);
  EXPECT_EQ(code_quality_json(played->scenarios),
            code_quality_json(play_text(begin("hello", kWrongSender) + kEnd)->scenarios));
}

TEST(Annotate, GivesGitHubACommandAFailure) {
  const auto played = play_text(begin("hello", kWrongSender) + kEnd);
  std::ostringstream out;
  annotate(played->only(), Annotate::github, out);
  EXPECT_THAT(out.str(), testing::StartsWith("::error file="));
  EXPECT_THAT(out.str(), HasSubstr(",line=13,"));
  EXPECT_EQ(std::ranges::count(out.str(), '\n'), 1);
}

TEST(Annotate, SaysNothingOfWhatPassed) {
  const auto played = play_text(begin() + kEnd);
  std::ostringstream out;
  annotate(played->only(), Annotate::gitlab, out);
  EXPECT_EQ(out.str(), "");
}

TEST(Annotate, AutoLooksAtTheJob) {
  ::unsetenv("GITHUB_ACTIONS");
  ::unsetenv("GITLAB_CI");
  EXPECT_EQ(annotate_from_name("auto"), Annotate::none);
  ::setenv("GITLAB_CI", "true", 1);
  EXPECT_EQ(annotate_from_name("auto"), Annotate::gitlab);
  ::setenv("GITHUB_ACTIONS", "true", 1);
  EXPECT_EQ(annotate_from_name("auto"), Annotate::github);
  EXPECT_EQ(annotate_from_name("travis"), std::nullopt);
  ::unsetenv("GITHUB_ACTIONS");
  ::unsetenv("GITLAB_CI");
}

}  // namespace
}  // namespace mapsim::report::test
