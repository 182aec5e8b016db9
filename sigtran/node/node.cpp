#include "sigtran/node/node.h"

#include <algorithm>

#include "sigtran/node/trace_text.h"

namespace mapsim::node {

namespace {

std::string name_of(const m3ua::Config& config, std::size_t application_server) {
  const auto& servers = config.application_servers;
  // Those that registered keys have made stand behind those of the configuration.
  return application_server < servers.size() ? "application server " + servers[application_server].name
                                             : "the application server of a registered key";
}

LayerDiagnostic pending_notice(const m3ua::Config& config, const std::string& name) {
  const auto recovery = std::chrono::duration_cast<std::chrono::milliseconds>(config.timers.recovery);
  return {Layer::m3ua,
          {Severity::warning, Error{.layer = "m3ua",
                                    .field = name,
                                    .clause = "RFC 4666 4.3.2",
                                    .text = "is pending: no ASP is active; messages wait T(r), " +
                                            std::to_string(recovery.count()) + " ms"}}};
}

OutBuffer copy_of(const OutBuffer& like, OctetView octets) {
  OutBuffer copy(octets.size());
  copy.prepend(octets);
  copy.tag = like.tag;
  return copy;
}

// What a fault that changes octets makes of the message; nullopt where it changes none.
std::optional<Octets> tampered_with(const link::Fault& fault, const OutBuffer& message) {
  using Kind = link::Fault::Kind;
  const OctetView octets = message.view();
  const auto start = fault.locate != nullptr ? fault.locate(octets) : std::optional<std::size_t>(0);
  if (!start || *start + fault.octet >= octets.size()) return std::nullopt;
  const std::size_t octet = *start + fault.octet;
  Octets changed(octets.begin(), octets.end());
  if (fault.kind == Kind::corrupt) {
    changed[octet] = static_cast<std::uint8_t>(changed[octet] ^ fault.mask);
  } else if (fault.kind == Kind::truncate && octet != 0) {
    changed.resize(octet);
  } else {
    return std::nullopt;
  }
  return changed;
}

}  // namespace

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

bool Node::pump_map(Instant now, std::optional<Event>& told) {
  auto* event = map_.poll_in_place();
  if (!event) return false;
  if (auto* request = std::get_if<tcap::Request>(&*event)) {
    if (traced(Layer::map)) trace(Layer::map, now, describe(*request));
    if (auto done = tcap_.handle(std::move(*request), now); !done) {
      told = LayerDiagnostic{Layer::tcap, Diagnostic{Severity::error, done.error()}};
    }
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::map, std::move(*diagnostic)};
  } else if (auto* message = std::get_if<map::MessageIndication>(&*event)) {
    if (traced(Layer::map)) trace(Layer::map, now, describe(*message));
    told = std::move(*message);
  } else if (auto* timeout = std::get_if<map::TimeoutIndication>(&*event)) {
    told = *timeout;
  } else if (auto* notice = std::get_if<map::NoticeIndication>(&*event)) {
    told = *notice;
  } else if (auto* sent = std::get_if<map::SentIndication>(&*event)) {
    told = *sent;
  }
  return true;
}

bool Node::pump_tcap(Instant now, std::optional<Event>& told) {
  auto* event = tcap_.poll_in_place();
  if (!event) return false;
  if (auto* request = std::get_if<sccp::UnitdataRequest>(&*event)) {
    if (traced(Layer::tcap)) trace(Layer::tcap, now, "sends " + describe_tcap(request->data.view()));
    if (auto done = sccp_.handle(std::move(*request), now); !done) {
      told = LayerDiagnostic{Layer::sccp, Diagnostic{Severity::error, done.error()}};
    }
  } else if (auto* message = std::get_if<tcap::MessageIndication>(&*event)) {
    map_.handle(std::move(*message), now);
  } else if (auto* cancel = std::get_if<tcap::CancelIndication>(&*event)) {
    map_.handle(*cancel, now);
  } else if (auto* notice = std::get_if<tcap::NoticeIndication>(&*event)) {
    map_.handle(*notice, now);
  } else if (auto* sent = std::get_if<tcap::SentIndication>(&*event)) {
    told = TcapAnswered{*sent};
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::tcap, std::move(*diagnostic)};
  }
  return true;
}

