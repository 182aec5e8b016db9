// Files, octet by octet, and what happens where they cannot be written.
#include <gmock/gmock.h>

#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class Writer : public ::testing::Test {
 protected:
  std::string written(const std::string& name, const RecorderOptions& options,
                      const std::vector<Frame>& frames) {
    auto recorder = open_recorder(directory_ / name, options);
    EXPECT_TRUE(recorder);
    for (const Frame& frame : frames) EXPECT_TRUE((*recorder)->write(frame));
    EXPECT_TRUE((*recorder)->close());
    return to_hex(file_octets(directory_ / name));
  }
  TemporaryDirectory directory_;
};

TEST_F(Writer, APcapngFileIsAsTheFormatDrawsIt) {
  RecorderOptions options;
  options.link_type = LinkType::sccp;
  options.application = "app";
  options.interface_name = "if";
  options.interface_description = "";
  options.epoch = 1s;
  options.names = {{"192.0.2.1", "msc"}, {"not an address", "x"}};
  const Octets frame = hex("0102030405");
  const std::string file = written(
      "a.pcapng", options, {{Instant::from_start(2ns), frame, "hi"}, {Instant::from_start(3ns), frame}});
  const std::string expected = to_hex(hex(
      // Section header: length 40, magic, version 1.0, section length unknown, shb_userappl, end.
      "0a0d0d0a 28000000 4d3c2b1a 0100 0000 ffffffffffffffff 0400 0300 61707000 00000000 28000000"
      // Interface: length 40, link type 142, snap length 262144, if_name, if_tsresol 9, end.
      "01000000 28000000 8e00 0000 00000400 0200 0200 69660000 0900 0100 09000000 00000000 28000000"
      // Names: length 28: one IPv4 record.
      "04000000 1c000000 0100 0800 c0000201 6d736300 00000000 1c000000"
      // Packet: length 52, interface 0, time 1 000 000 002 ns, 5 of 5 octets, opt_comment, end.
      "06000000 34000000 00000000 00000000 02ca9a3b 05000000 05000000 0102030405000000 0100 0200 68690000 "
      "00000000"
      "34000000"
      // Packet without a comment: length 40.
      "06000000 28000000 00000000 00000000 03ca9a3b 05000000 05000000 0102030405000000 28000000"));
  EXPECT_EQ(file, expected);
}

TEST_F(Writer, APcapFileIsAsTheFormatDrawsIt) {
  RecorderOptions options;
  options.link_type = LinkType::ethernet;
  options.epoch = 1s;
  options.snap_length = 4;
  const Octets frame = hex("0102030405");
  EXPECT_EQ(written("a.pcap", options, {{Instant::from_start(2ns), frame, "dropped"}}),
            to_hex(hex("4d3cb2a1 0200 0400 00000000 00000000 04000000 01000000"
                       "01000000 02000000 04000000 05000000 01020304")));
}

TEST_F(Writer, ThePlatformAndTheProgramAreNamed) {
  RecorderOptions options;
  options.hardware = "virtual";
  options.operating_system = "none";
  options.comment = "about this file";
  written("a.pcapng", options, {});
  const Octets file = file_octets(directory_ / "a.pcapng");
  const std::string text(file.begin(), file.end());
  for (const char* part : {"virtual", "none", "about this file", "mapsim "})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST_F(Writer, TwoRunsOfOneSeedGiveTheSameFile) {
  const auto run = [&](const std::string& name, std::uint64_t seed) {
    auto recorder = open_recorder(directory_ / name, {});
    EXPECT_TRUE(recorder);
    play({.seed = seed}, **recorder);
    EXPECT_TRUE((*recorder)->close());
    return file_octets(directory_ / name);
  };
  const Octets first = run("1.pcapng", 1);
  EXPECT_GT(first.size(), 5000U);
  EXPECT_EQ(run("2.pcapng", 1), first);
  EXPECT_NE(run("3.pcapng", 2), first);
}

TEST_F(Writer, AnUnwritablePathIsAnErrorAtOnceWithPathAndReason) {
  for (const char* name : {"none/a.pcapng", "none/a.pcap"}) {
    const auto recorder = open_recorder(directory_ / name, {});
    ASSERT_FALSE(recorder);
    EXPECT_THAT(recorder.error().message(), HasSubstr(name));
    EXPECT_THAT(recorder.error().message(), HasSubstr("No such file or directory"));
  }
}

TEST_F(Writer, AnotherExtensionIsAnErrorThatSaysWhatIsAllowed) {
  for (const char* name : {"a.cap", "a"}) {
    const auto recorder = open_recorder(directory_ / name, {});
    ASSERT_FALSE(recorder);
    EXPECT_THAT(recorder.error().message(), HasSubstr(".pcapng or .pcap"));
    EXPECT_FALSE(std::filesystem::exists(directory_ / name));
  }
}

TEST_F(Writer, AFullDiskIsToldOnce) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this machine";
  std::filesystem::create_symlink("/dev/full", directory_ / "a.pcapng");
  auto recorder = open_recorder(directory_ / "a.pcapng", {});
  ASSERT_TRUE(recorder);
  const Octets frame(10'000);
  int errors = 0;
  for (int i = 0; i < 300; ++i) errors += (*recorder)->write({Instant{}, frame}) ? 0 : 1;
  EXPECT_EQ(errors, 1);
  EXPECT_TRUE((*recorder)->close());
}

TEST_F(Writer, AFullDiskThatShowsAtTheEndIsToldByClose) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this machine";
  std::filesystem::create_symlink("/dev/full", directory_ / "a.pcap");
  auto recorder = open_recorder(directory_ / "a.pcap", {});
  ASSERT_TRUE(recorder);
  const Octets frame(10);
  EXPECT_TRUE((*recorder)->write({Instant{}, frame}));
  const auto closed = (*recorder)->close();
  ASSERT_FALSE(closed);
  EXPECT_THAT(closed.error().message(), HasSubstr("No space left"));
  EXPECT_TRUE((*recorder)->close());
}

TEST(LinkTypes, AreNamedAndUnknownNamesAnswered) {
  for (const char* name : {"ethernet", "raw", "linux-sll2", "null", "loop", "sctp", "mtp3", "sccp"}) {
    const auto type = link_type_from_name(name);
    ASSERT_TRUE(type) << name;
    EXPECT_EQ(link_type_name(*type), name);
  }
  const auto wrong = link_type_from_name("ethrnet");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error().message(), HasSubstr("did you mean 'ethernet'"));
  EXPECT_EQ(link_type_name(static_cast<LinkType>(999)), "link type 999");
}

}  // namespace
}  // namespace mapsim::capture::test
