#include "sigtran/capture/packet_recorder.h"

#include <algorithm>
#include <cassert>

#include "sigtran/capture/chunk_list.h"
#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/capture/put.h"
#include "sigtran/core/crc32c.h"
#include "sigtran/core/reader.h"

namespace mapsim::capture {

namespace {

constexpr std::size_t kCommonHeader = 12;  // RFC 9260 3.1

std::uint32_t u32_at(OctetView octets, std::size_t at) {
  mapsim::Reader in(octets.subspan(at));
  return in.u32();
}

link::WireFlow reverse(const link::WireFlow& flow) {
  return {flow.to, flow.from, flow.udp_to, flow.udp_from, flow.to_port, flow.from_port};
}

// What came over the network may be damaged; it is framed as it is, but not read. What was captured on its
// way to the kernel may have no checksum yet, or none any more.
bool is_sound(const link::WirePacket& packet) {
  if (packet.octets.size() < kCommonHeader + 4) return false;
  return packet.outgoing || packet.sound || !packet.frame.empty() ||
         sctp_checksum(packet.octets) == u32_at(packet.octets, 8);
}

}  // namespace

PacketRecorder::PacketRecorder(Recorder& out, PacketRecorderOptions options)
    : out_(out), options_(std::move(options)) {
  assert(frames_packets(options_.link_type) || options_.link_type == LinkType::mtp3 ||
         options_.link_type == LinkType::sccp);
}

link::WireFlow PacketRecorder::flow_of(const link::WirePacket& packet) const {
  const auto named = [this](const link::IpAddress& host) {
    const auto alias = options_.aliases.find(host);
    return alias == options_.aliases.end() ? host : alias->second;
  };
  link::WireFlow flow{named(packet.from), named(packet.to), packet.udp_from, packet.udp_to, 0, 0};
  if (options_.apart) flow.udp_from = flow.udp_to = 0;  // whoever tells the messages does not know of UDP
  mapsim::Reader in(packet.octets);
  flow.from_port = in.u16();
  flow.to_port = in.u16();
  return flow;
}

bool PacketRecorder::is_here(const link::IpAddress& host, std::uint16_t udp_port) const {
  return std::find(here_.begin(), here_.end(), std::pair{host, udp_port}) != here_.end();
}

void PacketRecorder::on_packet(Instant at, const link::WirePacket& packet) {
  ++(packet.outgoing ? counters_.packets_out : counters_.packets_in);
  const std::uint16_t udp_from = options_.apart ? std::uint16_t{0} : packet.udp_from;
  const bool from_here = is_here(packet.from, udp_from);
  if (packet.outgoing && !from_here) here_.emplace_back(packet.from, udp_from);
  if (from_here && !packet.outgoing) {
    ++counters_.twice;
    return;
  }
  if (at > at_ && !options_.apart) on_later_instant(at);
  at_ = std::max(at_, at);
  if (octets_.size() + std::max(packet.octets.size(), packet.frame.size()) > options_.max_held) {
    counters_.early += held_.size();
    flush();
  }
  const link::WireFlow flow = flow_of(packet);
  Path& path = path_of(flow);
  if (frames_packets_of_its_own()) hold_packet(at_, path, packet);
  if (is_sound(packet)) on_chunks(flow, path, packet);
}

PacketRecorder::Path* PacketRecorder::find_path(const link::WireFlow& flow) {
  for (PathTable::value_type* recent : recent_) {
    if (recent != nullptr && recent->first == flow) return &recent->second;
  }
  const auto found = paths_.find(flow);
  if (found == paths_.end()) return nullptr;
  std::shift_right(recent_.begin(), recent_.end(), 1);
  recent_.front() = &*found;
  return &found->second;
}

PacketRecorder::Path& PacketRecorder::path_of(const link::WireFlow& flow) {
  Path* path = find_path(flow);
  if (path == nullptr) {
    if (paths_.size() >= kMaxFlows) forget_oldest_path();
    const LinkType type = frames_packets_of_its_own() ? options_.link_type : LinkType::sctp;
    path = &paths_.try_emplace(flow, FrameHeader(type, flow.from, flow.to, {flow.udp_from, flow.udp_to}))
                .first->second;
  }
  path->used = ++clock_;
  return *path;
}

void PacketRecorder::forget_oldest_path() {
  flush();  // what waits names its path
  recent_ = {};
  for (auto& [flow, path] : paths_) path.other_way = nullptr;
  paths_.erase(std::min_element(paths_.begin(), paths_.end(),
                                [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
}

void PacketRecorder::on_chunks(const link::WireFlow& flow, Path& path, const link::WirePacket& packet) {
  const std::uint32_t verification_tag = u32_at(packet.octets, 4);
  ChunkList chunks(packet.octets);
  while (const auto chunk = chunks.next()) {
    switch (chunk->type) {
      case kChunkCookieEcho:
      case kChunkCookieAck:
        if (packet.outgoing) start_association(path, verification_tag);
        break;
      case kChunkSack:
      case kChunkShutdown:
        if (!packet.outgoing) on_acknowledgement(flow, path, chunk->octets);
        break;
      case kChunkData:
        if (const auto data = read_data(*chunk)) {
          Flow& tsns = flows_.flow({flow.from, flow.to, flow.from_port, flow.to_port, verification_tag});
          on_data(path, tsns, *data, at_, packet.outgoing);
        }
        break;
      default:
        break;
    }
  }
}

// A new association between the same endpoints, or a restart (RFC 9260 5.2): messages count anew.
void PacketRecorder::start_association(Path& path, std::uint32_t verification_tag) {
  if (path.verification_tag == verification_tag) return;
  name_sent(&path);
  path.verification_tag = verification_tag;
  path.sent = {};
  path.acknowledged.reset();
}

// Comes into effect when what waits was written: until then its messages must have their names.
void PacketRecorder::on_acknowledgement(const link::WireFlow& flow, Path& path, OctetView chunk) {
  if (chunk.size() < 8) return;
  if (path.other_way == nullptr) path.other_way = find_path(reverse(flow));
  Path* sent = path.other_way;
  if (sent == nullptr) return;
  sent->acknowledged = u32_at(chunk, 4);
  waiting_.push_back(sent);
}

void PacketRecorder::on_data(Path& path, Flow& flow, const DataChunk& data, Instant at, bool outgoing) {
  Part part{.tsn = data.tsn,
            .stream = data.stream,
            .size = data.payload.size(),
            .first = data.first,
            .last = data.last};
  const bool seen = !flow.is_new(data.tsn);
  if (!seen && data.last) ++(outgoing ? counters_.messages_out : counters_.messages_in);
  path.largest = std::max(path.largest, data.payload.size());
  if (outgoing) {
    part.outgoing = &path;
    const SentMessages::Chunk sent = path.sent.on_chunk(data);
    part.message = sent.message;
    part.retransmission = sent.retransmission;
  } else {
    part.retransmission = seen;
    part.awaited = options_.apart && !seen;
  }
  if (frames_packets_of_its_own()) return add_part(path, part, outgoing);
  if (seen) return;
  Octets whole;
  if (!data.first || !data.last) {
    auto assembled = flow.add_fragment(data);
    if (!assembled) return;
    whole = std::move(*assembled);
  }
  const OctetView message = whole.empty() ? data.payload : OctetView(whole);
  const std::size_t before = held_.size();
  hold_message(at, data, message);
  part.size = message.size();
  part.last = true;
  if (held_.size() != before) add_part(path, part, outgoing);
}

void PacketRecorder::add_part(Path& path, const Part& part, bool outgoing) {
  if (!outgoing) {
    if (path.parts.empty()) waiting_.push_back(&path);
    path.parts.push_back(parts_.size());
  }
  parts_.push_back(part);
}

void PacketRecorder::hold_packet(Instant at, Path& path, const link::WirePacket& packet) {
  const std::size_t begin = octets_.size();
  if (!packet.frame.empty()) {
    put(octets_, packet.frame);
    return hold(at, begin);
  }
  put(octets_, path.header.octets());
  put(octets_, packet.octets);
  if (octets_.size() - begin > kMaxIpPacket) {
    ++counters_.left_out;
    octets_.resize(begin);
    return;
  }
  path.header.complete(std::span(octets_).subspan(begin));
  hold(at, begin);
}

void PacketRecorder::hold_message(Instant at, const DataChunk& data, OctetView message) {
  const std::size_t begin = octets_.size();
  const auto user_part =
      data.payload_protocol == link::kM3uaPayloadProtocol ? protocol_data(message) : std::nullopt;
  bool framed = user_part.has_value();
  if (framed && options_.link_type == LinkType::mtp3) {
    framed = put_mtp3(octets_, *user_part);
  } else if (framed) {
    framed = user_part->label.si == mtp::kServiceIndicatorSccp;
    if (framed) put(octets_, user_part->data);
  }
  if (framed) return hold(at, begin);
  octets_.resize(begin);
  ++counters_.left_out;
}

// The frame is what `octets_` has from `begin` on.
void PacketRecorder::hold(Instant at, std::size_t begin) {
  held_.push_back({at, begin, octets_.size() - begin, parts_.size()});
}

}  // namespace mapsim::capture
