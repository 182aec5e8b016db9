// Reads a node file; docs/lab.md describes it.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "scenarios/engine/lab/site.h"
#include "sigtran/core/result.h"

namespace mapsim::scenario::lab {

struct SiteResult {
  Site site;
  std::vector<Error> errors;  // all at once, in the order of the file; each with its mark
};

SiteResult load_site(const std::filesystem::path& file);
// `file` is the name that the text goes by.
SiteResult read_site(std::string_view text, const std::string& file = "lab.yaml");

}  // namespace mapsim::scenario::lab
