// Where this checkout and what lies beside it are. Only paths.cpp is compiled with those places, so that everything
// else compiles to the same wherever the checkout lies (and a compiler cache can tell).
#pragma once

#include <filesystem>

namespace mapsim::test {

// The root of this source tree.
std::filesystem::path source_dir();
// The messages of other implementations beside it (../shared/vectors); may be absent.
std::filesystem::path vectors_dir();

}  // namespace mapsim::test
