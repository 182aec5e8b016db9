// mapsim anonymize: a capture again, with other subscribers, numbers, addresses and texts.
#include <fstream>
#include <iterator>
#include <ostream>

#include "tools/anonymize/account.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()(
      "key", po::value<std::string>()->value_name("TEXT"),
      "what the replacements depend on: the same key replaces the same by the same, in every "
      "capture; otherwise a key by chance, which nobody keeps")(
      "key-file", po::value<std::string>()->value_name("FILE"),
      "the same from a file, which a list of processes does not show")(
      "keep-unknown", "keep what is not understood as it is; otherwise it becomes zeros")(
      "originals", "name in the account what was replaced by what: whoever reads that can undo it")(
      "json", "the account as JSON");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim anonymize: " << printable(text) << '\n';
  return ExitCode::usage;
}

Result<std::string> read_key(const std::string& path) {
  constexpr std::size_t kMost = 4096;
  std::ifstream in(path, std::ios::binary);
  std::string text;
  if (in) {
    text.resize(kMost + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
  } else {
    return fail(Error{.layer = "", .field = path, .text = "cannot be read"});
  }
  if (text.size() > kMost)
    return fail(Error{.layer = "", .field = path, .text = "is longer than 4096 octets: is it a key?"});
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

Result<anonymize::Key> choose_key(const Options& options) {
  if (options.count("key") != 0 && options.count("key-file") != 0)
    return fail(Error{.layer = "", .text = "--key and --key-file exclude each other"});
  std::string text;
  if (options.count("key") != 0) {
    text = options["key"].as<std::string>();
  } else if (options.count("key-file") != 0) {
    auto read = read_key(options["key-file"].as<std::string>());
    if (!read) return fail(read.error());
    text = std::move(*read);
  } else {
    return anonymize::random_key();
  }
  if (text.empty()) return fail(Error{.layer = "", .text = "the key is empty"});
  return anonymize::key_from_text(text);
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() != 2) return misuse(output, "two files are needed: the capture, and the one to write");
  auto key = choose_key(options);
  if (!key) return misuse(output, key.error().message());
  const anonymize::AccountOptions account{options.count("keep-unknown") != 0,
                                          options.count("originals") != 0};
  anonymize::Anonymizer anonymizer(std::move(*key), account.kept);
  const auto done = anonymizer.run(files[0], files[1]);
  if (!done && done.error().field == files[1]) return misuse(output, done.error().message());
  if (options.count("json") != 0) {
    output.out << account_json(anonymizer, account)
                      .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
               << '\n';
  } else if (anonymizer.frames() != 0) {
    output.out << account_text(anonymizer, account);
  }
  if (done) return ExitCode::ok;
  // What could be read was written; this is where and why it ends.
  output.err << "mapsim anonymize: " << printable(done.error().message()) << '\n';
  return ExitCode::failed;
}

}  // namespace

const Command kAnonymize = {
    "anonymize",
    "writes a capture again with other subscribers, numbers, addresses and texts",
    "CAPTURE NEW",
    "  mapsim anonymize field.pcap.gz for-the-bug-report.pcap\n"
    "  mapsim anonymize monday.pcapng m.pcapng --key-file secret    # tuesday.pcapng with it: the same "
    "replacements\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
