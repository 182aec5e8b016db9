#include "sigtran/capture/relink.h"

#include <algorithm>
#include <map>

#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/file_sink.h"
#include "sigtran/capture/gzip_source.h"
#include "sigtran/capture/link_layer.h"
#include "sigtran/capture/pcapng_format.h"
#include "sigtran/capture/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::size_t kPcapHeader = 24;
constexpr std::size_t kPcapLinkType =
    20;  // in the header; the upper half of the word is about check sequences
constexpr std::size_t kBlockHeader = 12;       // type, length, and the word behind them
constexpr std::size_t kInterfaceLinkType = 8;  // in an interface description block

void set_u16(Octets& out, std::size_t at, std::uint16_t value, ByteOrder order) {
  out[at + (order == ByteOrder::big ? 0 : 1)] = static_cast<std::uint8_t>(value >> 8U);
  out[at + (order == ByteOrder::big ? 1 : 0)] = static_cast<std::uint8_t>(value);
}

class Copy {
 public:
  Copy(Window& from, FileSink& to, LinkType type, std::optional<LinkType> only)
      : from_(from), to_(to), type_(type), only_(only) {}

  Result<Relinked> pcap() {
    const auto header = from_.peek(kPcapHeader);
    if (!header) return fail(header.error());
    if (header->size() < kPcapHeader) return fail(damaged(0, "the file ends inside its header"));
    const std::uint8_t first = (*header)[0];
    const ByteOrder order = first == 0xA1 ? ByteOrder::big : ByteOrder::little;
    Octets changed(header->begin(), header->end());
    change(changed, kPcapLinkType + (order == ByteOrder::big ? 2 : 0), order);
    from_.consume(kPcapHeader);
    if (auto ok = write(changed); !ok) return fail(ok.error());
    if (auto ok = copy(UINT64_MAX); !ok) return fail(ok.error());
    return done_;
  }

  Result<Relinked> pcapng() {
    for (;;) {
      const std::uint64_t at = from_.offset();
      const auto header = from_.peek(kBlockHeader);
      if (!header) return fail(header.error());
      if (header->empty()) return done_;
      if (header->size() < kBlockHeader) return fail(damaged(at, "the file ends inside a block header"));
      const auto type = static_cast<pcapng::Block>(get_u32(*header, 0, order_));
      if (type == pcapng::Block::section_header) {
        order_ = get_u32(*header, 8, ByteOrder::big) == pcapng::kByteOrderMagic ? ByteOrder::big
                                                                                : ByteOrder::little;
      }
      const std::uint32_t size = get_u32(*header, 4, order_);
      if (size < kBlockHeader || size % 4 != 0) {
        return fail(damaged(
            at, "a block length of " + std::to_string(size) + "; it is a multiple of 4 and at least 12"));
      }
      std::uint64_t left = size;
      if (type == pcapng::Block::interface_description) {
        Octets changed(header->begin(), header->end());
        change(changed, kInterfaceLinkType, order_);
        from_.consume(kBlockHeader);
        if (auto ok = write(changed); !ok) return fail(ok.error());
        left -= kBlockHeader;
      }
      const auto copied = copy(left);
      if (!copied) return fail(copied.error());
      if (*copied < left) return fail(damaged(at, "the file ends inside a block"));
    }
  }

 private:
  void change(Octets& octets, std::size_t at, ByteOrder order) {
    const auto before = static_cast<LinkType>(get_u16(octets, at, order));
    if (only_ && before != *only_) return;
    set_u16(octets, at, static_cast<std::uint16_t>(type_), order);
    ++done_.interfaces;
  }

  Result<void> write(OctetView octets) {
    done_.octets += octets.size();
    return to_.write(octets);
  }

  // At most `count` octets; returns how many there were.
  Result<std::uint64_t> copy(std::uint64_t count) {
    constexpr std::uint64_t kStep = 64 * 1024;
    std::uint64_t copied = 0;
    while (copied < count) {
      const auto part = from_.peek(static_cast<std::size_t>(std::min(count - copied, kStep)));
      if (!part) return fail(part.error());
      if (part->empty()) break;
      if (auto ok = write(*part); !ok) return fail(ok.error());
      copied += part->size();
      from_.consume(part->size());
    }
    return copied;
  }

  Window& from_;
  FileSink& to_;
  LinkType type_;
  std::optional<LinkType> only_;
  ByteOrder order_ = ByteOrder::little;
  Relinked done_;
};

}  // namespace

Result<std::vector<FoundLinkType>> find_link_types(const std::filesystem::path& path) {
  auto reader = Reader::open(path);
  if (!reader) return fail(reader.error());
  std::map<std::pair<std::uint32_t, LinkType>, FoundLinkType> found;
  for (;;) {
    const auto packet = reader->next();
    if (!packet) return fail(packet.error());
    if (!*packet) break;
    const Packet& p = **packet;
    const std::pair key{p.interface, p.link_type};
    if (found.size() >= kMaxInterfaces && !found.contains(key)) continue;
    FoundLinkType& row = found[key];
    // One frame that cannot be raw IP is enough: an address family stands where a version would.
    if (row.packets++ == 0) row = {p.interface, p.link_type, p.link_type, 1};
    if (row.packets > kPacketsJudged) continue;
    const LinkType meant = link_type_by_content(p.link_type, p.octets);
    if (row.packets == 1 || meant == LinkType::loop) row.meant = meant;
  }
  std::vector<FoundLinkType> out;
  for (const auto& [key, row] : found) out.push_back(row);
  return out;
}

Result<Relinked> relink(const std::filesystem::path& from, const std::filesystem::path& to, LinkType type,
                        std::optional<LinkType> only) {
  std::error_code ignored;
  if (std::filesystem::equivalent(from, to, ignored)) {
    return fail(Error{.layer = "capture", .field = to.string(), .text = "is the file that is read"});
  }
  // Whatever is no capture is refused before a file is made.
  if (const auto reader = Reader::open(from); !reader) return fail(reader.error());
  auto source = open_file(from);
  if (!source) return fail(source.error());
  auto window = std::make_unique<Window>(std::move(*source));
  auto start = window->peek(4);
  if (start && is_gzip(*start)) {
    window = std::make_unique<Window>(gunzip(std::move(window)));
    start = window->peek(4);
  }
  if (!start) return fail(start.error());
  const bool pcap = is_pcap_magic(*start);
  auto sink = FileSink::open(to);
  if (!sink) return fail(sink.error());
  Copy copy(*window, *sink, type, only);
  const auto done = pcap ? copy.pcap() : copy.pcapng();
  if (auto closed = sink->close(); !closed) return fail(closed.error());
  return done;
}

}  // namespace mapsim::capture
