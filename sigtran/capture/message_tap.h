// A transport that lets another one work and tells an observer its messages as packets: for transports whose
// packets cannot be seen. Addresses, ports, streams and messages are real; tags, TSNs and the packets
// themselves are made here, one DATA chunk each, and there is no handshake. A file with such frames should
// say so (kMadeOfMessages).
#pragma once

#include <functional>
#include <memory>
#include <unordered_map>

#include "sigtran/link/observer.h"
#include "sigtran/link/pollable.h"
#include "sigtran/link/transport.h"

namespace mapsim::capture {

// For RecorderOptions::comment.
inline constexpr std::string_view kMadeOfMessages =
    "made of messages: SCTP was not captured; tags, TSNs, acknowledgements and timing of packets are not "
    "those "
    "of the wire";

// What the transport knows of the wire; what is absent is made up.
struct WireFacts {
  // The TSN that the message which it gave last begins with: for an observer that sees the true packets.
  std::function<std::uint32_t()> received_tsn;
  // Where the association begins here, if the endpoint left the port to the system.
  std::function<std::uint16_t(link::AssociationId)> local_port;
};

class MessageTap final : public link::Transport, public link::Pollable {
 public:
  // The observer outlives the tap.
  MessageTap(std::unique_ptr<link::Transport> transport, link::Observer& observer, WireFacts facts = {});

  Result<void> listen(const link::EndpointAddress& local, Instant now) override;
  void stop_listening(Instant now) override { transport_->stop_listening(now); }
  Result<link::AssociationId> connect(const link::EndpointAddress& local, const link::EndpointAddress& peer,
                                      Instant now) override;
  Result<void> send(link::AssociationId association, OutBuffer message, link::SendOptions options,
                    Instant now) override;
  bool is_drained() override { return transport_->is_drained(); }
  bool is_behind() override { return transport_->is_behind(); }
  void shutdown(link::AssociationId association, Instant now) override;
  void abort(link::AssociationId association, Instant now) override;
  void on_time(Instant now) override;
  Instant next_deadline() const override { return transport_->next_deadline(); }
  std::optional<link::Event> poll() override;
  int fd() const override { return pollable_ == nullptr ? -1 : pollable_->fd(); }

 private:
  struct Direction {
    link::WireFlow flow;
    std::uint32_t verification_tag = 0;
    std::uint32_t next_tsn = 1;
    std::unordered_map<std::uint16_t, std::uint16_t> next_sequence;  // by stream
  };
  struct Association {
    Direction out;
    Direction in;
    std::uint16_t streams_out = 1;
  };
  void start(const link::Established& up);
  std::uint32_t tell(Direction& direction, std::uint16_t stream, bool unordered, std::uint32_t protocol,
                     OctetView message, bool outgoing);

  std::unique_ptr<link::Transport> transport_;
  const link::Pollable* pollable_;
  link::Observer& observer_;
  WireFacts facts_;
  link::EndpointAddress local_;
  std::unordered_map<std::uint32_t, link::EndpointAddress> connecting_;  // the local ends
  std::unordered_map<std::uint32_t, Association> associations_;
  std::uint32_t next_tag_ = 1;
  Octets packet_;  // reused
  Instant now_;
};

}  // namespace mapsim::capture
