// mapsim decode: octets of any layer, or every message of a capture, as text or JSON.
#include <algorithm>
#include <ostream>

#include "sigtran/core/nearest.h"
#include "sigtran/sccp/management_message.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/decode/capture_reading.h"
#include "tools/decode/filter.h"
#include "tools/decode/layers.h"
#include "tools/decode/message_line.h"
#include "tools/decode/sccp_management.h"
#include "tools/decode/value_json.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  options.add_options()("hex", po::value<std::string>()->value_name("OCTETS"),
                        "octets instead of a capture; spaces and colons are ignored")(
      "layer", po::value<std::string>()->value_name("LAYER"),
      "of the octets: m3ua, sccp, tcap, map-dialogue, map-argument, map-result, map-error, sms-tpdu, gsm7")(
      "map-version", po::value<int>()->value_name("N"),
      "1, 2 or 3; otherwise the newest that has the operation")(
      "direction", po::value<std::string>()->value_name("WAY"),
      "of a TPDU: mo (from the handset) or mt (to it)")(
      "json", "JSON instead of text; for a capture one object a line")(
      "reencode", "then, as a last line, the octets made again from the decoded values");
  declare_filter(options);
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim decode: " << printable(text) << '\n';
  return ExitCode::usage;
}

Result<LayerContext> read_context(const Options& options, const std::string& layer) {
  LayerContext context;
  if (options.count("operation") != 0) context.operation = options["operation"].as<std::string>();
  if (options.count("map-version") != 0) {
    const int version = options["map-version"].as<int>();
    if (version < 1 || version > 3) return fail(Error{.layer = "", .text = "--map-version takes 1, 2 or 3"});
    context.map_version = version;
  }
  if (options.count("direction") != 0) {
    const std::string way = options["direction"].as<std::string>();
    if (way != "mo" && way != "mt" && way != "MO" && way != "MT") {
      return fail(Error{.layer = "", .text = "--direction takes mo or mt"});
    }
    context.direction = way == "mo" || way == "MO" ? sms::Direction::mo : sms::Direction::mt;
  }
  if (needs_operation(layer) && !context.operation) {
    return fail(
        Error{.layer = "",
              .text = "--layer " + layer + " needs --operation: the octets do not say whose they are"});
  }
  if (needs_direction(layer) && !context.direction) {
    return fail(Error{.layer = "",
                      .text = "--layer " + layer +
                              " needs --direction mo or mt: the same first octet means different TPDUs"});
  }
  return context;
}

ExitCode decode_hex(const Options& options, Output& output) {
  if (options.count("layer") == 0) return misuse(output, "--hex needs --layer");
  const std::string layer = options["layer"].as<std::string>();
  const auto names = layer_names();
  if (std::find(names.begin(), names.end(), layer) == names.end())
    return misuse(output, "layer " + unknown_name(layer, names));
  const auto context = read_context(options, layer);
  if (!context) return misuse(output, context.error().message());
  const auto octets = from_hex(options["hex"].as<std::string>());
  if (!octets) return misuse(output, "--hex: " + octets.error().message());

  const auto decoded = decode_layer(layer, *octets, *context);
  if (!decoded) {
    output.err << "mapsim decode: " << printable(decoded.error().message()) << '\n';
    return decoded.error().field == "--operation" ? ExitCode::usage : ExitCode::failed;
  }
  output.out << (options.count("json") != 0
                     ? to_json(self_described(layer, *context, decoded->tree)).dump(2) + "\n"
                     : to_lines(decoded->tree));
  for (const std::string& remark : decoded->remarks) output.err << "note: " << printable(remark) << '\n';
  if (options.count("reencode") != 0) output.out << to_hex(decoded->reencoded) << '\n';
  return ExitCode::ok;
}

class CapturePrinter {
 public:
  CapturePrinter(const Options& options, const DialogueFilter& filter, Output& output)
      : output_(output), filter_(filter), json_(options.count("json") != 0), reading_(Depth::tcap) {}

  ExitCode print(const std::string& path) {
    const auto done = reading_.read(path, [&](CapturedMessage& message) { show(message); });
    flush();
    output_.out.flush();
    if (reading_.facts.openbsd_loopback) output_.err << "note: " << printable(openbsd_note(path)) << '\n';
    if (!done) {
      // What could be read was shown; this is where and why it ends.
      output_.err << "mapsim decode: " << printable(done.error().message()) << '\n';
      return ExitCode::failed;
    }
    if (reading_.facts.messages == 0) {
      output_.err << "mapsim decode: no M3UA, MTP3 or SCCP message in " << printable(path) << '\n';
    }
    return reading_.facts.problems == 0 ? ExitCode::ok : ExitCode::failed;
  }

 private:
  // With a filter: the messages of a dialogue from the one on that completes what is asked for.
  bool wanted(const DecodedMessage& message) {
    reading_.decoder.dialogues().take_ended();
    if (filter_.empty()) return true;
    std::uint32_t met = filter_.met(message);
    if (message.followed) met |= message.followed->dialogue->marks |= met & ~DialogueFilter::kFailed;
    return message.type && filter_.all_met(met);
  }

  void show(CapturedMessage& message) {
    DecodedMessage& decoded = message.decoded;
    if (!wanted(decoded)) return;
    if (json_) {
      MessageDecoder::add_map(decoded);
      if (decoded.sccp != nullptr && decoded.sccp->called.ssn == sccp::kManagementSsn) add_fault(decoded);
      line_.append(text_, message);
      text_ += '\n';
    } else {
      reading_.add_all(message);
      if (!decoded.problems.empty()) {
        Value::List list;
        for (const std::string& text : decoded.problems) list.emplace_back(text);
        decoded.tree.add("problems", std::move(list));
      }
      text_ += to_lines(decoded.tree) + '\n';
    }
    if (text_.size() >= kWritten) flush();
  }

  // Of SCCP management; trees of all layers tell it themselves.
  static void add_fault(DecodedMessage& decoded) {
    const auto sccp = sccp::decode(decoded.sccp_octets);
    if (!sccp) return;
    if (const auto fault = show_sccp(*sccp).fault) decoded.problems.push_back(fault->message());
  }

  void flush() {
    output_.out.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
  }

  static constexpr std::size_t kWritten = 1 << 16;  // octets that are written together

  Output& output_;
  const DialogueFilter& filter_;
  bool json_;
  CaptureReading reading_;
  MessageLine line_;
  std::string text_;  // reused
};

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  const bool hex = options.count("hex") != 0;
  if (hex && !files.empty()) return misuse(output, "a capture and --hex exclude each other");
  if (hex) return decode_hex(options, output);
  if (files.size() != 1) return misuse(output, "which capture? Give one file, or --hex with --layer");
  if (options.count("reencode") != 0) return misuse(output, "--reencode goes with --hex");
  const auto filter = DialogueFilter::from(options);
  if (!filter) return misuse(output, filter.error().message());
  return CapturePrinter(options, *filter, output).print(files.front());
}

}  // namespace

const Command kDecode = {
    "decode",
    "shows every layer of the messages of a capture, or of octets",
    "CAPTURE | --hex OCTETS --layer LAYER",
    "  mapsim decode mt.pcapng\n"
    "  mapsim decode mt.pcapng --json | jq -c .map\n"
    "  mapsim decode field.pcap.gz --imsi 001010000000001 --operation mt-ForwardSM\n"
    "  mapsim decode --hex a3030a0100 --layer map-dialogue --reencode\n"
    "  mapsim decode --hex 31d90c --layer gsm7 --json | mapsim encode\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
