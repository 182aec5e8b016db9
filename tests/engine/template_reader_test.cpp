#include "scenarios/engine/template_reader.h"

#include <gtest/gtest.h>

namespace mapsim::scenario {
namespace {

std::string first_mistake(std::string_view text) {
  Mistakes mistakes;
  read_template(parse_yaml(text).root, mistakes);
  if (mistakes.empty()) return "";
  const Error e = mistakes.take().front();
  return std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + " " + e.text;
}

TEST(PlainValue, FollowsTheCoreSchema) {
  EXPECT_TRUE(plain_value("~").is_null());
  EXPECT_EQ(plain_value("true"), Value(true));
  EXPECT_EQ(plain_value("False"), Value(false));
  EXPECT_EQ(plain_value("12"), Value(12));
  EXPECT_EQ(plain_value("-12"), Value(-12));
  EXPECT_EQ(plain_value("0"), Value(0));
  EXPECT_EQ(plain_value("0x1F"), Value(31));
  EXPECT_EQ(plain_value("0o17"), Value(15));
  // YAML 1.1 would read these as a truth value, a number of base 60 and a fraction.
  EXPECT_EQ(plain_value("yes"), Value("yes"));
  EXPECT_EQ(plain_value("12:30:45"), Value("12:30:45"));
  EXPECT_EQ(plain_value("1.5"), Value("1.5"));
}

TEST(PlainValue, NeverLosesDigits) {
  EXPECT_EQ(plain_value("001010000000001"), Value("001010000000001"));
  EXPECT_EQ(plain_value("+15550100001"), Value("+15550100001"));
  EXPECT_EQ(plain_value("99999999999999999999"), Value("99999999999999999999"));
  EXPECT_EQ(plain_value("0x1FFFFFFFFFFFFFFFFF"), Value("0x1FFFFFFFFFFFFFFFFF"));
  EXPECT_EQ(plain_value("9223372036854775807"), Value(std::int64_t{9223372036854775807}));
}

TEST(TemplateReader, AQuotedStringIsNeverAMatcherOrANumber) {
  Mistakes mistakes;
  const YamlDocument document = parse_yaml(R"({a: "any", b: '12', c: "in [1]", d: "~ /x/", e: "< 3"})");
  const Template t = read_template(document.root, mistakes);
  ASSERT_TRUE(mistakes.empty());
  EXPECT_TRUE(t.is_constant());
  EXPECT_EQ(std::get<Value>(t.find("b")->node), Value("12"));
  EXPECT_EQ(std::get<Value>(t.find("d")->node), Value("~ /x/"));
}

TEST(TemplateReader, TellsTheCompilerOfRegularExpressionsComplaint) {
  EXPECT_TRUE(first_mistake("a: ~ /(/").starts_with("1:4 this regular expression cannot be read"))
      << first_mistake("a: ~ /(/");
  EXPECT_EQ(first_mistake("a: {matches: \"" + std::string(1001, 'x') + "\"}"),
            "1:4 the regular expression is longer than 1000 characters");
}

TEST(TemplateReader, TellsWrongHexDigits) {
  EXPECT_TRUE(first_mistake("a: {hex: 0x}").starts_with("1:10 these are no octets"))
      << first_mistake("a: {hex: 0x}");
  EXPECT_TRUE(first_mistake("a: {hex: 123}").starts_with("1:10 these are no octets"));
}

TEST(TemplateReader, TellsAValueThatIsMissing) {
  EXPECT_EQ(first_mistake("a:\nb: 1"),
            "1:1 no value stands here; write one, or `absent` for what must not be there");
}

TEST(TemplateReader, TellsALonelyDollar) {
  EXPECT_EQ(first_mistake("a: 5$"), "1:4 '$' begins a reference ($name, ${name}); a dollar is written $$");
  EXPECT_EQ(first_mistake("a: \"${x\""),
            "1:4 '$' begins a reference ($name, ${name}); a dollar is written $$");
  EXPECT_EQ(first_mistake("a: 5$$"), "");
}

TEST(TemplateReader, ComparesNumbersWithNumbersOnly) {
  EXPECT_EQ(first_mistake("a: {at-least: many}"), "1:15 a number is compared with a number, found 'many'");
  EXPECT_EQ(first_mistake("a: {not: many}"), "");
}

TEST(TemplateReader, AVariableHoldsNoMatcher) {
  Mistakes mistakes;
  read_value(parse_yaml("[1, any]").root, mistakes);
  EXPECT_EQ(mistakes.take().front().text, "a matcher ('any') cannot stand here; put text in quotes");
}

TEST(Mistakes, SayTheSameOfAPlaceOnce) {
  Mistakes mistakes;
  mistakes.add(Mark{1, 1}, "x");
  mistakes.add(Mark{1, 1}, "x");
  mistakes.add(Mark{1, 2}, "x");
  EXPECT_EQ(mistakes.size(), 2U);
}

}  // namespace
}  // namespace mapsim::scenario
