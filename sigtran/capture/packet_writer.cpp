#include "sigtran/capture/packet_writer.h"

#include "sigtran/capture/pcapng_block.h"

namespace mapsim::capture {

namespace {

constexpr std::uint32_t kSnapLength = 262'144;
constexpr std::uint32_t kNanosecondMagic = 0xA1B23C4D;

}  // namespace

Result<PacketWriter> PacketWriter::open(const std::filesystem::path& path, FileFormat format) {
  auto sink = FileSink::open(path);
  if (!sink) return fail(sink.error());
  return PacketWriter(std::move(*sink), format);
}

Result<void> PacketWriter::write(const Packet& packet) {
  return format_ == FileFormat::pcap ? write_pcap(packet) : write_pcapng(packet);
}

Result<void> PacketWriter::close() {
  if (format_ == FileFormat::pcap) {
    if (auto ok = pcap_header(LinkType::ethernet); !ok) return ok;
  }
  return sink_.close();
}

Result<void> PacketWriter::pcap_header(LinkType type) {
  if (begun_) return {};
  begun_ = true;
  block_.clear();
  put_u32_le(block_, kNanosecondMagic);
  put_u16_le(block_, 2);  // version 2.4
  put_u16_le(block_, 4);
  put_u32_le(block_, 0);
  put_u32_le(block_, 0);
  put_u32_le(block_, kSnapLength);
  put_u32_le(block_, static_cast<std::uint32_t>(type));
  return sink_.write(block_);
}

Result<void> PacketWriter::write_pcap(const Packet& packet) {
  if (auto ok = pcap_header(packet.link_type); !ok) return ok;
  const auto at = packet.at.value_or(std::chrono::nanoseconds(0));
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  block_.clear();
  put_u32_le(block_, static_cast<std::uint32_t>(seconds.count()));
  put_u32_le(block_, static_cast<std::uint32_t>((at - seconds).count()));
  put_u32_le(block_, static_cast<std::uint32_t>(packet.octets.size()));
  put_u32_le(block_, packet.original_size);
  put(block_, packet.octets);
  return sink_.write(block_);
}

Result<void> PacketWriter::write_pcapng(const Packet& packet) {
  using pcapng::Block;
  if (!begun_) {
    begun_ = true;
    pcapng::begin_block(block_, Block::section_header);
    put_u32_le(block_, pcapng::kByteOrderMagic);
    put_u16_le(block_, 1);  // version 1.0
    put_u16_le(block_, 0);
    put_u32_le(block_, 0xFFFFFFFF);  // the section's length is not stated
    put_u32_le(block_, 0xFFFFFFFF);
    pcapng::end_block(block_);
    if (auto ok = sink_.write(block_); !ok) return ok;
  }
  const auto [row, fresh] = interfaces_.try_emplace({packet.interface, packet.link_type},
                                                    static_cast<std::uint32_t>(interfaces_.size()));
  if (fresh) {
    pcapng::begin_block(block_, Block::interface_description);
    put_u16_le(block_, static_cast<std::uint16_t>(packet.link_type));
    put_u16_le(block_, 0);
    put_u32_le(block_, kSnapLength);
    constexpr std::uint8_t kNanoseconds = 9;
    pcapng::put_option(block_, pcapng::kTimestampResolution, {&kNanoseconds, 1});
    pcapng::put_end_of_options(block_);
    pcapng::end_block(block_);
    if (auto ok = sink_.write(block_); !ok) return ok;
  }
  // Simple packet blocks have no time, and are always of interface 0.
  const bool simple = !packet.at && row->second == 0;
  pcapng::begin_block(block_, simple ? Block::simple_packet : Block::enhanced_packet);
  if (!simple) {
    const auto at = static_cast<std::uint64_t>(packet.at.value_or(std::chrono::nanoseconds(0)).count());
    put_u32_le(block_, row->second);
    put_u32_le(block_, static_cast<std::uint32_t>(at >> 32U));
    put_u32_le(block_, static_cast<std::uint32_t>(at));
    put_u32_le(block_, static_cast<std::uint32_t>(packet.octets.size()));
  }
  put_u32_le(block_, packet.original_size);
  put(block_, packet.octets);
  pad_to_word(block_);
  pcapng::end_block(block_);
  return sink_.write(block_);
}

}  // namespace mapsim::capture
