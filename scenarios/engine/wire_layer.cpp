#include "scenarios/engine/wire_layer.h"

#include "sigtran/m3ua/data.h"
#include "sigtran/sccp/message.h"
#include "sigtran/tcap/codec.h"

namespace mapsim::scenario {

namespace {

// Decoders give views of what they read.
std::size_t offset_in(OctetView message, OctetView part) {
  return static_cast<std::size_t>(part.data() - message.data());
}

std::optional<OctetView> sccp_in(OctetView message) {
  const auto transfer = m3ua::decode_data(message);
  return transfer ? std::optional(transfer->data) : std::nullopt;
}

std::optional<OctetView> tcap_in(OctetView message) {
  const auto sccp = sccp_in(message);
  if (!sccp) return std::nullopt;
  const auto unitdata = sccp::decode(*sccp);
  return unitdata ? std::optional(unitdata->data) : std::nullopt;
}

std::optional<std::size_t> find_m3ua(OctetView) {
  return 0;
}

std::optional<std::size_t> find_sccp(OctetView message) {
  const auto sccp = sccp_in(message);
  return sccp ? std::optional(offset_in(message, *sccp)) : std::nullopt;
}

std::optional<std::size_t> find_tcap(OctetView message) {
  const auto tcap = tcap_in(message);
  return tcap ? std::optional(offset_in(message, *tcap)) : std::nullopt;
}

std::optional<std::size_t> find_dialogue_portion(OctetView message) {
  const auto octets = tcap_in(message);
  if (!octets) return std::nullopt;
  const auto tcap = tcap::decode(*octets);
  if (!tcap || tcap->dialogue_octets.empty()) return std::nullopt;
  return offset_in(message, tcap->dialogue_octets);
}

std::optional<std::size_t> find_component(OctetView message) {
  const auto octets = tcap_in(message);
  if (!octets) return std::nullopt;
  const auto tcap = tcap::decode(*octets);
  if (!tcap || tcap->component_octets.empty()) return std::nullopt;
  return offset_in(message, tcap->component_octets.front());
}

}  // namespace

Locate locate(WireLayer layer) {
  switch (layer) {
    case WireLayer::m3ua:
      return find_m3ua;
    case WireLayer::sccp:
      return find_sccp;
    case WireLayer::tcap:
      return find_tcap;
    case WireLayer::dialogue_portion:
      return find_dialogue_portion;
    case WireLayer::component:
      return find_component;
  }
  return find_m3ua;
}

}  // namespace mapsim::scenario
