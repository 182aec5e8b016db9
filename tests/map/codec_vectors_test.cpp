// Messages of other implementations (../shared/vectors/map_sms.jsonl).
#include <algorithm>
#include <cctype>
#include <gtest/gtest.h>

#include "asn1/codec/codec.h"
#include "sigtran/core/ber.h"
#include "tests/map/codec_support.h"
#include "tests/support/vectors.h"

namespace mapsim {
namespace {

using nlohmann::json;
using test::Vector;

// By its application context: "mo3", "gw2", "mwd1"; the row's map_version may list several.
const map::Operation& operation_of(const Vector& v) {
  const std::string ac = v.row.at("ac");
  const std::string context = ac.substr(0, ac.size() - 1);
  const std::uint8_t code = context == "gw"    ? 20
                            : context == "mo"  ? 21
                            : context == "mwd" ? 24
                            : context == "mt"  ? 25
                                               : 23;
  const map::ApplicationContext key{code, static_cast<std::uint8_t>(ac.back() - '0')};
  const map::Operation* operation = map::find_operation(key, v.row.at("opcode").get<int>());
  if (operation == nullptr) throw std::runtime_error(v.id + ": no operation");
  return *operation;
}

bool is_argument(const Vector& v) {
  return v.row.at("component") == "invoke-arg";
}

map::ParameterType type_of(const Vector& v) {
  return is_argument(v) ? operation_of(v).argument : operation_of(v).result;
}

Result<map::Parameter> decode(const Vector& v, OctetView octets) {
  return is_argument(v) ? map::decode_argument_parameter(operation_of(v), octets)
                        : map::decode_result_parameter(operation_of(v), octets);
}

std::vector<Vector> parameters() {
  std::vector<Vector> all = test::load_vectors("map_sms.jsonl");
  std::erase_if(all, [](const Vector& v) { return v.row.at("layer") != "map-arg"; });
  return all;
}

bool is_hex(const std::string& text) {
  return text.size() % 2 == 0 && !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// The expectation in the notation of users: octets as {hex}, [name, contents] as {name: contents}, NULL as
// true.
Value expected(const json& e) {
  if (e.is_boolean()) return Value(e.get<bool>());
  if (e.is_number_integer()) return e == 0 ? Value(true) : Value(e.get<std::int64_t>());
  if (e.is_string()) return is_hex(e) ? Value(*from_hex(e.get<std::string>())) : Value(e.get<std::string>());
  if (e.is_array()) {
    if (e.at(1) == 0) return Value(e.at(0).get<std::string>());
    Value v;
    v.add(e.at(0), expected(e.at(1)));
    return v;
  }
  Value v(Value::Map{});
  for (const auto& [name, member] : e.items()) v.add(name, expected(member));
  return v;
}

void drop_unknown(Value& v) {
  auto* map = v.if_map();
  if (map == nullptr) return;
  std::erase_if(*map, [](const Value::Member& m) { return m.name == "unknown"; });
  for (auto& m : *map) drop_unknown(m.value);
}

TEST(CodecVectors, DecodeToWhatAnotherDecoderReads) {
  MAPSIM_NEEDS_VECTORS();
  int compared = 0;
  for (const Vector& v : parameters()) {
    if (v.row.value("expect_pycrate", json()).is_null()) continue;
    const auto decoded = decode(v, v.octets);
    ASSERT_TRUE(decoded) << v.id << ": " << decoded.error().message();
    Value actual = map::parameter_to_value(*decoded);
    drop_unknown(actual);
    json expectation = v.row.at("expect_pycrate");
    const auto wanted = map::parameter_from_value(type_of(v), expected(expectation));
    ASSERT_TRUE(wanted) << v.id << ": " << wanted.error().message();
    // Members in the order of the type on both sides.
    EXPECT_EQ(actual, map::parameter_to_value(*wanted)) << v.id;
    ++compared;
  }
  EXPECT_GE(compared, 11);
}

// Fields that tshark names, as octets, found in the decoded value.
std::optional<Value> leaf(const std::string& name, const Octets& octets) {
  const auto is = [&](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
  };
  if (is({"imsi"})) return to_value(map::Imsi{OctetView(octets)});
  if (is({"msisdn", "storedMSISDN", "networkNode-Number"}))
    return to_value(map::IsdnAddressString{OctetView(octets)});
  if (is({"serviceCentreAddress", "serviceCentreAddressDA", "serviceCentreAddressOA"})) {
    return to_value(map::AddressString{OctetView(octets)});
  }
  if (is({"lmsi"})) return to_value(map::Lmsi{OctetView(octets)});
  if (is({"sm-RP-UI", "sm-RP-SMEA"})) return Value(octets);
  return std::nullopt;
}

const Value* find_deep(const Value& v, std::string_view name) {
  const auto* map = v.if_map();
  if (map == nullptr) return nullptr;
  for (const auto& m : *map) {
    if (m.name == name) return &m.value;
    if (const Value* found = find_deep(m.value, name)) return found;
  }
  return nullptr;
}

TEST(CodecVectors, DecodeToWhatTsharkReads) {
  MAPSIM_NEEDS_VECTORS();
  int compared = 0;
  for (const Vector& v : parameters()) {
    if (v.negative || v.quality == "bad-any") continue;
    const auto decoded = decode(v, v.octets);
    ASSERT_TRUE(decoded) << v.id << ": " << decoded.error().message();
    const Value value = map::parameter_to_value(*decoded);
    for (const auto& [key, text] : v.row.at("expect").items()) {
      if (!key.starts_with("gsm_map.sm.") || !text.is_string() ||
          text.get<std::string>().find(':') == std::string::npos)
        continue;
      std::string name = key.substr(std::string("gsm_map.sm.").size());
      std::ranges::replace(name, '_', '-');
      const auto wanted = leaf(name, *from_hex(text.get<std::string>()));
      if (!wanted) continue;
      // tshark calls the result of version 2, which has no SEQUENCE, storedMSISDN as well.
      const Value* actual = find_deep(value, name);
      ASSERT_NE(actual, nullptr) << v.id << " " << name << " in " << value.to_text();
      EXPECT_EQ(*actual, *wanted) << v.id << " " << name;
      ++compared;
    }
  }
  EXPECT_GE(compared, 26);
}

TEST(CodecVectors, GoOutAsTheyCameIn) {
  MAPSIM_NEEDS_VECTORS();
  int identical = 0;
  for (const Vector& v : parameters()) {
    if (v.negative || v.quality == "bad-any") continue;
    const auto decoded = decode(v, v.octets);
    ASSERT_TRUE(decoded) << v.id << ": " << decoded.error().message();
    const auto again = map::encode_parameter(*decoded);
    ASSERT_TRUE(again) << v.id << ": " << again.error().message();
    EXPECT_EQ(to_hex(*again), to_hex(v.octets)) << v.id;
    // And through the notation of users.
    const Value value = map::parameter_to_value(*decoded);
    const auto written = is_argument(v) ? map::encode_argument(operation_of(v), value)
                                        : map::encode_result(operation_of(v), value);
    ASSERT_TRUE(written) << v.id << ": " << written.error().message();
    EXPECT_EQ(to_hex(*written), to_hex(v.octets)) << v.id;
    ++identical;
  }
  EXPECT_GE(identical, 14);
}

TEST(CodecVectors, ABadExtensionIsAnsweredWithAReason) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : parameters()) {
    if (v.quality != "bad-any") continue;
    const auto decoded = decode(v, v.octets);
    if (!decoded) {
      EXPECT_TRUE(decoded.error().offset) << v.id;
      EXPECT_FALSE(decoded.error().text.empty()) << v.id;
    }
  }
}

TEST(CodecVectors, EveryTruncationIsRefused) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : parameters()) {
    for (std::size_t n = 1; n < v.octets.size(); ++n) {
      EXPECT_FALSE(decode(v, OctetView(v.octets).first(n))) << v.id << " cut to " << n;
    }
  }
}

