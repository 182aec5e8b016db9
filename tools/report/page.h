// report.html: one file that needs neither a network nor a server. What it shows without a script: the
// summary, the charts and the failures. The script adds the tree and octets of a message, filters and the
// keyboard.
#pragma once

#include <deque>
#include <string>

#include "tools/report/record.h"

namespace mapsim::report {

std::string page(const std::deque<Scenario>& scenarios);

}  // namespace mapsim::report