bool Node::pump_sccp(Instant now, std::optional<Event>& told) {
  auto* event = sccp_.poll_in_place();
  if (!event) return false;
  if (auto* transfer = std::get_if<mtp::TransferRequest>(&*event)) {
    if (traced(Layer::sccp)) trace(Layer::sccp, now, "sends " + describe_sccp(transfer->data.view()));
    m3ua_.handle(std::move(*transfer), now);
  } else if (auto* indication = std::get_if<sccp::Indication>(&*event)) {
    if (auto* unitdata = std::get_if<sccp::UnitdataIndication>(indication)) {
      if (traced(Layer::tcap)) trace(Layer::tcap, now, "receives " + describe_tcap(unitdata->data));
      last_message_ = *unitdata;
    }
    tcap_.handle(*indication, now);
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::sccp, std::move(*diagnostic)};
  }
  return true;
}

bool Node::pump_m3ua(Instant now, std::optional<Event>& told) {
  auto* event = m3ua_.poll_in_place();
  if (!event) return false;
  if (auto* indication = std::get_if<mtp::Indication>(&*event)) {
    on_mtp(*indication, now, told);
  } else if (auto* message = std::get_if<m3ua::SendMessage>(&*event)) {
    send(std::move(*message), now, told);
  } else if (auto* changed = std::get_if<m3ua::AspStateChanged>(&*event)) {
    if (traced(Layer::m3ua)) {
      trace(Layer::m3ua, now,
            "ASP towards " + config_.m3ua.peers[changed->peer].name + " is " +
                std::string(to_text(changed->state)));
    }
    if (!changed->application_server || changed->state == m3ua::AspState::active) {
      told = AspChanged{changed->peer, changed->side, changed->state};
    }
    if (closing_ && changed->side == m3ua::Side::local && changed->state == m3ua::AspState::down) {
      for (const Association& a : associations_) {
        if (a.peer == changed->peer && a.up) transport_->shutdown(a.id, now);
      }
    }
  } else if (const auto* as = std::get_if<m3ua::AsStateChanged>(&*event)) {
    const std::string name = name_of(config_.m3ua, as->application_server);
    if (traced(Layer::m3ua)) trace(Layer::m3ua, now, name + " is " + std::string(to_text(as->state)));
    if (as->state == m3ua::AsState::pending && !closing_) told = pending_notice(config_.m3ua, name);
  } else if (auto* failed = std::get_if<m3ua::ProcedureFailed>(&*event)) {
    told = LayerDiagnostic{
        Layer::m3ua,
        Diagnostic{Severity::error, failure_text(*failed, config_.m3ua.peers[failed->peer].name)}};
    held_.emplace_back(AspRefused{failed->peer, failed->request, failed->error});
  } else if (auto* lost = std::get_if<m3ua::PeerUnavailable>(&*event)) {
    transport_->abort(lost->association, now);
  } else if (auto* error = std::get_if<m3ua::ErrorReceived>(&*event)) {
    told = LayerDiagnostic{
        Layer::m3ua,
        Diagnostic{Severity::warning, failure_text(*error, config_.m3ua.peers[error->peer].name)}};
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::m3ua, std::move(*diagnostic)};
  }
  return true;
}

void Node::on_mtp(const mtp::Indication& indication, Instant now, std::optional<Event>& told) {
  if (const auto* transfer = std::get_if<mtp::TransferIndication>(&indication)) {
    if (traced(Layer::sccp)) trace(Layer::sccp, now, "receives " + describe_sccp(transfer->data));
  } else if (const auto* pause = std::get_if<mtp::PauseIndication>(&indication)) {
    told = RouteChanged{pause->affected, false};
  } else if (const auto* resume = std::get_if<mtp::ResumeIndication>(&indication)) {
    told = RouteChanged{resume->affected, true};
  }
  sccp_.handle(indication, now);
}

void Node::send(m3ua::SendMessage message, Instant now, std::optional<Event>& told) {
  if (traced(Layer::m3ua)) trace(Layer::m3ua, now, "sends " + describe_m3ua(message.octets.view()));
  if (fault_ && message.octets.tag == fault_->tag) {
    const link::Fault fault = fault_->fault;
    const auto octets = tampered_with(fault, message.octets);
    if (octets || fault.locate == nullptr || fault.locate(message.octets.view())) fault_.reset();
    if (fault.kind == link::Fault::Kind::drop) return;
    if (fault.kind == link::Fault::Kind::duplicate)
      transmit(message.association, message.stream, copy_of(message.octets, message.octets.view()), now,
               told);
    if (octets) message.octets = copy_of(message.octets, *octets);
  }
  transmit(message.association, message.stream, std::move(message.octets), now, told);
}

void Node::transmit(link::AssociationId association, std::uint16_t stream, OutBuffer message, Instant now,
                    std::optional<Event>& told) {
  link::SendOptions options;
  options.stream = stream;
  last_sent_ = association;
  if (auto sent = transport_->send(association, std::move(message), options, now); !sent) {
    told = LayerDiagnostic{Layer::link, Diagnostic{Severity::error, sent.error()}};
  }
}

