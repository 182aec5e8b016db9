// The capture of a run: the same octets in every run, and comments that name the steps.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "sigtran/capture/reader.h"
#include "tests/engine/player/played.h"

namespace mapsim::scenario::test {
namespace {

std::string octets_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

class PlayerCapture : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& name) {
    return std::filesystem::path(testing::TempDir()) /
           (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + name);
  }
  static std::string text() { return scenario(begin() + "  - msc -> smsc: end\n    result: mt-ForwardSM\n"); }
};

TEST_F(PlayerCapture, IsTheSameInEveryRun) {
  const Program program = program_of(text());
  for (const char* extension : {".pcapng", ".pcap"}) {
    StageOptions first;
    first.capture = file(std::string("1") + extension);
    StageOptions second = first;
    second.capture = file(std::string("2") + extension);
    play(program, first);
    play(program, second);
    EXPECT_FALSE(octets_of(*first.capture).empty());
    EXPECT_EQ(octets_of(*first.capture), octets_of(*second.capture)) << extension;
  }
}

TEST_F(PlayerCapture, DiffersWithAnotherSeed) {
  const Program program = program_of(text());
  StageOptions first;
  first.capture = file("1.pcapng");
  StageOptions second;
  second.capture = file("2.pcapng");
  second.seed = 2;
  play(program, first);
  play(program, second);
  EXPECT_NE(octets_of(*first.capture), octets_of(*second.capture));
}

TEST_F(PlayerCapture, NamesScenarioStepAndLineOnTheFramesOfAStep) {
  const Program program = program_of(text());
  StageOptions options;
  options.capture = file(".pcapng");
  play(program, options);
  auto reader = capture::Reader::open(*options.capture);
  ASSERT_TRUE(reader);
  std::vector<std::string> comments;
  for (auto packet = reader->next(); packet && *packet; packet = reader->next()) {
    if (!(*packet)->comment.empty()) comments.emplace_back((*packet)->comment);
  }
  EXPECT_THAT(comments, testing::ElementsAre("scenario step 1, line 6: smsc -> msc: begin",
                                             "scenario step 2, line 13: msc -> smsc: end"));
  EXPECT_THAT(reader->names(), testing::SizeIs(2));
}

TEST_F(PlayerCapture, CannotBeOpenedWhereThePathCannotBeWritten) {
  StageOptions options;
  options.capture = "/nonexistent/folder/x.pcapng";
  const Program program = program_of(text());
  const auto stage = Stage::create(program, options);
  ASSERT_FALSE(stage);
  EXPECT_THAT(stage.error().message(), testing::HasSubstr("/nonexistent/folder/x.pcapng"));
}

}  // namespace
}  // namespace mapsim::scenario::test
