// TP-Parameter-Indicator (TS 23.040 9.2.3.27).
#pragma once

#include <cstdint>

namespace mapsim::sms::pi {

inline constexpr unsigned kPid = 0x01;
inline constexpr unsigned kDcs = 0x02;
inline constexpr unsigned kUdl = 0x04;
inline constexpr unsigned kReserved = 0x78;   // sent as 0, ignored
inline constexpr unsigned kExtension = 0x80;  // another octet of TP-PI follows

}  // namespace mapsim::sms::pi
