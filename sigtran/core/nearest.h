// The name that a mistyped one was probably meant to be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mapsim {

// The nearest by edit distance, letter case ignored; nullopt where none is near enough to be a likely slip.
std::optional<std::string_view> nearest(std::string_view typed, std::span<const std::string_view> allowed);

// "'sm-RP-D' is not known here; did you mean 'sm-RP-DA'? Allowed: a, b, c"
std::string unknown_name(std::string_view typed, std::span<const std::string_view> allowed);

}  // namespace mapsim
