#include "sigtran/link/in_process.h"

namespace mapsim::link {

InProcessTransport::InProcessTransport(InProcessNetwork& network, StreamCounts streams)
    : network_(network), streams_(streams) {
  network_.attach(*this);
}

InProcessTransport::~InProcessTransport() {
  network_.detach(*this);
}

Result<void> InProcessTransport::listen(const EndpointAddress& local, Instant) {
  return network_.listen(*this, local);
}

void InProcessTransport::stop_listening(Instant) {
  network_.stop_listening(*this);
}

Result<AssociationId> InProcessTransport::connect(const EndpointAddress& local, const EndpointAddress& peer,
                                                  Instant now) {
  return network_.connect(*this, local, peer, now);
}

Result<void> InProcessTransport::send(AssociationId association, OutBuffer message, SendOptions options,
                                      Instant now) {
  return network_.send(*this, association, std::move(message), options, now);
}

void InProcessTransport::shutdown(AssociationId association, Instant now) {
  network_.shutdown(association, now);
}
void InProcessTransport::abort(AssociationId association, Instant now) {
  network_.abort(association, now);
}
void InProcessTransport::on_time(Instant now) {
  network_.on_time(now);
}
Instant InProcessTransport::next_deadline() const {
  return network_.next_deadline();
}

std::optional<Event> InProcessTransport::poll() {
  if (inbox_.empty()) return std::nullopt;
  detail::InboxItem item = inbox_.pop();
  if (item.event) return std::move(*item.event);
  current_ = std::move(item.message);
  network_.polled(item.association);
  return Received{item.association, item.stream, item.payload_protocol, current_->view()};
}

}  // namespace mapsim::link
