// What a load run plays: one scenario, or those of a mix, each with its weight and its rows of data.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/loader.h"
#include "scenarios/load/rows.h"
#include "tools/load/load_options.h"

namespace mapsim::cli {

struct Material {
  scenario::Program
      program;  // its name is that of the scenario in all that is told of it, and no other one's
  std::uint32_t weight = 1;
  std::shared_ptr<const load::RowTable> rows;  // may be absent
};

// `endpoints`: what a node file says of them. nullopt: something was wrong, and output.err says what.
std::optional<std::vector<Material>> load_material(const Options& options, const LoadSettings& settings,
                                                   const std::vector<scenario::YamlMember>& endpoints,
                                                   Output& output);

}  // namespace mapsim::cli
