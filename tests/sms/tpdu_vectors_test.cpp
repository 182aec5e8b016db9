// The TPDUs and 7 bit texts of other implementations (../shared/vectors/sms_tpdu.jsonl, gsm7.jsonl).
#include <gtest/gtest.h>
#include <set>

#include "sigtran/sms/diagnose.h"
#include "sigtran/sms/gsm7.h"
#include "sigtran/sms/tpdu_codec.h"
#include "sigtran/sms/tpdu_value.h"
#include "tests/sms/tshark_view.h"
#include "tests/support/vectors.h"

namespace mapsim::sms {
namespace {

using mapsim::test::load_vectors;
using mapsim::test::Vector;

// How many there were when the tests were written: a file that shrinks must not go unnoticed.
constexpr std::size_t kPositive = 41;
constexpr std::size_t kNegative = 21;

Direction direction_of(const Vector& v) {
  return v.row.at("direction") == "MO" ? Direction::mo : Direction::mt;
}

// The decoded positive vectors, in `form` or alone; every failure is told.
std::vector<std::pair<Vector, Tpdu>> decoded() {
  std::vector<std::pair<Vector, Tpdu>> out;
  for (Vector& v : load_vectors("sms_tpdu.jsonl")) {
    if (v.negative) continue;
    auto tpdu = decode(v.octets, direction_of(v));
    if (!tpdu) {
      ADD_FAILURE() << v.id << ": " << tpdu.error().message();
      continue;
    }
    out.emplace_back(std::move(v), std::move(*tpdu));
  }
  EXPECT_EQ(out.size(), kPositive);
  return out;
}

// Fields that tshark derives from TP-PID, which is one octet here, and labels without a value.
const std::set<std::string> kNotModelled = {"gsm_sms.tp.pid.format_subsequent_bits",
                                            "gsm_sms.tp.pid.telematic_interworking",
                                            "gsm_sms.tp.pid.device_type",
                                            "gsm_sms.tp.pid.sm_al_proto",
                                            "gsm_sms.tp.pid.reserved",
                                            "gsm_sms.tp.pid.undefined",
                                            "gsm_sms.gsm_7_bit_default_alphabet",
                                            "gsm_sms.tp.command_data"};

std::vector<std::string> values_of(const nlohmann::json& expected) {
  if (expected.is_array()) return expected.get<std::vector<std::string>>();
  return {expected.get<std::string>()};
}

TEST(TpduVectors, PositiveOnesDecodeToWhatIsExpected) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t compared = 0;
  for (const auto& [v, tpdu] : decoded()) {
    if (v.quality != "clean") continue;
    const test::View view = test::TsharkView::of(tpdu);
    for (const auto& [name, expected] : v.row.at("expect").items()) {
      if (kNotModelled.contains(name)) continue;
      const auto found = view.find(name);
      ASSERT_NE(found, view.end()) << v.id << ": " << name << " is not modelled";
      EXPECT_EQ(found->second, values_of(expected)) << v.id << ": " << name;
      ++compared;
    }
  }
  EXPECT_GT(compared, 600U);
}

TEST(TpduVectors, ReportsWithReservedCausesAreReadAsErrorForm) {
  MAPSIM_NEEDS_VECTORS();
  int count = 0;
  for (const auto& [v, tpdu] : decoded()) {
    if (v.quality != "dubious") continue;
    const auto& expect = v.row.at("expect");
    ASSERT_EQ(expect.at("form"), "RP-ERROR") << v.id;
    const test::View view = test::TsharkView::of(tpdu);
    const auto hex = [](int n) {
      return std::vector<std::string>{"0x" + to_hex(Octets{static_cast<std::uint8_t>(n)})};
    };
    EXPECT_EQ(view.at("gsm_sms.tp-fcs"), hex(expect.at("tp_fcs"))) << v.id;
    EXPECT_EQ(view.at("gsm_sms.tp.parameter_indicator"), hex(expect.at("tp_pi"))) << v.id;
    EXPECT_EQ(view.at("gsm_sms.tp-mti").front(), std::to_string(expect.at("tp_mti").get<int>())) << v.id;
    EXPECT_EQ(decode(v.octets, direction_of(v), true), tpdu) << v.id;
    ++count;
  }
  EXPECT_EQ(count, 8);
}

TEST(TpduVectors, PositiveOnesEncodeToTheSameOctets) {
  MAPSIM_NEEDS_VECTORS();
  for (const auto& [v, tpdu] : decoded()) EXPECT_EQ(to_hex(encode(tpdu).value()), to_hex(v.octets)) << v.id;
}

TEST(TpduVectors, ValuesReadBackGiveTheSameTpdu) {
  MAPSIM_NEEDS_VECTORS();
  for (const auto& [v, tpdu] : decoded()) {
    const Value shown = to_value(tpdu);
    const auto again = from_value<Tpdu>(shown);
    ASSERT_TRUE(again) << v.id << ": " << again.error().message() << "\n" << shown.to_text();
    EXPECT_EQ(*again, tpdu) << v.id << ": " << shown.to_text();
    EXPECT_EQ(to_value(*again), shown) << v.id;
    EXPECT_EQ(to_hex(encode(*again).value()), to_hex(v.octets)) << v.id;
  }
}

TEST(TpduVectors, NegativeOnesAreRefusedWithFieldClauseAndOffset) {
  MAPSIM_NEEDS_VECTORS();
  std::size_t count = 0;
  for (const Vector& v : load_vectors("sms_tpdu.jsonl")) {
    if (!v.negative) continue;
    ++count;
    const auto tpdu = decode(v.octets, direction_of(v));
    ASSERT_FALSE(tpdu) << v.id;
    const Error& e = tpdu.error();
    EXPECT_EQ(e.layer, "sms") << v.id;
    EXPECT_TRUE(e.field.starts_with("TP-")) << v.id << ": " << e.message();
    EXPECT_TRUE(e.clause.starts_with("TS 23.040 9.2.")) << v.id << ": " << e.message();
    ASSERT_TRUE(e.offset) << v.id;
    EXPECT_LE(*e.offset, v.octets.size()) << v.id;
  }
  EXPECT_EQ(count, kNegative);
}

// TP-PI is optional in an SMS-STATUS-REPORT: there the part before it is a TPDU of its own.
TEST(TpduVectors, EveryTruncationIsRefusedOrIsAWholeStatusReport) {
  MAPSIM_NEEDS_VECTORS();
  for (const auto& [v, tpdu] : decoded()) {
    for (std::size_t size = 0; size < v.octets.size(); ++size) {
      // A copy of its own, so that a sanitizer sees a read behind the end.
      const Octets part(v.octets.begin(), v.octets.begin() + static_cast<std::ptrdiff_t>(size));
      for (const Direction direction : {Direction::mo, Direction::mt}) {
        for (const ReportForm form : {ReportForm::by_octets, ReportForm::ack, ReportForm::error}) {
          const auto cut = decode(part, direction, form);
          if (!cut) {
            EXPECT_LE(cut.error().offset.value(), size) << v.id;
            continue;
          }
          EXPECT_EQ(encode(*cut).value(), part) << v.id << " cut to " << size;
          if (direction != direction_of(v) || form != ReportForm::by_octets) continue;
          EXPECT_TRUE(std::holds_alternative<SmsStatusReport>(*cut)) << v.id << " cut to " << size;
        }
      }
    }
  }
}

TEST(TpduVectors, EveryOctetChangedIsSafeAndKeptWhenAccepted) {
  MAPSIM_NEEDS_VECTORS();
  for (const auto& [v, tpdu] : decoded()) {
    for (std::size_t i = 0; i < v.octets.size(); ++i) {
      for (const unsigned change : {0x01U, 0x08U, 0x10U, 0x40U, 0x80U, 0xFFU}) {
        Octets changed = v.octets;
        changed[i] = static_cast<std::uint8_t>(changed[i] ^ change);
        const auto other = decode(changed, direction_of(v));
        if (!other) continue;
        ASSERT_EQ(to_hex(encode(*other).value()), to_hex(changed)) << v.id;
        diagnose(*other);
        const Value shown = to_value(*other);
        const auto again = from_value<Tpdu>(shown);
        ASSERT_TRUE(again) << v.id << ": " << again.error().message() << "\n" << shown.to_text();
        ASSERT_EQ(*again, *other) << v.id << ": " << shown.to_text();
      }
    }
  }
}

TEST(Gsm7Vectors, DecodeToTheExpectedTextAndSeptetsAndEncodeBack) {
  MAPSIM_NEEDS_VECTORS();
  const auto vectors = load_vectors("gsm7.jsonl");
  EXPECT_EQ(vectors.size(), 14U);
  for (const Vector& v : vectors) {
    // gsm7-016 has a user data header before its text.
    const bool behind_header = v.id == "gsm7-016";
    const unsigned fill_bits = behind_header ? 1 : 0;
    const OctetView packed = OctetView(v.octets).subspan(behind_header ? 6 : 0);
    const Gsm7Text out = decode_gsm7(packed, fill_bits);
    const auto& expect = v.row.at("expect");
    EXPECT_EQ(out.septets.size(), expect.at("septets").get<std::size_t>()) << v.id;
    if (expect.contains("text")) {
      EXPECT_EQ(out.text, expect.at("text").get<std::string>()) << v.id;
    }
    if (expect.contains("septets_hex")) {
      EXPECT_EQ(to_hex(out.septets), expect.at("septets_hex").get<std::string>()) << v.id;
    }
    const auto again = encode_gsm7(out.text, out.padding, fill_bits);
    ASSERT_TRUE(again) << v.id;
    EXPECT_EQ(to_hex(*again), to_hex(packed)) << v.id;
    EXPECT_EQ(decode_gsm7(packed, out.septets.size(), fill_bits).value().text, out.text) << v.id;
  }
}

}  // namespace
}  // namespace mapsim::sms
