// Numbers as the parameters of MAP and the fields of TPDUs have them.
#pragma once

#include <optional>

#include "scenarios/world/number.h"
#include "sigtran/map/types_common.h"
#include "sigtran/sms/address.h"

namespace mapsim::world {

map::IsdnAddressString isdn_address(Number number);
map::AddressString address_string(Number number);
map::Imsi imsi_of(Number number);
sms::Address tp_address(Number number);

// Nullopt where the octets are no decimal digits, or too many.
std::optional<Number> number_of(const map::IsdnAddressString& address);
std::optional<Number> number_of(const map::AddressString& address);
std::optional<Number> number_of(const map::Imsi& imsi);
std::optional<Number> number_of(const sms::Address& address);

}  // namespace mapsim::world
