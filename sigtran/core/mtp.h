// The MTP-TRANSFER, MTP-PAUSE, MTP-RESUME and MTP-STATUS primitives (Q.701 8; RFC 4666 1.6.1): where SCCP and
// M3UA meet.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "sigtran/core/bytes.h"
#include "sigtran/core/out_buffer.h"

namespace mapsim::mtp {

// ITU signalling point code, 0..16383 (14 bits). Wider codes are carried unchanged where M3UA has room (24 bits).
using PointCode = std::uint32_t;

inline constexpr std::uint8_t kServiceIndicatorSccp = 3;

struct RoutingLabel {
  PointCode opc = 0;
  PointCode dpc = 0;
  std::uint8_t si = kServiceIndicatorSccp;  // service indicator, 0..15
  std::uint8_t ni = 2;                      // network indicator, 0..3; 2 is national
  std::uint8_t mp = 0;                      // message priority, 0..3
  std::uint8_t sls = 0;                     // signalling link selection, 0..255
  friend bool operator==(const RoutingLabel&, const RoutingLabel&) = default;
};

// What a test may set although M3UA would fill it; absent means "as configured".
struct M3uaOverrides {
  std::optional<std::uint32_t> routing_context;
  std::optional<std::uint32_t> network_appearance;
  std::optional<std::uint32_t> correlation_id;
  friend bool operator==(const M3uaOverrides&, const M3uaOverrides&) = default;
};

// MTP-TRANSFER request: `data` holds the SCCP message and receives the headers below it.
struct TransferRequest {
  RoutingLabel label;
  M3uaOverrides overrides;
  OutBuffer data;
};

// MTP-TRANSFER indication. `data` is a view of the received message: whoever keeps it copies it.
struct TransferIndication {
  RoutingLabel label;
  std::optional<std::uint32_t> routing_context;
  std::optional<std::uint32_t> network_appearance;
  std::optional<std::uint32_t> correlation_id;
  OctetView data;
};

struct PauseIndication {
  PointCode affected = 0;
};
struct ResumeIndication {
  PointCode affected = 0;
};
enum class StatusCause : std::uint8_t { user_part_unknown, user_part_unequipped, user_part_inaccessible, congestion };
struct StatusIndication {
  PointCode affected = 0;
  StatusCause cause = StatusCause::congestion;
  std::uint8_t congestion_level = 0;  // 0..3 (RFC 4666 3.4.4)
};

using Indication = std::variant<TransferIndication, PauseIndication, ResumeIndication, StatusIndication>;

}  // namespace mapsim::mtp
