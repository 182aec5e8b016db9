// The classic pcap format: a header of 24 octets, then records of 16 octets and a packet each.
#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::uint32_t kMagicMicroseconds = 0xA1B2C3D4;
constexpr std::uint32_t kMagicNanoseconds = 0xA1B23C4D;
constexpr std::size_t kFileHeader = 24;
constexpr std::size_t kRecordHeader = 16;

class PcapReader final : public FormatReader {
 public:
  PcapReader(Window& window, ByteOrder order, bool nanoseconds, LinkType link_type)
      : window_(window), order_(order), nanoseconds_(nanoseconds), link_type_(link_type) {}

  Result<std::optional<Packet>> next() override {
    window_.consume(held_);
    held_ = 0;
    const std::uint64_t offset = window_.offset();
    auto header = window_.peek(kRecordHeader);
    if (!header) return fail(header.error());
    if (header->empty()) return std::nullopt;
    if (header->size() < kRecordHeader) return fail(damaged(offset, "the file ends inside a record header"));
    Packet packet;
    packet.link_type = link_type_;
    packet.file_offset = offset;
    const std::uint32_t fraction = get_u32(*header, 4, order_);
    packet.at = std::chrono::seconds(get_u32(*header, 0, order_)) +
                std::chrono::nanoseconds(std::int64_t{fraction} * (nanoseconds_ ? 1 : 1000));
    const std::uint32_t size = get_u32(*header, 8, order_);
    packet.original_size = get_u32(*header, 12, order_);
    if (size > kMaxBlock) {
      return fail(damaged(offset + 8, "a packet of " + std::to_string(size) + " octets; at most " +
                                          std::to_string(kMaxBlock) + " are read"));
    }
    const auto record = window_.peek(kRecordHeader + size);
    if (!record) return fail(record.error());
    if (record->size() < kRecordHeader + size) {
      return fail(
          damaged(offset, "the file ends inside a packet: " + std::to_string(record->size() - kRecordHeader) +
                              " of " + std::to_string(size) + " octets"));
    }
    packet.octets = record->subspan(kRecordHeader);
    held_ = record->size();
    return packet;
  }

 private:
  Window& window_;
  ByteOrder order_;
  bool nanoseconds_;
  LinkType link_type_;
  std::size_t held_ = 0;  // of the packet that was delivered last
};

}  // namespace

bool is_pcap_magic(OctetView start) {
  if (start.size() < 4) return false;
  for (const ByteOrder order : {ByteOrder::big, ByteOrder::little}) {
    const std::uint32_t magic = get_u32(start, 0, order);
    if (magic == kMagicMicroseconds || magic == kMagicNanoseconds) return true;
  }
  return false;
}

Result<std::unique_ptr<FormatReader>> read_pcap(Window& window) {
  const auto header = window.peek(kFileHeader);
  if (!header) return fail(header.error());
  if (header->size() < kFileHeader) return fail(damaged(0, "the file ends inside its header"));
  const std::uint32_t big = get_u32(*header, 0, ByteOrder::big);
  const ByteOrder order =
      big == kMagicMicroseconds || big == kMagicNanoseconds ? ByteOrder::big : ByteOrder::little;
  const bool nanoseconds = get_u32(*header, 0, order) == kMagicNanoseconds;
  const std::uint16_t version = get_u16(*header, 4, order);
  if (version != 2)
    return fail(damaged(4, "pcap version " + std::to_string(version) + "; version 2 is read"));
  // The upper half says how long the frame check sequence is.
  const auto link_type = static_cast<LinkType>(get_u32(*header, 20, order) & 0xFFFFU);
  window.consume(kFileHeader);
  return std::make_unique<PcapReader>(window, order, nanoseconds, link_type);
}

}  // namespace mapsim::capture
