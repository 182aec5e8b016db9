#include "tools/cli/arguments.h"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "sigtran/core/nearest.h"
#include "tools/cli/version.h"
#include "tools/manual/completion.h"
#include "tools/manual/man_page.h"

namespace mapsim::cli {

namespace po = boost::program_options;

namespace {

void print_help(std::span<const Command> commands, std::ostream& out) {
  out << "mapsim plays GSM MAP short message scenarios and reads what such traffic means.\n\n"
         "Usage: mapsim COMMAND [OPTION…] [ARGUMENT…]\n\nCommands:\n";
  for (const Command& c : commands) {
    out << "  " << c.name << std::string(10 - std::min<std::size_t>(9, c.name.size()), ' ') << c.summary << '\n';
  }
  out << "\n'mapsim COMMAND --help' shows its options and examples; 'mapsim --version' the version.\n"
         "Exit status: 0 passed, 1 failed, 2 wrong usage or file, 3 something the machine or link lacks.\n";
}

void print_help(const Command& command, std::ostream& out) {
  out << "mapsim " << command.name << ": " << command.summary << "\n\nUsage: mapsim " << command.name << " [OPTION…] "
      << command.synopsis << "\n\n"
      << options_of(command);
  if (!command.examples.empty()) out << "\nExamples:\n" << command.examples;
}

ExitCode misuse(std::ostream& err, std::string_view command, std::string_view what) {
  err << "mapsim" << (command.empty() ? "" : " ") << command << ": " << what << "\n'mapsim"
      << (command.empty() ? "" : " ") << command << " --help' shows what is allowed.\n";
  return ExitCode::usage;
}

// Boost says what is wrong; the nearest name is ours to add.
std::string explain(const po::error& error, const po::options_description& options) {
  const auto* unknown = dynamic_cast<const po::unknown_option*>(&error);
  if (unknown == nullptr) return error.what();
  std::vector<std::string> names;
  for (const auto& option : options.options()) {
    if (!option->long_name().empty()) names.push_back("--" + option->long_name());
  }
  std::vector<std::string_view> views(names.begin(), names.end());
  return "option " + unknown_name(unknown->get_option_name(), views);
}

// SIPp's users write -inf FILE for the data, which would otherwise be -i with the value "nf".
std::vector<std::string> with_long_names(const po::options_description& options,
                                         std::vector<std::string> arguments) {
  if (options.find_nothrow("data", false) != nullptr)
    std::ranges::replace(arguments, std::string("-inf"), std::string("--data"));
  return arguments;
}

ExitCode run_command(const Command& command, const std::vector<std::string>& arguments, std::ostream& out,
                     std::ostream& err) {
  const po::options_description visible = options_of(command);
  po::options_description everything;
  everything.add(visible);
  po::positional_options_description positional;
  if (!command.positional.empty()) {
    const std::string name(command.positional);
    everything.add_options()(name.c_str(), po::value<std::vector<std::string>>());
    positional.add(name.c_str(), command.most_positional);
  }
  Options options;
  try {
    using namespace po::command_line_style;
    // No guessing of abbreviated options: a script must not change its meaning when an option is added.
    constexpr int kStyle = unix_style & ~allow_guessing;
    const auto words = with_long_names(visible, arguments);
    po::store(po::command_line_parser(words).options(everything).positional(positional).style(kStyle).run(),
              options);
    if (options.count("help") != 0) {
      print_help(command, out);
      return ExitCode::ok;
    }
    po::notify(options);
  } catch (const po::error& error) {
    return misuse(err, command.name, explain(error, visible));
  }
  const auto color = parse_color(options["color"].as<std::string>());
  if (!color) return misuse(err, command.name, "--color takes auto, always or never");
  Output output{out, err, Terminal::of(STDOUT_FILENO, *color)};
  return command.run(options, output);
}

// What is installed beside the program is made from the same definitions: `mapsim --generate man`.
ExitCode generate(std::span<const Command> commands, std::string_view what, std::ostream& out, std::ostream& err) {
  if (what == "man") return out << manual::man_page(commands), ExitCode::ok;
  if (what == "bash") return out << manual::bash_completion(commands), ExitCode::ok;
  if (what == "zsh") return out << manual::zsh_completion(commands), ExitCode::ok;
  return misuse(err, "", "--generate takes man, bash or zsh");
}

}  // namespace

po::options_description options_of(const Command& command) {
  po::options_description options("Options", 100);
  command.declare(options);
  options.add_options()("color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
                        "auto, always or never");
  options.add_options()("help,h", "this text");
  return options;
}

ExitCode dispatch(std::span<const Command> commands, const std::vector<std::string>& arguments, std::ostream& out,
                  std::ostream& err) {
  if (arguments.empty()) {
    print_help(commands, err);
    return ExitCode::usage;
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    if (arguments.size() < 2 || first != "help") {
      print_help(commands, out);
      return ExitCode::ok;
    }
    return dispatch(commands, {arguments[1], "--help"}, out, err);
  }
  if (first == "--version" || first == "-V") {
    out << "mapsim " << kVersion << '\n';
    return ExitCode::ok;
  }
  if (first == "--generate") return generate(commands, arguments.size() > 1 ? arguments[1] : "", out, err);
  const auto command = std::ranges::find(commands, first, &Command::name);
  if (command == commands.end()) {
    std::vector<std::string_view> names;
    for (const Command& c : commands) names.push_back(c.name);
    return misuse(err, "", "command " + unknown_name(first, names));
  }
  return run_command(*command, {arguments.begin() + 1, arguments.end()}, out, err);
}

std::vector<std::string> all(const Options& options, const char* name) {
  const auto it = options.find(name);
  if (it == options.end()) return {};
  return it->second.as<std::vector<std::string>>();
}

}  // namespace mapsim::cli
