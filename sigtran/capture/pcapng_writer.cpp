#include "sigtran/capture/pcapng_writer.h"

#include <algorithm>

#include "sigtran/capture/pcapng_block.h"
#include "sigtran/capture/placed_octets.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

namespace {

using pcapng::begin_block;
using pcapng::end_block;
using pcapng::put_end_of_options;
using pcapng::put_option;

constexpr std::size_t kMaxComment = 0xFFFF;  // the length of an option has 16 bits
constexpr std::size_t kPacketHeader = 28;    // of an enhanced packet block, before the packet
constexpr std::size_t kOptionHeader = 4;

constexpr std::size_t in_words(std::size_t octets) {
  return (octets + 3) / 4 * 4;
}

OctetView octets_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void put_text_option(Octets& out, std::uint16_t code, std::string_view text) {
  if (!text.empty()) put_option(out, code, octets_of(text));
}

void section_header(Octets& out, const RecorderOptions& options) {
  begin_block(out, pcapng::Block::section_header);
  put_u32_le(out, pcapng::kByteOrderMagic);
  put_u16_le(out, 1);  // version 1.0
  put_u16_le(out, 0);
  put_u32_le(out, 0xFFFFFFFF);  // the section's length is not stated
  put_u32_le(out, 0xFFFFFFFF);
  put_text_option(out, pcapng::kComment, options.comment);
  put_text_option(out, pcapng::kSectionHardware, options.hardware);
  put_text_option(out, pcapng::kSectionOs, options.operating_system);
  put_text_option(
      out, pcapng::kSectionApplication,
      options.application.empty() ? "mapsim " MAPSIM_VERSION : std::string_view(options.application));
  put_end_of_options(out);
  end_block(out);
}

void interface_description(Octets& out, const RecorderOptions& options) {
  begin_block(out, pcapng::Block::interface_description);
  put_u16_le(out, static_cast<std::uint16_t>(options.link_type));
  put_u16_le(out, 0);
  put_u32_le(out, options.snap_length);
  put_text_option(out, pcapng::kInterfaceName, options.interface_name);
  put_text_option(out, pcapng::kInterfaceDescription, options.interface_description);
  constexpr std::uint8_t kNanoseconds = 9;
  put_option(out, pcapng::kTimestampResolution, {&kNanoseconds, 1});
  put_end_of_options(out);
  end_block(out);
}

void name_resolution(Octets& out, const std::vector<NamedAddress>& names) {
  begin_block(out, pcapng::Block::name_resolution);
  for (const NamedAddress& row : names) {
    const auto address = link::parse_ip(row.address);
    if (!address) continue;
    const std::string_view name = std::string_view(row.name).substr(0, 255);
    put_u16_le(out, address->is_v6 ? pcapng::kNameRecordIpv6 : pcapng::kNameRecordIpv4);
    put_u16_le(out, static_cast<std::uint16_t>(address->view().size() + name.size() + 1));
    put(out, address->view());
    put(out, octets_of(name));
    put_u8(out, 0);
    pad_to_word(out);
  }
  put_u32_le(out, pcapng::kNameRecordEnd);
  end_block(out);
}

}  // namespace

Result<std::unique_ptr<Recorder>> PcapngWriter::open(const std::filesystem::path& path,
                                                     const RecorderOptions& options) {
  auto sink = FileSink::open(path);
  if (!sink) return fail(sink.error());
  std::unique_ptr<PcapngWriter> writer(new PcapngWriter(std::move(*sink), options));
  Octets block;
  section_header(block, options);
  if (auto ok = writer->sink_.write(block); !ok) return fail(ok.error());
  interface_description(block, options);
  if (auto ok = writer->sink_.write(block); !ok) return fail(ok.error());
  if (!options.names.empty()) {
    name_resolution(block, options.names);
    if (auto ok = writer->sink_.write(block); !ok) return fail(ok.error());
  }
  writer->headers_ = writer->sink_.counters().waiting;
  return writer;
}

// In place: this is what a load run with a capture does most.
Result<void> PcapngWriter::write(const Frame& frame) {
  const auto at = static_cast<std::uint64_t>((epoch_ + frame.at.since_start()).count());
  const OctetView kept = frame.octets.first(std::min<std::size_t>(frame.octets.size(), snap_length_));
  const std::string_view comment = frame.comment.substr(0, kMaxComment);
  const std::size_t options = comment.empty() ? 0 : kOptionHeader + in_words(comment.size()) + kOptionHeader;
  const auto size = static_cast<std::uint32_t>(kPacketHeader + in_words(kept.size()) + options + 4);
  auto room = sink_.record(size);
  if (!room) return fail(room.error());
  if (room->empty()) return {};
  PlacedOctets out(*room);
  out.u32_le(static_cast<std::uint32_t>(pcapng::Block::enhanced_packet));
  out.u32_le(size);
  out.u32_le(0);  // the interface
  out.u32_le(static_cast<std::uint32_t>(at >> 32U));
  out.u32_le(static_cast<std::uint32_t>(at));
  out.u32_le(static_cast<std::uint32_t>(kept.size()));
  out.u32_le(static_cast<std::uint32_t>(frame.octets.size()));
  out.in_words(kept);
  if (!comment.empty()) {
    out.u16_le(pcapng::kComment);
    out.u16_le(static_cast<std::uint16_t>(comment.size()));
    out.in_words(octets_of(comment));
    out.u32_le(pcapng::kEndOfOptions);
  }
  out.u32_le(size);
  return {};
}

}  // namespace mapsim::capture
