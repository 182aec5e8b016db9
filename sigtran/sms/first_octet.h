// The first octet of each TPDU (TS 23.040 9.2.2): where its one-bit fields stand and which bits are unused.
#pragma once

#include <cstdint>

namespace mapsim::sms::first_octet {

inline constexpr unsigned kMti = 0x03;
inline constexpr unsigned kMms = 0x04;  // SMS-DELIVER, SMS-STATUS-REPORT
inline constexpr unsigned kRd = 0x04;   // SMS-SUBMIT
inline constexpr unsigned kLp = 0x08;   // SMS-DELIVER, SMS-STATUS-REPORT
inline constexpr unsigned kVpf = 0x18;  // SMS-SUBMIT
inline constexpr unsigned kVpfShift = 3;
inline constexpr unsigned kSri = 0x20;   // SMS-DELIVER
inline constexpr unsigned kSrr = 0x20;   // SMS-SUBMIT, SMS-COMMAND
inline constexpr unsigned kSrq = 0x20;   // SMS-STATUS-REPORT
inline constexpr unsigned kUdhi = 0x40;  // all
inline constexpr unsigned kRp = 0x80;    // SMS-DELIVER, SMS-SUBMIT

// TP-MTI by direction (TS 23.040 9.2.3.1)
inline constexpr unsigned kMtiDeliver = 0;       // MT; MO: SMS-DELIVER-REPORT
inline constexpr unsigned kMtiSubmit = 1;        // MO; MT: SMS-SUBMIT-REPORT
inline constexpr unsigned kMtiStatusReport = 2;  // MT; MO: SMS-COMMAND
inline constexpr unsigned kMtiReserved = 3;

// Sent as 0 and ignored by the receiver (TS 23.040 9.2.2.1 and following).
inline constexpr unsigned kSpareDeliver = 0x10;
inline constexpr unsigned kSpareReport = 0xBC;
inline constexpr unsigned kSpareStatusReport = 0x90;
inline constexpr unsigned kSpareCommand = 0x9C;

}  // namespace mapsim::sms::first_octet
