// What a service centre tells an originator who has asked for it by TP-SRR: that his message was delivered,
// or that it will not be (TS 23.040 9.2.2.3, 9.2.3.15).
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/world/number.h"
#include "sigtran/sms/tpdu.h"

namespace mapsim::world {

// With a message whose originator has asked.
struct ReportRequest {
  Number originator;
  std::uint8_t tp_mr = 0;  // of his SMS-SUBMIT
  sms::Address tp_ra;      // its TP-DA
};

// TP-ST of what has become of a message.
inline constexpr sms::Status kReceived{0x00};
inline constexpr sms::Status kValidityExpired{0x46};
inline constexpr sms::Status kRemoteProcedureError{0x40};

sms::SmsStatusReport status_report(const ReportRequest& request, const sms::Timestamp& submitted,
                                   const sms::Timestamp& discharged, sms::Status status);

}  // namespace mapsim::world
