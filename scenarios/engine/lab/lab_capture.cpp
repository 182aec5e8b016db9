#include "scenarios/engine/lab/lab_capture.h"

#include <algorithm>
#include <chrono>
#include <fstream>

#include "scenarios/engine/lab/transports.h"
#include "sigtran/capture/message_tap.h"

namespace mapsim::scenario::lab {

namespace {

void add_address(std::vector<link::IpAddress>& to, const std::string& host) {
  const auto address = link::parse_ip(host);
  if (address && std::ranges::find(to, *address) == to.end()) to.push_back(*address);
}

// Where the kernel's SCTP is inside UDP (RFC 6951), its own UDP port; 0: it is not.
std::uint16_t kernels_udp_port() {
  std::uint16_t port = 0;
  std::ifstream in("/proc/sys/net/sctp/udp_port");
  return in >> port ? port : std::uint16_t{0};
}

// What belongs to the associations of this plan: their peers' addresses and ports. Our own port may be any.
capture::CaptureScope scope_of(const Plan& plan) {
  capture::CaptureScope scope;
  bool anywhere = false;
  const auto add_port = [&](std::uint16_t port) {
    if (port != 0 && std::ranges::find(scope.ports, port) == scope.ports.end()) scope.ports.push_back(port);
  };
  for (const PlannedNode& node : plan.nodes) {
    for (const link::EndpointAddress& at : node.listening) add_port(at.port);
    for (const node::PeerAddress& place : node.config.peers) {
      anywhere = anywhere || place.from_anywhere;
      add_port(place.remote.port);
      for (const std::string& host : place.remote.hosts) add_address(scope.peers, host);
    }
  }
  if (anywhere) scope.peers.clear();
  scope.udp_port = kernels_udp_port();
  return scope;
}

std::vector<capture::NamedAddress> names_of(const Plan& plan) {
  std::vector<capture::NamedAddress> names;
  const auto add = [&](const std::string& host, const std::string& name) {
    if (std::ranges::find(names, host, &capture::NamedAddress::address) == names.end())
      names.push_back({host, name});
  };
  for (const PlannedNode& node : plan.nodes) {
    for (const std::string& host : node.config.local.hosts) add(host, node.config.name);
  }
  for (const PlannedNode& node : plan.nodes) {
    for (std::size_t row = 0; row < node.links.size(); ++row) {
      for (const std::string& host : node.config.peers[row].remote.hosts) add(host, node.links[row].remote);
    }
  }
  return names;
}

}  // namespace

// What the kernel's transport tells: its messages, counted, and packets made of them unless the interface
// gives the true ones.
class LabCapture::Messages final : public link::Observer {
 public:
  Messages(capture::PacketRecorder& to, bool with_packets) : recorder_(to), with_packets_(with_packets) {}
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  void on_packet(Instant at, const link::WirePacket& packet) override {
    if (with_packets_) recorder_.on_packet(at, packet);
  }
  void on_message(Instant at, const link::WireMessage& message) override {
    ++(message.outgoing ? told_.out : told_.in);
    recorder_.on_message(at, message);
  }
  const Traffic& told() const { return told_; }

