#include "sigtran/core/fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mapsim {
namespace fields_test {

enum class Colour : std::uint8_t { red = 1, green = 2 };
inline constexpr EnumName<Colour> kColours[] = {{"red", Colour::red}, {"green", Colour::green}};
std::span<const EnumName<Colour>> enum_names(Colour) {
  return kColours;
}

struct Inner {
  std::uint8_t count = 0;
};
template <class V>
void fields(V& v, Inner& x) {
  v("count", x.count);
}

struct Outer {
  std::string name;
  std::optional<Inner> inner;
  Colour colour = Colour::red;
  bool more = false;
  Octets data;
  std::vector<Inner> list;
  std::optional<std::int8_t> level;
};
template <class V>
void fields(V& v, Outer& x) {
  v("name", x.name);
  v("inner", x.inner);
  v("colour", x.colour);
  v.flag("more", x.more);
  v("data", x.data);
  v("list", x.list);
  v("level", x.level);
}

Value::Map complete() {
  Value v;
  v.add("name", "n");
  v.add("inner", Value(Value::Map{{"count", Value(7), {}}}));
  v.add("colour", "green");
  v.add("more", true);
  v.add("data", Octets{1, 2});
  v.add("list", Value(Value::List{Value(Value::Map{{"count", Value(1), {}}})}));
  v.add("level", -3);
  return *v.if_map();
}

// The complete value, one member replaced.
Value with(std::string_view name, Value value) {
  Value::Map map = complete();
  for (auto& m : map) {
    if (m.name == name) m.value = std::move(value);
  }
  return Value(std::move(map));
}

Value without(std::string_view name) {
  Value::Map map = complete();
  std::erase_if(map, [&](const Value::Member& m) { return m.name == name; });
  return Value(std::move(map));
}

TEST(Fields, GoBothWays) {
  const Value in{complete()};
  const auto outer = from_value<Outer>(in);
  ASSERT_TRUE(outer) << outer.error().message();
  EXPECT_EQ(outer->inner->count, 7);
  EXPECT_EQ(outer->colour, Colour::green);
  EXPECT_EQ(outer->level, std::int8_t{-3});
  EXPECT_EQ(outer->list.size(), 1U);
  EXPECT_EQ(to_value(*outer), in);
}

TEST(Fields, OptionalAndFlagMayBeAbsent) {
  Value::Map map = complete();
  std::erase_if(
      map, [](const Value::Member& m) { return m.name == "inner" || m.name == "more" || m.name == "level"; });
  const auto outer = from_value<Outer>(Value(map));
  ASSERT_TRUE(outer) << outer.error().message();
  EXPECT_FALSE(outer->inner);
  EXPECT_FALSE(outer->more);
  EXPECT_EQ(to_value(*outer), Value(map));
}

TEST(Fields, RequiredMemberIsNamedWhereMissing) {
  const auto outer = from_value<Outer>(without("name"));
  ASSERT_FALSE(outer);
  EXPECT_EQ(outer.error().field, "name");
  EXPECT_EQ(outer.error().text, "is required here");
}

TEST(Fields, UnknownMemberComesWithTheNearestNameAndItsMark) {
  Value::Map map = complete();
  map.push_back({"colur", Value(1), Mark{.line = 4, .column = 2}});
  const auto outer = from_value<Outer>(Value(map));
  ASSERT_FALSE(outer);
  EXPECT_THAT(outer.error().text, testing::HasSubstr("did you mean 'colour'?"));
  EXPECT_EQ(outer.error().mark, (Mark{.line = 4, .column = 2}));
}

TEST(Fields, ErrorNamesThePathDown) {
  const auto inner = from_value<Outer>(with("inner", Value(Value::Map{{"count", Value(256), {}}})));
  ASSERT_FALSE(inner);
  EXPECT_EQ(inner.error().field, "inner.count");
  EXPECT_EQ(inner.error().text, "256 is out of range; allowed: 0 to 255");
  const auto list =
      from_value<Outer>(with("list", Value(Value::List{Value(Value::Map{{"count", Value("x"), {}}})})));
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().field, "list.[0].count");
}

TEST(Fields, WrongKindsAreRefusedByName) {
  for (const auto& [name, value, text] :
       {std::tuple<const char*, Value, const char*>{"name", Value(1),
                                                    "expected a string, found a number (1)"},
        {"inner", Value("x"), "expected a map, found a string (\"x\")"},
        {"colour", Value(true), "expected a name or a number, found true or false (true)"},
        {"more", Value("yes"), "expected true or false, found a string (\"yes\")"},
        {"data", Value("00"), "expected octets, {hex: \"…\"}, found a string (\"00\")"},
        {"list", Value(1), "expected a list, found a number (1)"},
        {"level", Value(), "expected a number, found nothing"}}) {
    const auto outer = from_value<Outer>(with(name, value));
    ASSERT_FALSE(outer) << name;
    EXPECT_EQ(outer.error().field, name);
    EXPECT_EQ(outer.error().text, text);
  }
}

TEST(Fields, RangeHoldsForNegativeNumbers) {
  EXPECT_FALSE(from_value<Outer>(with("level", Value(-129))));
  EXPECT_FALSE(from_value<Outer>(with("level", Value(128))));
  EXPECT_TRUE(from_value<Outer>(with("level", Value(-128))));
}

TEST(EnumNames, ValueWithoutNameIsItsNumber) {
  EXPECT_EQ(to_value(static_cast<Colour>(9)), Value(9));
  EXPECT_EQ(from_value<Colour>(Value(9)), static_cast<Colour>(9));
  EXPECT_FALSE(from_value<Colour>(Value(256)));
  EXPECT_FALSE(from_value<Colour>(Value(-1)));
  EXPECT_EQ(enum_name(static_cast<Colour>(9)), std::nullopt);
}

TEST(EnumNames, UnknownNameListsWhatIsAllowed) {
  const auto colour = from_value<Colour>(Value("gren"));
  ASSERT_FALSE(colour);
  EXPECT_EQ(colour.error().text, "'gren' is not known here; did you mean 'green'? Allowed: red, green");
}

TEST(OctetsValue, AreWrittenAsHexMap) {
  EXPECT_EQ(from_value<Octets>(Value(Value::Map{{"hex", Value("00 ff"), {}}})), (Octets{0x00, 0xFF}));
  Value two{Value::Map{{"hex", Value("00"), {}}}};
  two.add("more", 1);
  EXPECT_FALSE(from_value<Octets>(two));
  Value wrong{Value::Map{{"hex", Value("0g"), {}}}};
  wrong.if_map()->front().value.mark = Mark{.line = 2, .column = 8};
  const auto octets = from_value<Octets>(wrong);
  ASSERT_FALSE(octets);
  EXPECT_EQ(octets.error().mark.line, 2);
}

}  // namespace fields_test
}  // namespace mapsim
