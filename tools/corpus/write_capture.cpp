#include "tools/corpus/write_capture.h"

#include <map>

#include "sigtran/capture/sctp_framer.h"

namespace mapsim::corpus {

namespace {

constexpr Duration kBetween = std::chrono::milliseconds(1);
constexpr std::uint16_t kStream = 1;        // 0 is for management (RFC 4666 1.4.7)
constexpr std::uint32_t kTsns = 1U << 16U;  // of a capture

// One direction between two hosts.
struct Direction {
  std::uint32_t association = 0;
  std::uint32_t tag = 0;
  std::uint32_t next_tsn = 1;
  std::map<std::uint16_t, std::uint16_t> next_sequence = {};
};

}  // namespace

Result<void> write_capture(const std::filesystem::path& file, const Cell& cell,
                           const std::vector<Sent>& messages, std::uint32_t number) {
  capture::RecorderOptions options;
  options.interface_description = "messages of the corpus, without SCTP's handshake and acknowledgements";
  options.comment = cell.subject + "/" + cell.name + ": " + cell.title + " (" + cell.clause + ")";
  auto recorder = capture::open_recorder(file, options);
  if (!recorder) return tl::unexpected(recorder.error());
  capture::SctpFramer framer(**recorder, {});
  std::map<std::pair<std::string_view, std::string_view>, Direction> directions;
  std::uint32_t associations = 0;
  Instant at;
  for (const Sent& sent : messages) {
    const auto key = std::pair(sent.from.host, sent.to.host);
    auto place = directions.find(key);
    if (place == directions.end()) {
      const auto reverse = directions.find({key.second, key.first});
      const std::uint32_t association =
          reverse != directions.end() ? reverse->second.association : ++associations;
      const std::uint32_t tag = 0x40000000U + number * 64U + static_cast<std::uint32_t>(directions.size());
      place = directions.emplace(key, Direction{association, tag, 1 + number * kTsns}).first;
    }
    Direction& direction = place->second;
    const link::Flow flow{.from = {.hosts = {std::string(sent.from.host)}},
                          .to = {.hosts = {std::string(sent.to.host)}},
                          .association = direction.association};
    const std::uint16_t stream = sent.stated.find("sccp") != nullptr ? kStream : 0;
    framer.on_chunk(at, flow,
                    {.kind = link::ChunkKind::data,
                     .stream = stream,
                     .stream_sequence = direction.next_sequence[stream]++,
                     .payload_protocol = link::kM3uaPayloadProtocol,
                     .payload = sent.m3ua,
                     .tsn = direction.next_tsn++,
                     .verification_tag = direction.tag});
    at = at + kBetween;
  }
  if (framer.error()) return fail(*framer.error());
  return (*recorder)->close();
}

}  // namespace mapsim::corpus
