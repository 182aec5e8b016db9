// The sequence chart of a scenario as SVG: a lifeline an endpoint, an arrow a message.
#pragma once

#include <ostream>
#include <string>

#include "tools/report/record.h"

namespace mapsim::report {

// Rows are groups that a script moves up when others are filtered away; those of messages are options of a
// listbox, with the ids s<scenario>m<message>.
void write_chart(const Scenario& scenario, std::size_t number, std::ostream& out);

// "4 BEGIN from smsc to msc, mt-ForwardSM …, passed": what a screen reader says of a row.
std::string spoken(const Scenario& scenario, const Message& message);

}  // namespace mapsim::report
