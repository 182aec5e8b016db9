// Rows of values in CSV, and mixes of scenarios.
#include "scenarios/engine/data_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "scenarios/engine/mix_reader.h"

namespace mapsim::scenario {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> texts(const std::vector<DataCell>& row) {
  std::vector<std::string> out;
  for (const DataCell& cell : row) out.push_back(cell.text);
  return out;
}

struct Read {
  DataTable table;
  std::vector<std::string> errors;  // "2:5: text"
};

Read read(std::string_view text) {
  Mistakes mistakes;
  Read out{read_data_table(text, mistakes), {}};
  for (const Error& e : mistakes.take())
    out.errors.push_back(std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + ": " + e.text);
  return out;
}

TEST(DataTable, HasNamesAndRows) {
  const Read r = read("imsi,text\r\n001010000000001,Hello\r\n001010000000002,\n");
  ASSERT_THAT(r.errors, IsEmpty());
  EXPECT_THAT(texts(r.table.columns), ElementsAre("imsi", "text"));
  ASSERT_EQ(r.table.rows.size(), 2U);
  EXPECT_THAT(texts(r.table.rows[0]), ElementsAre("001010000000001", "Hello"));
  EXPECT_THAT(texts(r.table.rows[1]), ElementsAre("001010000000002", ""));
  EXPECT_EQ(r.table.rows[1][1].mark, (Mark{3, 17}));
}

TEST(DataTable, ReadsFieldsInQuotes) {
  const Read r = read("a,b\n\"one, two\",\"say \"\"x\"\"\"\n\"two\nlines\",ü\n");
  ASSERT_THAT(r.errors, IsEmpty());
  EXPECT_THAT(texts(r.table.rows[0]), ElementsAre("one, two", "say \"x\""));
  EXPECT_THAT(texts(r.table.rows[1]), ElementsAre("two\nlines", "ü"));
  EXPECT_EQ(r.table.rows[1][1].mark, (Mark{4, 8}));
}

TEST(DataTable, PassesOverEmptyLinesAndAByteOrderMark) {
  const Read r = read(
      "\xEF\xBB\xBF"
      "a\n\n1\n\n2");
  ASSERT_THAT(r.errors, IsEmpty());
  EXPECT_EQ(r.table.rows.size(), 2U);
}

TEST(DataTable, TellsEveryMistakeAtItsPlace) {
  EXPECT_THAT(read("a,b\n1\n1,2,3\n1,x\"y\n1,\"z\"z\n").errors,
              ElementsAre(HasSubstr("2:1: this row has 1 fields"), HasSubstr("3:1: this row has 3 fields"),
                          HasSubstr("4:4: a field with quotes"), HasSubstr("5:6: a comma is expected")));
  EXPECT_THAT(read("a,1b,a,\n1,2,3,4\n").errors,
              ElementsAre(HasSubstr("1:3: '1b' is no name"), HasSubstr("1:6: there is a column 'a' already"),
                          HasSubstr("1:8: '' is no name")));
  EXPECT_THAT(read("a\n\"x\n").errors, ElementsAre(HasSubstr("2:1: this quote is never closed")));
  EXPECT_THAT(read("").errors, ElementsAre(HasSubstr("1:1: there is nothing")));
  EXPECT_THAT(read("a\n").errors, ElementsAre(HasSubstr("there are no rows")));
  EXPECT_EQ(read("a\n\xFF\n").errors.size(), 1U);
}

TEST(DataTable, HasSoManyRows) {
  std::string text = "a\n";
  for (std::size_t i = 0; i < kMaxDataRows; ++i) text += "1\n";
  EXPECT_THAT(read(text).errors, IsEmpty());
  EXPECT_THAT(read(text + "1\n").errors, ElementsAre(HasSubstr("10002:1: there are more than 10000 rows")));
}

Mix mix(std::string_view text, std::vector<std::string>* told = nullptr) {
  Mistakes mistakes;
  Mix out = read_mix(text, mistakes);
  for (const Error& e : mistakes.take()) {
    const std::string line =
        std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + ": " + e.text;
    if (told != nullptr)
      told->push_back(line);
    else
      ADD_FAILURE() << line;
  }
  return out;
}

TEST(Mix, IsDrawnByItsWeights) {
  const Mix m = mix(
      "mix:\n  - {scenario: a.yaml, weight: 3}\n  - {scenario: b.yaml, data: b.csv, set: {text: hello}}\n");
  ASSERT_EQ(m.entries.size(), 2U);
  EXPECT_EQ(m.entries[0].weight, 3U);
  EXPECT_EQ(m.entries[1].data, "b.csv");
  EXPECT_THAT(m.entries[1].set, ElementsAre(::testing::Pair("text", "hello")));
  Random random(1);
  const auto drawn = m.draw(4000, random);
  const auto first = std::ranges::count(drawn, 0U);
  EXPECT_NEAR(static_cast<double>(first), 3000, 150);
  Random again(1);
  EXPECT_EQ(m.draw(4000, again), drawn);
}

TEST(Mix, TellsMistakesAtTheirPlace) {
  std::vector<std::string> told;
  mix("mix:\n  - {scenaro: a.yaml}\n  - {scenario: a.yaml, weight: 0}\n  - {scenario: a.yaml, set: {x: "
      "[1]}}\n",
      &told);
  EXPECT_THAT(told,
              ElementsAre(AllOf(HasSubstr("2:6: "), HasSubstr("did you mean 'scenario'?")),
                          HasSubstr("2:5: which 'scenario'?"), HasSubstr("3:32: "), HasSubstr("4:33: ")));
  told.clear();
  mix("mix: []\n", &told);
  mix("", &told);
  EXPECT_EQ(told.size(), 2U);
}

}  // namespace
}  // namespace mapsim::scenario
