#include "sigtran/tcap/value.h"

#include "tests/tcap/octets.h"

namespace mapsim::tcap::test {
namespace {

Value map(std::initializer_list<std::pair<const char*, Value>> members) {
  Value v(Value::Map{});
  for (const auto& [name, value] : members) v.add(name, value);
  return v;
}

std::string shown(const std::string& digits) {
  const Octets octets = hex(digits);
  const auto message = decode(octets);
  EXPECT_TRUE(message.has_value());
  return message ? message_value(*message).to_text() : "";
}

TEST(TcapValue, a_message_is_shown_by_the_names_of_the_specification) {
  const std::string text =
      shown(tlv("62", kOtid + dialogue_portion(tlv("60", std::string("80020780") + kAcn)) +
                          tlv("6c", "a10b02010102012c3003040101")));
  for (const char* part :
       {"begin", "otid: \"0x0000a001\"", "aarq", "protocol-version: \"version1\"",
        "application-context-name: \"0.4.0.0.1.0.25.3\"", "invoke-id: 1", "opcode: 44", "3003040101"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
  }
}

TEST(TcapValue, every_form_comes_back_to_the_same_octets) {
  const std::string info = tlv("be", tlv("28", "060704000001010101" + tlv("a0", "a003800100")));
  const std::string oid = "060700118605010101";
  for (const std::string& digits : {
           tlv("62", "480100"),
           tlv("65", std::string(kOtid) + "490349d228"),
           tlv("67", std::string(kDtid) + "4a0104"),
           tlv("67", std::string(kDtid) + "4a017e"),
           tlv("67", kDtid + dialogue_portion("6403800101")),
           tlv("67", kDtid + dialogue_portion(tlv("64", "800100" + info))),
           tlv("67", kDtid + tlv("6b", tlv("28", "0603290102" + tlv("a0", "0500")))),
           tlv("67", kDtid + tlv("6b", tlv("28", oid + "020105" + tlv("81", tlv("64", "800100"))))),
           tlv("62", kOtid + dialogue_portion(tlv("60", std::string("800205a0") + kAcn + info))),
           tlv("64", kDtid + dialogue_portion(tlv("61", std::string(kAcn) + "a203020101a305a203020102"))),
           tlv("64", kDtid + dialogue_portion(tlv("61", std::string(kAcn) + "a203020101a305a103020109"))),
           tlv("61", tlv("6b", tlv("28", "060700118605010201" + tlv("a0", tlv("60", kAcn)))) +
                         tlv("6c", "a106020101020130")),
           tlv("64",
               kDtid + tlv("6c",
                           "a10902010180010002012ea203020102a70a020103300502012e0500a30b020104060401020304"
                           "0500a406020105810102a4050500800100a406020106830163")),
       }) {
    SCOPED_TRACE(digits);
    const Octets octets = hex(digits);
    const auto message = decode(octets);
    ASSERT_TRUE(message.has_value()) << message.error().message();
    const Value value = message_value(*message);
    const auto again = message_from_value(value);
    ASSERT_TRUE(again.has_value()) << again.error().message();
    EXPECT_EQ(encoded(again->message), digits);
    EXPECT_EQ(message_value(again->message), value);
  }
}

TEST(TcapValue, octet_ranges_say_where_the_parts_stand) {
  const Octets octets = hex(tlv("62", kOtid + tlv("6c", "a203020107a10b02010102012c3003040101")));
  const auto message = decode(octets);
  ASSERT_TRUE(message.has_value());
  const Value value = message_value(*message);
  ASSERT_TRUE(value.octets);
  EXPECT_EQ(value.octets->size, octets.size());
  const Value* second = value.find_path("begin.components[1]");
  ASSERT_NE(second, nullptr);
  ASSERT_TRUE(second->octets);
  EXPECT_EQ(second->octets->offset, 15U);
  EXPECT_EQ(second->octets->size, 13U);
  const Value* parameter = second->find_path("invoke.parameter");
  ASSERT_NE(parameter, nullptr);
  ASSERT_TRUE(parameter->octets);
  EXPECT_EQ(parameter->octets->offset, 23U);
}

TEST(TcapValue, a_written_message_survives_being_moved) {
  const Value body = map(
      {{"otid", 0x1234},
       {"components",
        Value(Value::List{map(
            {{"invoke", map({{"invoke-id", 1}, {"opcode", 44}, {"parameter", Value(hex("0401ff"))}})}})})}});
  auto first = message_from_value(map({{"begin", body}}));
  ASSERT_TRUE(first.has_value()) << first.error().message();
  const OwnedMessage second = std::move(*first);
  EXPECT_EQ(encoded(second.message), tlv("62", "480400001234" + tlv("6c", "a10902010102012c0401ff")));
}

void refused(const Value& value, const char* field, const char* text) {
  const auto message = message_from_value(value);
  ASSERT_FALSE(message.has_value());
  EXPECT_EQ(message.error().field, field);
  EXPECT_NE(message.error().text.find(text), std::string::npos) << message.error().text;
}

TEST(TcapValue, mistakes_are_told_with_their_place) {
  refused(map({{"begn", map({})}}), "", "begin");
  refused(Value(5), "", "a map");
  refused(map({{"begin", map({{"otdi", 1}})}}), "begin", "otid");
  refused(map({{"begin", map({{"otid", -1}})}}), "begin.otid", "32 bits");
  refused(map({{"begin", map({{"otid", "0x1"}})}}), "begin.otid", "two digits");
  refused(map({{"abort", map({{"p-abort-cause", "resource"}})}}), "abort.p-abort-cause",
          "resourceLimitation");
  refused(map({{"begin", map({{"dialogue", map({{"aarq", map({})}})}})}}),
          "begin.dialogue.aarq.application-context-name", "required");
  refused(map({{"end", map({{"components", Value(Value::List{map({{"reject", map({})}})})}})}}),
          "end.components[0].reject.problem", "required");
}

TEST(TcapOid, text_and_octets) {
  for (const char* text : {"0.4.0.0.1.0.25.3", "0.0.17.773.1.1.1", "1.39", "2.0", "2.999.4294967295"}) {
    const auto oid = oid_from_text(text);
    ASSERT_TRUE(oid.has_value()) << text;
    EXPECT_EQ(oid_text(*oid), text);
  }
  const Oid context = *oid_from_text("0.4.0.0.1.0.25.3");
  EXPECT_EQ(to_hex({context.data(), context.size()}), "04000001001903");
  for (const char* text : {"", "1", "3.1", "0.40", "1.2.", "1..2", "1.2.x", "1.2.4294967296", "-1.2"}) {
    EXPECT_FALSE(oid_from_text(text).has_value()) << text;
  }
  EXPECT_FALSE(oid_text(Oid{}));
  EXPECT_FALSE(oid_text(Oid{0x2A, 0x80, 0x01}));  // not the shortest form
  EXPECT_FALSE(oid_text(Oid{0x2A, 0x81}));        // cut off
}

}  // namespace
}  // namespace mapsim::tcap::test
