#include "scenarios/engine/lab/lab_capture.h"

#include <algorithm>
#include <chrono>

#include "scenarios/engine/lab/transports.h"
#include "sigtran/capture/message_tap.h"

namespace mapsim::scenario::lab {

namespace {

void add_address(std::vector<link::IpAddress>& to, const std::string& host) {
  const auto address = link::parse_ip(host);
  if (address && std::ranges::find(to, *address) == to.end()) to.push_back(*address);
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

// Packets come from the interface; of what the transport tells, only its messages are wanted.
class LabCapture::MessagesOnly final : public link::Observer {
 public:
  explicit MessagesOnly(capture::PacketRecorder& to) : recorder_(to) {}
  void on_chunk(Instant, const link::Flow&, const link::Chunk&) override {}
  void on_message(Instant at, const link::WireMessage& message) override {
    recorder_.on_message(at, message);
  }

 private:
  capture::PacketRecorder& recorder_;
};

LabCapture::~LabCapture() = default;

Result<std::unique_ptr<LabCapture>> LabCapture::open(const Program& program, const Plan& plan,
                                                     const CaptureOptions& options) {
  auto capture = std::unique_ptr<LabCapture>(new LabCapture());
  capture->kernel_ = plan.transport == TransportKind::kernel;
  capture::RecorderOptions recorder;
  recorder.link_type = options.link_type;
  recorder.comment = program.title;
  recorder.epoch = std::chrono::system_clock::now().time_since_epoch();
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
  capture->messages_ = std::make_unique<MessagesOnly>(*capture->recorder_);
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

std::unique_ptr<link::Transport> LabCapture::watched(std::unique_ptr<link::Transport> transport) {
  if (!kernel_) return transport;
  link::Observer& observer = interface_ ? static_cast<link::Observer&>(*messages_) : *recorder_;
  return std::make_unique<capture::MessageTap>(std::move(transport), observer);
}

void LabCapture::on_turn_begin() {
  if (interface_) interface_->poll(*recorder_);
}

void LabCapture::on_turn_end() {
  if (interface_) recorder_->end_turn();
}

Result<void> LabCapture::close() {
  std::string lost;
  if (interface_) {
    interface_->poll(*recorder_);
    const auto& counters = interface_->counters();
    const std::uint64_t dropped = counters.dropped_by_kernel + counters.dropped_by_interface;
    if (dropped != 0)
      lost = std::to_string(dropped) + " packets are not in the capture: the system dropped them";
  }
  recorder_->flush();
  if (recorder_->error()) {
    (void)file_->close();
    return fail(*recorder_->error());
  }
  if (auto closed = file_->close(); !closed) return closed;
  if (!lost.empty()) return fail(Error{.layer = "capture", .text = lost});
  return {};
}

}  // namespace mapsim::scenario::lab
