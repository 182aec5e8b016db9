// Scalars and collections in a line of YAML.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/engine/yaml_document.h"

namespace mapsim::cli::format {

std::string key_text(std::string_view name);

// A scalar or an empty collection that begins in column `column`. A long text in quotes becomes a folded one
// whose lines begin at `indent`. `end` (a comment) goes behind its first line.
std::string scalar_text(const scenario::YamlNode& node, std::size_t indent, std::size_t column,
                        const std::string& end);

// The whole in one line, {a: 1, b: [2, 3]}; nullopt where something in it cannot stand there.
std::optional<std::string> flow_text(const scenario::YamlNode& node);

}  // namespace mapsim::cli::format
