// Writes a capture again with another link type, and nothing else changed.
#pragma once

#include <filesystem>
#include <vector>

#include "sigtran/capture/recorder.h"

namespace mapsim::capture {

// What a capture says of itself: the link type of every interface that has packets (pcap: of the file), and
// what the packets are by their content; the two differ for link type 12 only (see link_type_by_content).
struct FoundLinkType {
  std::uint32_t interface = 0;
  LinkType written = LinkType::ethernet;
  LinkType meant = LinkType::ethernet;
  std::uint64_t packets = 0;  // of which at most kPacketsJudged were looked at
};
inline constexpr std::uint64_t kPacketsJudged = 1000;
// Error: as Reader; what precedes the damage is not told.
Result<std::vector<FoundLinkType>> find_link_types(const std::filesystem::path& path);

struct Relinked {
  std::uint64_t interfaces = 0;  // of which the link type was written anew
  std::uint64_t octets = 0;      // of the new file
};
// Every octet of `from` (uncompressed, where gzip compressed it) but the link types: those of a pcap file or
// of every interface of a pcapng file become `type`; with `only` those that are `only`. Error: as Reader, an
// interface block that is damaged, or `to` and why it cannot be written; `to` is another file than `from`.
Result<Relinked> relink(const std::filesystem::path& from, const std::filesystem::path& to, LinkType type,
                        std::optional<LinkType> only = std::nullopt);

}  // namespace mapsim::capture
