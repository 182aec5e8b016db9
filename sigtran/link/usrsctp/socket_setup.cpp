// Options of a socket of the library, before it listens or connects (RFC 6458 8.1).
#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <usrsctp.h>

#include "sigtran/link/usrsctp/transport.h"

namespace mapsim::link {

namespace {

std::uint32_t ms(Duration d) {
  return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(d).count());
}

template <class T>
bool set(struct socket* socket, int option, const T& value) {
  return usrsctp_setsockopt(socket, IPPROTO_SCTP, option, &value, sizeof(value)) == 0;
}

bool subscribe(struct socket* socket) {
  for (const int type : {SCTP_ASSOC_CHANGE, SCTP_PEER_ADDR_CHANGE, SCTP_SHUTDOWN_EVENT,
                         SCTP_PARTIAL_DELIVERY_EVENT, SCTP_SEND_FAILED_EVENT}) {
    sctp_event event{};
    event.se_assoc_id = SCTP_ALL_ASSOC;
    event.se_type = static_cast<std::uint16_t>(type);
    event.se_on = 1;
    if (!set(socket, SCTP_EVENT, event)) return false;
  }
  return true;
}

bool set_buffers(struct socket* socket, const SctpOptions& options) {
  // The library's part of the send queue must hold the longest message.
  const int send = static_cast<int>(options.max_message + (256U << 10U));
  const int receive = static_cast<int>(options.receive_buffer);
  return usrsctp_setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &send, sizeof(send)) == 0 &&
         usrsctp_setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receive, sizeof(receive)) == 0;
}

bool set_timers(struct socket* socket, const SctpOptions& options) {
  sctp_rtoinfo rto{};
  rto.srto_initial = ms(options.rto_initial);
  rto.srto_min = ms(options.rto_min);
  rto.srto_max = ms(options.rto_max);
  sctp_assocparams association{};
  association.sasoc_asocmaxrxt = options.association_max_retransmissions;
  sctp_sack_info sack{};
  sack.sack_delay = ms(options.sack_delay);
  sack.sack_freq = options.sack_delay > Duration::zero() ? 2 : 1;
  return set(socket, SCTP_RTOINFO, rto) && set(socket, SCTP_ASSOCINFO, association) &&
         set(socket, SCTP_DELAYED_SACK, sack);
}

bool set_path(struct socket* socket, const SctpOptions& options, std::size_t overhead) {
  constexpr std::size_t kSctpHeader = 12;
  const std::size_t mtu = options.path_mtu.value_or(1500);
  sctp_paddrparams path{};
  path.spp_address.ss_family = AF_CONN;
  path.spp_pathmaxrxt = options.path_max_retransmissions;
  path.spp_flags = SPP_PMTUD_DISABLE;
  path.spp_pathmtu = static_cast<std::uint32_t>(mtu - overhead - kSctpHeader);
  if (options.heartbeat_interval > Duration::zero()) {
    path.spp_flags |= SPP_HB_ENABLE;
    path.spp_hbinterval = ms(options.heartbeat_interval);
  } else {
    path.spp_flags |= SPP_HB_DISABLE;
  }
  return set(socket, SCTP_PEER_ADDR_PARAMS, path);
}

}  // namespace

// Empty, or what the library refuses.
std::string UsrsctpTransport::configure(struct socket* socket) const {
  const SctpOptions& options = config_.sctp;
  sctp_initmsg init{};
  init.sinit_num_ostreams = options.streams_out;
  init.sinit_max_instreams = options.streams_in;
  init.sinit_max_attempts = options.init_retries;
  init.sinit_max_init_timeo = static_cast<std::uint16_t>(std::min(ms(options.init_timeout_max), 65'535U));
  const int on = 1;
  const int nodelay = options.nodelay ? 1 : 0;
  const int interleave = 0;  // the parts of one message come together
  if (usrsctp_set_non_blocking(socket, 1) != 0) return "non-blocking calls";
  if (!set(socket, SCTP_INITMSG, init)) return "streams or the repetition of INIT";
  if (!set(socket, SCTP_RECVRCVINFO, on) || !subscribe(socket)) return "notifications";
  if (!set(socket, SCTP_NODELAY, nodelay)) return "nodelay";
  if (!set(socket, SCTP_FRAGMENT_INTERLEAVE, interleave)) return "fragment interleave";
  if (!set_buffers(socket, options)) return "the send or receive buffer";
  if (!set_timers(socket, options)) return "RTO, retransmission limit or SACK delay";
  if (!set_path(socket, options, io_->overhead())) return "heartbeat interval or path MTU";
  return {};
}

Result<struct socket*> UsrsctpTransport::open_socket(std::uint16_t library_port) {
  struct socket* socket = usrsctp_socket(AF_CONN, SOCK_STREAM, IPPROTO_SCTP, nullptr, nullptr, 0, nullptr);
  std::string wrong = socket == nullptr ? "a new socket" : configure(socket);
  if (wrong.empty()) {
    sockaddr_conn any{};
    any.sconn_family = AF_CONN;
    any.sconn_port = htons(library_port);
    if (usrsctp_bind(socket, reinterpret_cast<sockaddr*>(&any), sizeof(any)) != 0) wrong = "the port";
  }
  if (wrong.empty()) return socket;
  const std::string reason = std::strerror(errno);
  if (socket != nullptr) usrsctp_close(socket);
  return fail(Error{.layer = "sctp",
                    .field = "sctp",
                    .clause = "RFC 6458 8.1",
                    .text = "userland SCTP does not take " + wrong + ": " + reason});
}

}  // namespace mapsim::link
