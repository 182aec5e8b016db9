// mapsim flow: the dialogues of a capture, a chart each.
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/decode/json_writer.h"
#include "tools/flow/flow_chart.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMaxProblemsTold = 100;
constexpr std::size_t kWritten = 1 << 16;  // octets that are written together

void declare(po::options_description& options) {
  declare_filter(options);
  options.add_options()("json", "one object a dialogue and line instead of charts");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim flow: " << printable(text) << '\n';
  return ExitCode::usage;
}

// Returns how many there are; `told`: before.
std::uint64_t tell_problems(const std::vector<std::string>& problems, std::uint64_t frame, std::uint64_t told,
                            Output& output) {
  for (const std::string& problem : problems) {
    if (told++ >= kMaxProblemsTold) break;
    output.err << "frame " << frame << ": " << printable(problem) << '\n';
  }
  return problems.size();
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() != 1) return misuse(output, "which capture? Give one file");
  const auto filter = DialogueFilter::from(options);
  if (!filter) return misuse(output, filter.error().message());
  const bool json = options.count("json") != 0;

  CaptureReading reading(Depth::tcap);
  std::uint64_t dialogues = 0;
  std::uint64_t problems = 0;
  FlowChart chart(output.terminal);
  std::string text;  // not written yet
  const auto flush = [&] {
    output.out.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  };
  FlowGatherer gatherer(reading.decoder.dialogues(), *filter, [&](const FlowDialogue& dialogue) {
    ++dialogues;
    for (const FlowLine& line : dialogue.lines)
      problems += tell_problems(line.problems, line.frame, problems, output);
    if (json) {
      append_json(text, flow_value(dialogue));
      text += '\n';
    } else {
      chart.append(text, dialogue, reading.facts.first_at);
    }
    if (text.size() >= kWritten) flush();
  });
  const auto done = reading.read(files.front(), [&](CapturedMessage& message) {
    gatherer.add(message);
    problems += tell_problems(message.decoded.problems, message.packet.number, problems, output);
  });
  gatherer.finish();
  flush();
  output.out.flush();
  const CaptureFacts& facts = reading.facts;
  if (facts.openbsd_loopback) output.err << "note: " << printable(openbsd_note(files.front())) << '\n';
  if (problems > kMaxProblemsTold) output.err << "and " << problems - kMaxProblemsTold << " more problems\n";
  if (!done) {
    output.err << "mapsim flow: " << printable(done.error().message()) << '\n';
    return ExitCode::failed;
  }
  if (dialogues == 0) {
    output.err << "mapsim flow: no dialogue" << (filter->empty() ? "" : " that is asked for") << " in "
               << printable(files.front()) << '\n';
  }
  return problems == 0 ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kFlow = {
    "flow",
    "shows the dialogues of a capture, a chart each",
    "CAPTURE",
    "  mapsim flow field.pcapng\n"
    "  mapsim flow field.pcapng --imsi 001010000000001 --failed\n"
    "  mapsim flow field.pcap.gz --operation sendRoutingInfoForSM --json\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
