// The messages of SCCP management (Q.713 5): what SCMG entities tell one another of subsystems, as the user
// data of a connectionless message between the subsystems 1.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "sigtran/core/fields.h"
#include "sigtran/core/mtp.h"
#include "sigtran/core/result.h"
#include "sigtran/sccp/primitives.h"

namespace mapsim::sccp {

inline constexpr std::uint8_t kManagementSsn = 1;  // Q.713 3.4.2.2

// Q.713 5.1.1, the SCMG format identifier
enum class ManagementType : std::uint8_t {
  subsystem_allowed = 1,                 // SSA
  subsystem_prohibited = 2,              // SSP
  subsystem_status_test = 3,             // SST
  subsystem_out_of_service_request = 4,  // SOR
  subsystem_out_of_service_grant = 5,    // SOG
  subsystem_congested = 6,               // SSC
};
std::span<const EnumName<ManagementType>> enum_names(ManagementType);
std::span<const EnumName<Multiplicity>> enum_names(Multiplicity);

inline constexpr std::uint8_t kMaxCongestionLevel = 8;  // Q.713 5.2.5

struct ManagementMessage {
  ManagementType type = ManagementType::subsystem_allowed;
  std::uint8_t ssn = 0;                               // affected SSN
  mtp::PointCode point_code = 0;                      // affected point code, 14 bits
  Multiplicity multiplicity = Multiplicity::unknown;  // two bits; the spare ones are not looked at
  std::uint8_t congestion_level = 0;                  // SSC only: 1..8
  friend bool operator==(const ManagementMessage&, const ManagementMessage&) = default;
};

// Error: an unknown format identifier, too few octets, a congestion level other than 1 to 8; the offset
// counts from the start of the user data. Octets beyond the message are not looked at (Q.714 1.1.4.2).
Result<ManagementMessage> decode_management(OctetView data);

// The octets of a message whose fields are in range.
class ManagementOctets {
 public:
  explicit ManagementOctets(const ManagementMessage& message);
  OctetView view() const { return {octets_.data(), size_}; }

 private:
  std::array<std::uint8_t, 6> octets_{};
  std::size_t size_ = 5;
};

}  // namespace mapsim::sccp

namespace mapsim {

// {type: SSC, affected-ssn: 8, affected-pc: 1234, multiplicity: unknown, congestion-level: 3}; the level in
// SSC alone. `multiplicity` may be left out. Error: a value that the octets cannot hold or that Q.713 5.2
// does not allow.
template <>
struct ValueTraits<sccp::ManagementMessage> {
  static Value to(const sccp::ManagementMessage& message);
  static Result<sccp::ManagementMessage> from(const Value& v);
};

}  // namespace mapsim
