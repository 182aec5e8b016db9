// Frames of a capture: link layer, IP with its fragments, UDP, SCTP with its chunks, replaced in place down
// to what MessageEditor does. It reads what capture::PacketWalker reads.
#pragma once

#include "sigtran/capture/ip_layer.h"
#include "sigtran/capture/reader.h"
#include "sigtran/capture/sctp_reassembly.h"
#include "tools/anonymize/message_editor.h"

namespace mapsim::cli::anonymize {

class PacketEditor {
 public:
  PacketEditor(Editor& editor, Fragments& fragments)
      : editor_(editor), fragments_(fragments), messages_(editor, fragments) {}

  // `frame` is held by the caller; it is ready when nothing else holds it. `packet` says of which kind it is,
  // and whether the capture cut it.
  void replace(const PiecePtr& frame, const capture::Packet& packet);

 private:
  void link_header(capture::LinkType type, OctetSpan header);
  void ip(const Part& packet);
  void ip_header(OctetSpan header, const capture::IpPacket& packet);
  void datagram(const Part& payload, const capture::IpPacket& packet, bool whole);
  void udp(const Part& datagram, const capture::IpPacket& packet, bool whole);
  void sctp(const Part& packet, const capture::IpPacket& addresses, bool whole);
  void data(const Part& chunk, const capture::FlowKey& flow);
  void user_message(const Part& message, std::uint32_t payload_protocol, const capture::FlowKey& flow,
                    bool again);

  Editor& editor_;
  Fragments& fragments_;
  MessageEditor messages_;
  capture::FlowTable flows_;
  std::chrono::nanoseconds at_{};
};

// A chunk of SCTP other than DATA (RFC 9260 3.3, RFC 5061, RFC 3758): addresses are replaced, what is opaque
// is not understood.
void replace_in_chunk(Editor& editor, OctetSpan chunk);

}  // namespace mapsim::cli::anonymize
