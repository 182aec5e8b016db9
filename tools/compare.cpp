// mapsim compare: whether two captures say the same.
#include <algorithm>
#include <ostream>

#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/compare/difference.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

constexpr std::size_t kMaxKept = 10'000;  // unequal dialogues of a capture whose differences are told

void declare(po::options_description& options) {
  options.add_options()("ids", "transaction and invoke ids must be equal too")(
      "times", "so must times, in milliseconds since the dialogue's first message")(
      "tsns", "so must TSNs, streams, addresses and ports of SCTP")(
      "ignore", po::value<std::vector<std::string>>()->value_name("PATH"),
      "leaves a member out, as decode --json names it, without indexes: sccp.calling, "
      "map.components.argument.sm-RP-UI.sms-deliver.tp-scts; may be repeated")(
      "quiet,q", "says nothing but by the exit status");
}

using Counts = std::unordered_map<ContentKey, std::uint64_t, ContentKeyHash>;

// The dialogues of one capture that the other does not have.
struct Unequal {
  std::vector<DialogueContent> kept;
  std::uint64_t count = 0;
  void add(DialogueContent& content) {
    ++count;
    if (kept.size() < kMaxKept) kept.push_back(std::move(content));
  }
};

struct Comparison {
  std::uint64_t of_a = 0;
  std::uint64_t of_b = 0;
  std::uint64_t equal = 0;
  Unequal a;
  Unequal b;
};

// Reads A twice, so that dialogues that are equal need not be kept.
Result<Comparison> compare(const std::string& a, const std::string& b, const ContentOptions& options) {
  Comparison out;
  Counts counts;
  auto done = read_contents(a, options, [&](DialogueContent& content) {
    ++counts[key_of(content)];
    ++out.of_a;
  });
  if (!done) return fail(done.error());
  done = read_contents(b, options, [&](DialogueContent& content) {
    ++out.of_b;
    const auto at = counts.find(key_of(content));
    if (at == counts.end()) return out.b.add(content);
    ++out.equal;
    if (--at->second == 0) counts.erase(at);
  });
  if (!done) return fail(done.error());
  if (counts.empty()) return out;
  done = read_contents(a, options, [&](DialogueContent& content) {
    const auto at = counts.find(key_of(content));
    if (at == counts.end()) return;
    out.a.add(content);
    if (--at->second == 0) counts.erase(at);
  });
  if (!done) return fail(done.error());
  return out;
}

std::string where(const DialogueContent& content, const std::string& capture) {
  const std::string what =
      content.number == 0 ? "a message without dialogue" : "dialogue " + std::to_string(content.number);
  return what + " of " + printable(capture) + " (frame " + std::to_string(content.first_frame) +
         (content.kind.empty() ? "" : ", " + printable(content.kind)) + ")";
}

void show_pair(const DialogueContent& a, const DialogueContent& b, const std::string& path_a,
               const std::string& path_b, Output& output) {
  const auto found = differences(a, b);
  output.out << where(a, path_a) << "\n  and " << where(b, path_b) << ": " << found.size()
             << (found.size() == 1 ? " difference\n" : " differences\n");
  const auto side = [&](const std::optional<std::string>& text, Style style) {
    return text ? output.terminal.paint(printable(*text), style) : std::string("absent");
  };
  for (const MessageDifference& d : found) {
    output.out << "  message " << d.message << (d.difference.path.empty() ? "" : "  ")
               << printable(d.difference.path) << "\n    A  " << side(d.difference.a, Style::green)
               << "\n    B  " << side(d.difference.b, Style::red) << '\n';
  }
}

void show(const Comparison& comparison, const std::string& a, const std::string& b, Output& output) {
  const Pairing pairing = pair(comparison.a.kept, comparison.b.kept);
  for (const Pairing::Pair& p : pairing.pairs)
    show_pair(comparison.a.kept[p.a], comparison.b.kept[p.b], a, b, output);
  for (const std::size_t i : pairing.only_a)
    output.out << "only in A: " << where(comparison.a.kept[i], a) << '\n';
  for (const std::size_t i : pairing.only_b)
    output.out << "only in B: " << where(comparison.b.kept[i], b) << '\n';
  const std::uint64_t not_told =
      comparison.a.count - comparison.a.kept.size() + comparison.b.count - comparison.b.kept.size();
  if (not_told != 0) output.out << "and " << not_told << " more that are not told\n";
  output.out << "A has " << comparison.of_a << ", B has " << comparison.of_b << " dialogues; "
             << comparison.equal << " are equal\n";
}

ExitCode run(const Options& options, Output& output) {
  const auto failed = [&](const std::string& text) {
    output.err << "mapsim compare: " << printable(text) << '\n';
    return ExitCode::usage;
  };
  const auto files = all(options, "file");
  if (files.size() != 2) return failed("two captures are needed");
  if (std::ranges::count(files, "-") != 0)
    return failed("captures are read more than once; standard input cannot be");
  ContentOptions content;
  content.ids = options.count("ids") != 0;
  content.times = options.count("times") != 0;
  content.tsns = options.count("tsns") != 0;
  content.ignored = all(options, "ignore");
  const auto comparison = compare(files[0], files[1], content);
  if (!comparison) return failed(comparison.error().message());
  if (comparison->of_a == 0 && comparison->of_b == 0) return failed("neither capture has a dialogue");
  if (options.count("quiet") == 0) show(*comparison, files[0], files[1], output);
  return comparison->a.count + comparison->b.count == 0 ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kCompare = {
    "compare",
    "says what the dialogues of two captures differ in",
    "A B",
    "  mapsim compare yesterday.pcapng today.pcapng\n"
    "  mapsim compare a.pcap b.pcap --ignore sccp.called --ignore sccp.calling\n"
    "\nExit status: 0 equal, 1 different, 2 wrong usage or a capture that cannot be read to its end.\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