 private:
  capture::PacketRecorder& recorder_;
  bool with_packets_;
  Traffic told_;
};

LabCapture::~LabCapture() = default;

Result<std::unique_ptr<LabCapture>> LabCapture::open(const Program& program, const Plan& plan,
                                                     const CaptureOptions& options) {
  auto capture = std::unique_ptr<LabCapture>(new LabCapture());
  capture->kernel_ = plan.transport == TransportKind::kernel;
  capture::RecorderOptions recorder;
  recorder.link_type = options.link_type;
  recorder.comment = program.title;
  capture->epoch_ = std::chrono::system_clock::now().time_since_epoch();
  recorder.epoch = capture->epoch_;
  recorder.interface_description = "SCTP of mapsim, " + std::string(to_text(plan.transport));
  recorder.names = names_of(plan);
  if (capture->kernel_) capture->open_interface(plan, recorder);
  if (capture->remark_) recorder.comment += "; " + std::string(capture::kMadeOfMessages);
  if (options.rotation) {
    auto opened = capture::RotatingRecorder::open(options.file, recorder, *options.rotation);
    if (!opened) return fail(opened.error());
    capture->file_ = std::move(*opened);
  } else {
    auto opened = capture::open_recorder(options.file, recorder);
    if (!opened) return fail(opened.error());
    capture->file_ = std::move(*opened);
  }
  capture->comments_ = std::make_unique<StepComments>(program);
  capture::PacketRecorderOptions packets;
  packets.link_type = options.link_type;
  packets.comments = capture->comments_.get();
  packets.apart = capture->interface_ != nullptr;
  for (const PlannedNode& node : plan.nodes) {
    const std::vector<std::string>& hosts = node.config.local.hosts;
    for (std::size_t i = 1; i < hosts.size(); ++i) {
      const auto main = link::parse_ip(hosts.front());
      const auto other = link::parse_ip(hosts[i]);
      if (main && other) packets.aliases[*other] = *main;
    }
  }
  capture->recorder_ = std::make_unique<capture::PacketRecorder>(*capture->file_, packets);
  capture->messages_ = std::make_unique<Messages>(*capture->recorder_, capture->interface_ == nullptr);
  capture->frames_packets_ = capture::frames_packets(options.link_type);
  return capture;
}

void LabCapture::open_interface(const Plan& plan, const capture::RecorderOptions& recorder) {
  capture::InterfaceCaptureOptions options;
  options.scope = scope_of(plan);
  options.link_type = recorder.link_type;
  options.epoch = recorder.epoch;
  auto opened = capture::InterfaceCapture::open(std::move(options));
  if (opened) {
    interface_ = std::move(*opened);
  } else {
    remark_ = "the capture is made of messages: " + opened.error().message();
  }
}

std::unique_ptr<link::Transport> LabCapture::watched(MadeTransport made) {
  account_.add(std::move(made.traffic));
  if (!kernel_) return std::move(made.transport);
  if (!interface_) made.facts.received_tsn = nullptr;  // its packets are made up, TSNs and all
  return std::make_unique<capture::MessageTap>(std::move(made.transport), *messages_, std::move(made.facts));
}

void LabCapture::on_turn_begin() {
  if (interface_) interface_->poll(*recorder_);
}

void LabCapture::on_turn_end() {
  if (!interface_) return;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  recorder_->end_turn(Instant::from_start(std::max<Duration>(now - epoch_, Duration::zero())));
}

// Of what was told to the recorder, and of what it made of it.
std::string LabCapture::missing() const {
  const auto& recorded = recorder_->counters();
  const Traffic packets{recorded.packets_in, recorded.packets_out};
  Traffic messages = messages_->told();
  if (interface_) {
    // What came from an endpoint of this process was recorded when it left.
    if (recorded.twice == 0) messages.in = recorded.messages_in;
    messages.out = recorded.messages_out;
  }
  std::string text = kernel_ ? account_.missing(messages, "messages") : account_.missing(packets, "packets");
  const auto add = [&](std::uint64_t count, const std::string& what) {
    if (count != 0) text += (text.empty() ? "" : "; ") + std::to_string(count) + what;
  };
  if (interface_) {
    const auto& counters = interface_->counters();
    add(counters.dropped_by_kernel + counters.dropped_by_interface,
        " packets are not in the capture: the system dropped them");
  }
  if (frames_packets_) add(recorded.left_out, " packets are longer than IP carries, and not in the capture");
  add(recorded.frames - std::min(recorded.frames, file_->counters().written), " frames were not written");
  return text;
}

Result<void> LabCapture::close() {
  // All that waits; one who floods us does not keep us here.
  constexpr int kMostTurns = 1000;
  for (int i = 0; interface_ && i < kMostTurns && interface_->poll(*recorder_) != 0; ++i) {
  }
  recorder_->flush();
  if (recorder_->error()) {
    (void)file_->close();
    return fail(*recorder_->error());
  }
  if (auto closed = file_->close(); !closed) return closed;
  if (std::string lost = missing(); !lost.empty())
    return fail(Error{.layer = "capture", .text = std::move(lost)});
  return {};
}

}  // namespace mapsim::scenario::lab
