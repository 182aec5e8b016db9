// Captures at the limits of their readers (docs/limits.md).
#include <gmock/gmock.h>

#include "sigtran/capture/put.h"
#include "sigtran/capture/reader.h"
#include "sigtran/capture/sctp_reassembly.h"
#include "tests/capture/support.h"

namespace mapsim::capture::test {
namespace {

using ::testing::HasSubstr;

void put_block(Octets& file, std::uint32_t type, const Octets& body) {
  const auto size = static_cast<std::uint32_t>(body.size() + 12);
  put_u32_le(file, type);
  put_u32_le(file, size);
  put(file, body);
  put_u32_le(file, size);
}

Octets pcapng_start() {
  Octets file;
  put_block(file, 0x0A0D0D0A, hex("4d3c2b1a 0100 0000 ffffffffffffffff"));
  return file;
}
// Link type 142: SCCP.
void put_interfaces(Octets& file, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) put_block(file, 1, hex("8e00 0000 00000000"));
}
void put_packet(Octets& file, std::uint32_t interface, const Octets& data) {
  Octets body;
  put_u32_le(body, interface);
  put(body, hex("0000000000000000"));
  put_u32_le(body, static_cast<std::uint32_t>(data.size()));
  put_u32_le(body, static_cast<std::uint32_t>(data.size()));
  put(body, data);
  pad_to_word(body);
  put_block(file, 6, body);
}

struct Outcome {
  std::size_t packets = 0;
  std::size_t names = 0;
  std::size_t last_size = 0;
  std::string error;
};
Outcome survey(Octets file) {
  Outcome out;
  auto reader = Reader::from(memory_source(std::move(file)));
  if (!reader) {
    out.error = reader.error().message();
    return out;
  }
  for (;;) {
    const auto packet = reader->next();
    if (!packet) out.error = packet.error().message();
    if (!packet || !*packet) break;
    ++out.packets;
    out.last_size = (*packet)->octets.size();
  }
  out.names = reader->names().size();
  return out;
}

TEST(CaptureLimits, InterfacesOfASection) {
  Octets file = pcapng_start();
  put_interfaces(file, kMaxInterfaces);
  put_packet(file, kMaxInterfaces - 1, hex("0900"));
  const Outcome most = survey(file);
  EXPECT_EQ(most.error, "");
  EXPECT_EQ(most.packets, 1U);
  const std::size_t before = file.size();
  put_interfaces(file, 1);
  const Outcome beyond = survey(file);
  EXPECT_EQ(beyond.packets, 1U);
  EXPECT_THAT(beyond.error, HasSubstr("more than 4096 interfaces"));
  EXPECT_THAT(beyond.error, HasSubstr("octet " + std::to_string(before)));
}

TEST(CaptureLimits, InterfacesCountAnewInEachSection) {
  Octets file;
  for (int section = 0; section < 2; ++section) {
    put(file, pcapng_start());
    put_interfaces(file, kMaxInterfaces);
    put_packet(file, 0, hex("0900"));
  }
  EXPECT_EQ(survey(file).packets, 2U);
}

// Records of IPv4 addresses with the name "a".
void put_names(Octets& file, std::size_t count) {
  Octets body;
  for (std::size_t i = 0; i < count; ++i) {
    put(body, hex("0100 0600"));
    put_u32(body, static_cast<std::uint32_t>(0xC0000000U + i));
    put(body, hex("6100 0000"));
  }
  put_u32_le(body, 0);
  put_block(file, 4, body);
}

TEST(CaptureLimits, NamesOfAFileBeyondAreForgottenAndReadingGoesOn) {
  for (const std::size_t more : {0U, 1U, 1000U}) {
    Octets file = pcapng_start();
    put_interfaces(file, 1);
    put_names(file, kMaxNames - 1);
    put_names(file, 1 + more);
    put_packet(file, 0, hex("0900"));
    const Outcome out = survey(std::move(file));
    EXPECT_EQ(out.error, "");
    EXPECT_EQ(out.names, kMaxNames);
    EXPECT_EQ(out.packets, 1U);
  }
}

TEST(CaptureLimits, OctetsOfABlock) {
  constexpr std::size_t kAround = 12 + 20;  // of the block, and before the packet
  Octets most = pcapng_start();
  put_interfaces(most, 1);
  put_packet(most, 0, Octets(kMaxBlock - kAround, 0xAB));
  const Outcome kept = survey(std::move(most));
  EXPECT_EQ(kept.error, "");
  EXPECT_EQ(kept.last_size, kMaxBlock - kAround);

  Octets beyond = pcapng_start();
  put_interfaces(beyond, 1);
  put_packet(beyond, 0, Octets(kMaxBlock - kAround + 4, 0xAB));
  const Outcome refused = survey(std::move(beyond));
  EXPECT_EQ(refused.packets, 0U);
  EXPECT_THAT(refused.error, HasSubstr("at most 16777216"));
}

FlowKey key_of(std::uint32_t i) {
  FlowKey key;
  key.from_port = 2905;
  key.to_port = 2906;
  key.verification_tag = i;
  return key;
}

TEST(CaptureLimits, FlowsOfWhichTheOneUsedLongestAgoIsForgotten) {
  FlowTable table;
  for (std::uint32_t i = 0; i < kMaxFlows; ++i) EXPECT_TRUE(table.flow(key_of(i)).is_new(7));
  EXPECT_EQ(table.size(), kMaxFlows);
  for (std::uint32_t i = 0; i < kMaxFlows; ++i) EXPECT_FALSE(table.flow(key_of(i)).is_new(7));
  EXPECT_FALSE(table.flow(key_of(0)).is_new(7));  // the oldest is 1 now
  EXPECT_TRUE(table.flow(key_of(kMaxFlows)).is_new(7));
  EXPECT_EQ(table.size(), kMaxFlows);
  EXPECT_FALSE(table.flow(key_of(0)).is_new(7));
  EXPECT_FALSE(table.flow(key_of(2)).is_new(7));
  EXPECT_TRUE(table.flow(key_of(1)).is_new(7));
}

TEST(CaptureLimits, FragmentsThatWaitInAFlowAndTheirOctets) {
  // No first fragment comes, so that all wait.
  const auto forgotten = [](std::size_t count, std::size_t size) {
    Flow flow;
    const Octets payload(size, 0xAB);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_FALSE(flow.add_fragment(
          {.tsn = static_cast<std::uint32_t>(i + 1), .first = false, .last = false, .payload = payload}));
    }
    return flow.take_forgotten();
  };
  EXPECT_EQ(forgotten(kMaxFragments, 1), 0U);
  EXPECT_EQ(forgotten(kMaxFragments + 1, 1), 1U);
  EXPECT_EQ(forgotten(kMaxFragmentOctets / 65'536, 65'536), 0U);
  EXPECT_EQ(forgotten(kMaxFragmentOctets / 65'536 + 1, 65'536), 1U);
}

}  // namespace
}  // namespace mapsim::capture::test
