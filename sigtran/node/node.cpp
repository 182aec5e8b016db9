#include "sigtran/node/node.h"

#include <algorithm>

#include "sigtran/node/trace_text.h"

namespace mapsim::node {

Node::Node(Config config, std::unique_ptr<link::Transport> transport, Random random)
    : config_(std::move(config)),
      transport_(std::move(transport)),
      m3ua_(config_.m3ua),
      sccp_(config_.sccp, random.fork(1)),
      tcap_(config_.tcap, random.fork(2)),
      map_(config_.map) {}

// The link side -------------------------------------------------------------------------------------

Result<void> Node::listen(Instant now) {
  return listen(config_.local, now);
}

Result<void> Node::listen(const link::EndpointAddress& local, Instant now) {
  return transport_->listen(local, now);
}

Result<void> Node::connect(std::size_t peer, Instant now) {
  if (is_wanted(peer)) {
    return fail(Error{.layer = "sctp",
                      .text = "the association to " + config_.m3ua.peers[peer].name + " is there already"});
  }
  const PeerAddress& place = config_.peers[peer];
  auto id = transport_->connect(place.local.value_or(config_.local), place.remote, now);
  if (!id) return tl::unexpected(id.error());
  associations_.push_back({*id, peer, false});
  return {};
}

void Node::give_up(std::size_t peer, Instant now) {
  for (const Association& a : associations_) {
    if (a.peer == peer && !a.up) transport_->abort(a.id, now);
  }
}

void Node::abort(link::AssociationId association, Instant now) {
  transport_->abort(association, now);
}

void Node::close(Instant now) {
  closing_ = true;
  transport_->stop_listening(now);
  for (const Association& a : associations_) {
    // An SGP waits for the ASP's ASPDN; the ASP then shuts the association down.
    if (!a.up) {
      transport_->abort(a.id, now);
    } else if (config_.m3ua.peers[a.peer].role != m3ua::Role::sgp) {
      m3ua_.handle(m3ua::AspDown{a.peer}, now);
    }
  }
}

void Node::shutdown(Instant now) {
  for (const Association& a : associations_) {
    if (a.up) transport_->shutdown(a.id, now);
  }
}

bool Node::is_up(std::size_t peer) const {
  return std::ranges::any_of(associations_, [&](const Association& a) { return a.peer == peer && a.up; });
}

bool Node::is_wanted(std::size_t peer) const {
  return std::ranges::find(associations_, peer, &Association::peer) != associations_.end();
}

// The MAP-user's side ---------------------------------------------------------------------------------

Result<map::DialogueId> Node::new_dialogue() {
  const map::DialogueId id = tcap_.new_dialogue(0);
  if (tcap_.user(id) == nullptr) {
    return fail(Error{.layer = "tcap",
                      .text = "no more than " + std::to_string(tcap_.max_open()) + " dialogues can be open"});
  }
  return id;
}

std::optional<std::uint64_t> Node::user(map::DialogueId dialogue) {
  const std::uint64_t* token = tcap_.user(dialogue);
  return token != nullptr ? std::optional(*token) : std::nullopt;
}

void Node::set_user(map::DialogueId dialogue, std::uint64_t token) {
  if (std::uint64_t* kept = tcap_.user(dialogue)) *kept = token;
}

std::optional<tcap::TransactionId> Node::transaction_id(map::DialogueId dialogue) const {
  return tcap_.local_transaction_id(dialogue);
}

bool Node::knows_peer(map::DialogueId dialogue) const {
  const auto state = tcap_.state(dialogue);
  return state && *state != tcap::TransactionState::idle && *state != tcap::TransactionState::initiation_sent;
}

map::LongMessage Node::long_message_form(const map::Request& request, map::LongMessage wanted) const {
  if (wanted != map::LongMessage::automatic || !request.called || !request.calling) return wanted;
  return map::choose_form(request, config_.tcap.ids.octets,
                          sccp_.udt_capacity(*request.called, *request.calling));
}

Result<void> Node::request(map::Request&& request, Instant now) {
  if (auto done = map_.handle(std::move(request), now); !done) return done;
  // Views in the request end with this call, so everything goes down now. What layers tell meanwhile is held.
  Result<void> outcome;
  for (;;) {
    std::optional<Event> told;
    const bool worked =
        pump_map(now, told) || pump_tcap(now, told) || pump_sccp(now, told) || pump_m3ua(now, told);
    if (!worked) return outcome;
    if (!told) continue;
    if (auto* d = std::get_if<LayerDiagnostic>(&*told);
        d != nullptr && d->layer == Layer::tcap && d->diagnostic.severity == Severity::error) {
      outcome = fail(std::move(d->diagnostic.error));
    } else {
      held_.push_back(std::move(*told));
    }
  }
}

// The driver's side -----------------------------------------------------------------------------------

const Event* Node::poll(Instant now) {
  told_.reset();
  if (!held_.empty()) {
    told_ = std::move(held_.front());
    held_.erase(held_.begin());
    return &*told_;
  }
  // From the top: an event of a lower layer is only taken when its views have been used by the layers above.
  for (;;) {
    const bool worked = pump_map(now, told_) || pump_tcap(now, told_) || pump_sccp(now, told_) ||
                        pump_m3ua(now, told_) || pump_link(now, told_);
    if (told_) return &*told_;
    if (!worked) return nullptr;
  }
}

void Node::on_time(Instant now) {
  last_message_.reset();
  m3ua_.on_time(now);
  sccp_.on_time(now);
  tcap_.on_time(now);
  map_.on_time(now);
}

Instant Node::next_deadline() const {
  return std::min({m3ua_.next_deadline(), sccp_.next_deadline(), tcap_.next_deadline(), map_.next_deadline(),
                   held_.empty() ? Instant::never() : Instant()});
}

}  // namespace mapsim::node
