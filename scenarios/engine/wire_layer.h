// Where the parts of a message on the wire begin, for faults that change an octet of one of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sigtran/core/bytes.h"

namespace mapsim::scenario {

enum class WireLayer : std::uint8_t {
  m3ua,
  sccp,
  tcap,
  dialogue_portion,  // of TCAP, with its tag
  component,         // the first component, with its tag
};

inline constexpr std::array<std::string_view, 5> kWireLayers = {"m3ua", "sccp", "tcap", "dialogue-portion",
                                                                "component"};

// The first octet of `layer` in an M3UA message; nullopt where the message has no such part.
using Locate = std::optional<std::size_t> (*)(OctetView message);
Locate locate(WireLayer layer);

}  // namespace mapsim::scenario
