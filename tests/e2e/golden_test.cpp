// Captures that were checked once (tests/golden/README.md) against what is played now, octet for octet.
#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

#include "tests/e2e/process.h"
#include "tests/e2e/shipped.h"
#include "tests/support/paths.h"

namespace mapsim::e2e {
namespace {

namespace fs = std::filesystem;

fs::path golden_folder() {
  return test::source_dir() / "tests/golden";
}

std::vector<Shipped> golden_captures() {
  std::vector<Shipped> found;
  for (const auto& entry : fs::directory_iterator(golden_folder())) {
    const fs::path extension = entry.path().extension();
    if (extension == ".pcapng" || extension == ".pcap")
      found.push_back({entry.path(), entry.path().filename().string()});
  }
  std::ranges::sort(found, {}, &Shipped::file);
  return found;
}

class Golden : public ::testing::TestWithParam<Shipped> {};

TEST_P(Golden, IsWhatIsPlayedNow) {
  const TemporaryFolder folder;
  const fs::path played = folder / GetParam().name;
  const std::string scenario = GetParam().file.stem().string();
  const Outcome outcome = mapsim({"run", scenario, "--quiet", "--capture", played.string()});
  ASSERT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  const std::string now = read_file(played);
  const std::string golden = read_file(GetParam().file);
  const auto [a, b] = std::ranges::mismatch(now, golden);
  EXPECT_TRUE(now == golden) << "first difference at octet " << (a - now.begin()) << "; " << now.size()
                             << " octets now, " << golden.size()
                             << " in the golden capture. If the change is meant: tools/renew-golden.sh";
}

INSTANTIATE_TEST_SUITE_P(Captures, Golden, ::testing::ValuesIn(golden_captures()),
                         [](const auto& row) { return test_name(row.param); });

TEST(GoldenCaptures, AreThereInBothFormats) {
  const auto captures = golden_captures();
  const auto has = [&](std::string_view extension) {
    return std::ranges::any_of(captures, [&](const Shipped& c) { return c.file.extension() == extension; });
  };
  EXPECT_TRUE(has(".pcapng"));
  EXPECT_TRUE(has(".pcap"));
}

}  // namespace
}  // namespace mapsim::e2e
