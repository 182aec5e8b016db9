// The order of keys in a scenario file.
#pragma once

#include "scenarios/engine/yaml_document.h"

namespace mapsim::cli::format {

// The file, its steps and those of its loops, branches and alternatives. Names that are not known stay behind
// the others in the order of the file.
void put_in_order(scenario::YamlNode& root);

}  // namespace mapsim::cli::format
