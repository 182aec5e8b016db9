// The style sheet and the script of report.html (tools/report/page), and what a Content-Security-Policy says
// of them.
#pragma once

#include <string>
#include <string_view>

namespace mapsim::report {

extern const std::string_view kStyle;
extern const std::string_view kScript;

// "sha256-…" in base64, of the two texts.
std::string style_hash();
std::string script_hash();

}  // namespace mapsim::report
