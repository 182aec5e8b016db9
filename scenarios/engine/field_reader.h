// Reading the fixed part of a scenario file: which keys a map may have, and scalars of a known kind. Every
// mistake says what stands there and what may stand there.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/engine/template_reader.h"
#include "scenarios/engine/yaml_document.h"
#include "sigtran/core/time.h"

namespace mapsim::scenario {

// Whether it is a map; then every key that is not among `allowed` is a mistake.
bool check_keys(const YamlNode& node, std::span<const std::string_view> allowed, std::string_view what,
                Mistakes& mistakes);

// The member's value; nullptr where it is absent, or without a value (which is a mistake).
const YamlNode* value_of(const YamlNode& map, std::string_view name, Mistakes& mistakes);

// Each: nullopt after telling the mistake.
std::optional<std::string> read_string(const YamlNode& node, std::string_view what, Mistakes& mistakes);
std::optional<std::int64_t> read_number(const YamlNode& node, std::int64_t least, std::int64_t most,
                                        Mistakes& mistakes);
std::optional<bool> read_bool(const YamlNode& node, Mistakes& mistakes);
std::optional<Duration> read_duration(const YamlNode& node, Mistakes& mistakes);
// An index into `names`.
std::optional<std::size_t> read_choice(const YamlNode& node, std::span<const std::string_view> names,
                                       Mistakes& mistakes);
// A list of strings; one string is a list of one.
std::vector<std::string> read_strings(const YamlNode& node, std::string_view what, Mistakes& mistakes);

// read_number into a field, if the map has that member.
template <class T>
void read_into(const YamlNode& map, std::string_view name, T& field, Mistakes& mistakes,
               std::int64_t most = std::numeric_limits<T>::max()) {
  if (const YamlNode* node = value_of(map, name, mistakes)) {
    if (const auto n = read_number(*node, 0, most, mistakes)) field = static_cast<T>(*n);
  }
}

}  // namespace mapsim::scenario
