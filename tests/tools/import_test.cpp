// mapsim import: a scenario from a capture, which when played gives an equal capture.
#include <algorithm>
#include <gmock/gmock.h>

#include "tests/support/paths.h"
#include "tests/tools/played.h"
#include "tools/import/message_step.h"
#include "tools/import/yaml.h"

namespace mapsim::cli::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Files that a test makes, gone when it ends.
class Workplace {
 public:
  explicit Workplace(const std::string& name) : folder_(std::filesystem::path(testing::TempDir()) / name) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Workplace() { std::filesystem::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(mapsim::test::source_dir() / "scenarios")) {
    if (entry.path().stem().extension() == ".steps") continue;  // for other files to include
    // What was lost or damaged on its way is no message that a scenario could state again.
    if (entry.path().parent_path().filename() == "faults") continue;
    if (entry.path().extension() == ".yaml") out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

class Import : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Import, WhatIsPlayedAgainIsEqual) {
  const std::string name = GetParam().stem().string();
  const Workplace files("import-" + name);
  const Called first = call({"run", "--quiet", GetParam().string(), "--capture", files / "a.pcapng"});
  ASSERT_EQ(first.exit, ExitCode::ok) << first.out << first.err;
  const Called imported = call({"import", files / "a.pcapng", "-o", files / "b.yaml"});
  if (name == "unknown-transaction-id") {
    // The one message whose transaction id nobody assigned belongs to no dialogue that begins in the capture.
    EXPECT_EQ(imported.exit, ExitCode::failed);
    EXPECT_THAT(imported.err, HasSubstr("the BEGIN of its dialogue is not in the capture"));
    return;
  }
  ASSERT_EQ(imported.exit, ExitCode::ok) << imported.err;
  const Called again = call({"run", "--quiet", files / "b.yaml", "--capture", files / "b.pcapng"});
  EXPECT_EQ(again.exit, ExitCode::ok) << again.out << again.err;
  const Called compared = call({"compare", files / "a.pcapng", files / "b.pcapng"});
  EXPECT_EQ(compared.exit, ExitCode::ok) << compared.out << compared.err;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Import, testing::ValuesIn(shipped()), [](const auto& test) {
  std::string name = test.param.stem().string();
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(ImportedScenario, NamesEndpointsByTheirRolesAndGivesVariablesToWhatVaries) {
  const Played played("a.pcapng", kEndpoints + mt("001010000000001", "result: mt-ForwardSM") +
                                      mt("001010000000002", "error: absentSubscriberSM"));
  const Called called = call({"import", played.file()});
  EXPECT_EQ(called.exit, ExitCode::ok) << called.err;
  EXPECT_THAT(called.out,
              AllOf(HasSubstr("  smsc: {role: smsc, pc: 101, gt: \"+15550100001\"}\n"),
                    HasSubstr("  msc: {role: msc, pc: 201, gt: \"+15550100002\"}\n"),
                    HasSubstr("  imsi1: \"001010000000001\"\n"), HasSubstr("  imsi2: \"001010000000002\"\n"),
                    HasSubstr("  number1: \"+15550100100\"\n"), HasSubstr("  text1: hi\n"),
                    HasSubstr("sm-RP-DA: {imsi: $imsi1}"), HasSubstr("{serviceCentreAddressOA: $smsc.gt}"),
                    HasSubstr("sms-deliver: {tp-oa: $number1, text: $text1}"), Not(HasSubstr("tp-ud"))));
}

TEST(ImportedScenario, SaysWhatCannotBecomeAStep) {
  const Played played("a.pcap", kEndpoints + mt("001010000000001", "result: mt-ForwardSM"),
                      {"--link-type", "sccp"});
  const auto cut = temporary("cut.pcap");
  copy_frames(played.file(), cut, [](std::uint64_t frame) { return frame == 2 ? 1 : 0; });
  const Called called = call({"import", cut.string()});
  EXPECT_EQ(called.exit, ExitCode::failed);
  EXPECT_THAT(called.err, HasSubstr("frame 1: the BEGIN of its dialogue is not in the capture"));
  std::filesystem::remove(cut);
  EXPECT_EQ(call({"import"}).exit, ExitCode::usage);
}

TEST(Yaml, QuotesWhatCouldBeTakenForSomethingElse) {
  EXPECT_EQ(to_yaml(Value("any"), 0), " \"any\"\n");
  EXPECT_EQ(to_yaml(Value("Yes"), 0), " \"Yes\"\n");
  EXPECT_EQ(to_yaml(Value("001"), 0), " \"001\"\n");
  EXPECT_EQ(to_yaml(Value("$x: \"a\"\n"), 0), " \"$x: \\\"a\\\"\\n\"\n");
  EXPECT_EQ(to_yaml(Value("noSM-RP-DA"), 0), " noSM-RP-DA\n");
  EXPECT_EQ(to_yaml(plain_scalar("$smsc.gt"), 0), " $smsc.gt\n");
  EXPECT_EQ(to_yaml(Value(Octets{1, 2}), 0), " {hex: \"0102\"}\n");
}

TEST(Yaml, BreaksLongMapsAndListsIntoLines) {
  Value inner;
  inner.add("first", std::string(40, 'a'));
  inner.add("second", std::string(40, 'b'));
  Value outer;
  outer.add("list", Value::List{inner, 1});
  EXPECT_EQ(to_yaml(outer, 0), "\n  list:\n    - first: " + std::string(40, 'a') +
                                   "\n      second: " + std::string(40, 'b') + "\n    - 1\n");
}

}  // namespace
}  // namespace mapsim::cli::test
