// What an endpoint with `behaviour: auto` is told in a scenario.
#pragma once

#include <array>
#include <optional>

#include "scenarios/engine/automatic.h"
#include "scenarios/engine/field_reader.h"

namespace mapsim::scenario {

// The keys of an endpoint that only automatic ones have.
inline constexpr std::array<std::string_view, 10> kAutomaticKeys = {
    "behaviour", "subscribers", "answers", "delay", "retry", "validity", "refuses", "hlr", "smsc", "sends"};

inline constexpr std::size_t kMaxRetries = 1'000;  // pauses of a schedule
inline constexpr std::size_t kMaxSendings = 1'000;

// Nullopt: the endpoint is none of this kind, and has no key of one.
std::optional<Automatic> read_automatic(const YamlNode& endpoint, Mistakes& mistakes);

}  // namespace mapsim::scenario
