#include "sigtran/link/kernel/notification.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstddef>
#include <cstring>
#include <netinet/sctp.h>

#include "sigtran/link/kernel/socket_address.h"

namespace mapsim::link::notification {

namespace {

// Flags of a DATA chunk (RFC 9260 3.3.1), which Linux gives back in ssf_info.sinfo_flags.
constexpr std::uint16_t kEndFragment = 0x01;
constexpr std::uint16_t kBeginFragment = 0x02;

struct Header {  // the start of every notification
  std::uint16_t type;
  std::uint16_t flags;
  std::uint32_t length;
};

// The fixed part of a kind; the octets need not be aligned. False: there are fewer.
template <class T>
bool read_fixed(OctetView octets, T& out, std::size_t size = sizeof(T)) {
  if (octets.size() < size) return false;
  std::memcpy(&out, octets.data(), size);
  return true;
}

tl::unexpected<Error> truncated(OctetView octets, const char* kind, const char* clause) {
  return fail(Error{.layer = "sctp",
                    .field = kind,
                    .clause = clause,
                    .offset = octets.size(),
                    .text = "the kernel's notification is truncated"});
}

Result<Notification> read_association_change(OctetView octets) {
  // sac_info, of variable length, follows.
  sctp_assoc_change n{};
  if (!read_fixed(octets, n, offsetof(sctp_assoc_change, sac_info)))
    return truncated(octets, "SCTP_ASSOC_CHANGE", "RFC 6458 6.1.1");
  AssociationChange out;
  switch (n.sac_state) {
    case SCTP_COMM_UP:
      out.state = AssociationState::up;
      break;
    case SCTP_RESTART:
      out.state = AssociationState::restarted;
      break;
    case SCTP_SHUTDOWN_COMP:
      out.state = AssociationState::shutdown_complete;
      break;
    case SCTP_CANT_STR_ASSOC:
      out.state = AssociationState::cannot_start;
      break;
    default:
      out.state = AssociationState::lost;
  }
  out.error = ntohs(n.sac_error);
  out.streams_in = n.sac_inbound_streams;
  out.streams_out = n.sac_outbound_streams;
  return out;
}

Result<Notification> read_peer_address_change(OctetView octets) {
  sctp_paddr_change n{};
  if (!read_fixed(octets, n)) return truncated(octets, "SCTP_PEER_ADDR_CHANGE", "RFC 6458 6.1.2");
  PeerAddressChange out;
  const int state = n.spc_state;
  if (state == SCTP_ADDR_AVAILABLE) out.state = PathState::available;
  if (state == SCTP_ADDR_UNREACHABLE) out.state = PathState::unreachable;
  if (state == SCTP_ADDR_CONFIRMED) out.state = PathState::confirmed;
  const auto address = read_address(octets.subspan(offsetof(sctp_paddr_change, spc_aaddr)));
  if (!address) {
    return fail(Error{.layer = "sctp",
                      .field = "spc_aaddr",
                      .clause = "RFC 6458 6.1.2",
                      .offset = offsetof(sctp_paddr_change, spc_aaddr),
                      .text = "is neither an IPv4 nor an IPv6 address"});
  }
  out.address = address->host;
  return out;
}

Result<Notification> read_send_failure(OctetView octets) {
  constexpr std::size_t kFixed = offsetof(sctp_send_failed, ssf_data);
  sctp_send_failed n{};
  if (!read_fixed(octets, n, kFixed)) return truncated(octets, "SCTP_SEND_FAILED", "RFC 6458 6.1.4");
  SendFailure out;
  out.context = n.ssf_info.sinfo_context;
  out.error = n.ssf_error;
  out.first_part = (n.ssf_info.sinfo_flags & kBeginFragment) != 0;
  out.last_part = (n.ssf_info.sinfo_flags & kEndFragment) != 0;
  const std::size_t size = std::min<std::size_t>(n.ssf_length, octets.size());
  out.data = size > kFixed ? octets.subspan(kFixed, size - kFixed) : OctetView();
  return out;
}

Result<Notification> read_remote_error(OctetView octets) {
  sctp_remote_error n{};
  if (!read_fixed(octets, n, offsetof(sctp_remote_error, sre_data)))
    return truncated(octets, "SCTP_REMOTE_ERROR", "RFC 6458 6.1.3");
  return RemoteError{ntohs(n.sre_error)};
}

}  // namespace

Result<Notification> read(OctetView octets) {
  Header header{};
  if (!read_fixed(octets, header)) return truncated(octets, "sn_header", "RFC 6458 6.1");
  switch (header.type) {
    case SCTP_ASSOC_CHANGE:
      return read_association_change(octets);
    case SCTP_PEER_ADDR_CHANGE:
      return read_peer_address_change(octets);
    case SCTP_SEND_FAILED:
      return read_send_failure(octets);
    case SCTP_REMOTE_ERROR:
      return read_remote_error(octets);
    case SCTP_SHUTDOWN_EVENT:
      return ShutdownByPeer{};
    case SCTP_PARTIAL_DELIVERY_EVENT:
      return PartialDeliveryAborted{};
    default:
      return Other{header.type};
  }
}

}  // namespace mapsim::link::notification
