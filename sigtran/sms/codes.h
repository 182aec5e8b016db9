// The coded values of TS 23.040 9.2.3 with their names. A value without a name is kept and shown as its
// number.
#pragma once

#include <cstdint>
#include <span>

#include "sigtran/core/fields.h"

namespace mapsim::sms {

// TP-MMS (TS 23.040 9.2.3.2): note that 0 says there are more. Written `more` and `none`.
enum class MoreMessages : std::uint8_t { more = 0, none = 1 };
// TP-ST (TS 23.040 9.2.3.15)
enum class Status : std::uint8_t {};
// TP-CT (TS 23.040 9.2.3.19)
enum class CommandType : std::uint8_t {};
// TP-FCS (TS 23.040 9.2.3.22)
enum class FailureCause : std::uint8_t {};

std::span<const EnumName<MoreMessages>> enum_names(MoreMessages);
std::span<const EnumName<Status>> enum_names(Status);
std::span<const EnumName<CommandType>> enum_names(CommandType);
std::span<const EnumName<FailureCause>> enum_names(FailureCause);

}  // namespace mapsim::sms
