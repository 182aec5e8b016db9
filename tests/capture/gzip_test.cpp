// Captures that gzip compressed.
#include <gmock/gmock.h>
#include <zlib.h>

#include "sigtran/capture/gzip_source.h"
#include "sigtran/capture/reader.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

Octets gzip(OctetView plain) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  Octets out(::deflateBound(&stream, plain.size()) + 32);
  stream.next_in = const_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

const char* const kHeader = "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 8e000000";

Octets capture_of(std::uint32_t packets) {
  Octets file = hex(kHeader);
  for (std::uint32_t i = 0; i < packets; ++i) {
    const Octets record = hex("01000000 02000000 04000000 04000000 09000000");
    file.insert(file.end(), record.begin(), record.end());
    file[file.size() - 4] = static_cast<std::uint8_t>(i);
    file[file.size() - 3] = static_cast<std::uint8_t>(i >> 8U);
  }
  return file;
}

struct Count {
  std::uint64_t packets = 0;
  std::string error;
};
Count count_packets(Octets file) {
  Count out;
  auto reader = Reader::from(memory_source(std::move(file)));
  if (!reader) return {0, reader.error().message()};
  EXPECT_TRUE(reader->compressed());
  for (;;) {
    const auto packet = reader->next();
    if (!packet) return {out.packets, packet.error().message()};
    if (!*packet) return out;
    EXPECT_EQ((*packet)->octets[0], static_cast<std::uint8_t>(out.packets));
    ++out.packets;
  }
}

TEST(Gzip, ACaptureIsReadAsIfItWereNotCompressed) {
  const Count read = count_packets(gzip(capture_of(50'000)));
  EXPECT_EQ(read.packets, 50'000U);
  EXPECT_EQ(read.error, "");
}

TEST(Gzip, SeveralMembersAndPaddingAreOneFile) {
  const Octets plain = capture_of(100);
  Octets file = gzip(OctetView(plain).first(33));
  const Octets second = gzip(OctetView(plain).subspan(33));
  file.insert(file.end(), second.begin(), second.end());
  file.resize(file.size() + 512);  // as tapes have it
  const Count read = count_packets(file);
  EXPECT_EQ(read.packets, 100U);
  EXPECT_EQ(read.error, "");
}

TEST(Gzip, WhatIsCutOffIsToldAfterEverythingBefore) {
  Octets file = gzip(capture_of(50'000));
  file.resize(file.size() / 2);
  const Count read = count_packets(file);
  EXPECT_GT(read.packets, 1000U);
  EXPECT_LT(read.packets, 50'000U);
  EXPECT_THAT(read.error, HasSubstr("the gzip file ends inside its compressed data"));
}

TEST(Gzip, DamageIsTold) {
  Octets file = gzip(capture_of(100));
  file[file.size() - 6] ^= 1;  // the CRC
  EXPECT_THAT(count_packets(file).error, HasSubstr("damaged gzip data: incorrect data check"));
  file = gzip(capture_of(100));
  file.insert(file.end(), {'x', 'y'});
  EXPECT_THAT(count_packets(file).error, HasSubstr("damaged gzip data: incorrect header check"));
}

TEST(Gzip, NoTruncationDoesHarm) {
  const Octets file = gzip(capture_of(20));
  for (std::size_t n = 2; n < file.size(); ++n) {
    EXPECT_NE(count_packets(Octets(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(n))).error, "")
        << n;
  }
}

TEST(Gzip, WhatIsInsideMustBeACapture) {
  auto reader = Reader::from(memory_source(gzip(hex("74657874"))));
  ASSERT_FALSE(reader);
  EXPECT_THAT(reader.error().message(),
              HasSubstr("uncompressed it is neither pcap nor pcapng: it begins with 74657874"));
}

}  // namespace
}  // namespace mapsim::capture::test
