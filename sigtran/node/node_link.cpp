// What the transport tells, and which association is whose.
#include <algorithm>

#include "sigtran/node/node.h"
#include "sigtran/node/trace_text.h"

namespace mapsim::node {

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
