#include "tools/manual/option.h"

#include <algorithm>

#include "tools/decode/layers.h"
#include "tools/new/first_scenario.h"

namespace mapsim::cli::manual {

std::vector<OptionText> options_text(const Command& command) {
  std::vector<OptionText> out;
  const auto options = options_of(command);
  for (const auto& option : options.options()) {
    OptionText text;
    text.name = option->long_name();
    const std::string names =
        option->canonical_display_name(boost::program_options::command_line_style::allow_dash_for_short);
    if (names.size() == 2 && names[0] == '-' && names[1] != '-') text.letter = names.substr(1);
    text.description = option->description();
    if (option->semantic()->max_tokens() != 0) {
      // "TYPE (=ethernet)"
      text.value = option->semantic()->name();
      if (const auto at = text.value.find(" (="); at != std::string::npos) {
        text.otherwise = text.value.substr(at + 3, text.value.size() - at - 4);
        text.value.resize(at);
      }
    }
    out.push_back(std::move(text));
  }
  return out;
}

const std::vector<WordsOfOption>& words_of_options() {
  static const std::vector<WordsOfOption> all = {
      {"color", {"auto", "always", "never"}},
      {"annotate", {"auto", "github", "gitlab"}},
      {"link-type", {"ethernet", "raw", "linux-sll2", "null", "loop", "sctp", "mtp3", "sccp"}},
      {"transport", {"sim", "usrsctp", "kernel"}},
      {"arrivals", {"uniform", "poisson"}},
      {"data-order", {"sequential", "random", "unique"}},
      {"layer", {layer_names().begin(), layer_names().end()}},
      {"map-version", {"1", "2", "3"}},
      {"message", {kFirstMessages.begin(), kFirstMessages.end()}},
      {"direction", {"mo", "mt"}},
  };
  return all;
}

ValueChoice choice_of(const OptionText& option) {
  const auto& rows = words_of_options();
  const auto row = std::ranges::find(rows, std::string_view(option.name), &WordsOfOption::option);
  if (row != rows.end()) return {ValueKind::words, row->words};
  if (option.value == "FILE") return {ValueKind::file, {}};
  if (option.value == "DIR") return {ValueKind::folder, {}};
  return {};
}

ValueChoice argument_choice(const Command& command) {
  if (command.synopsis.find("NAME") != std::string_view::npos) return {ValueKind::scenario, {}};
  for (const std::string_view word : {"FILE", "CAPTURE"}) {
    if (command.synopsis.find(word) != std::string_view::npos) return {ValueKind::file, {}};
  }
  if (command.synopsis.find("DIR") != std::string_view::npos) return {ValueKind::folder, {}};
  return {};
}

}  // namespace mapsim::cli::manual
