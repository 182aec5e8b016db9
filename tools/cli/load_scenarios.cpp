#include "tools/cli/load_scenarios.h"

#include <algorithm>
#include <iterator>
#include <ostream>

#include "scenarios/engine/included_file.h"
#include "sigtran/core/nearest.h"
#include "tools/cli/data_rows.h"
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

void read_set(const std::vector<std::string>& set, scenario::LoadOptions& options, Output& output,
              bool& wrong) {
  for (const std::string& pair : set) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos || equals == 0) {
      output.err << "mapsim: --set " << printable(pair) << ": expected NAME=VALUE\n";
      wrong = true;
    } else {
      options.set.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
  }
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
                                                             std::vector<scenario::YamlMember> endpoints,
                                                             const std::string& data) {
  bool wrong = false;
  scenario::LoadOptions options;
  options.endpoints = std::move(endpoints);
  read_set(set, options, output, wrong);
  std::optional<DataFile> rows;
  if (!data.empty()) {
    rows = read_data(data, output);
    if (!rows) return std::nullopt;
  }
  std::vector<scenario::Program> programs;
  std::size_t mistakes = 0;
  for (const std::string& name : names) {
    for (const fs::path& file : files_of(name, output, wrong)) {
      if (rows) {
        auto loaded = load_rows(file, *rows, options, output);
        wrong = wrong || !loaded;
        if (loaded) std::ranges::move(*loaded, std::back_inserter(programs));
        continue;
      }
      auto loaded = scenario::load_file(file, options);
      for (const Error& error : loaded.errors)
        output.err << printable(scenario::to_text(loaded, error)) << '\n';
      mistakes += loaded.errors.size();
      if (loaded.program) programs.push_back(std::move(*loaded.program));
    }
  }
  if (rows) tell_mistakes(*rows, output);
  if (mistakes != 0) output.err << mistakes << (mistakes == 1 ? " mistake" : " mistakes") << '\n';
  if (wrong || mistakes != 0) return std::nullopt;
  return programs;
}

std::optional<MixParts> read_mix_file(const fs::path& file, const std::vector<std::string>& set,
                                      Output& output) {
  const auto text = scenario::read_text(file, scenario::kMaxFileSize);
  if (!text || text->size() > scenario::kMaxFileSize) {
    output.err << "mapsim: --mix " << printable(file.string())
               << (text ? ": the file is larger than 16 MiB" : ": the file cannot be read") << '\n';
    return std::nullopt;
  }
  scenario::Mistakes mistakes;
  const scenario::Mix mix = scenario::read_mix(*text, mistakes);
  const auto errors = mistakes.take();
  for (const Error& error : errors) output.err << printable(scenario::to_text(file, error)) << '\n';
  if (!errors.empty()) return std::nullopt;
  MixParts parts{mix, {}};
  for (const scenario::MixEntry& entry : mix.entries) {
    const fs::path beside = file.parent_path() / entry.scenario;
    std::error_code error;
    MixPart part;
    part.name = fs::exists(beside, error) ? beside.string() : entry.scenario;
    part.set = set;
    for (const auto& [variable, value] : entry.set) part.set.push_back(variable + "=" + value);
    if (!entry.data.empty()) part.data = (file.parent_path() / entry.data).string();
    parts.parts.push_back(std::move(part));
  }
  return parts;
}

std::optional<std::vector<scenario::Program>> load_mix(const fs::path& file, std::size_t draws,
                                                       std::uint64_t seed,
                                                       const std::vector<std::string>& set, Output& output,
                                                       const std::vector<scenario::YamlMember>& endpoints) {
  const auto mix = read_mix_file(file, set, output);
  if (!mix) return std::nullopt;
  std::vector<std::vector<scenario::Program>> parts;
  bool wrong = false;
  for (const MixPart& part : mix->parts) {
    auto programs = load_scenarios({part.name}, part.set, output, endpoints, part.data);
    wrong = wrong || !programs;
    parts.push_back(programs ? std::move(*programs) : std::vector<scenario::Program>());
  }
  if (wrong) return std::nullopt;
  Random random(seed);
  std::vector<std::size_t> used(parts.size(), 0);
  std::vector<scenario::Program> drawn;
  for (const std::size_t part : mix->mix.draw(draws, random)) {
    drawn.push_back(parts[part][used[part]++ % parts[part].size()]);
    scenario::Program& program = drawn.back();
    program.name = program.file.stem().string() + "-" + std::to_string(drawn.size());
  }
  return drawn;
}

}  // namespace mapsim::cli
