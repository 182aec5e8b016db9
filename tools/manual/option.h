// An option as the manual and the completions of shells need it, read from its definition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/arguments.h"

namespace mapsim::cli::manual {

struct OptionText {
  std::string name;       // "capture", without dashes
  std::string letter;     // "q"; empty: none
  std::string value;      // "FILE"; empty: a flag
  std::string otherwise;  // the default; empty: none
  std::string description;
};

std::vector<OptionText> options_text(const Command& command);

// What may follow an option or stand as an argument.
enum class ValueKind : std::uint8_t { other, file, folder, words, scenario };

struct ValueChoice {
  ValueKind kind = ValueKind::other;
  std::vector<std::string_view> words;  // of ValueKind::words
};

// By the name of the option where it takes one of few words, otherwise by the name of its value.
ValueChoice choice_of(const OptionText& option);
// By the synopsis: scenarios where it has NAME, files where it has FILE or CAPTURE.
ValueChoice argument_choice(const Command& command);

// Options whose value is one of these words.
struct WordsOfOption {
  std::string_view option;
  std::vector<std::string_view> words;
};
const std::vector<WordsOfOption>& words_of_options();

}  // namespace mapsim::cli::manual
