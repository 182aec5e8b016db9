#include "scenarios/engine/yaml_document.h"

#include <gtest/gtest.h>

namespace mapsim::scenario {
namespace {

std::string first_error(std::string_view text) {
  const YamlDocument document = parse_yaml(text);
  if (document.errors.empty()) return "";
  const Error& e = document.errors.front();
  return std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + " " + e.text;
}

TEST(YamlDocument, KeepsPlacesCountedInCharactersFromOne) {
  const YamlDocument document = parse_yaml("a: 1\nb: {\"ü\": \"é\", c: 2}\n");
  ASSERT_TRUE(document.errors.empty());
  const YamlMember* b = document.root.find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(b->mark, (Mark{2, 1}));
  EXPECT_EQ(b->value.find("ü")->value.mark, (Mark{2, 10}));
  EXPECT_EQ(b->value.find("c")->value.mark, (Mark{2, 18}));
}

TEST(YamlDocument, TellsQuotedFromPlain) {
  const YamlDocument document = parse_yaml("{a: 1, b: \"1\", c: '1', d: !!str 1}\n");
  ASSERT_TRUE(document.errors.empty());
  EXPECT_EQ(document.root.find("a")->value.kind, YamlNode::Kind::plain);
  for (const char* name : {"b", "c", "d"}) {
    EXPECT_EQ(document.root.find(name)->value.kind, YamlNode::Kind::quoted) << name;
  }
}

TEST(YamlDocument, ABlockOfTextIsQuoted) {
  const YamlDocument document = parse_yaml("a: |\n  any\nb: >\n  x\n  y\n");
  ASSERT_TRUE(document.errors.empty());
  EXPECT_EQ(document.root.find("a")->value.kind, YamlNode::Kind::quoted);
  EXPECT_EQ(document.root.find("b")->value.text, "x y\n");
}

TEST(YamlDocument, AnEmptyValueStandsAtItsName) {
  const YamlDocument document = parse_yaml("a:\n\n\nb: 1\n");
  EXPECT_EQ(document.root.find("a")->value.mark, (Mark{1, 1}));
}

TEST(YamlDocument, TellsEveryDuplicateKey) {
  const YamlDocument document = parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n");
  ASSERT_EQ(document.errors.size(), 2U);
  EXPECT_EQ(document.errors[0].mark, (Mark{2, 1}));
  EXPECT_EQ(document.errors[0].text, "'a' stands here twice, first in line 1");
  EXPECT_EQ(document.errors[1].mark, (Mark{3, 11}));
}

TEST(YamlDocument, WritesAliasesOut) {
  const YamlDocument document = parse_yaml("a: &x {b: [1, 2]}\nc: *x\n");
  ASSERT_TRUE(document.errors.empty());
  EXPECT_EQ(document.root.find("c")->value.find("b")->value.items.size(), 2U);
  EXPECT_EQ(document.root.find("c")->value.mark, (Mark{2, 4}));
}

TEST(YamlDocument, RefusesAnAliasThatGrowsWithoutMeasure) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string name = std::to_string(i), before = "*a" + std::to_string(i - 1);
    text +=
        "a" + name + ": &a" + name + " [" + before + ", " + before + ", " + before + ", " + before + "]\n";
  }
  EXPECT_NE(first_error(text).find("more than 500000 values"), std::string::npos) << first_error(text);
}

TEST(YamlDocument, RefusesAnAliasInsideOfItself) {
  EXPECT_EQ(first_error("a: &x [1, *x]\n"), "1:11 an alias cannot stand inside of what it stands for");
}

TEST(YamlDocument, RefusesDeepNesting) {
  EXPECT_NE(first_error("a: " + std::string(100, '[') + std::string(100, ']')).find("deeper than 64"),
            std::string::npos);
  EXPECT_NE(first_error("a: " + std::string(100'000 % 16'000, '[')), "");
  // Aliases cannot get around it.
  std::string text = "a0: &a0 [[[[[[[[[[x]]]]]]]]]]\n";
  for (int i = 1; i < 10; ++i) {
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [[[[[[[[[[*a" + std::to_string(i - 1) +
            "]]]]]]]]]]\n";
  }
  EXPECT_NE(first_error(text).find("deeper than 64"), std::string::npos) << first_error(text);
}

TEST(YamlDocument, ExplainsWhatYamlCannotRead) {
  EXPECT_EQ(first_error("a:\n\tb: 1\n"), "2:1 a tab in the indentation; YAML is indented by spaces");
  EXPECT_EQ(first_error("a: {text: $texts[0], b: 1}\n"),
            "1:17 between { and } a plain value ends at '['; write $texts.0 instead of $texts[0]");
  EXPECT_EQ(first_error("a: {b: in [1, 2]}\n"),
            "1:11 between { and } a plain value ends at '['; write {in: [a, b]}");
  EXPECT_EQ(first_error("a: {b: ~ /x[0-9]/}\n"),
            "1:12 between { and } a plain value ends at '['; put it in quotes, a regular expression as "
            "{matches: \"…\"}");
  EXPECT_EQ(first_error("a: >= 3\n"),
            "1:5 '>' and '|' at the start of a value begin a block of text; a comparison is {at-least: n} or "
            "{more-than: n}");
  EXPECT_EQ(first_error("a: [1, 2\nb: 3\n"), "2:2 this is not YAML: end of sequence flow not found");
  EXPECT_EQ(first_error("a: \"abc\nb: 2\n"), "1:4 this quote is never closed");
  EXPECT_EQ(first_error("a: 'it''s\nb: 2\n"), "1:4 this quote is never closed");
  EXPECT_EQ(first_error("a: 1\n---\nb: 1\n"),
            "3:1 a file holds one scenario, but here a second document starts");
  EXPECT_EQ(first_error("a: !thing 1\n"),
            "1:4 the tag '!thing' is not part of the language; a value that begins with '!' is quoted");
  EXPECT_EQ(first_error("? [a]\n: 1\n"), "1:3 a name is expected here, not a list or a map");
  EXPECT_EQ(first_error("a: *nope\n"), "1:4 this is not YAML: the referenced anchor is not defined");
}

TEST(YamlDocument, RefusesWhatIsNoText) {
  EXPECT_EQ(first_error("a: \xFF\n"), "1:4 this octet is not part of UTF-8 text; save the file as UTF-8");
  EXPECT_NE(first_error(std::string_view("a: 1\0b", 6)), "");
  EXPECT_NE(first_error("a: \x04\n"), "");
  EXPECT_NE(first_error("a: \xED\xA0\x80\n"), "");
  EXPECT_NE(first_error("a: \xC0\xAF\n"), "");
  EXPECT_NE(first_error("a: \xE2\x82"), "");
  EXPECT_EQ(first_error("\xEF\xBB\xBF"
                        "a: 1\r\nb: 2\r\n"),
            "");
}

TEST(YamlDocument, RefusesEndlessLines) {
  EXPECT_NE(first_error("a: " + std::string(20'000, 'x')).find("longer than 16384"), std::string::npos);
}

TEST(YamlDocument, SurvivesEveryTruncation) {
  const std::string text =
      "title: \"x\"\nsteps:\n  - a -> b: begin\n    argument: {x: [1, 'two'], y: {hex: 00}}\n    t: |\n      "
      "block\n  - &q {a: 1}\n  - *q\n";
  for (std::size_t size = 0; size <= text.size(); ++size) parse_yaml(std::string_view(text).substr(0, size));
}

}  // namespace
}  // namespace mapsim::scenario
