// Why an SCTP association was aborted, as ABORT and ERROR chunks say it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mapsim::link {

// "Stale Cookie", "User-Initiated Abort" …; nullopt for one without a name (RFC 9260 3.3.10).
std::optional<std::string_view> sctp_cause_name(std::uint16_t cause);

}  // namespace mapsim::link
