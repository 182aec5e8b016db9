#include "scenarios/engine/lab/lab_stage.h"

#include <algorithm>
#include <chrono>

#include "scenarios/engine/lab/transports.h"

namespace mapsim::scenario::lab {

namespace {

constexpr Duration kCloseLimit = std::chrono::seconds(5);
// Of a peer that floods us before the player has begun.
constexpr std::size_t kMostEarly = 1000;

}  // namespace

LabStage::~LabStage() = default;

Result<std::unique_ptr<LabStage>> LabStage::create(const Program& program, const Site& site, const Plan& plan,
                                                   const LabOptions& options, RunObserver& observer) {
  std::unique_ptr<LabStage> stage(new LabStage(program, site, plan, options, observer));
  if (auto done = stage->open_capture(); !done) return fail(done.error());
  auto loop = node::Loop::create({.seed = options.seed});
  if (!loop) return fail(loop.error());
  stage->loop_ = std::move(*loop);
  if (auto done = stage->add_nodes(); !done) return fail(done.error());
  stage->keeper_ = std::make_unique<LinkKeeper>(program, stage->plan_, site, *stage->loop_, observer);
  return stage;
}

Result<void> LabStage::open_capture() {
  if (!options_.capture) return {};
  capture::RecorderOptions recorder;
  recorder.link_type = options_.link_type;
  recorder.comment = program_.title;
  recorder.epoch = std::chrono::system_clock::now().time_since_epoch();
  recorder.interface_description = "SCTP of mapsim, " + std::string(to_text(plan_.transport));
  for (const PlannedNode& node : plan_.nodes) {
    for (const std::string& host : node.config.local.hosts)
      recorder.names.push_back({host, node.config.name});
    for (std::size_t row = 0; row < node.links.size(); ++row) {
      for (const std::string& host : node.config.peers[row].remote.hosts) {
        const auto known = std::ranges::find(recorder.names, host, &capture::NamedAddress::address);
        if (known == recorder.names.end()) recorder.names.push_back({host, node.links[row].remote});
      }
    }
  }
  if (options_.rotation) {
    auto opened = capture::RotatingRecorder::open(*options_.capture, recorder, *options_.rotation);
    if (!opened) return fail(opened.error());
    file_ = std::move(*opened);
  } else {
    auto opened = capture::open_recorder(*options_.capture, recorder);
    if (!opened) return fail(opened.error());
    file_ = std::move(*opened);
  }
  comments_ = std::make_unique<StepComments>(program_);
  capture::PacketRecorderOptions packets;
  packets.link_type = options_.link_type;
  packets.comments = comments_.get();
  recorder_ = std::make_unique<capture::PacketRecorder>(*file_, packets);
  return {};
}

// Where nobody said which address of ours to use, the system knows the one that leads to the peer.
Result<void> LabStage::find_local_hosts(node::Config& config) const {
  for (node::PeerAddress& place : config.peers) {
    if (!place.local || !place.local->hosts.empty()) continue;
    auto host = local_address_towards(place.remote.hosts.front());
    if (!host) return fail(host.error());
    place.local->hosts = {std::move(*host)};
  }
  return {};
}

Result<void> LabStage::add_nodes() {
  for (PlannedNode& planned : plan_.nodes) {
    if (auto done = find_local_hosts(planned.config); !done) return fail(done.error());
    TransportNeeds needs;
    needs.observer = recorder_.get();
    bool anywhere = false;
    for (const node::PeerAddress& place : planned.config.peers) {
      anywhere = anywhere || place.from_anywhere;
      needs.accepted.insert(needs.accepted.end(), place.remote.hosts.begin(), place.remote.hosts.end());
    }
    if (anywhere) needs.accepted.clear();
    auto transport = make_transport(plan_.transport, site_, needs);
    if (!transport) return fail(transport.error());
    auto added = loop_->add(planned.config, std::move(*transport));
    if (!added) return fail(added.error());
    loop_->node(*added).set_tracer(options_.tracer);
  }
  return {};
}

Result<void> LabStage::open() {
  if (auto done = keeper_->start(); !done) return done;
  const Instant limit = now() + options_.link_wait;
  while (!keeper_->complete()) {
    const auto event = next(limit);
    if (event) {
      if (const auto* told = std::get_if<node::LayerDiagnostic>(event->event);
          told != nullptr && told->diagnostic.severity >= Severity::warning) {
        observer_.on_note(now(), plan_.nodes[event->node].config.name, told->diagnostic.error.message());
      } else if (const auto* message = std::get_if<map::MessageIndication>(event->event);
                 message != nullptr && early_.size() < kMostEarly) {
        early_.push_back({event->node, map::KeptIndication(*message)});
      }
      continue;
    }
    if (stopping()) return fail(Error{.layer = "", .text = "stopped by a signal before the links were up"});
    if (now() >= limit) return fail(Error{.layer = "", .text = keeper_->failure(now())});
  }
  open_ = true;
  return {};
}

std::optional<node::NodeEvent> LabStage::next_early() {
  shown_.emplace(std::move(early_.front()));
  early_.pop_front();
  event_.emplace(shown_->message.get());
  return node::NodeEvent{shown_->node, &*event_};
}

std::optional<node::NodeEvent> LabStage::next(Instant limit) {
  if (open_ && !early_.empty()) return next_early();
  shown_.reset();
  for (;;) {
    const Instant until = std::min(limit, keeper_->next_deadline());
    auto event = loop_->next(until);
    keeper_->on_time(now());
    if (event) {
      keeper_->on_event(*event);
      return event;
    }
    if (stopping() || now() >= limit) return std::nullopt;
  }
}

void LabStage::on_received(std::uint64_t tag) {
  // An early message is not the latest one of its transport.
  if (recorder_ && !shown_) recorder_->note_received(tag);
}

Result<void> LabStage::close() {
  keeper_->stop();
  const bool closed = loop_->close(kCloseLimit);
  if (!closed) observer_.on_note(now(), "", "an association did not end within 5 s and is aborted");
  if (!recorder_) return {};
  recorder_->flush();
  if (recorder_->error()) return fail(*recorder_->error());
  return file_->close();
}

}  // namespace mapsim::scenario::lab
