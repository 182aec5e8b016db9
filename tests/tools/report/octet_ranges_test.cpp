#include "tools/report/octet_ranges.h"

#include <filesystem>
#include <gtest/gtest.h>

#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"
#include "tests/map/codec_support.h"
#include "tests/support/paths.h"
#include "tests/tools/report/played.h"

namespace mapsim::report::test {
namespace {

std::string octets_at(const Message& m, const std::string& path) {
  const Value* v = m.tree.find_path(path);
  if (v == nullptr) return "no such field";
  if (!v->octets) return "none";
  return to_hex(OctetView(m.octets).subspan(v->octets->offset, v->octets->size));
}

TEST(OctetRanges, OfAnInvocationAndItsShortMessage) {
  const auto played = play_text(begin("hello") + kEnd);
  const Message& m = played->message(0);
  EXPECT_EQ(octets_at(m, "application-context"), "04000001001903");
  EXPECT_EQ(octets_at(m, "components[0].invoke"), "2c");
  EXPECT_EQ(octets_at(m, "components[0].invoke-id"), "01");
  const std::string argument = "components[0].argument.";
  EXPECT_EQ(octets_at(m, argument + "sm-RP-DA.imsi"), "00010100000000f1");
  EXPECT_EQ(octets_at(m, argument + "sm-RP-OA.serviceCentreAddressOA"), "915155100000f1");
  const std::string deliver = argument + "sm-RP-UI.sms-deliver.";
  EXPECT_EQ(octets_at(m, deliver + "tp-mms"), "04");
  EXPECT_EQ(octets_at(m, deliver + "tp-oa"), "0b915155100001f0");
  EXPECT_EQ(octets_at(m, deliver + "tp-pid"), "00");
  EXPECT_EQ(octets_at(m, deliver + "tp-scts"), "42101000000000");
  EXPECT_EQ(octets_at(m, deliver + "tp-udl"), "05");
  EXPECT_EQ(octets_at(m, deliver + "text"), "e8329bfd06");
  EXPECT_EQ(octets_at(m, "sccp.called"), "none");
}

TEST(OctetRanges, OfAResultAndItsTransactionId) {
  const auto played = play_text(begin() + kEnd);
  EXPECT_EQ(octets_at(played->message(1), "application-context"), "04000001001903");
  EXPECT_EQ(octets_at(played->message(1), "components[0].invoke-id"), "01");
  const Value* dtid = played->message(1).tree.find_path("tcap.dtid");
  ASSERT_NE(dtid, nullptr);
  EXPECT_EQ(*dtid->if_int(), std::stoll(octets_at(played->message(1), "tcap.dtid"), nullptr, 16));
}

TEST(OctetRanges, OfAnErrorWithItsParameter) {
  const auto played = play_text(begin() +
                                "  - msc -> smsc: end\n    error: absentSubscriberSM\n"
                                "    parameter: {absentSubscriberDiagnosticSM: 1}\n");
  EXPECT_EQ(octets_at(played->message(1), "components[0].error"), "06");
  EXPECT_EQ(octets_at(played->message(1), "components[0].parameter.absentSubscriberDiagnosticSM"), "01");
}

TEST(OctetRanges, OfARefusal) {
  const auto played = play_text(begin() + "  - msc -> smsc: refuse\n    reason: noReasonGiven\n");
  const Value* reason = played->message(1).tree.find("reason");
  ASSERT_NE(reason, nullptr);
  EXPECT_TRUE(reason->octets.has_value());
}

// A field of another message would be worse than none.
TEST(OctetRanges, StayWithinTheMessageInEveryScenarioThatComesWithTheProgram) {
  std::size_t fields = 0;
  const auto walk = [&](const auto& self, const Value& v, std::size_t size) -> void {
    if (v.octets) {
      ++fields;
      EXPECT_LE(v.octets->offset + v.octets->size, size);
    }
    if (const auto* map = v.if_map()) {
      for (const Value::Member& m : *map) self(self, m.value, size);
    }
    if (const auto* list = v.if_list()) {
      for (const Value& item : *list) self(self, item, size);
    }
  };
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    if (entry.path().stem().extension() == ".steps") continue;  // for other files to include
    const auto played = play(scenario::load_file(entry.path()));
    for (const Message& m : played->only().messages) walk(walk, m.tree, m.octets.size());
  }
  EXPECT_GT(fields, 5000U);
}

struct Leaf {
  std::string path;
  Value::OctetRange range;
};

void leaves(const Value& v, const std::string& path, std::vector<Leaf>& out) {
  const auto* map = v.if_map();
  const auto* list = v.if_list();
  if (map != nullptr && !map->empty()) {
    for (const Value::Member& m : *map) leaves(m.value, path.empty() ? m.name : path + "." + m.name, out);
  } else if (list != nullptr && !list->empty()) {
    for (std::size_t i = 0; i < list->size(); ++i)
      leaves((*list)[i], path + "[" + std::to_string(i) + "]", out);
  } else if (v.octets) {
    out.push_back({path, *v.octets});
  }
}

// Changing a bit where a field is said to be must change that field, in one way at least that can be decoded.
template <class Decode>
bool decides(const Leaf& leaf, const Value& tree, Octets octets, Decode decode) {
  const Value* before = tree.find_path(leaf.path);
  for (std::size_t i = leaf.range.offset; i < leaf.range.offset + leaf.range.size; ++i) {
    const std::uint8_t original = octets[i];
    for (unsigned bit = 0; bit <= 8; ++bit) {
      // TRUE is any octet but 0 (X.690 8.2.2).
      octets[i] = bit == 8 ? std::uint8_t{0} : static_cast<std::uint8_t>(original ^ (1U << bit));
      const std::optional<Value> changed = decode(octets);
      octets[i] = original;
      const Value* after = changed ? changed->find_path(leaf.path) : nullptr;
      if (changed && (after == nullptr || !(*after == *before))) return true;
    }
  }
  return false;
}

TEST(OctetRanges, OfEveryOperationAndErrorSayWhatDecidesTheField) {
  std::size_t looked_at = 0;
  std::size_t narrow = 0;
  for (const mapsim::test::Sample& sample : mapsim::test::samples()) {
    const auto octets = mapsim::test::encode(sample, mapsim::test::value_of(sample));
    ASSERT_TRUE(octets);
    auto tree = mapsim::test::decode(sample, *octets);
    ASSERT_TRUE(tree);
    if (octets->empty()) continue;
    locate_parameter(*tree, *octets, 0);
    std::vector<Leaf> all;
    leaves(*tree, "", all);
    for (const Leaf& leaf : all) {
      const Value* value = leaf.path.empty() ? nullptr : tree->find_path(leaf.path);
      // An alternative of type NULL: no other one has so few octets.
      if (value == nullptr || (value->if_string() != nullptr && value->if_string()->starts_with("noSM-RP-")))
        continue;
      ++looked_at;
      narrow += leaf.range.size < octets->size() ? 1 : 0;
      EXPECT_TRUE(decides(leaf, *tree, *octets,
                          [&](OctetView changed) -> std::optional<Value> {
                            auto decoded = mapsim::test::decode(sample, changed);
                            return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
                          }))
          << mapsim::test::title(sample) << " " << leaf.path << " " << leaf.range.offset << "+"
          << leaf.range.size << " of " << to_hex(*octets);
    }
  }
  EXPECT_GT(looked_at, 300U);
  EXPECT_GT(narrow * 10, looked_at * 9);
}

struct TpduCase {
  std::string hex;
  sms::Direction direction;
};

TEST(OctetRanges, OfEveryTpduSayWhatDecidesTheField) {
  using enum sms::Direction;
  const TpduCase cases[] = {
      {"040b915155100001f00000 42101000000000 05e8329bfd06", mt},            // SMS-DELIVER
      {"440b915155100001f00004 42101000000000 09 050003030101 616263", mt},  // with a header
      {"1105 0b915155100001f00000 aa 05e8329bfd06", mo},                     // SMS-SUBMIT, relative TP-VP
      {"1905 0b915155100001f00000 42101000000000 05e8329bfd06", mo},         // absolute TP-VP
      {"00d007 0000 05e8329bfd06", mo},                                      // SMS-DELIVER-REPORT
      {"01d007 42101000000000 0000 05e8329bfd06", mt},                       // SMS-SUBMIT-REPORT
      {"0605 0b915155100001f0 42101000000000 42101000000000 00", mt},        // SMS-STATUS-REPORT
      {"0205000005 0b915155100001f0 02 1234", mo},                           // SMS-COMMAND
  };
  for (const TpduCase& c : cases) {
    const Octets octets = mapsim::test::hex(c.hex);
    const auto decode = [&](OctetView view) -> std::optional<Value> {
      const auto tpdu = sms::decode(view, c.direction);
      return tpdu ? std::optional(to_value(*tpdu)) : std::nullopt;
    };
    auto tree = decode(octets);
    ASSERT_TRUE(tree) << c.hex << sms::decode(octets, c.direction).error().message();
    locate_tpdu(*tree, octets, 0);
    std::vector<Leaf> all;
    leaves(*tree, "", all);
    EXPECT_GT(all.size(), 4U) << c.hex;
    for (const Leaf& leaf : all) {
      EXPECT_LT(leaf.range.size, octets.size()) << c.hex << " " << leaf.path;
      // Another length or another TP-UDHI does not go with the rest of the octets.
      if (leaf.path.ends_with("dl")) {
        EXPECT_EQ(octets.at(leaf.range.offset), *tree->find_path(leaf.path)->if_int())
            << c.hex << " " << leaf.path;
        continue;
      }
      if (leaf.path.ends_with("udhi")) {
        EXPECT_EQ(leaf.range.offset, 0U) << c.hex << " " << leaf.path;
        continue;
      }
      EXPECT_TRUE(decides(leaf, *tree, octets, decode))
          << c.hex << " " << leaf.path << " " << leaf.range.offset << "+" << leaf.range.size;
    }
  }
}

TEST(OctetRanges, OfWhatIsNoMessageAreNone) {
  Value tree;
  tree.add("components", Value::List{Value(Value::Map{})});
  locate(tree, Octets{0x62, 0x05, 0x48});
  EXPECT_FALSE(tree.find_path("components[0]")->octets.has_value());
}

}  // namespace
}  // namespace mapsim::report::test
