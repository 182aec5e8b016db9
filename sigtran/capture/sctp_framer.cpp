#include "sigtran/capture/sctp_framer.h"

#include <algorithm>
#include <cassert>

#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/capture/put.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/core/crc32c.h"

namespace mapsim::capture {

namespace {
constexpr std::size_t kChecksumAt = 8;  // in the SCTP common header (RFC 9260 3.1)
}  // namespace

SctpFramer::SctpFramer(Recorder& recorder, FramerOptions options) : recorder_(recorder), options_(options) {
  assert(frames_packets(options.link_type) || options.link_type == LinkType::mtp3 ||
         options.link_type == LinkType::sccp);
}

void SctpFramer::set_error(Error error) {
  if (!error_) error_ = std::move(error);
}

SctpFramer::Path& SctpFramer::path_of(const link::Flow& flow) {
  if (flow.association >= paths_.size()) paths_.resize(flow.association + 1);
  std::vector<Path>& paths = paths_[flow.association];
  for (Path& path : paths) {
    if (path.from == flow.from) return path;
  }
  Path& path = paths.emplace_back();
  path.from = flow.from;
  const auto from = flow.from.hosts.empty() ? std::nullopt : link::parse_ip(flow.from.hosts.front());
  const auto to = flow.to.hosts.empty() ? std::nullopt : link::parse_ip(flow.to.hosts.front());
  if (options_.link_type == LinkType::sctp || !frames_packets(options_.link_type)) {
    path.header = std::make_unique<FrameHeader>(LinkType::sctp, link::IpAddress{}, link::IpAddress{});
  } else if (from && to && from->is_v6 == to->is_v6) {
    path.header = std::make_unique<FrameHeader>(options_.link_type, *from, *to);
  } else {
    set_error(Error{.layer = "capture",
                    .field = "host",
                    .text = "the first hosts of both ends must be IP addresses of one family to be framed"});
  }
  return path;
}

void SctpFramer::on_chunk(Instant at, const link::Flow& flow, const link::Chunk& chunk) {
  Path& path = path_of(flow);
  if (!frames_packets(options_.link_type)) return add_to_message(path, at, chunk);
  if (path.header == nullptr) {
    ++left_out_;
    return;
  }
  add_to_packet(path, flow, chunk);
  add_comment(chunk);
  if (!chunk.bundled_with_next) finish_packet(path, at);
}

void SctpFramer::add_to_packet(Path& path, const link::Flow& flow, const link::Chunk& chunk) {
  if (frame_.empty()) {
    put(frame_, path.header->octets());
    put_u16(frame_, flow.from.port);
    put_u16(frame_, flow.to.port);
    put_u32(frame_, chunk.verification_tag);
    put_u32(frame_, 0);
  }
  put_chunk(frame_, flow, chunk);
}

void SctpFramer::finish_packet(Path& path, Instant at) {
  const std::size_t sctp_at = path.header->octets().size();
  if (frame_.size() > kMaxIpPacket) {
    set_error(
        Error{.layer = "capture",
              .text = "a packet of " + std::to_string(frame_.size()) + " octets is more than IP can carry"});
    ++left_out_;
    frame_.clear();
    comment_.clear();
    return;
  }
  const std::uint32_t checksum = sctp_checksum(OctetView(frame_).subspan(sctp_at));
  set_u16(frame_, sctp_at + kChecksumAt, static_cast<std::uint16_t>(checksum >> 16U));
  set_u16(frame_, sctp_at + kChecksumAt + 2, static_cast<std::uint16_t>(checksum));
  path.header->complete(frame_);
  record(at);
}

void SctpFramer::add_to_message(Path& path, Instant at, const link::Chunk& chunk) {
  if (chunk.kind != link::ChunkKind::data) return;
  OctetView whole = chunk.payload;
  if (!chunk.first_fragment || !chunk.last_fragment) {
    if (chunk.first_fragment) path.message.clear();
    put(path.message, chunk.payload);
    if (!chunk.last_fragment) return;
    whole = path.message;
  }
  const auto part =
      chunk.payload_protocol == link::kM3uaPayloadProtocol ? protocol_data(whole) : std::nullopt;
  bool framed = part.has_value();
  if (framed && options_.link_type == LinkType::mtp3) {
    framed = put_mtp3(frame_, *part);
  } else if (framed) {
    framed = part->label.si == mtp::kServiceIndicatorSccp;
    if (framed) put(frame_, part->data);
  }
  if (!framed) {
    ++left_out_;
    return;
  }
  add_comment(chunk);
  record(at);
}

void SctpFramer::add_comment(const link::Chunk& chunk) {
  const auto add = [this](std::string_view text) {
    if (text.empty()) return;
    if (!comment_.empty()) comment_ += "; ";
    comment_ += text;
  };
  if (options_.comments != nullptr && chunk.kind == link::ChunkKind::data && chunk.tag != 0) {
    add(options_.comments->comment_for(chunk.tag));
  }
  if (chunk.lost) add("lost on the way: a fault of the scenario");
}

void SctpFramer::record(Instant at) {
  ++frames_;
  if (auto written = recorder_.write({at, frame_, comment_}); !written) set_error(written.error());
  frame_.clear();
  comment_.clear();
}

}  // namespace mapsim::capture
