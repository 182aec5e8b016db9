#include <sstream>

#include "tools/manual/completion.h"
#include "tools/manual/option.h"

namespace mapsim::cli::manual {

namespace {

// In single quotes, and where _arguments and _describe give ':' and brackets a meaning.
std::string zsh_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else if (c == ':' || c == '[' || c == ']' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string zsh_action(const ValueChoice& choice) {
  switch (choice.kind) {
    case ValueKind::file:
      return "_files";
    case ValueKind::folder:
      return "_files -/";
    case ValueKind::scenario:
      return "_mapsim_scenarios";
    case ValueKind::words: {
      std::string words;
      for (const std::string_view w : choice.words) words += (words.empty() ? "" : " ") + std::string(w);
      return "(" + words + ")";
    }
    case ValueKind::other:
      break;
  }
  return " ";
}

void write_zsh_case(const Command& command, std::ostream& out) {
  out << "    " << command.name << ")\n      _arguments -s";
  for (const OptionText& option : options_text(command)) {
    const std::string tail =
        "[" + zsh_quoted(option.description) + "]" +
        (option.value.empty() ? "" : ":" + zsh_quoted(option.value) + ":" + zsh_action(choice_of(option)));
    // An option may be given again: _arguments would otherwise offer it once only.
    out << " \\\n        '*--" << option.name << tail << "'";
    if (!option.letter.empty()) out << " \\\n        '*-" << option.letter << tail << "'";
  }
  const ValueChoice argument = argument_choice(command);
  if (argument.kind != ValueKind::other)
    out << " \\\n        '*:" << zsh_quoted(command.synopsis) << ":" << zsh_action(argument) << "'";
  out << ";;\n";
}

}  // namespace

std::string zsh_completion(std::span<const Command> commands) {
  std::ostringstream out;
  out << R"zsh(#compdef mapsim
# Completion of mapsim for zsh. Made by mapsim --generate zsh.

# Files and folders, and the scenarios that come with the program.
_mapsim_scenarios() {
  local -a names
  names=(${(f)"$(_call_program scenarios mapsim list --color never 2>/dev/null | sed -n 's/^  *\([^ ]*\) .*/\1/p')"})
  _alternative 'scenarios:scenario:compadd -a names' 'files:file:_files'
}

_mapsim() {
  local -a commands
  commands=(
)zsh";
  for (const Command& c : commands) out << "    '" << c.name << ":" << zsh_quoted(c.summary) << "'\n";
  out << R"zsh(    'help:the options and examples of a command'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=${words[2]}
  shift words
  (( CURRENT-- ))
  case $command in
    help) _describe command commands;;
)zsh";
  for (const Command& command : commands) write_zsh_case(command, out);
  out << "  esac\n}\n\n_mapsim \"$@\"\n";
  return out.str();
}

}  // namespace mapsim::cli::manual
