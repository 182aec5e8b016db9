// Ticks and books as JSON: on the way from an engine to whoever shows the run, and in files.
#pragma once

#include <nlohmann/json.hpp>

#include "tools/load/tick.h"

namespace mapsim::cli {

nlohmann::ordered_json books_json(const load::Books& books);
// Throws nlohmann::json::exception where it is none.
load::Books books_of(const nlohmann::ordered_json& json);

nlohmann::ordered_json tick_json(const Tick& tick);
// Throws as above, also for a histogram that is damaged.
Tick tick_of(const nlohmann::ordered_json& json);

}  // namespace mapsim::cli
