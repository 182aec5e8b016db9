// Memory does not grow with the capture.
#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>

#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/put.h"
#include "sigtran/capture/reader.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

// A pcap file of one frame over and over, which is nowhere as a whole.
class EndlessSource final : public ByteSource {
 public:
  EndlessSource(Octets header, Octets record, std::uint64_t size)
      : header_(std::move(header)), record_(std::move(record)), left_(size) {}
  Result<std::size_t> read(std::span<std::uint8_t> into) override {
    const OctetView from = OctetView(header_.empty() ? record_ : header_).subspan(at_);
    const std::size_t count = std::min({into.size(), from.size(), static_cast<std::size_t>(left_)});
    std::copy_n(from.begin(), count, into.begin());
    left_ -= count;
    at_ += count;
    if (count == from.size()) {
      header_.clear();
      at_ = 0;
    }
    return count;
  }

 private:
  Octets header_;
  Octets record_;
  std::size_t at_ = 0;
  std::uint64_t left_;
};

std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::uint64_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024;
  }
  return 0;
}

TEST(CaptureMemory, AFileOfAGibibyteNeedsNoMoreThanASmallOne) {
  const std::uint64_t before = peak_memory();
  if (before == 0) GTEST_SKIP() << "/proc/self/status does not tell the peak of memory";
  Octets packet = hex("0b590b5a 00000001 00000000");
  put_u32(packet, 0x0003F000);  // DATA, whole
  put_u32(packet, 1);
  put_u32(packet, 0);
  put_u32(packet, 3);
  packet.resize(12 + 0xF000);
  Octets record;
  put_u32_le(record, 0);
  put_u32_le(record, 0);
  put_u32_le(record, static_cast<std::uint32_t>(packet.size()));
  put_u32_le(record, static_cast<std::uint32_t>(packet.size()));
  record.insert(record.end(), packet.begin(), packet.end());
  const std::uint64_t frames = (std::uint64_t{1} << 30U) / record.size() + 1;
  auto reader = Reader::from(std::make_unique<EndlessSource>(
      hex("d4c3b2a1 0200 0400 00000000 00000000 ffff0000 f8000000"), record, 24 + frames * record.size()));
  ASSERT_TRUE(reader);
  PacketWalker walker;
  std::uint64_t messages = 0;
  for (;;) {
    const auto read = reader->next();
    ASSERT_TRUE(read) << read.error().message();
    if (!*read) break;
    walker.feed((*read)->link_type, (*read)->octets,
                (*read)->original_size + 1);  // cut: checksums are not judged
    while (const auto event = walker.poll()) messages += event->what == WalkEvent::What::message ? 1 : 0;
  }
  EXPECT_EQ(messages, frames);
  EXPECT_LT(peak_memory() - before, 16U << 20U);
}

}  // namespace
}  // namespace mapsim::capture::test