bool Node::pump_link(Instant now, std::optional<Event>& told) {
  last_message_.reset();  // its octets are the transport's
  auto event = transport_->poll();
  if (!event) return false;
  if (auto* received = std::get_if<link::Received>(&*event)) {
    if (received->payload_protocol != link::kM3uaPayloadProtocol) {
      told = LayerDiagnostic{Layer::link,
                             {Severity::warning, Error{.layer = "sctp",
                                                       .field = "payload protocol identifier",
                                                       .clause = "RFC 4666 7.1",
                                                       .text = std::to_string(received->payload_protocol) +
                                                               " is not M3UA's 3"}}};
    }
    if (traced(Layer::m3ua)) trace(Layer::m3ua, now, "receives " + describe_m3ua(received->data));
    last_received_ = received->association;
    m3ua_.handle(m3ua::Received{received->association, received->stream, received->data}, now);
  } else if (auto* up = std::get_if<link::Established>(&*event)) {
    on_established(*up, now, told);
  } else if (auto* lost = std::get_if<link::Lost>(&*event)) {
    on_lost(*lost, now, told);
  } else if (auto* restarted = std::get_if<link::Restarted>(&*event)) {
    m3ua_.handle(m3ua::AssociationRestarted{restarted->association}, now);
    if (const auto peer = peer_of(restarted->association)) {
      told = AssociationChanged{
          .association = restarted->association, .peer = *peer, .up = true, .restarted = true};
    }
  } else if (auto* failed = std::get_if<link::SendFailed>(&*event)) {
    m3ua_.handle(m3ua::Undelivered{failed->association, failed->tag, failed->data}, now);
  } else if (auto* path = std::get_if<link::PeerAddressChanged>(&*event)) {
    if (const auto peer = peer_of(path->association)) {
      told = PathChanged{*peer, std::move(path->address), path->reachable};
    }
  } else if (auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
    told = LayerDiagnostic{Layer::link, std::move(*diagnostic)};
  }
  return true;
}

// Several ASPs may come from one host: the row with the caller's port before one that is free, and a free one
// before one whose association the peer may have lost without our knowing.
std::optional<std::size_t> Node::peer_at(const link::EndpointAddress& address) const {
  std::optional<std::size_t> best;
  int best_rank = 0;
  for (std::size_t i = 0; i < config_.peers.size(); ++i) {
    const PeerAddress& place = config_.peers[i];
    const bool known = std::ranges::any_of(address.hosts, [&](const std::string& host) {
      return std::ranges::find(place.remote.hosts, host) != place.remote.hosts.end();
    });
    if (!known && !place.from_anywhere) continue;
    const int rank =
        1 + (known ? 1 : 0) + (is_up(i) ? 0 : 2) + (known && place.remote.port == address.port ? 4 : 0);
    if (rank <= best_rank) continue;
    best = i;
    best_rank = rank;
  }
  return best;
}

std::optional<std::size_t> Node::peer_of(link::AssociationId association) const {
  const auto at = std::ranges::find(associations_, association, &Association::id);
  return at != associations_.end() ? std::optional(at->peer) : std::nullopt;
}

void Node::on_established(const link::Established& up, Instant now, std::optional<Event>& told) {
  if (up.incoming) {
    const auto peer = peer_at(up.peer);
    if (!peer) {
      transport_->abort(up.association, now);
      told =
          LayerDiagnostic{Layer::link,
                          {Severity::warning, Error{.layer = "sctp",
                                                    .text = "an association of " + link::to_text(up.peer) +
                                                            ", which is no configured peer, was aborted"}}};
      return;
    }
    associations_.push_back({up.association, *peer, true});
  }
  const auto at = std::ranges::find(associations_, up.association, &Association::id);
  if (at == associations_.end()) return;
  at->up = true;
  m3ua_.handle(m3ua::AssociationUp{up.association, at->peer, up.streams_in, up.streams_out}, now);
  told = AssociationChanged{.association = up.association,
                            .peer = at->peer,
                            .up = true,
                            .incoming = up.incoming,
                            .streams_in = up.streams_in,
                            .streams_out = up.streams_out,
                            .address = up.peer};
}

void Node::on_lost(const link::Lost& lost, Instant now, std::optional<Event>& told) {
  const auto peer = peer_of(lost.association);
  std::erase_if(associations_, [&](const Association& a) { return a.id == lost.association; });
  m3ua_.handle(m3ua::AssociationDown{lost.association, lost.reason}, now);
  if (!peer) return;
  told =
      AssociationChanged{.association = lost.association, .peer = *peer, .up = false, .reason = lost.reason};
}

}  // namespace mapsim::node
