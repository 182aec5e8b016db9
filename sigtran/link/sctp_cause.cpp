#include "sigtran/link/sctp_cause.h"

#include <array>

namespace mapsim::link {

namespace {

// RFC 9260 3.3.10, in the order of their codes from 1.
constexpr std::array<std::string_view, 13> kCauses = {"Invalid Stream Identifier",
                                                      "Missing Mandatory Parameter",
                                                      "Stale Cookie",
                                                      "Out of Resource",
                                                      "Unresolvable Address",
                                                      "Unrecognized Chunk Type",
                                                      "Invalid Mandatory Parameter",
                                                      "Unrecognized Parameters",
                                                      "No User Data",
                                                      "Cookie Received While Shutting Down",
                                                      "Restart of an Association with New Addresses",
                                                      "User-Initiated Abort",
                                                      "Protocol Violation"};

}  // namespace

std::optional<std::string_view> sctp_cause_name(std::uint16_t cause) {
  if (cause == 0 || cause > kCauses.size()) return std::nullopt;
  return kCauses[cause - 1U];
}

}  // namespace mapsim::link
