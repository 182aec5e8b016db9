#include "scenarios/load/sample/sample_taps.h"

#include <algorithm>

#include "sigtran/capture/put.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"

namespace mapsim::load {

namespace {

constexpr std::size_t kChecksumAt = 8;  // in SCTP's common header (RFC 9260 3.1)
constexpr std::size_t kCommonHeader = 12;
constexpr std::size_t kDataHeader = 16;  // RFC 9260 3.3.1

std::optional<link::IpAddress> first_host(const link::EndpointAddress& address) {
  return address.hosts.empty() ? std::nullopt : link::parse_ip(address.hosts.front());
}

}  // namespace

std::optional<std::size_t> InProcessTap::node_at(const link::EndpointAddress& address) const {
  const auto at = std::ranges::find_if(nodes_, [&](const auto& node) { return node.hosts == address.hosts; });
  if (at == nodes_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - nodes_.begin());
}

InProcessTap::Path& InProcessTap::path_of(const link::Flow& flow) {
  if (flow.association >= paths_.size()) paths_.resize(flow.association + 1);
  std::vector<Path>& paths = paths_[flow.association];
  for (Path& path : paths) {
    if (path.sender == flow.from) return path;
  }
  return paths.emplace_back(
      Path{flow.from, node_at(flow.from), node_at(flow.to), first_host(flow.from), first_host(flow.to), {}});
}

void InProcessTap::on_chunk(Instant at, const link::Flow& flow, const link::Chunk& chunk) {
  if (chunk.kind != link::ChunkKind::data) return;
  Path& path = path_of(flow);
  // Without IP addresses there is no frame.
  if (!path.from_host || !path.to_host || path.from_host->is_v6 != path.to_host->is_v6) return;
  link::Chunk whole = chunk;
  if (!chunk.first_fragment || !chunk.last_fragment) {
    if (chunk.first_fragment) path.message.clear();
    capture::put(path.message, chunk.payload);
    if (!chunk.last_fragment) return;
    whole.payload = path.message;
    whole.first_fragment = true;
  }
  packet_.clear();
  capture::put_u16(packet_, flow.from.port);
  capture::put_u16(packet_, flow.to.port);
  capture::put_u32(packet_, chunk.verification_tag);
  capture::put_u32(packet_, 0);
  capture::put_chunk(packet_, flow, whole);
  const std::uint32_t checksum = sctp_checksum(packet_);
  capture::set_u16(packet_, kChecksumAt, static_cast<std::uint16_t>(checksum >> 16U));
  capture::set_u16(packet_, kChecksumAt + 2, static_cast<std::uint16_t>(checksum));
  to_.on_message(
      {{at, *path.from_host, *path.to_host, packet_, chunk.tag}, whole.payload, path.from, path.to});
}

class NetworkTaps::Tap final : public link::Observer {
 public:
  Tap(NetworkTaps& all, std::size_t node) : all_(all), node_(node) {}
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  // What is sent is told as a message first, what comes as a packet.
  void on_message(Instant, const link::WireMessage& message) override {
    if (message.outgoing) tag_ = message.tag;
  }
  void on_packet(Instant at, const link::WirePacket& packet) override {
    Reader in(packet.octets);
    const std::pair from{packet.from, in.u16()};
    const bool known = std::ranges::find(all_.here_, from) != all_.here_.end();
    if (packet.outgoing && !known) all_.here_.push_back(from);
    if (!packet.outgoing && known) return;
    in.take(kCommonHeader - 2);
    in.u16();  // type and flags of the chunk
    const std::size_t length = in.u16();
    if (length < kDataHeader) return;
    in.take(kDataHeader - 4);
    SeenMessage seen{{at, packet.from, packet.to, packet.octets, packet.outgoing ? tag_ : 0},
                     in.take(length - kDataHeader),
                     std::nullopt,
                     std::nullopt};
    (packet.outgoing ? seen.from : seen.to) = node_;
    all_.to_.on_message(seen);
  }

 private:
  NetworkTaps& all_;
  std::size_t node_;
  std::uint64_t tag_ = 0;
};

link::Observer* NetworkTaps::tap(std::size_t node) {
  return taps_.emplace_back(std::make_unique<Tap>(*this, node)).get();
}

NetworkTaps::NetworkTaps(SampledCapture& to) : to_(to) {}
NetworkTaps::~NetworkTaps() = default;

}  // namespace mapsim::load
