#include "sigtran/capture/relink.h"

#include <gmock/gmock.h>

#include "sigtran/capture/reader.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

void write(const std::filesystem::path& path, const Octets& octets) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
}

const std::string kRecordsBig = "00000001 00000002 00000006 00000009 000000024500";

TEST(Relink, PcapOfBothByteOrdersKeepsEveryOtherOctet) {
  TemporaryDirectory directory;
  const struct {
    std::string before;
    std::string after;
  } cases[] = {
      {"a1b2c3d40002000400000000000000000000ffff1000000c" + kRecordsBig,
       "a1b2c3d40002000400000000000000000000ffff1000006c" + kRecordsBig},
      {"d4c3b2a1020004000000000000000000ffff00000c000010" + kRecordsBig,
       "d4c3b2a1020004000000000000000000ffff00006c000010" + kRecordsBig},
  };
  for (const auto& c : cases) {
    write(directory / "a.pcap", hex(c.before));
    const auto done = relink(directory / "a.pcap", directory / "b.pcap", LinkType::loop);
    ASSERT_TRUE(done) << done.error().message();
    EXPECT_EQ(done->interfaces, 1U);
    EXPECT_EQ(file_octets(directory / "b.pcap"), hex(c.after));
  }
}

// Two sections, the second big-endian; interfaces of link types 12 and 1.
const std::string kSections =
    "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
    "01000000 14000000 0c00 0000 00000000 14000000"
    "01000000 14000000 0100 0000 00000000 14000000"
    "03000000 18000000 06000000 00000002 45000000 18000000"
    "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
    "00000001 00000014 000c 0000 00000000 00000014"
    "00000bad 00000010 00010203 00000010";

TEST(Relink, PcapngWritesTheInterfacesThatAreMeant) {
  TemporaryDirectory directory;
  write(directory / "a.pcapng", hex(kSections));
  const auto done =
      relink(directory / "a.pcapng", directory / "b.pcapng", LinkType::loop, LinkType::raw_ip_or_loop);
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_EQ(done->interfaces, 2U);
  Octets wanted = hex(kSections);
  wanted[28 + 8] = 108;
  wanted[28 + 20 + 20 + 24 + 28 + 9] = 108;
  EXPECT_EQ(file_octets(directory / "b.pcapng"), wanted);
  EXPECT_EQ(relink(directory / "a.pcapng", directory / "b.pcapng", LinkType::sctp)->interfaces, 3U);
}

TEST(Relink, TellsWhatTheFramesAreByContent) {
  TemporaryDirectory directory;
  write(directory / "a.pcapng", hex(kSections));
  const auto found = find_link_types(directory / "a.pcapng");
  ASSERT_TRUE(found) << found.error().message();
  ASSERT_EQ(found->size(), 1U);  // the others have no packets
  EXPECT_EQ(found->front().written, LinkType::raw_ip_or_loop);
  EXPECT_EQ(found->front().meant, LinkType::loop);
  EXPECT_EQ(found->front().packets, 1U);
}

TEST(Relink, RefusesWhatIsNoCaptureAndItsOwnInput) {
  TemporaryDirectory directory;
  write(directory / "text", hex("74657874"));
  const auto no_capture = relink(directory / "text", directory / "b.pcap", LinkType::loop);
  ASSERT_FALSE(no_capture);
  EXPECT_THAT(no_capture.error().message(), HasSubstr("neither pcap nor pcapng"));
  EXPECT_FALSE(std::filesystem::exists(directory / "b.pcap"));
  write(directory / "a.pcapng", hex(kSections));
  EXPECT_THAT(relink(directory / "a.pcapng", directory / "a.pcapng", LinkType::loop).error().message(),
              HasSubstr("is the file that is read"));
  EXPECT_EQ(file_octets(directory / "a.pcapng"), hex(kSections));
}

TEST(Relink, TellsWhereAFileEndsTooEarly) {
  TemporaryDirectory directory;
  Octets cut = hex(kSections);
  cut.resize(cut.size() - 4);
  write(directory / "a.pcapng", cut);
  const auto done = relink(directory / "a.pcapng", directory / "b.pcapng", LinkType::loop);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message(), HasSubstr("the file ends inside a block"));
}

}  // namespace
}  // namespace mapsim::capture::test
