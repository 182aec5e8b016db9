#include "tools/encode/json_reader.h"

#include <gmock/gmock.h>

namespace mapsim::cli {
namespace {

using testing::HasSubstr;

Value read(std::string_view text) {
  JsonReader reader(text);
  auto value = reader.next();
  EXPECT_TRUE(value) << value.error().message();
  return value && *value ? **value : Value();
}

Error refused(std::string_view text) {
  JsonReader reader(text);
  for (;;) {
    const auto value = reader.next();
    if (!value) return value.error();
    if (!*value) break;
  }
  ADD_FAILURE() << text << " was read";
  return Error{.layer = ""};
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  const Value v =
      read(R"({"a": [1, -2, 0], "b": {"c": true, "d": false}, "e": null, "f": "x", "g": {}, "h": []})");
  EXPECT_EQ(v.to_text(), R"({a: [1, -2, 0], b: {c: true, d: false}, e: null, f: "x", g: {}, h: []})");
}

TEST(JsonReader, KeepsTheOrderOfMembersAndTheirPlaces) {
  const Value v = read("{\"b\": 1,\n \"ä\": [2, 3]}");
  ASSERT_EQ(v.if_map()->size(), 2U);
  EXPECT_EQ((*v.if_map())[1].name, "ä");
  EXPECT_EQ((*v.if_map())[1].mark, (Mark{2, 2}));
  EXPECT_EQ(v.find_path("ä[1]")->mark, (Mark{2, 11}));  // columns count characters
}

TEST(JsonReader, ReadsEscapes) {
  EXPECT_EQ(*read(R"("\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00")").if_string(), "\"\\/\b\f\n\r\té€😀");
}

TEST(JsonReader, ReadsIntegersOf64Bits) {
  EXPECT_EQ(*read("9223372036854775807").if_int(), INT64_MAX);
  EXPECT_EQ(*read("-9223372036854775808").if_int(), INT64_MIN);
  EXPECT_THAT(refused("9223372036854775808").text, HasSubstr("out of range"));
}

TEST(JsonReader, ReadsOneValueAfterTheOther) {
  JsonReader reader("{\"a\": 1}\n{\"a\": 2}\n\n");
  EXPECT_EQ((*reader.next())->to_text(), "{a: 1}");
  EXPECT_EQ((*reader.next())->to_text(), "{a: 2}");
  EXPECT_FALSE(*reader.next());
}

TEST(JsonReader, PassesAByteOrderMarkBy) {
  EXPECT_EQ(*read("\xEF\xBB\xBF 7").if_int(), 7);
}

TEST(JsonReader, SaysWhatIsAllowedAndWhatStandsThere) {
  const Error comma = refused("{\"a\": 1\n \"b\": 2}");
  EXPECT_EQ(comma.mark, (Mark{2, 2}));
  EXPECT_EQ(comma.text, "expected ',' or '}', found '\"'");
  EXPECT_EQ(refused("[1, 2").text, "expected ',' or ']', found the end of the text");
  EXPECT_EQ(refused("{\"a\" 1}").text, "expected ':', found '1'");
  EXPECT_EQ(refused("{a: 1}").text, "expected the name of a member, or '}', found 'a'");
  EXPECT_EQ(refused("[True]").text, "expected a value, found 'True'");
  EXPECT_EQ(refused("[1,]").text, "expected a value, found ']'");
  EXPECT_EQ(refused("-x").text, "expected a digit, found 'x'");
}

TEST(JsonReader, RefusesWhatMessagesDoNotHave) {
  EXPECT_THAT(refused("[1.5]").text, HasSubstr("expected an integer"));
  EXPECT_THAT(refused("[1e3]").text, HasSubstr("expected an integer"));
  EXPECT_THAT(refused("[01]").text, HasSubstr("leading zero"));
  const Error twice = refused("{\"a\": 1,\n\"a\": 2}");
  EXPECT_THAT(twice.text, HasSubstr("twice"));
  EXPECT_EQ(twice.mark, (Mark{2, 1}));
}

TEST(JsonReader, RefusesDamagedStrings) {
  EXPECT_THAT(refused("\"abc").text, HasSubstr("no end"));
  EXPECT_THAT(refused("\"a\nb\"").text, HasSubstr("control character"));
  EXPECT_THAT(refused(R"("\x")").text, HasSubstr("expected one of"));
  EXPECT_THAT(refused(R"("\u12g4")").text, HasSubstr("four hexadecimal digits"));
  EXPECT_THAT(refused(R"("\ud83d")").text, HasSubstr("surrogate"));
  EXPECT_THAT(refused(R"("\ud83d\u0041")").text, HasSubstr("surrogate"));
  EXPECT_THAT(refused(R"("\ude00")").text, HasSubstr("surrogate"));
  EXPECT_THAT(refused("\"\xff\"").text, HasSubstr("UTF-8"));
}

TEST(JsonReader, NestsToItsLimitAndNotFurther) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_NE(read(nested(kMaxJsonDepth + 1)).if_list(), nullptr);
  EXPECT_THAT(refused(nested(kMaxJsonDepth + 2)).text, HasSubstr("nested too deeply"));
  EXPECT_THAT(refused(std::string(1'000'000, '[')).text, HasSubstr("nested too deeply"));
}

TEST(JsonReader, EveryTruncationIsRefused) {
  const std::string whole = R"({"a": [true, "\u00e9", {"b": -12}]})";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const std::string part = whole.substr(0, size);
    EXPECT_FALSE(refused(part).text.empty()) << part;
  }
}

}  // namespace
}  // namespace mapsim::cli
