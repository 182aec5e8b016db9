#include "tools/manual/man_page.h"

#include <sstream>

#include "tools/cli/version.h"
#include "tools/manual/option.h"

namespace mapsim::cli::manual {

namespace {

// Text in which roff sees no request and no escape; '-' stays what one can type.
std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_start = c == '\n';
  }
  return out;
}

void write_option(const OptionText& option, std::ostream& out) {
  out << ".TP\n";
  if (!option.letter.empty()) out << "\\fB" << roff("-" + option.letter) << "\\fR, ";
  out << "\\fB" << roff("--" + option.name) << "\\fR";
  if (!option.value.empty()) out << " \\fI" << roff(option.value) << "\\fR";
  out << '\n' << roff(option.description);
  if (!option.otherwise.empty()) out << " (otherwise: " << roff(option.otherwise) << ')';
  out << '\n';
}

void write_command(const Command& command, std::ostream& out) {
  out << ".SS " << roff(command.name) << "\n.B mapsim " << roff(command.name) << "\n[\\fIOPTION\\fR…]";
  if (!command.synopsis.empty()) out << " \\fI" << roff(command.synopsis) << "\\fR";
  out << "\n.PP\n" << roff(command.summary) << '\n';
  for (const OptionText& option : options_text(command)) {
    if (option.name != "color" && option.name != "help") write_option(option, out);
  }
  if (!command.examples.empty()) out << ".PP\nExamples:\n.PP\n.nf\n" << roff(command.examples) << ".fi\n";
}

}  // namespace

std::string man_page(std::span<const Command> commands) {
  std::ostringstream out;
  out << ".\\\" Made by mapsim \\-\\-generate man.\n"
      << ".TH MAPSIM 1 \"\" \"mapsim " << roff(kVersion) << "\" \"User Commands\"\n"
      << ".SH NAME\nmapsim \\- plays GSM MAP short message scenarios and reads what such traffic means\n"
      << ".SH SYNOPSIS\n.B mapsim\n\\fICOMMAND\\fR [\\fIOPTION\\fR…] [\\fIARGUMENT\\fR…]\n"
      << ".SH DESCRIPTION\n"
      << "mapsim simulates the GSM MAP short message traffic between an MSC, an SMSC and an HLR over TCAP, "
         "SCCP, M3UA and\n"
      << "SCTP. A scenario is a sequence chart in YAML; playing it gives a verdict, a capture and a report.\n"
      << ".SH COMMANDS\n";
  for (const Command& command : commands) write_command(command, out);
  out << ".SS Options of every command\n"
      << ".TP\n\\fB\\-\\-color\\fR \\fIWHEN\\fR\nauto, always or never\n"
      << ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nthe options and examples of the command\n"
      << ".SH EXIT STATUS\n"
      << ".TP\n0\npassed\n.TP\n1\na scenario failed, or a capture or message was damaged\n"
      << ".TP\n2\nthe command line, a scenario file or an output was wrong\n"
      << ".TP\n3\nthe machine or the link lacks something\n"
      << ".SH ENVIRONMENT\n"
      << ".TP\nMAPSIM_SCENARIOS\nthe folder of the scenarios that come with the program, in place of the "
         "installed one\n"
      << ".TP\nNO_COLOR\nno colour, where \\-\\-color is auto\n"
      << ".TP\nGITHUB_ACTIONS, GITLAB_CI\nwhat \\-\\-annotate auto looks at\n"
      << ".SH SEE ALSO\n.BR tshark (1),\n.BR wireshark (1)\n";
  return out.str();
}

}  // namespace mapsim::cli::manual
