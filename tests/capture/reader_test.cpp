// Reading captures: both formats in both byte orders, and damaged files.
#include "sigtran/capture/reader.h"

#include <gmock/gmock.h>

#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Read {
  std::vector<std::string> frames;  // "link type: octets [comment]"
  std::vector<std::optional<std::chrono::nanoseconds>> times;
  std::vector<NamedAddress> names;
  std::optional<Error> error;
};

Read read_all(Octets file) {
  Read out;
  auto reader = Reader::from(memory_source(std::move(file)));
  if (!reader) {
    out.error = reader.error();
    return out;
  }
  for (;;) {
    const auto packet = reader->next();
    if (!packet) {
      out.error = packet.error();
      const auto after = reader->next();
      EXPECT_TRUE(after && !*after);
      break;
    }
    if (!*packet) break;
    EXPECT_EQ((*packet)->number, out.frames.size() + 1);
    std::string line = link_type_name((*packet)->link_type) + ": " + to_hex((*packet)->octets);
    if (!(*packet)->comment.empty()) line += " [" + std::string((*packet)->comment) + "]";
    out.frames.push_back(line);
    out.times.push_back((*packet)->at);
  }
  out.names = reader->names();
  return out;
}

TEST(PcapReader, BothByteOrdersAndBothResolutions) {
  const struct {
    std::string file;
    std::chrono::nanoseconds at;
  } cases[] = {
      {"d4c3b2a1 0200 0400 00000000 00000000 ffff0000 8e000000 01000000 02000000 02000000 09000000 abcd",
       1s + 2us},
      {"a1b2c3d4 0002 0004 00000000 00000000 0000ffff 0000008e 00000001 00000002 00000002 00000009 abcd",
       1s + 2us},
      {"4d3cb2a1 0200 0400 00000000 00000000 ffff0000 8e000000 01000000 02000000 02000000 09000000 abcd",
       1s + 2ns},
      {"a1b23c4d 0002 0004 00000000 00000000 0000ffff 0000008e 00000001 00000002 00000002 00000009 abcd",
       1s + 2ns},
  };
  for (const auto& c : cases) {
    const Read read = read_all(hex(c.file));
    EXPECT_FALSE(read.error) << read.error->message();
    EXPECT_THAT(read.frames, ElementsAre("sccp: abcd"));
    EXPECT_EQ(read.times[0], c.at);
  }
}

TEST(PcapReader, TheFrameCheckSequenceBitsDoNotBelongToTheLinkType) {
  const Read read = read_all(
      hex("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 24000001 00000001 00000002 00000001 00000001 ab"));
  EXPECT_THAT(read.frames, ElementsAre("ethernet: ab"));
}

// One packet each as enhanced, simple and obsolete packet block, an unknown block before, options and names.
Octets pcapng_file(bool big) {
  const auto u16 = [big](unsigned v) {
    const Octets o =
        big ? Octets{std::uint8_t(v >> 8U), std::uint8_t(v)} : Octets{std::uint8_t(v), std::uint8_t(v >> 8U)};
    return to_hex(o);
  };
  const auto u32 = [&](std::uint32_t v) {
    return big ? u16(v >> 16U) + u16(v & 0xFFFF) : u16(v & 0xFFFF) + u16(v >> 16U);
  };
  const auto block = [&](std::uint32_t type, const std::string& body) {
    const auto size = static_cast<std::uint32_t>(hex(body).size() + 12);
    return u32(type) + u32(size) + body + u32(size);
  };
  return hex(block(0x0A0D0D0A, u32(0x1A2B3C4D) + u16(1) + u16(0) + "ffffffffffffffff") +
             block(0x0BAD, "01020304") +
             block(1, u16(1) + u16(0) + u32(0) + u16(9) + u16(1) + "03000000" + u32(0)) +
             block(1, u16(142) + u16(0) + u32(0) + u16(9) + u16(1) + "8a000000" + u16(14) + u16(8) +
                          (big ? u32(0) + u32(100) : u32(100) + u32(0)) + u32(0)) +
             block(4, u16(1) + u16(8) + "c0000201" + "6d736300" + u16(2) + u16(18) +
                          "20010db8000000000000000000000001" + "6100" + "0000" + u16(0) + u16(0)) +
             block(6, u32(0) + u32(0) + u32(1500) + u32(2) + u32(2) + "aabb0000" + u16(1) + u16(2) +
                          "68690000" + u16(1) + u16(2) + "6c6f0000" + u32(0)) +
             block(3, u32(3) + "01020300") +
             block(2, u16(1) + u16(0) + u32(0) + u32(2048) + u32(1) + u32(1) + "cc000000"));
}

