#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "scenarios/world/load_subscribers.h"

namespace mapsim::world {
namespace {

const NodeNames kNodes = {{"msc", *Number::from_digits("15550100002")}};

std::vector<std::string> mistakes(std::string_view text) {
  std::vector<std::string> out;
  const auto loaded = read_csv(text, kNodes);
  EXPECT_EQ(loaded.table == nullptr, !loaded.errors.empty());
  for (const Error& e : loaded.errors)
    out.push_back(std::to_string(e.mark.line) + ":" + std::to_string(e.mark.column) + ": " + e.text);
  return out;
}

std::string only_mistake(std::string_view text) {
  const auto all = mistakes(text);
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? "" : all.front();
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ReadCsv, ReadsEveryColumn) {
  const auto loaded = read_csv(
      "# who is there\n"
      "imsi,msisdn,msc,sgsn,lmsi,state,returns,room,answers,count\n"
      "\n"
      "001010000000001, +15550100100 ,msc,+15550100003,00c0ffee,detached,30s,2,\"90 % ok, 10 % "
      "silence\",1\r\n",
      kNodes);
  ASSERT_TRUE(loaded.table);
  const Subscriber* s = loaded.table->find_msisdn(*Number::from_digits("15550100100"));
  ASSERT_NE(s, nullptr);
  EXPECT_EQ(s->imsi.digits(), "001010000000001");
  EXPECT_EQ(loaded.table->node(s->msc).digits(), "15550100002");
  EXPECT_EQ(loaded.table->node(s->sgsn).digits(), "15550100003");
  EXPECT_TRUE(s->has_lmsi);
  EXPECT_EQ(s->lmsi, 0x00C0FFEEU);
  EXPECT_EQ(s->state, SubscriberState::detached);
  EXPECT_EQ(s->returns_ms, 30'000U);
  EXPECT_EQ(s->room, 2U);
  EXPECT_FALSE(loaded.table->answers(s->answers).is_only_ok());
}

TEST(ReadCsv, TakesColumnsInAnyOrderAndEmptyFieldsAsAbsent) {
  const auto loaded = read_csv("state,msisdn,imsi,room\n,+15550100100,001010000000001,\n", kNodes);
  ASSERT_TRUE(loaded.table);
  EXPECT_EQ(loaded.table->at(0).state, SubscriberState::reachable);
  EXPECT_EQ(loaded.table->at(0).room, Subscriber::kNone);
  EXPECT_EQ(loaded.table->at(0).msc, Subscriber::kNone);
}

TEST(ReadCsv, ARowMayStandForMany) {
  const auto loaded = read_csv("imsi,msisdn,lmsi,count\n001010000000001,99900000001,00000001,1000\n", kNodes);
  ASSERT_TRUE(loaded.table);
  ASSERT_EQ(loaded.table->size(), 1'000U);
  EXPECT_EQ(loaded.table->at(999).imsi.digits(), "001010000001000");
  EXPECT_EQ(loaded.table->at(999).msisdn.digits(), "99900001000");
  EXPECT_EQ(loaded.table->at(999).lmsi, 1'000U);
}

TEST(ReadCsv, TellsEveryMistakeWithItsPlace) {
  const auto all = mistakes(
      "imsi,msisdn,state,answers\n"
      "00101000000000x,+15550100100,reachable,ok\n"
      "001010000000002,+15550100101,reachabel,ok\n"
      "001010000000003,+15550100102,absent,\"90 % ok, 10 % nope\"\n"
      "001010000000004,+15550100103,absent\n");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0], "2:1: imsi: expected an IMSI, 6 to 15 digits, found '00101000000000x'");
  EXPECT_TRUE(says(all[1], "3:30: state: 'reachabel' is not known here; did you mean 'reachable'?"))
      << all[1];
  EXPECT_TRUE(says(all[2], "4:52: answers: 'nope' is not known here")) << all[2];
  EXPECT_TRUE(says(all[3], "5:30: the row has 3 fields, the first row names 4 columns")) << all[3];
}

TEST(ReadCsv, NamesColumnsThatItDoesNotKnow) {
  EXPECT_TRUE(says(only_mistake("imsi,msisdn,stat\n"),
                   "1:13: the first row names the columns: 'stat' is not known here; did you mean 'state'?"));
  EXPECT_TRUE(
      says(only_mistake("imsi,state\n"), "1:1: the first row names the columns; there is no 'msisdn'"));
  EXPECT_TRUE(says(only_mistake("imsi,msisdn,imsi\n"), "1:13: the column imsi is there twice"));
  EXPECT_TRUE(says(only_mistake("# nothing\n"), "the table is empty"));
}

TEST(ReadCsv, RefusesANumberThatIsThereAlready) {
  EXPECT_TRUE(says(only_mistake("imsi,msisdn\n001010000000001,15550100100\n001010000000002,15550100100\n"),
                   "3:17: msisdn: the number +15550100100 is in the table already"));
  EXPECT_TRUE(says(only_mistake("imsi,msisdn\n001010000000001,15550100100\n001010000000001,15550100101\n"),
                   "3:1: imsi: the IMSI 001010000000001 is in the table already"));
}

TEST(ReadCsv, RefusesACountThatLeavesTheDigits) {
  EXPECT_TRUE(says(only_mistake("imsi,msisdn,count\n001010000000001,998,5\n"),
                   "2:17: msisdn: the numbers of this row's count leave"));
  EXPECT_TRUE(says(only_mistake("imsi,msisdn,count\n001010000000001,998,0\n"), "2:21: count: expected"));
}

TEST(ReadCsv, TellsQuotesThatAreNotClosed) {
  const auto all = mistakes("imsi,msisdn,answers\n001010000000001,15550100100,\"ok\n");
  ASSERT_FALSE(all.empty());
  EXPECT_TRUE(says(all.front(), "2:29: the quotes that begin here are not closed")) << all.front();
}

TEST(ReadCsv, TellsAsManyMistakesAsAnybodyReads) {
  std::string text = "imsi,msisdn\n";
  for (int i = 0; i < 1'000; ++i) text += "x,y\n";
  const auto all = mistakes(text);
  ASSERT_EQ(all.size(), kMaxTableMistakes + 1);
  EXPECT_TRUE(says(all.back(), "there may be more"));
}

TEST(ReadCsv, SurvivesWhatIsNoTable) {
  for (const std::string& text :
       {std::string("\0\xFF,\"\"\"", 6), std::string("imsi,msisdn\n,\n"), std::string("\""),
        std::string("imsi,msisdn\n1,"), std::string("imsi,msisdn\n\"1\"x,2")}) {
    EXPECT_FALSE(mistakes(text).empty()) << text;
  }
}

TEST(LoadSubscribers, TellsAFileThatCannotBeRead) {
  EXPECT_EQ(load_subscribers("/nowhere.csv", {}).errors.at(0).text, "the table cannot be read");
  EXPECT_EQ(load_subscribers("/", {}).errors.at(0).text, "this is a directory, not a table");
}

}  // namespace
}  // namespace mapsim::world
