// junit.xml: a test case a scenario, for whatever CI system reads the format of Ant's JUnit task.
#pragma once

#include <deque>
#include <string>

#include "tools/report/record.h"

namespace mapsim::report {

// Only elements and attributes of the common schema, and all that its strict forms ask for
// (tests/tools/report/junit.xsd). `time` is simulated time and `timestamp` the epoch of captures: the same
// run gives the same file.
std::string junit_xml(const std::deque<Scenario>& scenarios);

}  // namespace mapsim::report
