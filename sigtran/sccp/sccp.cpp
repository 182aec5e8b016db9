#include "sigtran/sccp/sccp.h"

#include <cassert>

namespace mapsim::sccp {

Sccp::Sccp(Config config, Random random) : config_(std::move(config)), reassembly_(config_.reassembly) {
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
  bool kept = true;
  if (const auto* pause = std::get_if<mtp::PauseIndication>(&indication)) {
    kept = destinations_.pause(pause->affected);  // Q.714 5.2.2
  } else if (const auto* resume = std::get_if<mtp::ResumeIndication>(&indication)) {
    destinations_.resume(resume->affected);  // Q.714 5.2.3
  } else if (const auto* status = std::get_if<mtp::StatusIndication>(&indication)) {
    // Congestion only reduces traffic by its importance (Q.714 5.2.4); here all traffic is what a test wants
    // to send.
    if (status->cause != mtp::StatusCause::congestion)
      kept = destinations_.sccp_unavailable(status->affected);
  }
  if (!kept) {
    diagnose(Severity::warning,
             {.layer = "sccp", .clause = "Q.714 5.2.2", .text = "too many unreachable nodes"});
  }
}

void Sccp::on_time(Instant now) {
  while (auto failure = reassembly_.on_time(now)) give_up(std::move(*failure));
}

std::optional<Event> Sccp::poll() {
  if (next_event_ == queue_.size()) return std::nullopt;
  Queued& queued = queue_[next_event_++];
  std::optional<Event> event(std::move(queued.event));
  if (queued.owns) {
    kept_ = std::move(queued.owned);
    if (auto* indication = std::get_if<Indication>(&*event)) {
      std::visit([this](auto& i) { i.data = kept_; }, *indication);
    }
  }
  if (next_event_ == queue_.size()) {
    queue_.clear();
    next_event_ = 0;
  }
  return event;
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
