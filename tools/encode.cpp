// mapsim encode: JSON of a message of any layer to octets.
#include <fstream>
#include <iostream>
#include <iterator>

#include "sigtran/capture/recorder.h"
#include "sigtran/core/nearest.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/decode/layers.h"
#include "tools/encode/frame.h"
#include "tools/encode/json_reader.h"
#include "tools/encode/message.h"
#include "tools/encode/place.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("layer", po::value<std::string>()->value_name("LAYER"),
                        "of messages that do not say it: as for 'mapsim decode'")(
      "operation", po::value<std::string>()->value_name("NAME"),
      "of a MAP argument or result; of a map-error, the error")(
      "map-version", po::value<int>()->value_name("N"),
      "1, 2 or 3; otherwise the newest that has the operation")(
      "raw", "the octets as they are instead of hexadecimal digits")(
      "out", po::value<std::string>()->value_name("FILE"),
      "a capture of one frame a message instead: .pcapng or .pcap");
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim encode: " << printable(text) << '\n';
  return ExitCode::usage;
}

Result<EncodeDefaults> read_defaults(const Options& options) {
  EncodeDefaults defaults;
  if (options.count("layer") != 0) {
    defaults.layer = options["layer"].as<std::string>();
    const auto names = layer_names();
    if (std::find(names.begin(), names.end(), *defaults.layer) == names.end()) {
      return fail(Error{.layer = "", .text = "--layer " + unknown_name(*defaults.layer, names)});
    }
  }
  if (options.count("operation") != 0) defaults.operation = options["operation"].as<std::string>();
  if (options.count("map-version") != 0) {
    defaults.map_version = options["map-version"].as<int>();
    if (*defaults.map_version < 1 || *defaults.map_version > 3) {
      return fail(Error{.layer = "", .text = "--map-version takes 1, 2 or 3"});
    }
  }
  return defaults;
}

// Where the octets of the messages go.
class Writer {
 public:
  static Result<Writer> open(const Options& options, Output& output) {
    Writer writer(output.out, options.count("raw") != 0);
    if (options.count("out") == 0) return writer;
    capture::RecorderOptions format;
    format.link_type = capture::LinkType::exported_pdu;
    format.interface_description = "messages written by mapsim encode";
    auto recorder = capture::open_recorder(options["out"].as<std::string>(), format);
    if (!recorder) return tl::unexpected(recorder.error());
    writer.recorder_ = std::move(*recorder);
    return writer;
  }
  Result<void> write(const EncodedMessage& message) {
    if (recorder_) {
      auto frame = exported_pdu(message.layer, message.octets);
      if (!frame) return tl::unexpected(frame.error());
      return recorder_->write({.at = Instant(), .octets = *frame});
    }
    if (raw_) {
      out_->write(reinterpret_cast<const char*>(message.octets.data()),
                  static_cast<std::streamsize>(message.octets.size()));
    } else {
      *out_ << to_hex(message.octets) << '\n';
    }
    return {};
  }
  Result<void> close() { return recorder_ ? recorder_->close() : Result<void>(); }

 private:
  Writer(std::ostream& out, bool raw) : out_(&out), raw_(raw) {}

  std::ostream* out_;
  bool raw_;
  std::unique_ptr<capture::Recorder> recorder_;
};

ExitCode encode_all(const std::string& text, const std::string& file, const Options& options,
                    Output& output) {
  const auto defaults = read_defaults(options);
  if (!defaults) return misuse(output, defaults.error().message());
  // Everything is understood before anything is written.
  std::vector<EncodedMessage> messages;
  JsonReader reader(text);
  for (;;) {
    const auto value = reader.next();
    if (!value) return misuse(output, describe_syntax(value.error(), file));
    if (!*value) break;
    auto message = encode_message(**value, *defaults);
    if (!message) return misuse(output, describe_mistake(message.error(), **value, file));
    messages.push_back(std::move(*message));
  }
  if (messages.empty()) return misuse(output, file + ": no JSON value is there");
  auto writer = Writer::open(options, output);
  if (!writer) return misuse(output, writer.error().message());
  for (const EncodedMessage& message : messages) {
    if (auto done = writer->write(message); !done) return misuse(output, done.error().message());
  }
  if (auto done = writer->close(); !done) return misuse(output, done.error().message());
  return ExitCode::ok;
}

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  if (files.size() > 1) return misuse(output, "one file of JSON, or none for the standard input");
  if (options.count("raw") != 0 && options.count("out") != 0)
    return misuse(output, "--raw and --out exclude each other");
  if (files.empty() || files.front() == "-") {
    return encode_all(std::string(std::istreambuf_iterator<char>(std::cin), {}), "standard input", options,
                      output);
  }
  std::ifstream in(files.front(), std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad()) return misuse(output, files.front() + ": cannot be read");
  return encode_all(text, files.front(), options, output);
}

}  // namespace

const Command kEncode = {
    "encode",
    "makes octets of messages in JSON, as decode shows them",
    "[FILE.json]",
    "  mapsim decode mt.pcapng --json | head -1 | mapsim encode\n"
    "  mapsim decode --hex a3030a0100 --layer map-dialogue --json | mapsim encode\n"
    "  mapsim encode message.json --out message.pcapng\n"
    "  echo '{\"layer\": \"sms-tpdu\", \"sms-deliver\": {\"tp-oa\": \"+15550100100\", \"text\": \"hi\"}}' | "
    "mapsim encode\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
