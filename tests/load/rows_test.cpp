#include "scenarios/load/rows.h"

#include <gtest/gtest.h>
#include <set>

#include "scenarios/engine/loader.h"

namespace mapsim::load {
namespace {

const scenario::Program& program() {
  static const scenario::LoadResult kLoaded = scenario::load_text(
      "title: t\n"
      "endpoints:\n"
      "  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"
      "  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"
      "vars: {imsi: \"001010000000001\", number: 7}\n"
      "steps:\n"
      "  - smsc -> msc: begin\n"
      "    application-context: shortMsgMT-Relay-v3\n"
      "  - msc -> smsc: end\n");
  if (!kLoaded.program) throw std::runtime_error(kLoaded.errors.front().message());
  return *kLoaded.program;
}

RowTable table(const std::string& text) {
  auto read = read_rows(text, program());
  EXPECT_TRUE(read) << read.error().text;
  return std::move(*read);
}

std::string mistake(const std::string& text) {
  const auto read = read_rows(text, program());
  if (read) return "none";
  const Error& e = read.error();
  return std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + ": " + e.text;
}

TEST(Rows, HaveTheKindThatTheScenarioHas) {
  const RowTable t = table("imsi,number\n001010000000002,8\n001010000000003,9\n");
  ASSERT_EQ(t.size(), 2u);
  EXPECT_EQ(t.value(1, 0), Value("001010000000003"));
  EXPECT_EQ(t.value(1, 1), Value(9));
}

TEST(Rows, MayHaveQuotesCommasAndLineEndsInside) {
  const RowTable t = table("\xEF\xBB\xBFimsi\r\n\"a,\"\"b\"\"\nc\"\r\n\r\nplain\r\n");
  ASSERT_EQ(t.size(), 2u);
  EXPECT_EQ(t.value(0, 0), Value("a,\"b\"\nc"));
  EXPECT_EQ(t.value(1, 0), Value("plain"));
}

TEST(Rows, MistakesAreToldWithTheirPlace) {
  EXPECT_EQ(mistake(""), "1:1: the table is empty; its first row names variables");
  EXPECT_EQ(mistake("imsi\n"), "2:1: there is no row below the one that names the variables");
  EXPECT_EQ(mistake("imsi,imsi\n"), "1:6: the column imsi is there twice");
  EXPECT_EQ(mistake("imsi,number\n1,2\n3\n"), "3:1: the row has 1 fields, the first row names 2");
  EXPECT_EQ(mistake("number\nx\n"), "2:1: number: expected a number as the scenario has it, found 'x'");
  EXPECT_EQ(mistake("imsi\n\"1\n"), "2:1: the quotes that begin here are not closed");
  EXPECT_EQ(mistake("imsi\n\"1\"2\n"), "2:1: a field in quotes ends with them; in it, '\"\"' stands for one");
  EXPECT_NE(mistake("imsy\n1\n").find("did you mean 'imsi'"), std::string::npos);
  EXPECT_NE(mistake("smsc\n1\n").find("1:1: the first row names variables of the scenario"),
            std::string::npos);
}

std::string all(RowDealer& dealer, int most = 100) {
  std::string text;
  for (int i = 0; i < most; ++i) {
    const auto row = dealer.next();
    if (!row) return text + ".";
    text += *row->front().if_string();
  }
  return text;
}

TEST(RowDealer, DealsInOrderAndRunsOut) {
  const RowTable t = table("imsi\na\nb\nc\n");
  RowDealer dealer(t, RowOrder::sequential, false, {}, 1);
  EXPECT_EQ(all(dealer), "abc.");
}

TEST(RowDealer, BeginsAgainWhenItLoops) {
  const RowTable t = table("imsi\na\nb\n");
  RowDealer dealer(t, RowOrder::sequential, true, {}, 1);
  EXPECT_EQ(all(dealer, 5), "ababa");
}

TEST(RowDealer, MixesEachRowOnce) {
  const RowTable t = table("imsi\na\nb\nc\nd\ne\nf\ng\nh\n");
  RowDealer dealer(t, RowOrder::unique, false, {}, 1);
  const std::string dealt = all(dealer);
  EXPECT_NE(dealt, "abcdefgh.");
  EXPECT_EQ(std::set<char>(dealt.begin(), dealt.end()).size(), 9u);
  EXPECT_EQ(dealt.size(), 9u);
}

TEST(RowDealer, DrawsAsOftenAsChanceWill) {
  const RowTable t = table("imsi\na\nb\n");
  RowDealer dealer(t, RowOrder::random, false, {}, 1);
  const std::string dealt = all(dealer, 1000);
  EXPECT_NEAR(static_cast<double>(std::count(dealt.begin(), dealt.end(), 'a')), 500, 80);
}

TEST(RowDealer, GivesNoRowToTwoShards) {
  const RowTable t = table("imsi\na\nb\nc\nd\ne\n");
  RowDealer first(t, RowOrder::sequential, false, {0, 2}, 1);
  RowDealer second(t, RowOrder::unique, false, {1, 2}, 1);
  EXPECT_EQ(all(first), "ace.");
  const std::string dealt = all(second);
  EXPECT_TRUE(dealt == "bd." || dealt == "db.") << dealt;
}

}  // namespace
}  // namespace mapsim::load
