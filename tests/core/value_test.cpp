#include "sigtran/core/value.h"

#include <gtest/gtest.h>

namespace mapsim {
namespace {

Value sample() {
  Value v;
  v.add("sm-RP-UI", Value::Map{}).add("tp-oa", "15550100100");
  v.add("texts", Value(Value::List{Value("one"), Value("two"), Value(Value::Map{{"x", Value(3), {}}})}));
  v.add("data", Octets{0xAB});
  v.add("more", true);
  return v;
}

TEST(Value, FindsMembersByNameAndPath) {
  const Value v = sample();
  ASSERT_NE(v.find("more"), nullptr);
  EXPECT_EQ(*v.find("more"), Value(true));
  EXPECT_EQ(v.find("less"), nullptr);
  EXPECT_EQ(Value(1).find("more"), nullptr);
  ASSERT_NE(v.find_path("sm-RP-UI.tp-oa"), nullptr);
  EXPECT_EQ(*v.find_path("sm-RP-UI.tp-oa"), Value("15550100100"));
  EXPECT_EQ(*v.find_path("texts[1]"), Value("two"));
  EXPECT_EQ(*v.find_path("texts[2].x"), Value(3));
  EXPECT_EQ(v.find_path(""), &v);
}

TEST(Value, PathsThatLeadNowhere) {
  const Value v = sample();
  for (const char* path : {"texts[3]", "texts[-1]", "texts[x]", "texts[]", "texts[0", "texts.one", "more[0]",
                           "sm-RP-UI.tp-da", "more.x", "texts[99999999999999999999999]"}) {
    EXPECT_EQ(v.find_path(path), nullptr) << path;
  }
}

TEST(Value, OneLineForPeople) {
  EXPECT_EQ(
      sample().to_text(),
      "{sm-RP-UI: {tp-oa: \"15550100100\"}, texts: [\"one\", \"two\", {x: 3}], data: {hex: ab}, more: true}");
  EXPECT_EQ(Value().to_text(), "null");
  EXPECT_EQ(Value(Value::List{}).to_text(), "[]");
  EXPECT_EQ(Value(-5).to_text(), "-5");
}

TEST(Value, KindsAreNamedForPeople) {
  EXPECT_EQ(Value().kind(), "nothing");
  EXPECT_EQ(Value(true).kind(), "true or false");
  EXPECT_EQ(Value(1).kind(), "a number");
  EXPECT_EQ(Value("x").kind(), "a string");
  EXPECT_EQ(Value(Octets{}).kind(), "octets");
  EXPECT_EQ(Value(Value::List{}).kind(), "a list");
  EXPECT_EQ(Value(Value::Map{}).kind(), "a map");
}

TEST(Value, EqualityIgnoresMarksAndOctetRanges) {
  Value a("x");
  Value b("x");
  b.mark = Mark{.line = 3, .column = 1};
  b.octets = Value::OctetRange{.offset = 1, .size = 2};
  EXPECT_EQ(a, b);
  EXPECT_NE(Value("1"), Value(1));
  EXPECT_NE(Value(true), Value(1));
  EXPECT_NE(Value(), Value(0));
  EXPECT_NE(Value(Value::Map{{"a", Value(1), {}}}), Value(Value::Map{{"b", Value(1), {}}}));
}

TEST(Value, LiteralsAreStringsNotBooleans) {
  const char* text = "on";
  EXPECT_NE(Value(text).if_string(), nullptr);
  EXPECT_NE(Value(std::string_view("on")).if_string(), nullptr);
}

TEST(Value, CopiesAreDeep) {
  Value a = sample();
  Value b = a;
  b.if_map()->front().value = Value(1);
  EXPECT_EQ(*a.find_path("sm-RP-UI.tp-oa"), Value("15550100100"));
}

}  // namespace
}  // namespace mapsim
