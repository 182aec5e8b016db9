#include "tools/report/escape.h"

#include <gtest/gtest.h>

namespace mapsim::report {
namespace {

TEST(Escape, HtmlMeansNothingInText) {
  EXPECT_EQ(html("<b a=\"x\" c='y'>&amp;"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;amp;");
}

TEST(Escape, ControlsMarksAndInvalidUtf8AreVisible) {
  EXPECT_EQ(html("\x07\u202e\xff\u061c"), "\\x07\\u202e\\xff\\u061c");
  EXPECT_EQ(xml("\x01\uffff"), "\\x01\\uffff");
}

TEST(Escape, JsonDoesNotEndItsElement) {
  nlohmann::ordered_json json = {{"text", "</script><!--\u2028\xff&"}};
  const std::string text = json_in_html(json);
  EXPECT_EQ(text.find('<'), std::string::npos);
  EXPECT_EQ(text.find('>'), std::string::npos);
  EXPECT_EQ(text.find('&'), std::string::npos);
  EXPECT_EQ(nlohmann::ordered_json::parse(text)["text"], "</script><!--\u2028\ufffd&");
}

TEST(Escape, AGitHubCommandStaysOneLine) {
  EXPECT_EQ(github_message("100%\n::warning::x"), "100%25%0A::warning::x");
  EXPECT_EQ(github_property("a,b:c\n"), "a%2Cb%3Ac\\n");
}

}  // namespace
}  // namespace mapsim::report
