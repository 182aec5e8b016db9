// mapsim flow: the dialogues of a capture, a chart each.
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/flow/dialogue_writer.h"
#include "tools/flow/gatherer.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  declare_filter(options);
  options.add_options()("json", "one object a dialogue and line instead of charts");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim flow: " << printable(text) << '\n';
  return ExitCode::usage;
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() != 1) return misuse(output, "which capture? Give one file");
  const auto filter = DialogueFilter::from(options);
  if (!filter) return misuse(output, filter.error().message());

  CaptureReading reading(Depth::tcap);
  FrameProblems problems(output.err);
  DialogueWriter writer(
      options.count("json") != 0 ? DialogueWriter::Form::json : DialogueWriter::Form::charts, output,
      problems, OrderedWork::helpers_of_this_machine());
  FlowGatherer gatherer(reading.decoder.dialogues(), *filter,
                        [&](GatheredDialogue& gathered) { writer.add(gathered, reading.facts.first_at); });
  const auto done = reading.read(files.front(), [&](const CapturedMessage& message) {
    gatherer.add(message);
    problems.tell(message.decoded.problems, message.packet.number);
  });
  gatherer.finish();
  writer.finish();
  const CaptureFacts& facts = reading.facts;
  if (facts.openbsd_loopback) output.err << "note: " << printable(openbsd_note(files.front())) << '\n';
  problems.tell_rest();
  if (!done) {
    output.err << "mapsim flow: " << printable(done.error().message()) << '\n';
    return ExitCode::failed;
  }
  if (writer.count() == 0) {
    output.err << "mapsim flow: no dialogue" << (filter->empty() ? "" : " that is asked for") << " in "
               << printable(files.front()) << '\n';
  }
  return problems.count() == 0 ? ExitCode::ok : ExitCode::failed;
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
