#include "scenarios/engine/template.h"

#include <gtest/gtest.h>

#include "scenarios/engine/template_reader.h"

namespace mapsim::scenario {
namespace {

Template template_of(std::string_view text) {
  const YamlDocument document = parse_yaml(text);
  EXPECT_TRUE(document.errors.empty()) << document.errors.front().text;
  Mistakes mistakes;
  Template t = read_template(document.root, mistakes);
  EXPECT_TRUE(mistakes.empty()) << mistakes.take().front().text;
  return t;
}

Value value_of(std::string_view text) {
  static const Value kNone{Value::Map{}};
  auto value = evaluate(template_of(text), Variables(&kNone));
  EXPECT_TRUE(value) << value.error().text;
  return value.value_or(Value());
}

// The first mismatch as "path: expected … received …", empty where all matches.
std::string mismatch(std::string_view stated, std::string_view received,
                     const Value& variables = Value(Value::Map{})) {
  const Value value = value_of(received);
  const auto found = match(template_of(stated), &value, Variables(&variables));
  if (found.empty()) return "";
  return found.front().path + ": expected " + found.front().expected + ", received " + found.front().received;
}

Value variables() {
  Value vars;
  vars.add("imsi", "001010000000001");
  Value::List texts{Value("one"), Value("two")};
  vars.add("texts", std::move(texts));
  vars.add("count", 3);
  vars.add("raw", Octets{0x12, 0xAB});
  Value smsc;
  smsc.add("gt", "+15550100001");
  vars.add("smsc", std::move(smsc));
  return vars;
}

TEST(Template, EvaluatesReferencesIntoMapsAndLists) {
  const Value vars = variables();
  const auto value =
      evaluate(template_of("{a: $smsc.gt, b: $texts.1, c: \"$texts[0]!\", d: $count}"), Variables(&vars));
  ASSERT_TRUE(value);
  EXPECT_EQ(value->to_text(), R"({a: "+15550100001", b: "two", c: "one!", d: 3})");
}

TEST(Template, JoinsTextNumbersAndOctetsAndWritesADollarTwice) {
  const Value vars = variables();
  const auto value = evaluate(template_of("\"$count of $$5 for ${imsi}x, $raw.\""), Variables(&vars));
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, Value("3 of $5 for 001010000000001x, 12ab."));
}

TEST(Template, RefusesAListInsideAText) {
  const Value vars = variables();
  const auto value = evaluate(template_of("\"all: $texts\""), Variables(&vars));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().text, "$texts is a list and cannot be part of a text");
}

TEST(Template, TellsAnUndefinedVariableAtItsPlace) {
  const Value vars = variables();
  const auto value = evaluate(template_of("a:\n  b: $imzi"), Variables(&vars));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().text, "$imzi is not defined");
  EXPECT_EQ(value.error().mark, (Mark{2, 6}));
}

TEST(Template, MakesOctetsOfHexOnceItsVariableIsKnown) {
  const Value vars = variables();
  const auto value =
      evaluate(template_of("{a: {hex: $raw}, b: {hex: 0004}, c: {hex: \"$count$count\"}}"), Variables(&vars));
  ASSERT_TRUE(value) << value.error().text;
  EXPECT_EQ(*value->find("a"), Value(Octets{0x12, 0xAB}));
  EXPECT_EQ(*value->find("b"), Value(Octets{0x00, 0x04}));
  EXPECT_EQ(*value->find("c"), Value(Octets{0x33}));
  const auto wrong = evaluate(template_of("{a: {hex: $imsi}}"), Variables(&vars));
  ASSERT_FALSE(wrong);  // 15 digits
  EXPECT_EQ(wrong.error().field, "hex");
}

TEST(Template, LeavesOutWhatAMatcherStatesWhenItIsSent) {
  EXPECT_EQ(value_of("{a: any, b: present, c: absent, d: ~ /x/, e: 1}").to_text(), "{e: 1}");
}

TEST(Template, CapturedValuesHideThoseOfTheFile) {
  const Value vars = variables();
  Variables instance(&vars);
  instance.set("imsi", Value("1"));
  EXPECT_EQ(*instance.find("imsi"), Value("1"));
  instance.set("imsi", Value("2"));
  EXPECT_EQ(*instance.find("imsi"), Value("2"));
  EXPECT_EQ(*instance.find("smsc.gt"), Value("+15550100001"));
  instance.set("smsc", Value(Value::Map{}));
  EXPECT_EQ(instance.find("smsc.gt"), nullptr);
}

TEST(Template, KnowsWhetherItIsConstantOrHasMatchers) {
  EXPECT_TRUE(template_of("{a: [1, {hex: 00}]}").is_constant());
  EXPECT_FALSE(template_of("{a: [1, $x]}").is_constant());
  EXPECT_FALSE(template_of("{a: \"$x\"}").is_constant());
  EXPECT_FALSE(template_of("{a: [any]}").is_constant());
  EXPECT_TRUE(template_of("{a: [any]}").has_matcher());
  EXPECT_FALSE(template_of("{a: [$x]}").has_matcher());
}

TEST(Match, LooksOnlyAtWhatIsStated) {
  EXPECT_EQ(mismatch("{a: {b: 1}}", "{a: {b: 1, c: 2}, d: 3}"), "");
  EXPECT_EQ(mismatch("{a: {b: 1}}", "{a: {b: 2}}"), "a.b: expected 1, received 2");
  EXPECT_EQ(mismatch("{a: {b: 1}}", "{d: 3}"), "a.b: expected 1, received nothing");
  EXPECT_EQ(mismatch("{a: {b: 1}}", "{a: 5}"), "a: expected a map with b, received 5");
}

