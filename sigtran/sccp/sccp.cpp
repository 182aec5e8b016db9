#include "sigtran/sccp/sccp.h"

#include <algorithm>
#include <cassert>

namespace mapsim::sccp {

Sccp::Sccp(Config config, Random random)
    : config_(std::move(config)),
      remote_(config_.management.subsystems, config_.management.status_test),
      congestion_(config_.management.congestion),
      reassembly_(config_.reassembly) {
  assert(config_.sls_count != 0);
  translations_ = TranslationTable(config_.translations);
  subsystems_.fill(config_.subsystems.empty() ? SubsystemState::in_service : SubsystemState::unequipped);
  for (const std::uint8_t ssn : config_.subsystems) subsystems_[ssn] = SubsystemState::in_service;
  subsystems_[0] = SubsystemState::unequipped;  // not known or not used (Q.713 3.4.2.2)
  next_sls_ = static_cast<std::uint8_t>(random.below(config_.sls_count));
  next_reference_ = static_cast<std::uint32_t>(random.below(1U << 24U));
}

void Sccp::handle(const mtp::Indication& indication, Instant now) {
  if (const auto* transfer = std::get_if<mtp::TransferIndication>(&indication))
    return receive(*transfer, now);
  if (const auto* pause = std::get_if<mtp::PauseIndication>(&indication)) return paused(pause->affected);
  if (const auto* resume = std::get_if<mtp::ResumeIndication>(&indication)) return resumed(resume->affected);
  status(std::get<mtp::StatusIndication>(indication), now);
}

void Sccp::on_time(Instant now) {
  while (auto failure = reassembly_.on_time(now)) give_up(std::move(*failure));
  if (remote_.next_deadline() <= now || congestion_.next_deadline() <= now) management_on_time(now);
}

Instant Sccp::next_deadline() const {
  return std::min({reassembly_.next_deadline(), remote_.next_deadline(), congestion_.next_deadline()});
}

std::optional<Event> Sccp::poll() {
  Event* event = poll_in_place();
  return event != nullptr ? std::optional<Event>(std::move(*event)) : std::nullopt;
}

Event* Sccp::poll_in_place() {
  if (next_event_ == queue_.size()) {
    queue_.clear();  // the storage stays
    next_event_ = 0;
    return nullptr;
  }
  Queued& queued = queue_[next_event_++];
  if (queued.owns) {
    kept_ = std::move(queued.owned);
    if (auto* indication = std::get_if<Indication>(&queued.event)) {
      std::visit([this](auto& i) { i.data = kept_; }, *indication);
    }
  }
  return &queued.event;
}

Transit transit_of(const Header& header, const mtp::TransferIndication& mtp) {
  const MessageFormat& format = format_of(header.type);
  Transit t{.called = header.called,
            .calling = header.calling,
            .message_type = static_cast<std::uint8_t>(header.type),
            .protocol_class = header.protocol_class,
            .return_on_error = header.return_on_error(),
            .hop_counter = {},
            .importance = header.importance,
            .segments = 1,
            .label = mtp.label,
            .routing_context = mtp.routing_context,
            .network_appearance = mtp.network_appearance};
  if (format.hop_counter) t.hop_counter = header.hop_counter;
  // Segments travel in class 1; what the user asked for is in the segmentation parameter (Q.713 3.17).
  if (header.segmentation) t.protocol_class = header.segmentation->class1 ? 1 : 0;
  return t;
}

}  // namespace mapsim::sccp
