// mapsim lint: what the messages of a capture violate.
#include <algorithm>
#include <map>
#include <ostream>

#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/decode/capture_reading.h"
#include "tools/decode/json_writer.h"
#include "tools/lint/linter.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("json", "one object a finding and line")(
      "ignore", po::value<std::vector<std::string>>()->value_name("RULE"),
      "leaves a rule out; may be repeated")("rules", "prints the rules, as a table in Markdown");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim lint: " << printable(text) << '\n';
  return ExitCode::usage;
}

void show(const Finding& finding, bool json, Output& output) {
  if (!json) {
    output.out << "frame " << finding.frame;
    if (finding.dialogue != 0) output.out << ", dialogue " << finding.dialogue;
    output.out << ": " << output.terminal.paint(finding.rule->name, Style::bold) << " ("
               << finding.rule->clause << "): " << printable(finding.text) << '\n';
    return;
  }
  Value row;
  row.add("frame", static_cast<std::int64_t>(finding.frame));
  if (finding.dialogue != 0) row.add("dialogue", static_cast<std::int64_t>(finding.dialogue));
  row.add("rule", finding.rule->name);
  row.add("clause", finding.rule->clause);
  row.add("found", finding.text);
  std::string line;
  append_json(line, row);
  output.out << line << '\n';
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (options.count("rules") != 0) {
    output.out << lint_rules_table();
    return ExitCode::ok;
  }
  if (files.size() != 1) return misuse(output, "which capture? Give one file");
  const auto ignored = all(options, "ignore");
  for (const std::string& name : ignored) {
    if (find_lint_rule(name) != nullptr) continue;
    std::vector<std::string_view> names;
    for (const LintRule& rule : lint_rules()) names.push_back(rule.name);
    return misuse(output, "rule " + unknown_name(name, names));
  }
  const bool json = options.count("json") != 0;
  CaptureReading reading(Depth::map);
  Linter linter(reading.decoder.dialogues());
  std::map<std::string_view, std::uint64_t> counts;
  const auto done = reading.read(files.front(), [&](CapturedMessage& message) {
    if (message.event.retransmission) return;
    const auto at = message.packet.at.value_or(std::chrono::nanoseconds(0));
    for (const Finding& finding : linter.look_at(message.decoded, message.packet.number, at)) {
      if (std::ranges::find(ignored, finding.rule->name) != ignored.end()) continue;
      ++counts[finding.rule->name];
      show(finding, json, output);
    }
  });
  if (!json && done) {
    for (const auto& [rule, count] : counts) output.out << "  " << count << " × " << rule << '\n';
    if (counts.empty()) output.out << "nothing found in " << reading.facts.messages << " messages\n";
  }
  output.out.flush();
  if (reading.facts.openbsd_loopback)
    output.err << "note: " << printable(openbsd_note(files.front())) << '\n';
  if (!done) return misuse(output, done.error().message());
  return counts.empty() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kLint = {
    "lint",
    "says what the messages of a capture violate, with the clause",
    "CAPTURE | --rules",
    "  mapsim lint field.pcapng\n"
    "  mapsim lint field.pcapng --ignore sccp-translation-type --json\n"
    "  mapsim lint --rules\n"
    "\nExit status: 0 nothing was found, 1 something was, 2 wrong usage or a capture that cannot be read to "
    "its end.\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
