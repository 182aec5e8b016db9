// The pcapng format (draft-ietf-opsawg-pcapng): blocks of type, length, body and length again.
#include <algorithm>
#include <limits>

#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/pcapng_format.h"
#include "sigtran/capture/reader.h"
#include "sigtran/link/ip_address.h"

namespace mapsim::capture {

using pcapng::Block;

namespace {

struct Interface {
  LinkType link_type = LinkType::ethernet;
  std::uint32_t snap_length = 0;
  std::uint8_t resolution = 6;      // if_tsresol: 10^-n, or 2^-n with the first bit set
  std::int64_t offset_seconds = 0;  // if_tsoffset
};

__extension__ using Wide = __int128;

std::chrono::nanoseconds to_nanoseconds(std::uint64_t units, const Interface& interface) {
  Wide ns = units;
  const unsigned exponent = interface.resolution & 0x7FU;
  if ((interface.resolution & 0x80U) != 0) {
    ns = exponent > 63 ? Wide{0} : (ns * 1'000'000'000) >> exponent;
  } else {
    for (unsigned i = exponent; i < 9; ++i) ns *= 10;
    for (unsigned i = 9; i < std::min(exponent, 30U); ++i) ns /= 10;
  }
  ns += Wide{interface.offset_seconds} * 1'000'000'000;
  constexpr Wide kMost = std::numeric_limits<std::int64_t>::max();
  return std::chrono::nanoseconds(static_cast<std::int64_t>(std::clamp(ns, -kMost, kMost)));
}

class PcapngReader final : public FormatReader {
 public:
  PcapngReader(Window& window, std::vector<NamedAddress>& names) : window_(window), names_(names) {}

  Result<std::optional<Packet>> next() override {
    for (;;) {
      window_.consume(held_);
      held_ = 0;
      packet_.reset();
      const auto more = read_block();
      if (!more) return fail(more.error());
      if (!*more) return std::nullopt;
      if (packet_) return packet_;
    }
  }

 private:
  Result<bool> read_block();
  Result<void> read_section_header(OctetView body);
  Result<void> read_interface(OctetView body);
  Result<void> read_packet(OctetView body, bool obsolete);
  Result<void> read_simple_packet(OctetView body);
  void read_names(OctetView body);
  Result<void> dispatch(Block type, OctetView body);
  Result<void> start_packet(std::uint32_t interface);
  std::uint16_t u16(OctetView in, std::size_t at) const { return get_u16(in, at, order_); }
  std::uint32_t u32(OctetView in, std::size_t at) const { return get_u32(in, at, order_); }
  // Calls f(code, value) for every option; damaged options end the list.
  template <class F>
  void options(OctetView in, F&& f) const {
    while (in.size() >= 4) {
      const std::uint16_t code = u16(in, 0);
      const std::size_t size = u16(in, 2);
      if (code == pcapng::kEndOfOptions || in.size() - 4 < size) return;
      f(code, in.subspan(4, size));
      in = in.subspan(std::min(in.size(), 4 + (size + 3) / 4 * 4));
    }
  }
  Error fault(std::string text) const { return damaged(block_at_, std::move(text)); }

  Window& window_;
  std::vector<NamedAddress>& names_;
  ByteOrder order_ = ByteOrder::little;
  bool in_section_ = false;
  std::vector<Interface> interfaces_;
  std::optional<Packet> packet_;
  std::size_t held_ = 0;  // of the block that was read last
  std::uint64_t block_at_ = 0;
};

bool is_known(Block type) {
  switch (type) {
    case Block::section_header:
    case Block::interface_description:
    case Block::packet:
    case Block::simple_packet:
    case Block::name_resolution:
    case Block::enhanced_packet:
      return true;
  }
  return false;
}

// False at the end of the file.
Result<bool> PcapngReader::read_block() {
  block_at_ = window_.offset();
  const auto header = window_.peek(12);
  if (!header) return fail(header.error());
  if (header->empty()) return false;
  if (header->size() < 12) return fail(fault("the file ends inside a block header"));
  const auto type = static_cast<Block>(u32(*header, 0));
  if (type == Block::section_header) {
    if (get_u32(*header, 8, ByteOrder::big) == pcapng::kByteOrderMagic) {
      order_ = ByteOrder::big;
    } else if (get_u32(*header, 8, ByteOrder::little) == pcapng::kByteOrderMagic) {
      order_ = ByteOrder::little;
    } else {
      return fail(fault("the byte-order magic of the section is " + to_hex(header->subspan(8, 4))));
    }
  } else if (!in_section_) {
    return fail(fault("a block before the first section header"));
  }
  const std::uint32_t size = u32(*header, 4);
  if (size < 12 || size % 4 != 0) {
    return fail(
        fault("a block length of " + std::to_string(size) + "; it is a multiple of 4 and at least 12"));
  }
  if (size > kMaxBlock && !is_known(type)) {
    const auto skipped = window_.skip(size);
    if (!skipped) return fail(skipped.error());
    if (*skipped < size) return fail(fault("the file ends inside a block"));
    return true;
  }
  if (size > kMaxBlock) {
    return fail(fault("a block of " + std::to_string(size) + " octets; at most " + std::to_string(kMaxBlock) +
                      " are read"));
  }
  const auto block = window_.peek(size);
  if (!block) return fail(block.error());
  if (block->size() < size) {
    return fail(fault("the file ends inside a block: " + std::to_string(block->size()) + " of " +
                      std::to_string(size) + " octets"));
  }
  if (u32(*block, size - 4) != size) {
    return fail(fault("the block's two lengths differ: " + std::to_string(size) + " and " +
                      std::to_string(u32(*block, size - 4))));
  }
  held_ = size;
  if (auto ok = dispatch(type, block->subspan(8, size - 12)); !ok) return fail(ok.error());
  return true;
}

Result<void> PcapngReader::dispatch(Block type, OctetView body) {
  switch (type) {
    case Block::section_header:
      return read_section_header(body);
    case Block::interface_description:
      return read_interface(body);
    case Block::enhanced_packet:
      return read_packet(body, false);
    case Block::packet:
      return read_packet(body, true);
    case Block::simple_packet:
      return read_simple_packet(body);
    case Block::name_resolution:
      read_names(body);
      return {};
  }
  return {};
}

Result<void> PcapngReader::read_section_header(OctetView body) {
  if (body.size() < 16) return fail(fault("a section header of " + std::to_string(body.size()) + " octets"));
  if (u16(body, 4) != 1)
    return fail(fault("pcapng version " + std::to_string(u16(body, 4)) + "; version 1 is read"));
  in_section_ = true;
  interfaces_.clear();  // interface ids count within a section
  return {};
}

Result<void> PcapngReader::read_interface(OctetView body) {
  if (body.size() < 8)
    return fail(fault("an interface description of " + std::to_string(body.size()) + " octets"));
  if (interfaces_.size() >= kMaxInterfaces) {
    return fail(fault("more than " + std::to_string(kMaxInterfaces) + " interfaces"));
  }
  Interface interface;
  interface.link_type = static_cast<LinkType>(u16(body, 0));
  interface.snap_length = u32(body, 4);
  options(body.subspan(8), [&](std::uint16_t code, OctetView value) {
    if (code == pcapng::kTimestampResolution && value.size() == 1) interface.resolution = value[0];
    if (code == pcapng::kTimestampOffset && value.size() == 8) {
      const std::uint64_t first = u32(value, 0);
      const std::uint64_t second = u32(value, 4);
      interface.offset_seconds =
          static_cast<std::int64_t>(order_ == ByteOrder::big ? first << 32U | second : second << 32U | first);
    }
  });
  interfaces_.push_back(interface);
  return {};
}

// Makes packet_, with what its interface says.
Result<void> PcapngReader::start_packet(std::uint32_t interface) {
  if (interface >= interfaces_.size()) {
    return fail(fault("a packet of interface " + std::to_string(interface) + "; the section has described " +
                      std::to_string(interfaces_.size())));
  }
  Packet& packet = packet_.emplace();
  packet.link_type = interfaces_[interface].link_type;
  packet.interface = interface;
  packet.file_offset = block_at_;
  return {};
}

// Enhanced packet block, or the packet block that it replaced: id and drop count share the first word there.
Result<void> PcapngReader::read_packet(OctetView body, bool obsolete) {
  if (body.size() < 20) return fail(fault("a packet block of " + std::to_string(body.size()) + " octets"));
  if (auto started = start_packet(obsolete ? u16(body, 0) : u32(body, 0)); !started) return started;
  const std::uint64_t units = static_cast<std::uint64_t>(u32(body, 4)) << 32U | u32(body, 8);
  packet_->at = to_nanoseconds(units, interfaces_[packet_->interface]);
  const std::uint32_t size = u32(body, 12);
  packet_->original_size = u32(body, 16);
  if (size > body.size() - 20) {
    return fail(fault("a packet of " + std::to_string(size) + " octets in a block with room for " +
                      std::to_string(body.size() - 20)));
  }
  packet_->octets = body.subspan(20, size);
  options(body.subspan(std::min(body.size(), 20 + (std::size_t{size} + 3) / 4 * 4)),
          [&](std::uint16_t code, OctetView value) {
            if (code != pcapng::kComment || !packet_->comment.empty()) return;
            packet_->comment = {reinterpret_cast<const char*>(value.data()), value.size()};
          });
  return {};
}

Result<void> PcapngReader::read_simple_packet(OctetView body) {
  if (body.size() < 4)
    return fail(fault("a simple packet block of " + std::to_string(body.size()) + " octets"));
  if (auto started = start_packet(0); !started) return started;
  packet_->original_size = u32(body, 0);
  const std::uint32_t snap_length = interfaces_[0].snap_length;
  std::size_t size = packet_->original_size;
  if (snap_length != 0) size = std::min<std::size_t>(size, snap_length);
  packet_->octets = body.subspan(4, std::min(size, body.size() - 4));
  return {};
}

void PcapngReader::read_names(OctetView body) {
  options(body, [&](std::uint16_t type, OctetView value) {
    const std::size_t address_size = type == pcapng::kNameRecordIpv4   ? 4
                                     : type == pcapng::kNameRecordIpv6 ? 16
                                                                       : 0;
    if (address_size == 0 || value.size() <= address_size || names_.size() >= kMaxNames) return;
    const OctetView text = value.subspan(address_size);
    const auto end = std::find(text.begin(), text.end(), std::uint8_t{0});
    names_.push_back(
        {link::to_text(link::ip_from_octets(value.first(address_size))), std::string(text.begin(), end)});
  });
}

}  // namespace

Result<std::unique_ptr<FormatReader>> read_pcapng(Window& window, std::vector<NamedAddress>& names) {
  return std::make_unique<PcapngReader>(window, names);
}

}  // namespace mapsim::capture
