// What is known against what is shown, in the small.
#include "tools/verify/comparison.h"

#include <gtest/gtest.h>

#include "tools/verify/agree.h"

namespace mapsim::verify {
namespace {

using known::Field;

Field at(std::string path, Value value, std::size_t offset, std::size_t size) {
  return {.path = std::move(path),
          .value = std::move(value),
          .places = {{1, offset, size}},
          .in_tcap = std::nullopt,
          .stated = true};
}
MappingRow row(Compare compare, std::vector<std::string> shown,
               std::map<std::string, std::int64_t> values = {}) {
  return {.field = "",
          .first_version = 1,
          .last_version = 3,
          .shown = std::move(shown),
          .compare = compare,
          .values = std::move(values),
          .subject = "s",
          .clause = ""};
}
ShownFrame frame(std::vector<ShownField> fields) {
  return {.number = 1, .fields = std::move(fields)};
}

TEST(Agreement, IsLookedForAtTheOctetsOfTheField) {
  const ShownFrame shown = frame({{"a.x", "1", "X: 1", 10, 1}, {"a.x", "2", "X: 2", 20, 1}});
  EXPECT_TRUE(judge(at("x", 2, 20, 1), row(Compare::number, {"a.x"}), false, shown).agrees);
  const Judgement other = judge(at("x", 2, 10, 1), row(Compare::number, {"a.x"}), false, shown);
  EXPECT_FALSE(other.agrees);
  EXPECT_EQ(other.shown, "a.x: X: 1");
}

TEST(Agreement, OfNamesIsByCodeOrByAnyOfTheNamesThatAreShown) {
  const ShownFrame shown = frame({{"m.type", "1", "Message Type: Payload data (DATA) (1)", 0, 1}});
  EXPECT_TRUE(judge(at("m", "data", 0, 1), row(Compare::name, {"m.type"}), false, shown).agrees);
  EXPECT_TRUE(judge(at("m", "one", 0, 1), row(Compare::name, {"m.type"}, {{"one", 1}}), false, shown).agrees);
  EXPECT_FALSE(judge(at("m", "dat", 0, 1), row(Compare::name, {"m.type"}), false, shown).agrees);
}

TEST(Agreement, OfAnAddressIsByTheDigitsWithinIt) {
  const ShownFrame shown =
      frame({{"gsm_old.msisdn", "91:51", "msisdn: 9151", 4, 7}, {"e164.msisdn", "15550100100", "", 5, 6}});
  EXPECT_TRUE(
      judge(at("n", "+15550100100", 4, 7), row(Compare::address, {"gsm_old.msisdn"}), false, shown).agrees);
  EXPECT_FALSE(
      judge(at("n", "+15550100101", 4, 7), row(Compare::address, {"gsm_old.msisdn"}), false, shown).agrees);
  // Read as another type, the field has another name.
  EXPECT_EQ(
      judge(at("n", "+15550100100", 4, 7), row(Compare::address, {"gsm_map.sm.msisdn"}), false, shown).shown,
      "gsm_old.msisdn: msisdn: 9151");
}

TEST(Agreement, OfATimeIsOfAllItsParts) {
  const ShownFrame shown = frame({{"scts.year", "24", "Year: 24", 0, 1},
                                  {"scts.month", "2", "Month: 2", 1, 1},
                                  {"scts.day", "29", "Day: 29", 2, 1},
                                  {"scts.hour", "23", "Hour: 23", 3, 1},
                                  {"scts.minutes", "59", "Minutes: 59", 4, 1},
                                  {"scts.seconds", "58", "Seconds: 58", 5, 1},
                                  {"scts.timezone", "0", "Timezone: GMT - 3 hours 30 minutes", 6, 1}});
  EXPECT_TRUE(judge(at("t", "2024-02-29 23:59:58 -03:30", 0, 7), row(Compare::time, {"scts.*"}), false, shown)
                  .agrees);
  EXPECT_FALSE(
      judge(at("t", "2024-02-29 23:59:58 +03:30", 0, 7), row(Compare::time, {"scts.*"}), false, shown)
          .agrees);
}

class Compared : public testing::Test {
 protected:
  known::Message message(std::string text) {
    known::Message m;
    m.frame = 1;
    m.frames = {1};
    m.version = 3;
    m.fields = {at("map.text", std::move(text), 10, 4)};
    return m;
  }
  Outcome outcome(known::Message m, const ShownFrame& shown,
                  std::string_view defects = R"({"defects": []})") {
    const auto mapping = Mapping::from_csv(
        "field,versions,shown,compare,values,subject,clause\nmap.text,,t.x,text,,texts,TS 23.038 6\n");
    const auto known = KnownDefects::from_json(defects);
    EXPECT_TRUE(mapping && known);
    Comparison comparison(*mapping, *known);
    std::vector<known::Message> messages;
    messages.push_back(std::move(m));
    comparison.expect(std::move(messages), 1);
    comparison.set_dissector("wireshark/4.0.17");
    comparison.look_at(shown);
    return comparison.finish();
  }
  const ShownFrame hi_ = frame({{"t.x", "hi", "Text: hi", 10, 4}});
};

TEST_F(Compared, ThatIsTheSameAgrees) {
  const Outcome out = outcome(message("hi"), hi_);
  EXPECT_EQ(out.news(), 0U);
  EXPECT_EQ(out.agreed(), out.compared());
}

TEST_F(Compared, ThatDiffersIsNews) {
  const Outcome out = outcome(message("ho"), hi_);
  ASSERT_EQ(out.disagreements.size(), 1U);
  EXPECT_EQ(out.disagreements[0].known, "ho");
  EXPECT_EQ(out.disagreements[0].shown, "t.x: Text: hi");
  EXPECT_EQ(out.disagreements[0].clause, "TS 23.038 6");
  EXPECT_EQ(out.news(), 1U);
}

TEST_F(Compared, ThatIsListedIsNoNews) {
  const Outcome out = outcome(
      message("ho"), hi_,
      R"({"defects": [{"id": "d", "versions": ["4.0"], "title": "t", "reason": "r", "fields": ["map.text"]}]})");
  EXPECT_EQ(out.news(), 0U);
  EXPECT_EQ(out.defects.at("d"), 1U);
}

TEST_F(Compared, ThatIsNotShownIsNews) {
  const Outcome out = outcome(message("hi"), {.number = 9, .fields = {}});
  EXPECT_EQ(out.frames_not_shown, 1U);
}

TEST_F(Compared, ThatTheCaptureDoesNotTellIsNotJudged) {
  known::Message m = message("ho");
  m.certain = false;
  EXPECT_EQ(outcome(std::move(m), hi_).news(), 0U);
}

TEST_F(Compared, ThatIsWrongOnPurposeIsOnlyCounted) {
  known::Message m = message("ho");
  m.violation = known::Violation{"Q.773 3.1", "wrong"};
  const Outcome out = outcome(std::move(m), frame({{"_ws.malformed", "", "Malformed Packet", 0, 0}}));
  EXPECT_EQ(out.news(), 0U);
  EXPECT_EQ(out.malformed, 1U);
  EXPECT_EQ(out.malformed_marked, 1U);
}

TEST_F(Compared, OfWhichTheDissectorComplainsIsNews) {
  ShownFrame shown = hi_;
  shown.fields.push_back({"_ws.expert", "", "Expert Info (Warning): x", 0, 0});
  shown.fields.push_back({"_ws.expert.severity", "6291456", "", 0, 0});
  EXPECT_EQ(outcome(message("hi"), shown).news(), 1U);
}

TEST_F(Compared, WithoutARowInTheMappingIsTold) {
  known::Message m = message("hi");
  m.fields.push_back(at("map.other[3].x", 1, 0, 1));
  EXPECT_EQ(outcome(std::move(m), hi_).not_mapped.at("map.other.x"), 1U);
}

}  // namespace
}  // namespace mapsim::verify
