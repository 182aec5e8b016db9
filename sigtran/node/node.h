// One endpoint's stack put together: link, M3UA, SCCP, TCAP and the MAP provider, pumped until quiet. It adds
// no protocol of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sigtran/core/random.h"
#include "sigtran/link/fault.h"
#include "sigtran/link/transport.h"
#include "sigtran/m3ua/m3ua.h"
#include "sigtran/map/long_message.h"
#include "sigtran/map/provider.h"
#include "sigtran/node/event.h"
#include "sigtran/sccp/sccp.h"
#include "sigtran/tcap/tcap.h"

namespace mapsim::node {

// Where a peer is, and which of our addresses the association to it has.
struct PeerAddress {
  link::EndpointAddress remote = {};
  std::optional<link::EndpointAddress> local = {};  // absent: Config::local
  // An association that the peer sets up is its, whatever address it comes from.
  bool from_anywhere = false;
};

struct Config {
  std::string name;
  link::EndpointAddress local;
  std::vector<PeerAddress> peers;  // row by row those of m3ua.peers
  m3ua::Config m3ua;
  sccp::Config sccp;
  tcap::Config tcap;
  map::ProviderConfig map;
};

// Who watches what passes between the layers; each line is made only for a layer that is traced.
class Tracer {
 public:
  virtual ~Tracer() = default;
  virtual bool traces(Layer layer) const = 0;
  virtual void trace(Layer layer, Instant at, const std::string& node, const std::string& text) = 0;
};

// A fault on purpose, and the OutBuffer::tag of the message that it hits.
struct TaggedFault {
  std::uint64_t tag = 0;
  link::Fault fault;
};

class Node {
 public:
  Node(Config config, std::unique_ptr<link::Transport> transport, Random random);

  const std::string& name() const { return config_.name; }
  const sccp::Sccp& sccp() const { return sccp_; }

  // The link side. ---------------------------------------------------------------------------------
  // On Config::local.
  Result<void> listen(Instant now);
  Result<void> listen(const link::EndpointAddress& local, Instant now);
  // `peer`: a row of Config::peers. Error: the transport's, or the association exists or is being set up.
  Result<void> connect(std::size_t peer, Instant now);
  // Gives up an association that is being set up; Lost follows.
  void give_up(std::size_t peer, Instant now);
  // Aborts an association without a word to M3UA's peer; Lost follows.
  void abort(link::AssociationId association, Instant now);
  // Accepts no more associations, and takes those that are there down in order: ASP inactive, ASP down, SCTP
  // shutdown.
  void close(Instant now);
  // Whether the peers have acknowledged all that was sent: before that, ASP inactive may overtake DATA.
  bool is_drained() { return transport_->is_drained(); }
  // link::Transport::is_behind().
  bool is_behind() { return transport_->is_behind(); }
  // The SCTP shutdown alone, of every association that is up: for what `close` waits for in vain.
  void shutdown(Instant now);
  // Whether messages to this point code can be sent now.
  bool reaches(mtp::PointCode dpc) const { return m3ua_.reachable(dpc); }
  std::size_t associations() const { return associations_.size(); }
  const Config& config() const { return config_; }
  std::size_t open_dialogues() const { return map_.open_dialogues(); }
  // Of this row of Config::peers: whether an association is up; or is being set up too.
  bool is_up(std::size_t peer) const;
  bool is_wanted(std::size_t peer) const;
  // The row of Config::peers over whose association the last request went, or the last message came; nullopt:
  // it waits for a way, or that association is gone.
  std::optional<std::size_t> sent_over() const { return last_sent_ ? peer_of(*last_sent_) : std::nullopt; }
  std::optional<std::size_t> received_over() const {
    return last_received_ ? peer_of(*last_received_) : std::nullopt;
  }

  // The MAP-user's side. -----------------------------------------------------------------------------
  // Error: no more dialogues can be opened.
  Result<map::DialogueId> new_dialogue();
  // The user's token of a dialogue; nullopt where there is no such dialogue, 0 until it is set.
  std::optional<std::uint64_t> user(map::DialogueId dialogue);
  void set_user(map::DialogueId dialogue, std::uint64_t token);
  std::optional<tcap::TransactionId> transaction_id(map::DialogueId dialogue) const;
  // Whether a message to the peer can name its transaction: not before its first message came
  // (Q.774 3.2.1.3).
  bool knows_peer(map::DialogueId dialogue) const;
  // Everything down to M3UA has happened when it returns. Views in the request need not live longer.
  Result<void> request(map::Request&& request, Instant now);
  // How a BEGIN with its services would travel: `wanted` where that is not `automatic`, otherwise by the
  // exact size.
  map::LongMessage long_message_form(const map::Request& request, map::LongMessage wanted) const;

  // The driver's side. --------------------------------------------------------------------------------
  // Pumps the layers until there is something to tell or nothing left to do.
  // The event is valid until the next poll.
  const Event* poll(Instant now);
  void on_time(Instant now);
  Instant next_deadline() const;

  // What happens to the next message with this tag instead of its being sent as it is: it is dropped, sent
  // twice, changed or truncated. One message is hit; nullopt: none.
  void set_fault(std::optional<TaggedFault> fault) { fault_ = fault; }
  void set_tracer(Tracer* tracer) { tracer_ = tracer; }

  // The SCCP user data that a TcapAnswered or SentIndication is about; nullopt where none led to it, as at the
  // end of a timer. Valid like an event.
  const std::optional<sccp::UnitdataIndication>& last_message() const { return last_message_; }

 private:
  struct Association {
    link::AssociationId id;
    std::size_t peer = 0;
    bool up = false;
  };
  // One event of one layer, handed on. `told` gets what the user shall know. False: the layer had nothing.
  bool pump_map(Instant now, std::optional<Event>& told);
  bool pump_tcap(Instant now, std::optional<Event>& told);
  bool pump_sccp(Instant now, std::optional<Event>& told);
  bool pump_m3ua(Instant now, std::optional<Event>& told);
  bool pump_link(Instant now, std::optional<Event>& told);
  void on_mtp(const mtp::Indication& indication, Instant now, std::optional<Event>& told);
  void on_established(const link::Established& up, Instant now, std::optional<Event>& told);
  void on_lost(const link::Lost& lost, Instant now, std::optional<Event>& told);
  std::optional<std::size_t> peer_at(const link::EndpointAddress& address) const;
  std::optional<std::size_t> peer_of(link::AssociationId association) const;
  void send(m3ua::SendMessage message, Instant now, std::optional<Event>& told);
  void transmit(link::AssociationId association, std::uint16_t stream, OutBuffer message, Instant now,
                std::optional<Event>& told);

  bool traced(Layer layer) const { return tracer_ != nullptr && tracer_->traces(layer); }
  void trace(Layer layer, Instant at, const std::string& text) {
    tracer_->trace(layer, at, config_.name, text);
  }

  Config config_;
  std::unique_ptr<link::Transport> transport_;
  m3ua::M3ua m3ua_;
  sccp::Sccp sccp_;
  tcap::Tcap tcap_;
  map::Provider map_;
  std::vector<Association> associations_;
  std::optional<Event> told_;
  std::vector<Event> held_;  // told while a request was pumped down: they come first at the next poll
  std::optional<sccp::UnitdataIndication> last_message_;
  std::optional<link::AssociationId> last_sent_;
  std::optional<link::AssociationId> last_received_;
  bool closing_ = false;
  std::optional<TaggedFault> fault_;
  Tracer* tracer_ = nullptr;
};

}  // namespace mapsim::node
