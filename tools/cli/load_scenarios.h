// Scenario files from the command line: all of them are read, and everything that is wrong is told, before anything
// is played.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/loader.h"
#include "scenarios/engine/mix_reader.h"
#include "tools/cli/arguments.h"

namespace mapsim::cli {

// `names`: files, folders, or names of scenarios that come with the program. nullopt: something was wrong, and
// output.err says what. `set`: NAME=VALUE. `endpoints`: what a node file says of them. `data`: a CSV file, each row of
// which gives variables other values; there is a program for each row.
std::optional<std::vector<scenario::Program>> load_scenarios(const std::vector<std::string>& names,
                                                             const std::vector<std::string>& set, Output& output,
                                                             std::vector<scenario::YamlMember> endpoints = {},
                                                             const std::string& data = {});

// A mix file, and what each of its entries leads to.
struct MixPart {
  std::string name;              // a file, or a scenario that comes with the program
  std::vector<std::string> set;  // NAME=VALUE, those of the entry last
  std::string data;              // a CSV file; empty: none
};
struct MixParts {
  scenario::Mix mix;
  std::vector<MixPart> parts;  // by entry of the mix
};
// `set`: of the command line. nullopt: as above.
std::optional<MixParts> read_mix_file(const std::filesystem::path& file, const std::vector<std::string>& set,
                                      Output& output);

inline constexpr std::size_t kMaxDraws = 10'000;

// A mix file's scenarios, `draws` of them, drawn by their weights from `seed` and named "mo-v3-1", "mt-v3-2" and so on.
// Whoever has data takes its rows one after the other. nullopt: as above.
std::optional<std::vector<scenario::Program>> load_mix(const std::filesystem::path& file, std::size_t draws,
                                                       std::uint64_t seed, const std::vector<std::string>& set,
                                                       Output& output,
                                                       const std::vector<scenario::YamlMember>& endpoints = {});

// The file of a scenario that comes with the program, by its name without extension.
std::optional<std::filesystem::path> find_shipped(const std::string& name);

}  // namespace mapsim::cli
