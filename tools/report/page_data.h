// What the script of report.html shows of a message: its tree and octets as JSON.
#pragma once

#include <deque>
#include <nlohmann/json.hpp>

#include "tools/report/record.h"

namespace mapsim::report {

// An array a scenario of {octets: hex, tree: [node…]} a message; a node is [name, text, offset, size, nodes],
// offset -1 where no octet of the TCAP message says it. Texts are printable already.
nlohmann::ordered_json page_data(const std::deque<Scenario>& scenarios);

}  // namespace mapsim::report
