// A line of a chart is written from decoded structures; it says what the summary of the message's tree does.
#include "tools/flow/flow_line.h"

#include <gtest/gtest.h>

#include "scenarios/engine/summary.h"
#include "tests/tools/played.h"

namespace mapsim::cli::test {
namespace {

std::string summary_of_tree(const CapturedMessage& message) {
  Value components;
  if (const Value* map = message.decoded.map()) {
    if (const Value* list = map->find("components")) components.add("components", *list);
  }
  return scenario::summary(components);
}

TEST(FlowLine, SaysOfEveryMessageOfTheCorpusWhatTheSummaryOfItsTreeSays) {
  const std::filesystem::path folder = temporary("corpus");
  ASSERT_EQ(call({"corpus", folder.string()}).exit, ExitCode::ok);
  std::size_t compared = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".pcapng") continue;
    CaptureReading reading(Depth::map);
    ASSERT_TRUE(reading.read(entry.path(), [&](CapturedMessage& message) {
      const DecodedMessage& decoded = message.decoded;
      if (!decoded.type || decoded.type == tcap::MessageType::abort || decoded.returned) return;
      FlowLine line;
      start_line(line, message);
      tell(line, *decoded.tcap);
      const std::string expected = summary_of_tree(message);
      // The references of MAP-OPEN follow.
      EXPECT_EQ(line.text.substr(0, expected.size()), expected) << entry.path() << " frame " << line.frame;
      EXPECT_EQ(line.problems, decoded.problems) << entry.path() << " frame " << line.frame;
      ++compared;
    }));
  }
  std::filesystem::remove_all(folder);
  EXPECT_GT(compared, 1000U);
}

}  // namespace
}  // namespace mapsim::cli::test
