#include "scenarios/engine/lab/lab_stage.h"

#include <algorithm>

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
  auto loop =
      node::Loop::create({.seed = options.seed, .signals = options.signals, .busy_wait = options.busy_wait});
  if (!loop) return fail(loop.error());
  stage->loop_ = std::move(*loop);
  if (stage->capture_) {
    stage->loop_->set_turns(stage->capture_.get());
    const int fd = stage->capture_->fd();
    if (auto done = fd >= 0 ? stage->loop_->watch(fd) : Result<void>(); !done) return fail(done.error());
  }
  if (auto done = stage->add_nodes(); !done) return fail(done.error());
  stage->keeper_ = std::make_unique<LinkKeeper>(stage->plan_, site, *stage->loop_, observer);
  return stage;
}

Result<void> LabStage::open_capture() {
  if (!options_.capture) return {};
  auto opened = LabCapture::open(program_, plan_, *options_.capture);
  if (!opened) return fail(opened.error());
  capture_ = std::move(*opened);
  if (capture_->remark()) observer_.on_note(Instant(), "", *capture_->remark());
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
    if (capture_) needs.observer = capture_->packets();
    bool anywhere = false;
    for (const node::PeerAddress& place : planned.config.peers) {
      anywhere = anywhere || place.from_anywhere;
      needs.accepted.insert(needs.accepted.end(), place.remote.hosts.begin(), place.remote.hosts.end());
    }
    if (anywhere) needs.accepted.clear();
    auto made = make_transport(plan_.transport, site_, needs);
    if (!made) return fail(made.error());
    if (made->retransmissions) retransmissions_.push_back(std::move(made->retransmissions));
    auto transport = capture_ ? capture_->watched(std::move(*made)) : std::move(made->transport);
    if (options_.messages) {
      transport = std::make_unique<capture::MessageTap>(
          std::move(transport), *options_.messages(loop_->size()),
          capture::WireFacts{.received_tsn = {}, .local_port = std::move(made->facts.local_port)});
    }
    auto added = loop_->add(planned.config, std::move(transport));
    if (!added) return fail(added.error());
    loop_->node(*added).set_tracer(options_.tracer);
  }
  return {};
}

Result<void> LabStage::open() {
  if (auto done = keeper_->start(); !done) return done;
  const Instant limit = now() + options_.link_wait;
  while (options_.await_links && !keeper_->complete()) {
    const auto event = next(limit);
    if (event) {
      if (const auto* told = std::get_if<node::LayerDiagnostic>(event->event);
          told != nullptr && told->diagnostic.severity >= Severity::warning) {
        observer_.on_note(now(), plan_.nodes[event->node].config.name, told->diagnostic.error.message());
      } else if (const auto* message = std::get_if<map::MessageIndication>(event->event);
                 message != nullptr && early_.size() < kMostEarly) {
        early_.push_back({event->node, map::KeptIndication(*message), on_held()});
      } else if (std::holds_alternative<map::SentIndication>(*event->event) ||
                 std::holds_alternative<node::TcapAnswered>(*event->event)) {
        // The stack has answered a peer that has begun already. What it answered is known until the next turn
        // only (Node::last_message()), so that the player gets this now; the last links come up beside it.
        answered_early_ = event;
        break;
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
  if (answered_early_) return std::exchange(answered_early_, std::nullopt);
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

std::uint64_t LabStage::retransmissions() const {
  std::uint64_t sum = lab::retransmissions(plan_.transport).value_or(0);
  for (const auto& count : retransmissions_) sum += count();
  return sum;
}

void LabStage::on_received(std::uint64_t tag) {
  // An early message is not the latest one of its transport.
  if (shown_) return on_released(shown_->name, tag);
  if (capture_) capture_->note_received(tag);
}

std::uint64_t LabStage::on_held() {
  if (shown_) return shown_->name;
  return capture_ ? capture_->postpone() : 0;
}

void LabStage::on_released(std::uint64_t name, std::uint64_t tag) {
  if (capture_) capture_->note_postponed(name, tag);
}

Result<void> LabStage::close() {
  keeper_->stop();
  const bool closed = loop_->close(kCloseLimit);
  if (!closed) observer_.on_note(now(), "", "an association did not end within 5 s and is aborted");
  return capture_ ? capture_->close() : Result<void>();
}

}  // namespace mapsim::scenario::lab
