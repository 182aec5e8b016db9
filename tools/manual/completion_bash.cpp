#include <sstream>

#include "tools/manual/completion.h"
#include "tools/manual/option.h"

namespace mapsim::cli::manual {

namespace {

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view w : words) out += (out.empty() ? "" : " ") + std::string(w);
  return out;
}

std::string_view action(const ValueChoice& choice) {
  switch (choice.kind) {
    case ValueKind::file:
      return "_mapsim_files";
    case ValueKind::folder:
      return "_mapsim_folders";
    case ValueKind::scenario:
      return "_mapsim_scenarios";
    case ValueKind::words:
    case ValueKind::other:
      break;
  }
  return ":";
}

void write_case(const Command& command, std::ostream& out) {
  const auto options = options_text(command);
  out << "    " << command.name << ")\n      case $previous in\n";
  std::string all;
  for (const OptionText& option : options) {
    all += (all.empty() ? "--" : " --") + option.name;
    if (!option.letter.empty()) all += " -" + option.letter;
    if (option.value.empty()) continue;
    const ValueChoice choice = choice_of(option);
    out << "        --" << option.name << ") ";
    if (choice.kind == ValueKind::words) {
      out << "_mapsim_words '" << joined(choice.words) << "'";
    } else {
      out << action(choice);
    }
    out << "; return;;\n";
  }
  out << "      esac\n      case $current in\n        -*) _mapsim_words '" << all << "';;\n        *) "
      << action(argument_choice(command)) << ";;\n      esac;;\n";
}

}  // namespace

std::string bash_completion(std::span<const Command> commands) {
  std::ostringstream out;
  std::string names;
  for (const Command& c : commands) names += (names.empty() ? "" : " ") + std::string(c.name);
  out << R"bash(# Completion of mapsim for bash. Made by mapsim --generate bash.

_mapsim_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_mapsim_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); }
_mapsim_folders() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); }
# Files and folders, and the scenarios that come with the program.
_mapsim_scenarios() {
  _mapsim_files
  local names
  names=$("${COMP_WORDS[0]}" list --color never 2>/dev/null | sed -n 's/^  *\([^ ]*\) .*/\1/p')
  local found
  mapfile -t found < <(compgen -W "$names" -- "$current")
  COMPREPLY+=("${found[@]}")
}

_mapsim() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _mapsim_words ')bash"
      << names << R"bash( help --help --version'
    return
  fi
  case ${COMP_WORDS[1]} in
    help) [ "$COMP_CWORD" -eq 2 ] && _mapsim_words ')bash"
      << names << "';;\n";
  for (const Command& command : commands) write_case(command, out);
  out << "  esac\n}\ncomplete -F _mapsim mapsim\n";
  return out.str();
}

}  // namespace mapsim::cli::manual
