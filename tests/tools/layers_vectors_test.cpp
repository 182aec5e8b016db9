// The messages of other implementations through `mapsim decode --hex`: positive ones decode, and their octets are made
// again from the values where the input was canonical; negative ones are refused with a reason.
#include <gtest/gtest.h>

#include <set>

#include "tests/support/vectors.h"
#include "tools/decode/layers.h"
#include "tools/decode/value_json.h"
#include "tools/encode/json_reader.h"
#include "tools/encode/message.h"

namespace mapsim::cli {
namespace {

using mapsim::test::load_vectors;
using mapsim::test::Vector;

// Of quality "clean", yet not canonical BER: indefinite lengths.
const std::set<std::string> kNotCanonical = {"tcap-052", "tcap-053", "map-dialogue-003"};

LayerContext context_of(const Vector& v) {
  LayerContext context;
  const auto text = [&](const char* key) { return v.row[key].is_string() ? v.row[key].get<std::string>() : std::string(); };
  const std::string versions = text("map_version");
  if (!versions.empty()) context.map_version = versions.back() - '0';
  const std::string operations = text("operation");
  const auto slash = operations.find('/');
  context.operation = context.map_version == 3 ? operations.substr(0, slash) : operations.substr(slash + 1);
  context.direction = text("direction") == "MO" ? sms::Direction::mo : sms::Direction::mt;
  return context;
}

std::string layer_of(const Vector& v, const std::string& layer) {
  if (!layer.empty()) return layer;
  const std::string component = v.row.value("component", "");
  return component == "invoke-arg" ? "map-argument" : component == "returnResult-res" ? "map-result" : "";
}

struct Row {
  const char* file;
  const char* layer;
  std::size_t decoded;    // positive messages, those that decoders may refuse (bad-any, dubious) left out
  std::size_t reencoded;  // of them, to the same octets
};

class Vectors : public testing::TestWithParam<Row> {};

TEST_P(Vectors, DecodeAndReencode) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t decoded = 0;
  std::size_t reencoded = 0;
  for (const Vector& v : load_vectors(std::string(GetParam().file) + ".jsonl")) {
    const std::string layer = layer_of(v, GetParam().layer);
    if (v.negative || v.quality == "bad-any" || v.quality == "dubious" || layer.empty()) continue;
    const auto result = decode_layer(layer, v.octets, context_of(v));
    ASSERT_TRUE(result) << v.id << ": " << result.error().message();
    ++decoded;
    const bool same = result->reencoded == v.octets;
    EXPECT_EQ(same, !kNotCanonical.contains(v.id)) << v.id << ": " << to_hex(result->reencoded);
    reencoded += same ? 1 : 0;
  }
  EXPECT_EQ(decoded, GetParam().decoded);
  EXPECT_EQ(reencoded, GetParam().reencoded);
}

// decode --hex X --json | encode
TEST_P(Vectors, EncodeMakesTheOctetsAgainFromTheJsonAlone) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t same = 0;
  for (const Vector& v : load_vectors(std::string(GetParam().file) + ".jsonl")) {
    const std::string layer = layer_of(v, GetParam().layer);
    if (v.negative || v.quality == "bad-any" || v.quality == "dubious" || layer.empty()) continue;
    const auto decoded = decode_layer(layer, v.octets, context_of(v));
    ASSERT_TRUE(decoded) << v.id;
    const std::string text = to_json(self_described(layer, context_of(v), decoded->tree)).dump(2);
    JsonReader reader(text);
    const auto read = reader.next();
    ASSERT_TRUE(read && *read) << v.id << ": " << text;
    const auto encoded = encode_message(**read, {});
    ASSERT_TRUE(encoded) << v.id << ": " << encoded.error().message() << '\n' << text;
    EXPECT_EQ(encoded->layer, layer);
    EXPECT_EQ(to_hex(encoded->octets) == to_hex(v.octets), !kNotCanonical.contains(v.id)) << v.id << '\n' << text;
    same += encoded->octets == v.octets ? 1 : 0;
  }
  EXPECT_EQ(same, GetParam().reencoded);
}

TEST_P(Vectors, NegativeOnesAreRefusedWithAReason) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors(std::string(GetParam().file) + ".jsonl")) {
    const std::string layer = layer_of(v, GetParam().layer);
    if (!v.negative || layer.empty()) continue;
    const auto result = decode_layer(layer, v.octets, context_of(v));
    EXPECT_FALSE(result) << v.id;
    if (!result) {
      EXPECT_FALSE(result.error().text.empty()) << v.id;
    }
  }
}

TEST_P(Vectors, EveryTruncationIsDecodedOrRefused) {
  MAPSIM_NEEDS_VECTORS();
  for (const Vector& v : load_vectors(std::string(GetParam().file) + ".jsonl")) {
    const std::string layer = layer_of(v, GetParam().layer);
    if (layer.empty()) continue;
    for (std::size_t size = 0; size < v.octets.size(); ++size) {
      // A copy of the exact size: a read beyond it is seen by AddressSanitizer.
      const Octets part(v.octets.begin(), v.octets.begin() + static_cast<std::ptrdiff_t>(size));
      const auto result = decode_layer(layer, part, context_of(v));
      if (!result) {
        EXPECT_FALSE(result.error().text.empty()) << v.id << " cut to " << size;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Vectors,
                         testing::Values(Row{"m3ua", "m3ua", 40, 40}, Row{"sccp", "sccp", 22, 22}, Row{"tcap", "tcap", 27, 25},
                                         Row{"map_dialogue", "map-dialogue", 6, 5}, Row{"map_sms", "", 14, 14},
                                         Row{"sms_tpdu", "sms-tpdu", 33, 33}, Row{"gsm7", "gsm7", 14, 14}),
                         [](const auto& row) { return row.param.file; });

}  // namespace
}  // namespace mapsim::cli
