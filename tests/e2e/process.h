// The program under test as a process.
#pragma once

#include <string>
#include <vector>

#include "tests/support/background.h"

namespace mapsim::e2e {

using test::Background;
using test::Outcome;
using test::read_file;
using test::run;
using test::TemporaryFolder;
using test::write_file;

// The program under test: the one that was just built, or what the variable MAPSIM_PROGRAM names (an
// installed one).
std::string program();
// The scenarios are those of this source tree, wherever the build tree lies.
std::vector<std::string> mapsim_command(const std::vector<std::string>& arguments);
Outcome mapsim(const std::vector<std::string>& arguments);

}  // namespace mapsim::e2e
