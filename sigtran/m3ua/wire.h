// The common header and the parameter header (RFC 4666 3.1, 3.2) as read in place. Used by the decoder of all
// messages and by the fast one of DATA.
#pragma once

#include "sigtran/core/mtp.h"
#include "sigtran/core/reader.h"
#include "sigtran/m3ua/fault.h"
#include "sigtran/m3ua/tables.h"

namespace mapsim::m3ua {

inline constexpr std::size_t kCommonHeader = 8;
inline constexpr std::size_t kParameterHeader = 4;

constexpr std::size_t padding_after(std::size_t size) {
  return (4 - size % 4) % 4;
}

struct CommonHeader {
  MessageType type{};
  std::uint8_t reserved = 0;
  std::size_t length = 0;  // of the message, the common header included; at most what came
};

// Error codes: invalid version, protocol error (shorter than a header, or the length is not that of what
// came).
tl::expected<CommonHeader, Fault> read_common_header(OctetView octets);

struct ParameterHeader {
  Tag tag{};
  OctetView value;
  std::size_t next = 0;  // where the next parameter starts
};

// The parameter at `at`; `offset` is where `octets` start in the message. The last parameter may lack its
// padding. Error code: parameter field error.
tl::expected<ParameterHeader, Fault> read_parameter_header(OctetView octets, std::size_t at,
                                                           std::size_t offset);

// The parameter's value has a size that its shape cannot have.
Fault wrong_length(const ParameterRow& row, std::size_t size, std::size_t offset);

// RFC 4666 3.3.1: 12 octets.
inline mtp::RoutingLabel read_label(Reader& in) {
  mtp::RoutingLabel label;
  label.opc = in.u32();
  label.dpc = in.u32();
  label.si = in.u8();
  label.ni = in.u8();
  label.mp = in.u8();
  label.sls = in.u8();
  return label;
}

}  // namespace mapsim::m3ua
