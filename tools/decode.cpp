// mapsim decode: octets of any layer, or every message of a capture, as text or JSON.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <ostream>

#include "sigtran/capture/mtp3_frame.h"
#include "sigtran/capture/packet_walk.h"
#include "sigtran/capture/reader.h"
#include "sigtran/core/nearest.h"
#include "sigtran/link/ip_address.h"
#include "sigtran/link/transport.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"
#include "tools/decode/layers.h"
#include "tools/decode/message_decoder.h"
#include "tools/decode/value_json.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;
using capture::WalkEvent;

void declare(po::options_description& options) {
  options.add_options()
      ("hex", po::value<std::string>()->value_name("OCTETS"), "octets instead of a capture; spaces and colons are ignored")
      ("layer", po::value<std::string>()->value_name("LAYER"),
       "of the octets: m3ua, sccp, tcap, map-dialogue, map-argument, map-result, map-error, sms-tpdu, gsm7")
      ("operation", po::value<std::string>()->value_name("NAME"), "of a MAP argument or result; of a map-error, the error")
      ("map-version", po::value<int>()->value_name("N"), "1, 2 or 3; otherwise the newest that has the operation")
      ("direction", po::value<std::string>()->value_name("WAY"), "of a TPDU: mo (from the handset) or mt (to it)")
      ("json", "JSON instead of text; for a capture one object a line")
      ("reencode", "then, as a last line, the octets made again from the decoded values");
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
    return fail(Error{.layer = "", .text = "--layer " + layer + " needs --operation: the octets do not say whose they are"});
  }
  if (needs_direction(layer) && !context.direction) {
    return fail(Error{.layer = "", .text = "--layer " + layer + " needs --direction mo or mt: the same first octet means different TPDUs"});
  }
  return context;
}

ExitCode decode_hex(const Options& options, Output& output) {
  if (options.count("layer") == 0) return misuse(output, "--hex needs --layer");
  const std::string layer = options["layer"].as<std::string>();
  const auto names = layer_names();
  if (std::find(names.begin(), names.end(), layer) == names.end()) return misuse(output, "layer " + unknown_name(layer, names));
  const auto context = read_context(options, layer);
  if (!context) return misuse(output, context.error().message());
  const auto octets = from_hex(options["hex"].as<std::string>());
  if (!octets) return misuse(output, "--hex: " + octets.error().message());

  const auto decoded = decode_layer(layer, *octets, *context);
  if (!decoded) {
    output.err << "mapsim decode: " << printable(decoded.error().message()) << '\n';
    return decoded.error().field == "--operation" ? ExitCode::usage : ExitCode::failed;
  }
  output.out << (options.count("json") != 0 ? to_json(self_described(layer, *context, decoded->tree)).dump(2) + "\n"
                                           : to_lines(decoded->tree));
  for (const std::string& remark : decoded->remarks) output.err << "note: " << printable(remark) << '\n';
  if (options.count("reencode") != 0) output.out << to_hex(decoded->reencoded) << '\n';
  return ExitCode::ok;
}

std::string date(std::chrono::nanoseconds since_1970) {
  const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(since_1970).count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[48];
  const std::size_t used = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + used, sizeof text - used, ".%09lldZ",
                static_cast<long long>((since_1970 - std::chrono::seconds(seconds)).count()));
  return text;
}

class CapturePrinter {
 public:
  CapturePrinter(const Options& options, Output& output) : output_(output), json_(options.count("json") != 0) {}

  ExitCode print(const std::string& path) {
    auto reader = capture::Reader::open(path);
    if (!reader) {
      output_.err << "mapsim decode: " << printable(reader.error().message()) << '\n';
      return ExitCode::failed;
    }
    for (;;) {
      const auto packet = reader->next();
      if (!packet) {
        // What could be read was shown; then where and why it ends.
        output_.out.flush();
        output_.err << "mapsim decode: " << printable(path) << ": " << printable(packet.error().message()) << '\n';
        return ExitCode::failed;
      }
      if (!*packet) break;
      walk(**packet);
    }
    if (shown_ == 0) output_.err << "mapsim decode: no M3UA, MTP3 or SCCP message in " << printable(path) << '\n';
    return problems_ == 0 ? ExitCode::ok : ExitCode::failed;
  }