TEST(Match, TellsEveryFieldThatDiffersWithItsPlace) {
  const Value received = value_of("{a: 1, b: 2, c: 3}");
  const Value none{Value::Map{}};
  const auto found = match(template_of("a: 7\nb: 2\nc: 9"), &received, Variables(&none));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].path, "c");
  EXPECT_EQ(found[1].mark, (Mark{3, 4}));
}

TEST(Match, ComparesListsByLengthAndElement) {
  EXPECT_EQ(mismatch("[1, any]", "[1, 2]"), "");
  EXPECT_EQ(mismatch("[1, 3]", "[1, 2]"), "[1]: expected 3, received 2");
  EXPECT_EQ(mismatch("[1]", "[1, 2]"), ": expected a list of 1, received [1, 2]");
}

TEST(Match, TakesWhatHasNoValueForAbsent) {
  const Value variables(Value::Map{{"v", Value(Value::Map{{"a", Value(), {}}, {"b", Value(1), {}}}), {}}});
  EXPECT_EQ(mismatch("$v", "{b: 1}", variables), "");
  EXPECT_EQ(mismatch("$v", "{a: 1, b: 1}", variables), "a: expected null, received 1");
}

TEST(Match, TakesAFlagThatIsOffForOneThatIsAbsent) {
  EXPECT_EQ(mismatch("{a: false}", "{b: 1}"), "");
  EXPECT_EQ(mismatch("{a: true}", "{b: 1}"), "a: expected true, received nothing");
}

TEST(Match, PresenceAndAbsence) {
  EXPECT_EQ(mismatch("{a: any, b: present, c: absent}", "{b: 1}"), "");
  EXPECT_EQ(mismatch("{b: present}", "{c: 1}"), "b: expected present, received nothing");
  EXPECT_EQ(mismatch("{c: absent}", "{c: 1}"), "c: expected absent, received 1");
}

TEST(Match, RegularExpressionsSearchTextNumbersAndOctets) {
  EXPECT_EQ(mismatch("{a: ~ /^\\+1555/}", "{a: \"+15550100001\"}"), "");
  EXPECT_EQ(mismatch("{a: ~ /^2/}", "{a: 123}"), "a: expected ~ /^2/, received 123");
  EXPECT_EQ(mismatch("{a: {matches: \"^0[45]$\"}}", "{a: {hex: 04}}"), "");
  EXPECT_EQ(mismatch("{a: {hex: ~ /^04/}}", "{a: {hex: 0401}}"), "");
  EXPECT_EQ(mismatch("{a: {hex: ~ /^04/}}", "{a: {hex: 0501}}"), "a: expected ~ /^04/, received \"0501\"");
  EXPECT_EQ(mismatch("{a: ~ /x/}", "{a: {b: x}}"), "a: expected ~ /x/, received {b: \"x\"}");
}

TEST(Match, Sets) {
  EXPECT_EQ(mismatch("a: in [1, two]", "a: two"), "");
  EXPECT_EQ(mismatch("{a: {in: [1, two]}}", "a: 1"), "");
  EXPECT_EQ(mismatch("{a: {in: [1, two]}}", "a: 3"), "a: expected in [1, \"two\"], received 3");
  EXPECT_EQ(mismatch("a: in [1, two]", "b: 1"), "a: expected in [1, two], received nothing");
}

TEST(Match, Comparisons) {
  EXPECT_EQ(mismatch("{a: < 3, b: <= 3, c: {at-least: 3}, d: {more-than: 3}}", "{a: 2, b: 3, c: 3, d: 4}"),
            "");
  EXPECT_EQ(mismatch("a: < 3", "a: 3"), "a: expected < 3, received 3");
  EXPECT_EQ(mismatch("a: {at-most: 3}", "a: 4"), "a: expected <= 3, received 4");
  EXPECT_EQ(mismatch("a: {more-than: 3}", "a: 3"), "a: expected > 3, received 3");
  EXPECT_EQ(mismatch("a: {at-least: 3}", "a: three"), "a: expected >= 3, received \"three\"");
}

TEST(Match, Negation) {
  EXPECT_EQ(mismatch("a: != 3", "a: 4"), "");
  EXPECT_EQ(mismatch("a: != 3", "a: 3"), "a: expected != 3, received 3");
  EXPECT_EQ(mismatch("a: {not: 3}", "b: 3"), "a: expected != 3, received nothing");
}

TEST(Match, SaysWhatAVariableInAMatcherIs) {
  Value vars;
  vars.add("limit", 5);
  EXPECT_EQ(mismatch("a: < $limit", "a: 7", vars), "a: expected < $limit (now 5), received 7");
  EXPECT_EQ(mismatch("a: $other", "a: 7", vars), "a: expected $other is not defined, received 7");
}

TEST(Match, AMapInAVariableStatesItsMembersOnly) {
  Value vars;
  vars.add("argument", value_of("{b: 1, c: {hex: 00}}"));
  EXPECT_EQ(mismatch("a: $argument", "a: {b: 1, c: {hex: 00}, d: 1}", vars), "");
  EXPECT_EQ(mismatch("a: $argument", "a: {b: 1, c: {hex: 01}}", vars),
            "a.c: expected {hex: 00}, received {hex: 01}");
}

TEST(Match, CutsLongValuesBetweenCharacters) {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "ü";
  const std::string told = mismatch("a: 1", "a: \"" + text + "\"");
  EXPECT_LT(told.size(), 280U);
  EXPECT_TRUE(told.ends_with("ü…")) << told;
}

}  // namespace
}  // namespace mapsim::scenario
