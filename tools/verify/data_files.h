// The data files that come with the program, as text.
#pragma once

#include <string_view>

namespace mapsim::verify {

extern const std::string_view kMappingCsv;
extern const std::string_view kKnownDefectsJson;

}  // namespace mapsim::verify