// Elements that stand alone, inside the smallest argument that holds them.
Octets inside(std::string_view before, Octets element, std::string_view after) {
  Octets contents = test::hex(before);
  contents.insert(contents.end(), element.begin(), element.end());
  const Octets end = test::hex(after);
  contents.insert(contents.end(), end.begin(), end.end());
  OutBuffer out;
  ber::prepend_octets(out, 0x30, contents);
  return {out.view().begin(), out.view().end()};
}

TEST(CodecVectors, ElementsDecodeAndGoOutAsTheyCameIn) {
  MAPSIM_NEEDS_VECTORS();
  int seen = 0;
  for (const Vector& v : test::load_vectors("map_sms.jsonl")) {
    if (v.row.at("layer") != "map-element") continue;
    const std::string what = v.row.at("operation");
    const map::Operation* operation = map::find_operation("mo-ForwardSM", 3);
    Octets element = v.octets;
    Octets whole;
    bool result = false;
    if (what == "SM-RP-DA") {
      whole = inside("", element, "8500040101");
    } else if (what == "SM-RP-OA") {
      whole = inside("8500", element, "040101");
    } else if (what == "[9] SM-RP-SMEA") {
      operation = map::find_operation("sendRoutingInfoForSM", 3);
      whole = inside("800191810100820191", element, "");
    } else if (what == "CorrelationID") {
      element[0] = 0xA0;  // in the row it has no tag of its own
      whole = inside("85008500040101", element, "");
    } else {
      ASSERT_EQ(what, "[0] LocationInfoWithLMSI") << v.id;
      operation = map::find_operation("sendRoutingInfoForSM", 3);
      whole = inside("0403000102", element, "");
      result = true;
    }
    const auto decoded = result ? map::decode_result_parameter(*operation, whole)
                                : map::decode_argument_parameter(*operation, whole);
    ASSERT_TRUE(decoded) << v.id << ": " << decoded.error().message();
    EXPECT_EQ(to_hex(*map::encode_parameter(*decoded)), to_hex(whole)) << v.id;
    const auto& choice = v.row.value("expect_pycrate", json());
    if (choice.is_array()) {
      const Value value = map::parameter_to_value(*decoded);
      const Value* actual = find_deep(value, choice.at(0).get<std::string>());
      ASSERT_NE(actual, nullptr) << v.id;
      EXPECT_EQ(*actual, leaf(choice.at(0), *from_hex(choice.at(1).get<std::string>()))) << v.id;
    }
    ++seen;
  }
  EXPECT_GE(seen, 8);
}

}  // namespace
}  // namespace mapsim
