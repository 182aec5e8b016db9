// From frames of a capture to the messages in them: link layer, IP with its fragments, SCTP (also over UDP),
// M2PA, down to M3UA, MTP3 or SCCP.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "sigtran/capture/ip_layer.h"
#include "sigtran/capture/ip_reassembly.h"
#include "sigtran/capture/recorder.h"
#include "sigtran/capture/sctp_reassembly.h"
#include "sigtran/core/diagnostic.h"

namespace mapsim::capture {

struct WalkEvent {
  enum class What : std::uint8_t {
    message,     // one whole user message of SCTP; `payload_protocol` says of whom (3: M3UA)
    chunk,       // a chunk other than DATA: `chunk_type` (RFC 9260 3.2), `octets` is the whole chunk
    mtp3,        // from the service information octet; of M2PA with what `message` has
    sccp,        // from the message type
    diagnostic,  // `diagnostic`: what is wrong; its offset counts from the frame's first octet
  };
  What what = What::message;
  // message, chunk:
  link::IpAddress from;
  link::IpAddress to;
  std::uint16_t from_port = 0;
  std::uint16_t to_port = 0;
  std::uint32_t verification_tag = 0;
  std::uint8_t chunk_type = 0;
  std::uint8_t chunk_flags = 0;
  // message: stream and sequence; the TSN is that of the chunk that made it whole.
  std::uint32_t tsn = 0;
  std::uint16_t stream = 0;
  std::uint16_t stream_sequence = 0;
  bool unordered = false;
  bool retransmission = false;  // the TSN was seen before in this flow
  std::uint32_t payload_protocol = 0;
  // Valid until the next feed().
  OctetView octets;
  // Of `octets` in the frame; nullopt where they come from fragments of several chunks or datagrams.
  std::optional<std::size_t> offset;
  std::shared_ptr<const Diagnostic> diagnostic;  // few have one, and events are moved often
};

class PacketWalker {
 public:
  // Takes one frame; poll() then gives what is in it, in order. `original_size` above the frame's own size
  // means that the capture cut it: checksums are not judged then. The frame stays valid until poll() gave
  // everything.
  void feed(LinkType type, OctetView frame, std::size_t original_size);
  // The next event, valid until the next feed(); nullptr: there is none.
  const WalkEvent* poll() { return told_ < events_.size() ? &events_[told_++] : nullptr; }

  struct Counters {
    std::uint64_t frames = 0;
    std::uint64_t other_protocols = 0;  // frames without SCTP, MTP3 or SCCP
    std::uint64_t bad_checksums = 0;
    std::uint64_t retransmissions = 0;
    std::uint64_t fragments = 0;     // DATA chunks that are parts of messages
    std::uint64_t ip_fragments = 0;  // parts of datagrams
  };
  const Counters& counters() const { return counters_; }

 private:
  void walk_ip(OctetView frame, std::size_t at);
  void walk_fragment(const IpPacket& ip, OctetView payload, std::size_t at);
  void walk_datagram(std::uint8_t protocol, OctetView payload, std::size_t at, WalkEvent& header, bool whole);
  void walk_udp(OctetView datagram, std::size_t at, WalkEvent& header, bool whole);
  void walk_sctp(OctetView packet, std::size_t at, WalkEvent& header, bool whole);
  void check_checksum(OctetView packet, std::size_t at);
  void walk_data(OctetView chunk, std::size_t at, const WalkEvent& header, Flow& flow);
  // `data` with the payload of the whole message, which stands at `offset` of the frame.
  void add_message(const WalkEvent& header, const DataChunk& data, bool retransmission,
                   std::optional<std::size_t> offset);
  // Of the last of events_, which is complete but for what M2PA makes of it.
  void deliver_message();
  void deliver_m2pa();
  std::optional<std::size_t> place(std::size_t at) const {
    return in_frame_ ? std::optional(at) : std::nullopt;
  }
  void deliver(WalkEvent::What what, OctetView octets, std::size_t at);
  void diagnose(Severity severity, Error error);

  FlowTable flows_;
  IpReassembly datagrams_;
  std::vector<WalkEvent> events_;
  std::size_t told_ = 0;          // of events_, by poll()
  std::deque<Octets> assembled_;  // of the frame that was fed last
  bool in_frame_ = true;  // what is walked stands in the frame, and not in a datagram made of fragments
  Counters counters_;
};

}  // namespace mapsim::capture
