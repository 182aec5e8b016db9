// The file that an `include` step names, found and read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/source_files.h"
#include "scenarios/engine/template_reader.h"
#include "scenarios/engine/yaml_document.h"

namespace mapsim::scenario {

inline constexpr std::size_t kMaxIncludes = 200;  // files included by one scenario, each as often as it is

// Which files are being read, from the scenario's own to the one that is read now, and what was read so far.
struct Reading {
  explicit Reading(SourceFiles& files) : sources(files) {}
  SourceFiles& sources;
  std::vector<std::filesystem::path> chain;
  std::size_t octets = 0;  // of included files; at most kMaxFileSize of them
};

// The root of the file named `name`, relative to the one that is read now; marks count as SourceFiles says,
// and the file is the last of `reading.chain` until the caller takes it away. nullopt after telling what is
// wrong: no such file, a file that includes itself, too many or too large ones, or no YAML.
std::optional<YamlNode> read_included(const YamlNode& name, Reading& reading, Mistakes& mistakes);

// Line ends CR LF, LF and CR each end one at least: never fewer than there are.
int count_lines(std::string_view text);

// At most `limit` + 1 octets of a regular file; nullopt where it cannot be read.
std::optional<std::string> read_text(const std::filesystem::path& file, std::size_t limit);

}  // namespace mapsim::scenario
