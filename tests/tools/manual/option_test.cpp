#include "tools/manual/option.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "sigtran/capture/link_layer.h"
#include "tools/cli/terminal.h"
#include "tools/commands.h"
#include "tools/report/annotate.h"

namespace mapsim::cli::manual {
namespace {

const OptionText& option(const std::vector<OptionText>& all, std::string_view name) {
  return *std::ranges::find(all, name, &OptionText::name);
}

TEST(OptionText, IsThatOfTheDefinition) {
  const auto all = options_text(kRun);
  EXPECT_EQ(option(all, "capture").value, "FILE");
  EXPECT_EQ(option(all, "link-type").value, "TYPE");
  EXPECT_EQ(option(all, "link-type").otherwise, "ethernet");
  EXPECT_EQ(option(all, "quiet").letter, "q");
  EXPECT_EQ(option(all, "quiet").value, "");
}

TEST(OptionText, NamesWhatCompletesAValue) {
  const auto all = options_text(kRun);
  EXPECT_EQ(choice_of(option(all, "capture")).kind, ValueKind::file);
  EXPECT_EQ(choice_of(option(all, "report")).kind, ValueKind::folder);
  EXPECT_EQ(choice_of(option(all, "link-type")).kind, ValueKind::words);
  EXPECT_EQ(choice_of(option(all, "seed")).kind, ValueKind::other);
  EXPECT_EQ(argument_choice(kRun).kind, ValueKind::scenario);
  EXPECT_EQ(argument_choice(kDecode).kind, ValueKind::file);
}

// The words stand apart from what reads them.
TEST(OptionText, OffersOnlyWordsThatAreRead) {
  for (const WordsOfOption& row : words_of_options()) {
    for (const std::string_view word : row.words) {
      if (row.option == "color") {
        EXPECT_TRUE(parse_color(word)) << word;
      }
      if (row.option == "annotate") {
        EXPECT_TRUE(report::annotate_from_name(word)) << word;
      }
      if (row.option == "link-type") {
        EXPECT_TRUE(capture::link_type_from_name(word)) << word;
      }
    }
  }
}

}  // namespace
}  // namespace mapsim::cli::manual
