// The messages of other implementations (../shared/vectors/m3ua.jsonl).
#include "tests/support/vectors.h"

#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

#include "sigtran/m3ua/check.h"
#include "sigtran/m3ua/data.h"
#include "tests/m3ua/messages.h"

namespace mapsim::m3ua::test {
namespace {

using mapsim::test::load_vectors;
using mapsim::test::Vector;

std::string text(std::uint64_t v) {
  return std::to_string(v);
}

std::string hex_byte(unsigned v) {
  std::ostringstream out;
  out << "0x" << std::hex << std::setw(2) << std::setfill('0') << v;
  return out.str();
}

std::string colons(OctetView octets) {
  std::string out;
  for (std::size_t i = 0; i < octets.size(); ++i) out += (i == 0 ? "" : ":") + to_hex(octets.subspan(i, 1));
  return out;
}

// What tshark shows of the decoded message, under tshark's names.
class Shown {
 public:
  explicit Shown(const Message& message) {
    const auto type = static_cast<std::uint16_t>(message.type);
    add("version", text(message.version));
    add("reserved", hex_byte(message.reserved));
    add("message_class", text(type >> 8U));
    add("message_type", text(type & 0xFFU));
    parameters(message.parameters);
  }
  const std::map<std::string, std::vector<std::string>>& fields() const { return fields_; }

 private:
  void add(const std::string& name, std::string value) {
    fields_["m3ua." + name].push_back(std::move(value));
  }
  void parameters(const ParameterGroup& group) {
    for (const Parameter& p : group) {
      add("parameter_tag", text(static_cast<std::uint16_t>(p.tag)));
      show(p);
      if (const auto* members = std::get_if<ParameterGroup>(&p.value)) parameters(*members);
    }
  }
  void show(const Parameter& p) {
    const auto number = [&] { return text(std::get<std::uint32_t>(p.value)); };
    switch (p.tag) {
      case Tag::info_string:
        return add("info_string", std::get<std::string>(p.value));
      case Tag::routing_context:
        for (const auto rc : std::get<std::vector<std::uint32_t>>(p.value)) add("routing_context", text(rc));
        return;
      case Tag::heartbeat_data:
        return add("heartbeat_data", colons(std::get<Octets>(p.value)));
      case Tag::traffic_mode_type:
        return add("traffic_mode_type", number());
      case Tag::asp_identifier:
        return add("asp_identifier", number());
      case Tag::correlation_id:
        return add("correlation_identifier", number());
      case Tag::network_appearance:
        return add("network_appearance", number());
      case Tag::local_routing_key_identifier:
        return add("local_rk_identifier", number());
      case Tag::status:
        add("status_type", text(std::get<Status>(p.value).type));
        return add("status_info", text(std::get<Status>(p.value).information));
      case Tag::affected_point_code:
        for (const auto& range : std::get<std::vector<PointCodeRange>>(p.value)) {
          add("affected_point_code_mask", text(range.mask));
          add("affected_point_code_pc", text(range.pc));
        }
        return;
      case Tag::concerned_destination:
        add("concerned_reserved", to_hex(std::array{std::get<PointCodeRange>(p.value).mask}));
        return add("concerned_dpc", text(std::get<PointCodeRange>(p.value).pc));
      case Tag::congestion_indications:
        return add("congestion_level", text(std::get<CongestionLevel>(p.value).level));
      case Tag::destination_point_code:
        add("dpc_mask", text(std::get<PointCodeRange>(p.value).mask));
        return add("dpc_pc", text(std::get<PointCodeRange>(p.value).pc));
      case Tag::protocol_data: {
        const auto& label = std::get<ProtocolData>(p.value).label;
        add("protocol_data_opc", text(label.opc));
        add("protocol_data_dpc", text(label.dpc));
        add("protocol_data_si", text(label.si));
        add("protocol_data_ni", text(label.ni));
        add("protocol_data_mp", text(label.mp));
        return add("protocol_data_sls", text(label.sls));
      }
      default:
        return;
    }
  }
  std::map<std::string, std::vector<std::string>> fields_;
};

// Not values of the message but of its layout; the identical octets after encoding show them.
bool is_layout(const std::string& name) {
  return name == "m3ua.message_length" || name == "m3ua.parameter_length" ||
         name == "m3ua.parameter_padding" || name == "m3ua.congestion_reserved";
}

std::vector<std::string> list_of(const nlohmann::json& value) {
  if (value.is_array()) return value.get<std::vector<std::string>>();
  return {value.get<std::string>()};
}

TEST(M3uaVectors, EveryPositiveMessageDecodesToWhatIsExpected) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t count = 0;
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (v.negative) continue;
    SCOPED_TRACE(v.id);
    const auto message = decode(v.octets);
    ASSERT_TRUE(message) << message.error().message();
    const Shown shown(*message);
    for (const auto& [name, expected] : v.row.at("expect").items()) {
      if (!name.starts_with("m3ua.") || is_layout(name)) continue;
      ASSERT_TRUE(shown.fields().contains(name)) << name << " is expected, but not shown";
      EXPECT_EQ(shown.fields().at(name), list_of(expected)) << name;
    }
    ++count;
  }
  EXPECT_EQ(count, 40U);
}

