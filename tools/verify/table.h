// The outcome as text: a table by subject, and what disagrees.
#pragma once

#include <string>
#include <vector>

#include "tools/verify/comparison.h"
#include "tools/verify/input.h"

namespace mapsim::verify {

// Subjects in the order of the mapping; what the dissector says is wrong stands last.
std::vector<std::string> subjects_in_order(const Outcome& outcome, const Mapping& mapping);

std::string table(const Outcome& outcome, const Mapping& mapping);
// The same and the defects that were met, in Markdown, as docs/dissectors.md has it.
std::string markdown(const Outcome& outcome, const Mapping& mapping, const KnownDefects& defects);

// "errors/mt-forwardSM-v1, frame 4, octets 132 to 134: map.components[0].parameter.mwd-Set (ETS 300
// 599 17.6.6) is true, shown is nothing".
std::string to_text(const Disagreement& d, const Input& input);
// "octets 132 to 134", "octet 9 of frame 1 and octets …"; empty where no octet says it.
std::string octets_text(const std::vector<known::Place>& places);

}  // namespace mapsim::verify
