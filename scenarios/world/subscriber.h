// One subscriber, as a table has it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "scenarios/world/number.h"

namespace mapsim::world {

// What happens to a short message for the subscriber. The comment says who tells the SMSC, and how.
enum class SubscriberState : std::uint8_t {
  reachable,          // delivered, or what the handset answers
  absent,             // MSC: absent, no paging response (absentSubscriber in versions 1 and 2)
  detached,           // MSC: absent, IMSI detached
  purged,             // HLR: absent, MS purged; there is no serving node
  memory_full,        // MSC: sm-DeliveryFailure memoryCapacityExceeded
  busy,               // MSC: subscriberBusyForMT-SMS
  barred,             // HLR: callBarred
  not_provisioned,    // HLR: teleserviceNotProvisioned
  unknown,            // HLR: unknownSubscriber
  unidentified,       // MSC: unidentifiedSubscriber
  illegal,            // MSC: illegalSubscriber
  illegal_equipment,  // MSC: illegalEquipment
  not_sm_equipped,    // MSC: sm-DeliveryFailure equipmentNotSM-Equipped
  silent,             // MSC: no answer at all
};

// As tables write them, in the order of the enumeration.
std::span<const std::string_view> state_names();
inline std::string_view name_of(SubscriberState state) {
  return state_names()[static_cast<std::size_t>(state)];
}

struct Subscriber {
  static constexpr std::uint16_t kNone = std::numeric_limits<std::uint16_t>::max();

  Number imsi;
  Number msisdn;
  std::uint32_t lmsi = 0;  // counts where has_lmsi
  // Milliseconds from the first refusal that the state makes until the subscriber is reachable; 0: for good.
  std::uint32_t returns_ms = 0;
  // Indices into SubscriberTable::nodes(); kNone: no such node serves it.
  std::uint16_t msc = kNone;
  std::uint16_t sgsn = kNone;
  // Index into SubscriberTable::answers(); kNone: those of the endpoint.
  std::uint16_t answers = kNone;
  // Messages for which the handset has room; kNone: for all.
  std::uint16_t room = kNone;
  SubscriberState state = SubscriberState::reachable;
  bool has_lmsi = false;
};

}  // namespace mapsim::world
