// Routing control (Q.714 2): where a message goes.
#include "sigtran/sccp/sccp.h"

namespace mapsim::sccp {

// Q.714 2.2.2: what the user's called address says. On return it is the address to send.
Sccp::Routed Sccp::route_request(Address& called) {
  // A point code of another node is where it goes, whatever routing happens there.
  if (called.point_code && *called.point_code != config_.point_code) return *called.point_code;
  if (called.routing == RoutingIndicator::route_on_ssn) return config_.point_code;
  if (!called.gt) return tl::unexpected(ReturnCause::no_translation_for_address_nature);
  const auto rule = translations_.find(*called.gt);
  if (!rule) return tl::unexpected(rule.error());
  const Routed dpc = choose(**rule, next_sls_);
  if (dpc) apply(**rule, called);
  return dpc;
}

// Q.714 2.3.2: why a message cannot go to another node, or nullopt. Of a subsystem there we know only where
// the message is routed on SSN when it arrives.
std::optional<ReturnCause> Sccp::remote_fault(mtp::PointCode node, RoutingIndicator routing,
                                              std::optional<std::uint8_t> ssn) const {
  if (const auto fault = destinations_.fault(node)) return fault;
  if (routing == RoutingIndicator::route_on_ssn && ssn && remote_.prohibited(node, *ssn)) {
    return ReturnCause::subsystem_failure;
  }
  return std::nullopt;
}

// Q.714 2.6: the importance of a message that carries none is the default of its type.
bool Sccp::restricted(mtp::PointCode node, const std::optional<std::uint8_t>& importance, bool service) {
  constexpr std::uint8_t kDefault = 4;         // UDT, XUDT, LUDT
  constexpr std::uint8_t kDefaultService = 3;  // UDTS, XUDTS, LUDTS
  return config_.management.limit_traffic &&
         congestion_.restricts(node, importance.value_or(service ? kDefaultService : kDefault));
}

// Q.714 2.4.3: the first destination that can be used, or by load share one of those that can.
Sccp::Routed Sccp::choose(const TranslationRule& rule, std::uint32_t share) const {
  const auto& all = rule.destinations;
  const RoutingIndicator routing = rule.routing.value_or(RoutingIndicator::route_on_gt);
  const std::size_t start = rule.load_share ? share % all.size() : 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const mtp::PointCode node = all[(start + i) % all.size()];
    if (node == config_.point_code || !remote_fault(node, routing, rule.ssn)) return node;
  }
  return tl::unexpected(*remote_fault(all[start], routing, rule.ssn));
}

// Q.714 2.3.2: why a local subsystem cannot take a message, or nullopt.
std::optional<ReturnCause> Sccp::subsystem_fault(std::optional<std::uint8_t> ssn) const {
  switch (subsystems_[ssn.value_or(0)]) {
    case SubsystemState::in_service:
      return std::nullopt;
    case SubsystemState::out_of_service:
      return ReturnCause::subsystem_failure;
    case SubsystemState::congested:
      return ReturnCause::subsystem_congestion;
    case SubsystemState::unequipped:
      break;
  }
  return ReturnCause::unequipped_user;
}

Address Sccp::translated(const Address& called) const {
  Address result = called;
  const bool elsewhere = called.point_code && *called.point_code != config_.point_code;
  if (elsewhere || called.routing == RoutingIndicator::route_on_ssn || !called.gt) return result;
  if (const auto rule = translations_.find(*called.gt)) apply(**rule, result);
  return result;
}

std::size_t Sccp::udt_capacity(const Address& called, const Address& calling) const {
  return sccp::udt_capacity(translated(called), calling, config_.max_sif);
}

std::size_t Sccp::xudt_segment_capacity(const Address& called, const Address& calling) const {
  return sccp::xudt_segment_capacity(translated(called), calling, config_.importance.has_value(),
                                     config_.max_sif);
}

}  // namespace mapsim::sccp
