#include "tests/support/paths.h"

namespace mapsim::test {

std::filesystem::path source_dir() { return MAPSIM_SOURCE_DIR; }
std::filesystem::path vectors_dir() { return MAPSIM_VECTORS_DIR; }

}  // namespace mapsim::test
