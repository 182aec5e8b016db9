// Patterns of the data files: of paths and of texts.
#pragma once

#include <string_view>

namespace mapsim::verify {

// `*` stands for any characters, also none.
bool matches_text(std::string_view pattern, std::string_view text);

// Members between dots: `*` stands for one of them, `**` for any number. "**.sms-deliver.tp-oa".
bool matches_path(std::string_view pattern, std::string_view path);

}  // namespace mapsim::verify