TEST(M3uaVectors, EveryPositiveMessageEncodesToTheSameOctets) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t count = 0;
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (v.negative) continue;
    EXPECT_EQ(to_hex(bytes(decode(v.octets).value())), to_hex(v.octets)) << v.id;
    ++count;
  }
  EXPECT_EQ(count, 40U);
}

TEST(M3uaVectors, EveryPositiveMessageSurvivesTheWayThroughNamedValues) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (v.negative) continue;
    const Message message = decode(v.octets).value();
    const auto back = m3ua::from_value(m3ua::to_value(message));
    ASSERT_TRUE(back) << v.id << ": " << back.error().message();
    EXPECT_EQ(*back, message) << v.id << ": " << m3ua::to_value(message).to_text();
  }
}

TEST(M3uaVectors, EveryNegativeMessageIsRefusedWithAReason) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t count = 0;
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (!v.negative) continue;
    const auto message = read(v.octets);
    ASSERT_FALSE(message) << v.id;
    EXPECT_EQ(message.error().code, ErrorCode::parameter_field_error) << v.id;
    EXPECT_FALSE(message.error().error.text.empty()) << v.id;
    EXPECT_TRUE(message.error().error.offset) << v.id;
    ++count;
  }
  EXPECT_EQ(count, 4U);
}

TEST(M3uaVectors, EveryTruncationIsRefused) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    for (std::size_t size = 0; size < v.octets.size(); ++size) {
      const Octets cut(v.octets.begin(), v.octets.begin() + static_cast<std::ptrdiff_t>(size));
      EXPECT_FALSE(read(cut)) << v.id << " cut to " << size;
      EXPECT_FALSE(decode_data(cut)) << v.id << " cut to " << size;
    }
  }
}

TEST(M3uaVectors, TheFastDecoderOfDataAgreesWithTheGeneralOne) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t count = 0;
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (v.negative || !is_data(v.octets)) continue;
    const Message message = decode(v.octets).value();
    const auto fast = decode_data(v.octets);
    ASSERT_TRUE(fast) << v.id;
    const auto* d = message.find<ProtocolData>(Tag::protocol_data);
    EXPECT_EQ(fast->label, d->label) << v.id;
    EXPECT_TRUE(equal(fast->data, d->data)) << v.id;
    ++count;
  }
  EXPECT_GE(count, 9U);
}

TEST(M3uaVectors, TheFastEncoderOfDataMakesTheSameOctets) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors("m3ua.jsonl")) {
    if (v.negative || !is_data(v.octets)) continue;
    const auto data = decode_data(v.octets).value();
    OutBuffer out;
    out.prepend(data.data);
    ASSERT_TRUE(
        encode_data(out, data.label, {data.network_appearance, data.routing_context, data.correlation_id}));
    EXPECT_EQ(to_hex(out.view()), to_hex(v.octets)) << v.id;
  }
}

}  // namespace
}  // namespace mapsim::m3ua::test
