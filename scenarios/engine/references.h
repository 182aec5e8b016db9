// $name, $name.field, $name[0], ${name} in the scalars of a scenario.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "scenarios/engine/template.h"

namespace mapsim::scenario {

// A letter or '_', then letters, digits, '_', and '-' between them.
bool is_name(std::string_view text);

// Where the whole text is one reference. `.0` and `[0]` are the same.
std::optional<Reference> parse_reference(std::string_view text);

// The pieces of a text; "$$" is a dollar. Error: a '$' that neither starts a reference nor is doubled.
using TextPieces = std::vector<std::variant<std::string, Reference>>;
Result<TextPieces> parse_text(std::string_view text);

}  // namespace mapsim::scenario