TEST(PcapngReader, BothByteOrdersAndEveryKindOfPacketBlock) {
  for (const bool big : {false, true}) {
    const Read read = read_all(pcapng_file(big));
    EXPECT_FALSE(read.error) << read.error->message();
    EXPECT_THAT(read.frames, ElementsAre("ethernet: aabb [hi]", "ethernet: 010203", "sccp: cc"));
    // Milliseconds; none; 1/1024 s with an offset of 100 s.
    EXPECT_THAT(read.times, ElementsAre(1500ms, std::nullopt, 102s));
    ASSERT_EQ(read.names.size(), 2U);
    EXPECT_EQ(read.names[0].address + "=" + read.names[0].name, "192.0.2.1=msc");
    EXPECT_EQ(read.names[1].address + "=" + read.names[1].name, "2001:db8::1=a");
  }
}

TEST(PcapngReader, SectionsHaveInterfacesAndByteOrdersOfTheirOwn) {
  Octets file = pcapng_file(false);
  const Octets second = pcapng_file(true);
  file.insert(file.end(), second.begin(), second.end());
  const Read read = read_all(file);
  EXPECT_FALSE(read.error);
  EXPECT_EQ(read.frames.size(), 6U);
  EXPECT_EQ(read.frames[5], "sccp: cc");
}

TEST(PcapngReader, EveryTruncationDeliversWhatIsBeforeAndThenSaysWhere) {
  const Octets file = pcapng_file(false);
  const Read whole = read_all(file);
  std::size_t sound = 0;
  for (std::size_t n = 1; n < file.size(); ++n) {
    const Read read = read_all(Octets(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n)));
    for (std::size_t i = 0; i < read.frames.size(); ++i) EXPECT_EQ(read.frames[i], whole.frames[i]);
    if (!read.error) {
      ++sound;  // cut between blocks
      continue;
    }
    ASSERT_TRUE(read.error->offset) << n;
    EXPECT_LT(*read.error->offset, n);
    EXPECT_FALSE(read.error->text.empty());
  }
  EXPECT_EQ(sound, 7U);
}

TEST(PcapReader, EveryTruncationDeliversWhatIsBeforeAndThenSaysWhere) {
  const Octets file =
      hex("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001"
          "00000001 00000002 00000002 00000002 abcd 00000001 00000002 00000002 00000002 ef01");
  for (std::size_t n = 1; n < file.size(); ++n) {
    const Read read = read_all(Octets(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n)));
    EXPECT_EQ(read.frames.size(), n < 42 ? 0U : 1U) << n;
    EXPECT_EQ(read.error.has_value(), n != 24 && n != 42) << n;
    if (read.error && n > 42) {
      EXPECT_EQ(*read.error->offset, 42U);
    }
  }
}

struct Damage {
  std::string name;
  std::string file;
  std::size_t offset;
  std::string says;
};