 private:
  void walk(const capture::Packet& packet) {
    walker_.feed(packet.link_type, packet.octets, packet.original_size);
    while (const auto event = walker_.poll()) show(packet, *event);
  }

  void show(const capture::Packet& packet, const WalkEvent& event) {
    if (event.what == WalkEvent::What::chunk) return;
    Value tree;
    tree.add("frame", static_cast<std::int64_t>(packet.number));
    if (packet.at) tree.add("time", date(*packet.at));
    if (!packet.comment.empty()) tree.add("comment", packet.comment);
    std::vector<std::string> problems;
    switch (event.what) {
      case WalkEvent::What::message:
        add_sctp(event, tree);
        // Some systems leave the payload protocol identifier 0.
        if (event.payload_protocol != link::kM3uaPayloadProtocol && event.payload_protocol != 0) return;
        decoder_.m3ua(event.octets, tree, problems);
        break;
      case WalkEvent::What::sccp:
        decoder_.sccp(event.octets, {}, tree, problems);
        break;
      case WalkEvent::What::mtp3: {
        const auto part = capture::read_mtp3(event.octets);
        if (!part || part->label.si != mtp::kServiceIndicatorSccp) return;
        decoder_.sccp(part->data, part->label, tree, problems);
        break;
      }
      default:
        if (event.diagnostic->severity < Severity::warning) return;
        problems.push_back(event.diagnostic->error.message());
    }
    problems_ += problems.size();
    ++shown_;
    if (!problems.empty()) {
      Value::List list;
      for (std::string& text : problems) list.emplace_back(std::move(text));
      tree.add("problems", std::move(list));
    }
    if (json_) {
      output_.out << to_json(tree).dump() << '\n';
    } else {
      output_.out << to_lines(tree) << '\n';
    }
  }

  static void add_sctp(const WalkEvent& event, Value& tree) {
    Value sctp;
    sctp.add("from", link::to_text(event.from) + " port " + std::to_string(event.from_port));
    sctp.add("to", link::to_text(event.to) + " port " + std::to_string(event.to_port));
    sctp.add("stream", static_cast<std::int64_t>(event.stream));
    sctp.add("tsn", static_cast<std::int64_t>(event.tsn));
    if (event.retransmission) sctp.add("retransmission", true);
    tree.add("sctp", std::move(sctp));
  }

  Output& output_;
  bool json_;
  capture::PacketWalker walker_;
  MessageDecoder decoder_;
  std::size_t shown_ = 0;
  std::size_t problems_ = 0;
};

ExitCode run(const Options& options, Output& output) {
  const auto files = all(options, "file");
  const bool hex = options.count("hex") != 0;
  if (hex && !files.empty()) return misuse(output, "a capture and --hex exclude each other");
  if (hex) return decode_hex(options, output);
  if (files.size() != 1) return misuse(output, "which capture? Give one file, or --hex with --layer");
  if (options.count("reencode") != 0) return misuse(output, "--reencode goes with --hex");
  return CapturePrinter(options, output).print(files.front());
}

}  // namespace

const Command kDecode = {
    "decode",
    "shows every layer of the messages of a capture, or of octets",
    "CAPTURE | --hex OCTETS --layer LAYER",
    "  mapsim decode mt.pcapng\n"
    "  mapsim decode mt.pcapng --json | jq -c .map\n"
    "  mapsim decode --hex a3030a0100 --layer map-dialogue --reencode\n"
    "  mapsim decode --hex 31d90c --layer gsm7 --json | mapsim encode\n",
    declare,
    "file",
    -1,
    run,
};

}  // namespace mapsim::cli
