// docs/mapsim.service, the example of a systemd unit.
#include <gmock/gmock.h>
#include <iterator>
#include <sstream>

#include "tests/e2e/process.h"
#include "tests/support/paths.h"

namespace mapsim::e2e {
namespace {

constexpr const char* kInstalled = "/usr/local/bin/mapsim";

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

class ServiceUnit : public ::testing::Test {
 protected:
  void SetUp() override {
    text_ = read_file(test::source_dir() / "docs/mapsim.service");
    // The program of this build tree in place of an installed one.
    replace(text_, kInstalled, program());
    write_file(folder_ / "mapsim.service", text_);
  }
  Outcome analyze(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "systemd-analyze");
    arguments.insert(arguments.end(), {"--no-pager", (folder_ / "mapsim.service").string()});
    return run(arguments);
  }
  // The words of ExecStart, whose lines go on behind a '\'.
  std::vector<std::string> command() const {
    std::string line = text_.substr(text_.find("ExecStart=") + std::string("ExecStart=").size());
    for (std::size_t at = line.find("\\\n"); at < line.find('\n'); at = line.find("\\\n"))
      line.replace(at, 2, "  ");
    std::istringstream in(line.substr(0, line.find('\n')));
    return {std::istream_iterator<std::string>(in), {}};
  }
  TemporaryFolder folder_;
  std::string text_;
};

TEST_F(ServiceUnit, IsVerifiedBySystemd) {
  const Outcome outcome = analyze({"verify", "--man=no"});
  if (outcome.status == 127) GTEST_SKIP() << "systemd-analyze is not installed";
  EXPECT_EQ(outcome.status, 0);
  // What it does not know it ignores, with status 0.
  EXPECT_EQ(outcome.out + outcome.err, "");
}

// What is left is the network, and what belongs to a site: 1.2 when this was written; "OK" ends at 5.
TEST_F(ServiceUnit, IsHardened) {
  const Outcome outcome = analyze({"security", "--offline=true", "--threshold=13"});
  if (outcome.status == 127) GTEST_SKIP() << "systemd-analyze is not installed";
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

TEST_F(ServiceUnit, StartsTheProgramAsItsCommandLineAllows) {
  const std::string node = (folder_ / "lab.yaml").string();
  write_file(node, "transport: usrsctp\n");
  std::vector<std::string> words = {"env",
                                    "MAPSIM_SCENARIOS=" + (test::source_dir() / "scenarios").string()};
  for (std::string& word : command()) {
    if (word == "/etc/mapsim/lab.yaml") word = node;
    words.push_back(std::move(word));
  }
  words.emplace_back("--explain");
  const Outcome outcome = run(words);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, ::testing::HasSubstr("msc: played here"));
}

}  // namespace
}  // namespace mapsim::e2e
