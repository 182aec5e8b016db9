#include "sigtran/link/kernel/receive_batch.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/sctp.h>

namespace mapsim::link {

struct ReceiveBatch::Memory {
  std::array<mmsghdr, kParts> headers{};
  std::array<iovec, kParts> vectors{};
  struct alignas(cmsghdr) Control {
    std::array<std::uint8_t, CMSG_SPACE(sizeof(sctp_rcvinfo)) + CMSG_SPACE(sizeof(sctp_sndrcvinfo))> octets{};
  };
  std::array<Control, kParts> control{};
  std::array<std::array<std::uint8_t, kPartSize>, kParts> octets{};
};

void ReceiveBatch::Release::operator()(Memory* memory) const {
  delete memory;
}

ReceiveBatch::ReceiveBatch() : memory_(new Memory) {
  for (std::size_t i = 0; i < kParts; ++i) {
    memory_->vectors[i] = {memory_->octets[i].data(), kPartSize};
    msghdr& h = memory_->headers[i].msg_hdr;
    h.msg_iov = &memory_->vectors[i];
    h.msg_iovlen = 1;
    h.msg_control = memory_->control[i].octets.data();
  }
}

ReceiveBatch::Outcome ReceiveBatch::read(int fd) {
  clear();
  for (mmsghdr& m : memory_->headers) {
    m.msg_hdr.msg_controllen = sizeof(Memory::Control);
    m.msg_hdr.msg_flags = 0;
    m.msg_len = 0;
  }
  int got = 0;
  do {
    got = ::recvmmsg(fd, memory_->headers.data(), kParts, MSG_DONTWAIT, nullptr);
  } while (got < 0 && errno == EINTR);
  if (got < 0) {
    code_ = errno;
    return code_ == EAGAIN || code_ == EWOULDBLOCK ? Outcome::nothing : Outcome::error;
  }
  // After the end, every further message is empty.
  while (count_ < static_cast<std::size_t>(got) && memory_->headers[count_].msg_len != 0) ++count_;
  return count_ == 0 ? Outcome::end : Outcome::parts;
}

std::optional<ReceivedPart> ReceiveBatch::next() {
  if (at_ == count_) return std::nullopt;
  msghdr& h = memory_->headers[at_].msg_hdr;
  ReceivedPart part;
  part.octets = {memory_->octets[at_].data(), memory_->headers[at_].msg_len};
  part.notification = (h.msg_flags & MSG_NOTIFICATION) != 0;
  part.end_of_record = (h.msg_flags & MSG_EOR) != 0;
  ++at_;
  for (cmsghdr* c = CMSG_FIRSTHDR(&h); c != nullptr && !part.notification; c = CMSG_NXTHDR(&h, c)) {
    if (c->cmsg_level != IPPROTO_SCTP || c->cmsg_type != SCTP_RCVINFO) continue;
    sctp_rcvinfo info{};
    std::memcpy(&info, CMSG_DATA(c), sizeof info);
    part.stream = info.rcv_sid;
    part.payload_protocol = ntohl(info.rcv_ppid);
    part.tsn = info.rcv_tsn;
  }
  return part;
}

}  // namespace mapsim::link
