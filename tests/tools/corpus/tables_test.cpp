// The tables of the corpus have a row for everything that the tables of MAP have.
#include <algorithm>
#include <gtest/gtest.h>

#include "tools/corpus/encode.h"
#include "tools/corpus/parameters.h"

namespace mapsim::corpus {
namespace {

TEST(Tables, HaveAnArgumentForEveryOperationOfEveryContext) {
  for (const map::Operation& o : map::operations()) {
    EXPECT_TRUE(std::ranges::any_of(
        arguments(),
        [&](const ParameterRow& row) { return row.operation == o.name && row.context == o.context; }))
        << o.name << " " << int{o.context.code} << "." << int{o.context.version};
  }
}

TEST(Tables, HaveAResultForEveryOperationOfClass1) {
  for (const map::Operation& o : map::operations()) {
    if (o.operation_class != tcap::OperationClass::class1) continue;
    EXPECT_TRUE(std::ranges::any_of(
        results(),
        [&](const ParameterRow& row) { return row.operation == o.name && row.context == o.context; }))
        << o.name << " " << int{o.context.code} << "." << int{o.context.version};
  }
}

TEST(Tables, HaveEveryErrorInEveryVersionThatUsesIt) {
  for (const map::ErrorRow& row : map::errors()) {
    for (const int version : {1, 2, 3}) {
      const bool used = map::parameter_of(row.code, version).has_value();
      const bool there = std::ranges::any_of(
          error_parameters(), [&](const ErrorRow& e) { return e.error == row.code && e.version == version; });
      EXPECT_EQ(used, there) << row.name << " in version " << version;
    }
  }
}

TEST(Cells, AreNamedDifferently) {
  std::vector<std::string> names;
  for (const Cell& cell : cells()) names.push_back(cell.subject + "/" + cell.name);
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  EXPECT_GT(names.size(), 300U);
}

TEST(Cells, ShareNoTransactionIdsSoThatTheyMayBeReadAsOneCapture) {
  const auto all = cells();
  const auto first = encode(all[0], 1);
  const auto second = encode(all[0], 2);
  ASSERT_TRUE(first && second);
  const Value* a = first->front().stated.find_path("tcap.begin.otid");
  const Value* b = second->front().stated.find_path("tcap.begin.otid");
  ASSERT_TRUE(a != nullptr && b != nullptr);
  EXPECT_NE(a->to_text(), b->to_text());
}

TEST(Cells, HaveAMessageForEveryRecordedTurnAndSegment) {
  const auto all = cells();
  const auto at = std::ranges::find_if(all, [](const Cell& c) { return c.name == "xudt-3-segments"; });
  ASSERT_NE(at, all.end());
  const auto sent = encode(*at, 7);
  ASSERT_TRUE(sent) << sent.error().message();
  EXPECT_EQ(sent->size(), 4U);
  EXPECT_EQ((*sent)[0].stated.find("tcap"), nullptr);
  EXPECT_NE((*sent)[2].stated.find("tcap"), nullptr);
}

}  // namespace
}  // namespace mapsim::corpus
