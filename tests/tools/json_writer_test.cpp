#include "tools/decode/json_writer.h"

#include <gtest/gtest.h>

#include "tools/decode/value_json.h"

namespace mapsim::cli::test {
namespace {

std::string written(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

TEST(JsonWriter, WritesWhatTheTreeOfJsonWouldBe) {
  Value inner;
  inner.add("octets", Octets{0x00, 0xAB});
  inner.add("none", Value());
  Value value;
  value.add("text", "quote \" backslash \\ \b\f\n\r\t \x01 \x1f \x7f");
  value.add("unicode", "grüße € 😀 \u2028");
  value.add("numbers", Value::List{0, -1, Value(INT64_MAX), Value(INT64_MIN)});
  value.add("flags", Value::List{true, false});
  value.add("empty list", Value::List{});
  value.add("empty map", Value::Map{});
  value.add("inner", inner);
  EXPECT_EQ(written(value), to_json(value).dump());
}

TEST(JsonWriter, ReplacesWhatIsNoUtf8) {
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(written(Value("a\xFFz")), "\"a" + replaced + "z\"");
  EXPECT_EQ(written(Value("\xC3")), "\"" + replaced + "\"");                                // cut off
  EXPECT_EQ(written(Value("\xC0\x80")), "\"" + replaced + replaced + "\"");                 // overlong
  EXPECT_EQ(written(Value("\xED\xA0\x80")), "\"" + replaced + replaced + replaced + "\"");  // a surrogate
  EXPECT_EQ(written(Value("\xF4\x90\x80\x80")), "\"" + replaced + replaced + replaced + replaced + "\"");
}

}  // namespace
}  // namespace mapsim::cli::test
