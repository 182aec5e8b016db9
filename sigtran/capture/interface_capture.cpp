#include "sigtran/capture/interface_capture.h"

#include <algorithm>
#include <array>
#include <pcap/pcap.h>

#include "sigtran/capture/frame_header.h"
#include "sigtran/capture/ip_layer.h"
#include "sigtran/capture/link_layer.h"
#include "sigtran/capture/put.h"
#include "sigtran/core/reader.h"

namespace mapsim::capture {

struct InterfaceCapture::Handle {
  pcap_t* pcap = nullptr;
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (pcap != nullptr) ::pcap_close(pcap);
  }
};

namespace {

Error cannot_capture(const std::string& interface, std::string text) {
  return Error{.layer = "capture", .field = "interface " + interface, .text = std::move(text)};
}

std::string reason(int status, pcap_t* pcap) {
  const std::string detail = ::pcap_geterr(pcap);
  switch (status) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
      return "capturing needs the right CAP_NET_RAW, which this process has not (as root: setcap "
             "cap_net_raw+ep on the program)";
    case PCAP_ERROR_NO_SUCH_DEVICE:
      return "there is no such interface; `ip link` lists them, and 'any' is all of them";
    case PCAP_ERROR_IFACE_NOT_UP:
      return "the interface is down";
    default:
      return detail.empty() ? ::pcap_statustostr(status) : detail;
  }
}

}  // namespace

InterfaceCapture::InterfaceCapture(InterfaceCaptureOptions options)
    : options_(std::move(options)), handle_(std::make_unique<Handle>()) {}

InterfaceCapture::~InterfaceCapture() = default;

Result<std::unique_ptr<InterfaceCapture>> InterfaceCapture::open(InterfaceCaptureOptions options) {
  std::unique_ptr<InterfaceCapture> capture(new InterfaceCapture(std::move(options)));
  const InterfaceCaptureOptions& o = capture->options_;
  std::array<char, PCAP_ERRBUF_SIZE> text{};
  pcap_t* pcap = ::pcap_create(o.interface.c_str(), text.data());
  if (pcap == nullptr) return fail(cannot_capture(o.interface, text.data()));
  capture->handle_->pcap = pcap;
  ::pcap_set_snaplen(pcap, static_cast<int>(o.snap_length));
  ::pcap_set_promisc(pcap, 0);
  // A frame can be read when it has passed, before its message reaches the user: comments depend on it.
  ::pcap_set_immediate_mode(pcap, 1);
  ::pcap_set_buffer_size(pcap, o.buffer);
  ::pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO);
  if (const int status = ::pcap_activate(pcap); status < 0) {
    return fail(cannot_capture(o.interface, reason(status, pcap)));
  }
  if (::pcap_datalink(pcap) == DLT_LINUX_SLL) ::pcap_set_datalink(pcap, DLT_LINUX_SLL2);
  // The numbers of DLT_ and LINKTYPE_ are the same but for raw IP.
  const int native = ::pcap_datalink(pcap);
  capture->native_ = native == DLT_RAW ? LinkType::raw_ip : static_cast<LinkType>(native);
  bpf_program program{};
  const std::string filter = capture_filter(o.scope);
  if (::pcap_compile(pcap, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0) {
    return fail(cannot_capture(o.interface, "the filter '" + filter + "': " + ::pcap_geterr(pcap)));
  }
  const bool filtered = ::pcap_setfilter(pcap, &program) == 0;
  ::pcap_freecode(&program);
  if (!filtered || ::pcap_setnonblock(pcap, 1, text.data()) != 0) {
    return fail(cannot_capture(o.interface, filtered ? text.data() : ::pcap_geterr(pcap)));
  }
  return capture;
}

int InterfaceCapture::fd() const {
  return ::pcap_get_selectable_fd(handle_->pcap);
}

std::size_t InterfaceCapture::poll(link::Observer& observer, std::size_t most) {
  std::size_t count = 0;
  pcap_pkthdr* header = nullptr;
  const u_char* octets = nullptr;
  for (; count < most && ::pcap_next_ex(handle_->pcap, &header, &octets) == 1; ++count) {
    // With nanoseconds asked for, tv_usec has them.
    const auto at = std::chrono::seconds(header->ts.tv_sec) + std::chrono::nanoseconds(header->ts.tv_usec);
    tell(observer, Instant::from_start(std::max<Duration>(at - options_.epoch, Duration::zero())),
         {octets, header->caplen});
  }
  counters_.frames += count;
  return count;
}

// By our addresses; where nobody stated them, by those of the peers; where both ends have the same, as when
// all is on one host, by what Linux wrote before the packet.
bool InterfaceCapture::leaves_us(const IpPacket& ip, OctetView frame) const {
  const auto among = [](const std::vector<link::IpAddress>& all, const link::IpAddress& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  const CaptureScope& scope = options_.scope;
  if (!scope.local.empty()) return among(scope.local, ip.from);
  const bool from_peer = among(scope.peers, ip.from);
  if (from_peer != among(scope.peers, ip.to)) return !from_peer;
  const std::size_t packet_type = native_ == LinkType::linux_sll2 ? 10 : 1;
  constexpr std::uint8_t kSentByUs = 4;
  return (native_ == LinkType::linux_sll2 || native_ == LinkType::linux_sll) && frame.size() > packet_type &&
         frame[packet_type] == kSentByUs;
}

void InterfaceCapture::tell(link::Observer& observer, Instant at, OctetView frame) {
  link::WirePacket packet;
  const auto payload = strip_link(native_, frame);
  const auto ip = payload && payload->carried == Carried::ip ? read_ip(frame.subspan(payload->offset))
                                                             : fail(Error{.layer = "link"});
  if (ip) {
    packet.from = ip->from;
    packet.to = ip->to;
    packet.outgoing = leaves_us(*ip, frame);
    OctetView octets = frame.subspan(payload->offset + ip->offset, ip->size);
    if (ip->protocol == kProtocolUdp && octets.size() >= kUdpHeader) {
      mapsim::Reader udp(octets);
      packet.udp_from = udp.u16();
      packet.udp_to = udp.u16();
      octets = octets.subspan(kUdpHeader);
    }
    if (!ip->fragment) packet.octets = octets;
  }
  if (packet.octets.empty()) ++counters_.not_read;
  if (frames_packets(options_.link_type) && options_.link_type != LinkType::sctp) {
    packet.frame = ip && options_.link_type != native_ ? reframe(frame, payload->offset, packet) : frame;
  } else if (packet.octets.empty()) {
    return;
  }
  observer.on_packet(at, packet);
}

OctetView InterfaceCapture::reframe(OctetView frame, std::size_t ip_at, const link::WirePacket& packet) {
  frame_.clear();
  put_link_header(frame_, options_.link_type, packet.from, packet.to);
  put(frame_, frame.subspan(ip_at));
  return frame_;
}

InterfaceCapture::Counters InterfaceCapture::counters() const {
  Counters counters = counters_;
  pcap_stat stat{};
  if (::pcap_stats(handle_->pcap, &stat) == 0) {
    counters.dropped_by_kernel = stat.ps_drop;
    counters.dropped_by_interface = stat.ps_ifdrop;
  }
  return counters;
}

}  // namespace mapsim::capture
