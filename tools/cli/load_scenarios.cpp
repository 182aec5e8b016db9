#include "tools/cli/load_scenarios.h"

#include <ostream>

#include "sigtran/core/nearest.h"
#include "tools/cli/library.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace fs = std::filesystem;

namespace {

std::string unknown_scenario(const std::string& name) {
  std::vector<std::string> names;
  if (const auto library = scenario_library()) {
    for (const fs::path& file : scenario_files(*library)) names.push_back(file.stem().string());
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  std::string text = name + ": no such file, folder or scenario";
  if (const auto near = nearest(name, views)) text += "; did you mean '" + std::string(*near) + "'?";
  return text + " ('mapsim list' names those that come with the program)";
}

std::vector<fs::path> files_of(const std::string& name, Output& output, bool& wrong) {
  std::error_code error;
  if (fs::exists(name, error)) {
    auto files = scenario_files(name);
    if (files.empty()) {
      output.err << "mapsim: " << printable(name) << ": no scenario (*.yaml) in this folder\n";
      wrong = true;
    }
    return files;
  }
  if (const auto shipped = find_shipped(name)) return {*shipped};
  output.err << "mapsim: " << printable(unknown_scenario(name)) << '\n';
  wrong = true;
  return {};
}

}  // namespace

std::optional<fs::path> find_shipped(const std::string& name) {
  const auto library = scenario_library();
  if (!library) return std::nullopt;
  for (const fs::path& file : scenario_files(*library)) {
    if (file.stem() == name) return file;
  }
  return std::nullopt;
}

std::optional<std::vector<scenario::Program>> load_scenarios(const std::vector<std::string>& names,
                                                             const std::vector<std::string>& set,
                                                             Output& output,
                                                             std::vector<scenario::YamlMember> endpoints) {
  bool wrong = false;
  scenario::LoadOptions options;
  options.endpoints = std::move(endpoints);
  for (const std::string& pair : set) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      output.err << "mapsim: --set " << printable(pair) << ": expected NAME=VALUE\n";
      wrong = true;
    } else {
      options.set.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
  }
  std::vector<scenario::Program> programs;
  std::size_t mistakes = 0;
  for (const std::string& name : names) {
    for (const fs::path& file : files_of(name, output, wrong)) {
      auto loaded = scenario::load_file(file, options);
      for (const Error& error : loaded.errors)
        output.err << printable(scenario::to_text(loaded, error)) << '\n';
      mistakes += loaded.errors.size();
      if (loaded.program) programs.push_back(std::move(*loaded.program));
    }
  }
  if (mistakes != 0) output.err << mistakes << (mistakes == 1 ? " mistake" : " mistakes") << '\n';
  if (wrong || mistakes != 0) return std::nullopt;
  return programs;
}

}  // namespace mapsim::cli
