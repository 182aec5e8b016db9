// SCTP (RFC 9260): chunks other than DATA, with their parameters and error causes.
#include <algorithm>

#include "sigtran/capture/byte_order.h"
#include "sigtran/capture/sctp_chunk_writer.h"
#include "sigtran/link/ip_address.h"
#include "tools/anonymize/packet_editor.h"

namespace mapsim::cli::anonymize {

namespace {

// Numbers of chunks that RFC 9260 3.2 does not define.
constexpr std::uint8_t kEcne = 12;
constexpr std::uint8_t kCwr = 13;
constexpr std::uint8_t kAuth = 0x0F;
constexpr std::uint8_t kAsconfAck = 0x80;
constexpr std::uint8_t kReconfiguration = 0x82;
constexpr std::uint8_t kForwardTsn = 0xC0;
constexpr std::uint8_t kAsconf = 0xC1;

constexpr std::size_t kInitFields = 20;  // with the chunk's header
constexpr std::size_t kSerial = 8;       // ASCONF, with the chunk's header

// Calls f(type, value) for every parameter or cause; what is none is not understood.
template <class F>
void each(Editor& editor, OctetSpan list, F f) {
  for (std::size_t at = 0; at < list.size();) {
    if (list.size() - at < 4) return editor.unknown(list.subspan(at), "SCTP parameter");
    const std::uint16_t type = capture::get_u16(list, at, capture::ByteOrder::big);
    const std::size_t size = capture::get_u16(list, at + 2, capture::ByteOrder::big);
    if (size < 4 || size > list.size() - at) return editor.unknown(list.subspan(at), "SCTP parameter");
    f(type, list.subspan(at + 4, size - 4));
    const std::size_t end = std::min(list.size(), at + (size + 3) / 4 * 4);
    std::ranges::fill(list.subspan(at + size, end - at - size), std::uint8_t{0});
    at = end;
  }
}

void parameters(Editor& editor, OctetSpan list, int depth = 0) {
  constexpr int kMostNested = 2;
  each(editor, list, [&](std::uint16_t type, OctetSpan value) {
    const bool address = (type == 5 && value.size() == 4) || (type == 6 && value.size() == 16);
    if (address) {
      const link::IpAddress out = editor.names.ip_address(link::ip_from_octets(value));
      std::ranges::copy(out.view(), value.begin());
      return;
    }
    // ADD-IP, DELETE-IP, SET PRIMARY, success (RFC 5061 4.2): a number, then parameters.
    const bool nested =
        type == 0xC001 || type == 0xC002 || type == 0xC003 || type == 0xC004 || type == 0xC005;
    if (nested && value.size() >= 4 && depth < kMostNested)
      return parameters(editor, value.subspan(4), depth + 1);
    switch (type) {
      case 9:       // Cookie Preservative
      case 12:      // Supported Address Types
      case 0x8000:  // ECN
      case 0x8003:  // Chunk List
      case 0x8004:  // Requested HMAC
      case 0x8008:  // Supported Extensions
      case 0xC000:  // Forward TSN
      case 0xC006:  // Adaptation Layer Indication
        return;
      case 7:
        return editor.unknown(value, "state cookie of SCTP");
      default:
        return editor.unknown(value, "parameter of SCTP");
    }
  });
}

void causes(Editor& editor, OctetSpan list) {
  each(editor, list, [&](std::uint16_t code, OctetSpan value) {
    constexpr std::uint16_t kUnresolvableAddress = 5;
    constexpr std::uint16_t kRestartWithNewAddresses = 11;
    if (code == kUnresolvableAddress || code == kRestartWithNewAddresses) return parameters(editor, value);
    // Invalid Stream, Missing Mandatory Parameter, Stale Cookie, No User Data: numbers.
    const bool numbers = code == 1 || code == 2 || code == 3 || code == 9;
    if (!numbers || value.size() > 16) editor.unknown(value, "error cause of SCTP");
  });
}

}  // namespace

void replace_in_chunk(Editor& editor, OctetSpan chunk) {
  const OctetSpan value = chunk.subspan(4);
  switch (chunk[0]) {
    case capture::kChunkInit:
    case capture::kChunkInitAck:
      if (chunk.size() < kInitFields) break;
      return parameters(editor, chunk.subspan(kInitFields));
    case capture::kChunkSack:
    case capture::kChunkShutdown:
    case capture::kChunkShutdownAck:
    case capture::kChunkCookieAck:
    case capture::kChunkShutdownComplete:
    case kEcne:
    case kCwr:
    case kForwardTsn:
    case kReconfiguration:
      return;
    case capture::kChunkHeartbeat:
    case capture::kChunkHeartbeatAck:
      return each(editor, value, [&](std::uint16_t, OctetSpan information) {
        editor.unknown(information, "heartbeat information of SCTP");
      });
    case capture::kChunkAbort:
    case capture::kChunkError:
      return causes(editor, value);
    case capture::kChunkCookieEcho:
      return editor.unknown(value, "state cookie of SCTP");
    case kAsconf:
    case kAsconfAck:
      if (chunk.size() < kSerial) break;
      return parameters(editor, chunk.subspan(kSerial));
    case kAuth:
      // The shared key id and the identifier of the HMAC stay; the HMAC was of other octets.
      if (chunk.size() < kSerial) break;
      return editor.unknown(chunk.subspan(kSerial), "HMAC of SCTP");
    default:
      break;
  }
  editor.unknown(value, "chunk of SCTP");
}

}  // namespace mapsim::cli::anonymize
