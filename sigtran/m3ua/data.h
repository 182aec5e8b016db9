// DATA (RFC 4666 3.3.1), the one message that must be fast: decoded in place, encoded around the octets that
// the user's message already has.
#pragma once

#include "sigtran/core/mtp.h"
#include "sigtran/m3ua/fault.h"

namespace mapsim::m3ua {

// What goes before and behind the protocol data; absent parameters are left out.
struct DataParameters {
  std::optional<std::uint32_t> network_appearance = {};
  std::optional<std::uint32_t> routing_context = {};
  std::optional<std::uint32_t> correlation_id = {};
};

// Whether the common header says DATA; nothing else is looked at.
bool is_data(OctetView octets);

// The whole message in one pass without allocation. `data` of the result is a view into `octets`.
// The same answers as read() and check() give: tests hold them together.
tl::expected<mtp::TransferIndication, Fault> decode_data(OctetView octets);

// Turns the user's octets in `data` into a whole DATA message. Error: more than 65519 octets.
Result<void> encode_data(OutBuffer& data, const mtp::RoutingLabel& label, const DataParameters& parameters);

}  // namespace mapsim::m3ua
