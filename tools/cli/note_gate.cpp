#include "tools/cli/note_gate.h"

namespace mapsim::cli {

void NoteGate::on_note(Instant at, std::string_view endpoint, std::string_view text) {
  auto found = seconds_.find(endpoint);
  if (found == seconds_.end()) found = seconds_.emplace(std::string(endpoint), Second{.begins = at}).first;
  Second& second = found->second;
  if (at - second.begins >= std::chrono::seconds(1)) {
    tell_count(at, endpoint, second);
    second = {.begins = at};
  }
  if (second.told >= kMostNotes) {
    ++second.counted;
    return;
  }
  ++second.told;
  observer_.on_note(at, endpoint, text);
}

void NoteGate::tell_counts(Instant at) {
  for (auto& [endpoint, second] : seconds_) tell_count(at, endpoint, second);
  seconds_.clear();
}

void NoteGate::tell_count(Instant at, std::string_view endpoint, Second& second) {
  if (second.counted == 0) return;
  observer_.on_note(
      at, endpoint,
      "and " + std::to_string(second.counted) + " more of such lines within a second, which are not shown");
  second.counted = 0;
}

}  // namespace mapsim::cli