TEST(Reader, DamageIsToldWithItsPlace) {
  const std::string section = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
  const std::string interface = "01000000 14000000 0100 0000 00000000 14000000";
  const Damage cases[] = {
      {"empty", "", 0, "is empty"},
      {"text", "68656c6c6f", 0, "neither pcap nor pcapng: it begins with 68656c6c"},
      {"gzip", "1f8b0800", 4, "the gzip file ends inside its compressed data"},
      {"version", "a1b2c3d4 0003 0004 00000000 00000000 0000ffff 00000001", 4, "pcap version 3"},
      {"huge packet",
       "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001 00000001 00000002 7fffffff 00000002", 32,
       "2147483647 octets"},
      {"magic", "0a0d0d0a 1c000000 00000000 0100 0000 ffffffffffffffff 1c000000", 0, "byte-order magic"},
      {"pcapng version", "0a0d0d0a 1c000000 4d3c2b1a 0200 0000 ffffffffffffffff 1c000000", 0,
       "pcapng version 2"},
      {"block length", section + "01000000 0d000000 01000000 00000000 14000000", 28, "a block length of 13"},
      {"two lengths", section + "01000000 14000000 0100 0000 00000000 18000000", 28,
       "two lengths differ: 20 and 24"},
      {"huge block", section + "01000000 00000080 0100 0000", 28, "a block of 2147483648 octets"},
      {"huge unknown block", section + "ff000000 00000080 0100 0000", 28, "ends inside a block"},
      {"no interface",
       section + interface + "06000000 20000000 01000000 00000000 00000000 00000000 00000000 20000000", 48,
       "a packet of interface 1"},
      {"packet above its block",
       section + interface + "06000000 20000000 00000000 00000000 00000000 01000000 01000000 20000000", 48,
       "a packet of 1 octets in a block with room for 0"},
      {"short packet block", section + interface + "06000000 10000000 00000000 10000000", 48,
       "a packet block of 4"},
  };
  for (const Damage& d : cases) {
    const Read read = read_all(hex(d.file));
    ASSERT_TRUE(read.error) << d.name;
    EXPECT_EQ(read.error->offset, d.offset) << d.name;
    EXPECT_THAT(read.error->text, HasSubstr(d.says)) << d.name;
  }
}

TEST(Reader, ALargeUnknownBlockIsSkippedWithoutBeingKept) {
  Octets file = hex("0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000");
  Octets block(kMaxBlock + 16);
  const Octets head = hex("ff000000 10000001");
  std::copy(head.begin(), head.end(), block.begin());
  file.insert(file.end(), block.begin(), block.end());
  const Octets rest =
      hex("01000000 14000000 0100 0000 00000000 14000000 03000000 14000000 01000000 ee000000 14000000");
  file.insert(file.end(), rest.begin(), rest.end());
  EXPECT_THAT(read_all(std::move(file)).frames, ElementsAre("ethernet: ee"));
}

TEST(Reader, ReadsBackWhatTheWritersWrite) {
  TemporaryDirectory directory;
  const Octets small = hex("0102030405");
  const Octets large(200'000, 0x5A);
  for (const char* name : {"a.pcapng", "a.pcap"}) {
    auto recorder = open_recorder(directory / name, {.link_type = LinkType::mtp3});
    ASSERT_TRUE(recorder);
    for (int i = 0; i < 5; ++i) {
      ASSERT_TRUE((*recorder)->write(
          {Instant::from_start(std::chrono::nanoseconds(i)), i % 2 != 0 ? large : small, "c"}));
    }
    ASSERT_TRUE((*recorder)->close());
    auto reader = Reader::open(directory / name);
    ASSERT_TRUE(reader);
    for (int i = 0; i < 5; ++i) {
      const auto packet = reader->next();
      ASSERT_TRUE(packet && *packet);
      EXPECT_TRUE(equal((*packet)->octets, i % 2 != 0 ? large : small));
      EXPECT_EQ((*packet)->at, kDefaultEpoch + std::chrono::nanoseconds(i));
      EXPECT_EQ((*packet)->comment, reader->format() == FileFormat::pcapng ? "c" : "");
      EXPECT_EQ((*packet)->link_type, LinkType::mtp3);
    }
    EXPECT_FALSE(*reader->next());
  }
}

TEST(Reader, AFileThatCannotBeReadIsNamed) {
  TemporaryDirectory directory;
  const auto missing = Reader::open(directory / "none.pcap");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message(), HasSubstr("none.pcap"));
  EXPECT_THAT(missing.error().message(), HasSubstr("No such file"));
  EXPECT_FALSE(Reader::open(directory / ""));
}

}  // namespace
}  // namespace mapsim::capture::test
