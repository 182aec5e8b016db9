#include "sigtran/capture/recorder.h"

#include <algorithm>

#include "sigtran/capture/pcap_writer.h"
#include "sigtran/capture/pcapng_writer.h"
#include "sigtran/core/nearest.h"

namespace mapsim::capture {

namespace {

struct LinkTypeName {
  std::string_view name;
  LinkType type;
};
constexpr LinkTypeName kLinkTypeNames[] = {
    {"ethernet", LinkType::ethernet},
    {"raw", LinkType::raw_ip},
    {"linux-sll2", LinkType::linux_sll2},
    {"linux-sll", LinkType::linux_sll},
    {"null", LinkType::null},
    {"loop", LinkType::loop},
    {"sctp", LinkType::sctp},
    {"mtp3", LinkType::mtp3},
    {"sccp", LinkType::sccp},
    {"mtp2", LinkType::mtp2},
    {"mtp2-with-phdr", LinkType::mtp2_with_phdr},
    {"exported-pdu", LinkType::exported_pdu},
};

}  // namespace

Result<LinkType> link_type_from_name(std::string_view name) {
  std::vector<std::string_view> allowed;
  for (const LinkTypeName& row : kLinkTypeNames) {
    if (row.name == name) return row.type;
    allowed.push_back(row.name);
  }
  return fail(Error{.layer = "capture", .field = "link type", .text = unknown_name(name, allowed)});
}

std::string link_type_name(LinkType type) {
  for (const LinkTypeName& row : kLinkTypeNames) {
    if (row.type == type) return std::string(row.name);
  }
  return "link type " + std::to_string(static_cast<unsigned>(type));
}

Result<std::unique_ptr<Recorder>> open_recorder(const std::filesystem::path& path,
                                                const RecorderOptions& options) {
  const std::string extension = path.extension().string();
  if (extension == ".pcapng") return PcapngWriter::open(path, options);
  if (extension == ".pcap") return PcapWriter::open(path, options);
  return fail(Error{.layer = "capture",
                    .field = path.string(),
                    .text = "the extension " +
                            (extension.empty() ? std::string("is missing") : "is '" + extension + "'") +
                            "; it chooses the format: .pcapng or .pcap"});
}

}  // namespace mapsim::capture
