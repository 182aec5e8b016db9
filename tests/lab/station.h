// An M3UA node on SCTP of the kernel, driven in real time: what passes is collected.
#pragma once

#include <algorithm>
#include <chrono>
#include <poll.h>
#include <string>
#include <vector>

#include "sigtran/link/kernel/transport.h"
#include "sigtran/m3ua/m3ua.h"

namespace mapsim::lab {

class Station {
 public:
  Station(link::EndpointAddress local, m3ua::Config config)
      : local_(std::move(local)), transport_(link::SctpOptions{}), m3ua_(std::move(config)) {}

  Result<link::AssociationId> connect(const link::EndpointAddress& peer, Instant now) {
    auto id = transport_.connect(local_, peer, now);
    if (id) association_ = *id;
    return id;
  }
  template <class Input>
  void handle(Input&& input, Instant now) {
    m3ua_.handle(std::forward<Input>(input), now);
    pump(now);
  }
  void transfer(const mtp::RoutingLabel& label, const std::string& text, Instant now) {
    mtp::TransferRequest request;
    request.label = label;
    request.data.prepend(OctetView(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
    handle(std::move(request), now);
  }
  // As if the process had been killed: the association is aborted.
  void abort(Instant now) {
    transport_.abort(association_, now);
    pump(now);
  }
  void on_time(Instant now) {
    transport_.on_time(now);
    m3ua_.on_time(now);
    pump(now);
  }
  Instant next_deadline() const { return std::min(transport_.next_deadline(), m3ua_.next_deadline()); }
  int fd() const { return transport_.fd(); }

  bool is_active() const { return m3ua_.asp_state(0, 0, m3ua::Side::local) == m3ua::AspState::active; }
  bool is_up() const { return m3ua_.asp_state(0, 0, m3ua::Side::local) != m3ua::AspState::down; }
  bool reaches(mtp::PointCode pc) const { return m3ua_.reachable(pc); }
  std::optional<std::uint32_t> routing_context() const { return m3ua_.routing_context(0, 0); }

  std::vector<std::string> received;  // the data of MTP-TRANSFER indications
  std::vector<mtp::RoutingLabel> labels;
  std::vector<m3ua::NotifyReceived> notifications;
  std::string problems;  // diagnostics and ERRORs, one a line
  bool lost = false;

 private:
  void pump(Instant now) {
    for (;;) {
      pump_m3ua(now);
      auto event = transport_.poll();
      if (!event) return;
      if (const auto* up = std::get_if<link::Established>(&*event)) {
        m3ua_.handle(m3ua::AssociationUp{up->association, 0, up->streams_in, up->streams_out}, now);
      } else if (const auto* in = std::get_if<link::Received>(&*event)) {
        m3ua_.handle(m3ua::Received{in->association, in->stream, in->data}, now);
      } else if (const auto* gone = std::get_if<link::Lost>(&*event)) {
        lost = true;
        m3ua_.handle(m3ua::AssociationDown{gone->association, gone->reason}, now);
      } else if (const auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
        problems += diagnostic->error.message() + "\n";
      }
    }
  }
  void pump_m3ua(Instant now) {
    while (auto event = m3ua_.poll()) {
      if (auto* message = std::get_if<m3ua::SendMessage>(&*event)) {
        const auto sent = transport_.send(message->association, std::move(message->octets),
                                          {.stream = message->stream}, now);
        if (!sent) problems += sent.error().message() + "\n";
      } else if (const auto* indication = std::get_if<mtp::Indication>(&*event)) {
        if (const auto* transfer = std::get_if<mtp::TransferIndication>(indication)) {
          received.emplace_back(transfer->data.begin(), transfer->data.end());
          labels.push_back(transfer->label);
        }
      } else if (const auto* notification = std::get_if<m3ua::NotifyReceived>(&*event)) {
        notifications.push_back(*notification);
      } else if (const auto* error = std::get_if<m3ua::ErrorReceived>(&*event)) {
        problems += "ERROR " + std::to_string(static_cast<int>(error->code)) + "\n";
      } else if (const auto* failed = std::get_if<m3ua::ProcedureFailed>(&*event)) {
        problems += "no success with " + std::string(m3ua::find_message(failed->request)->name) + "\n";
      } else if (const auto* diagnostic = std::get_if<Diagnostic>(&*event)) {
        problems += diagnostic->error.message() + "\n";
      }
    }
  }

  link::EndpointAddress local_;
  link::KernelTransport transport_;
  m3ua::M3ua m3ua_;
  link::AssociationId association_;
};

}  // namespace mapsim::lab
