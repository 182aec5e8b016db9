// The fields of TS 23.040 9.2.3 by the names and clauses that errors give.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sigtran/core/result.h"

namespace mapsim::sms {

struct FieldSpec {
  std::string_view name;
  std::string_view clause;
};

inline constexpr FieldSpec kTpdu{"TPDU", "TS 23.040 9.2.2"};
inline constexpr FieldSpec kTpMti{"TP-MTI", "TS 23.040 9.2.3.1"};
inline constexpr FieldSpec kTpMr{"TP-MR", "TS 23.040 9.2.3.6"};
inline constexpr FieldSpec kTpOa{"TP-OA", "TS 23.040 9.2.3.7"};
inline constexpr FieldSpec kTpDa{"TP-DA", "TS 23.040 9.2.3.8"};
inline constexpr FieldSpec kTpPid{"TP-PID", "TS 23.040 9.2.3.9"};
inline constexpr FieldSpec kTpDcs{"TP-DCS", "TS 23.040 9.2.3.10"};
inline constexpr FieldSpec kTpScts{"TP-SCTS", "TS 23.040 9.2.3.11"};
inline constexpr FieldSpec kTpVp{"TP-VP", "TS 23.040 9.2.3.12"};
inline constexpr FieldSpec kTpDt{"TP-DT", "TS 23.040 9.2.3.13"};
inline constexpr FieldSpec kTpRa{"TP-RA", "TS 23.040 9.2.3.14"};
inline constexpr FieldSpec kTpSt{"TP-ST", "TS 23.040 9.2.3.15"};
inline constexpr FieldSpec kTpUdl{"TP-UDL", "TS 23.040 9.2.3.16"};
inline constexpr FieldSpec kTpMn{"TP-MN", "TS 23.040 9.2.3.18"};
inline constexpr FieldSpec kTpCt{"TP-CT", "TS 23.040 9.2.3.19"};
inline constexpr FieldSpec kTpCdl{"TP-CDL", "TS 23.040 9.2.3.20"};
inline constexpr FieldSpec kTpCd{"TP-CD", "TS 23.040 9.2.3.21"};
inline constexpr FieldSpec kTpFcs{"TP-FCS", "TS 23.040 9.2.3.22"};
inline constexpr FieldSpec kTpUdh{"TP-UDH", "TS 23.040 9.2.3.24"};
inline constexpr FieldSpec kTpUd{"TP-UD", "TS 23.040 9.2.3.24"};
inline constexpr FieldSpec kTpPi{"TP-PI", "TS 23.040 9.2.3.27"};

inline Error field_error(const FieldSpec& field, std::size_t offset, std::string text) {
  return Error{.layer = "sms",
               .field = std::string(field.name),
               .clause = std::string(field.clause),
               .offset = offset,
               .text = std::move(text)};
}

// "1 octet", "2 octets".
inline std::string count_of(std::size_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
}

}  // namespace mapsim::sms
