#include "tools/cli/lab_options.h"

#include <charconv>
#include <ostream>

#include "scenarios/engine/duration.h"
#include "scenarios/engine/lab/site_reader.h"
#include "scenarios/engine/loader.h"
#include "sigtran/link/ip_address.h"
#include "tools/cli/printable.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;
namespace lab = scenario::lab;

// Longer than a processor takes to wake up nothing is won.
constexpr Duration kMostBusyWait = std::chrono::milliseconds(1);

Error wrong(std::string text) {
  return Error{.layer = "", .text = std::move(text)};
}

std::string text_of(const Options& options, const char* name) {
  return options[name].as<std::string>();
}

bool given(const Options& options, const char* name) {
  return options.count(name) != 0 && !options[name].defaulted();
}

Result<std::optional<lab::TransportKind>> transport_from_name(const std::string& name) {
  if (name == "sim") return std::optional<lab::TransportKind>();
  if (name == "usrsctp") return std::optional(lab::TransportKind::usrsctp);
  if (name == "kernel") return std::optional(lab::TransportKind::kernel);
  return fail(wrong("--transport " + name + ": expected sim, usrsctp or kernel"));
}

Result<void> read_site(const Options& options, LabSettings& settings, Output& output) {
  if (!given(options, "node")) return {};
  const std::string file = text_of(options, "node");
  auto read = lab::load_site(file);
  for (const Error& error : read.errors) output.err << printable(scenario::to_text(file, error)) << '\n';
  if (!read.errors.empty()) {
    return fail(wrong(std::to_string(read.errors.size()) + (read.errors.size() == 1 ? " mistake" : " mistakes") +
                      " in the node file"));
  }
  settings.site = std::move(read.site);
  return {};
}

Result<void> read_words(const Options& options, LabSettings& settings) {
  for (const std::string& text : all(options, "lab")) {
    auto word = lab::parse_lab(text, settings.site.names);
    if (!word) return fail(word.error());
    settings.words.labs.push_back(std::move(*word));
  }
  settings.words.as = all(options, "as");
  if (given(options, "gateway")) {
    auto address = lab::parse_address(text_of(options, "gateway"), settings.site.names);
    if (!address) return fail(wrong("--gateway " + address.error().text));
    settings.words.gateway = std::move(*address);
  }
  if (given(options, "udp-port")) {
    const auto ports = lab::parse_udp_ports(text_of(options, "udp-port"));
    if (!ports) return fail(ports.error());
    settings.site.udp_local = ports->first;
    settings.site.udp_remote = ports->second;
  }
  if (given(options, "accept")) {
    if (text_of(options, "accept") != "any") return fail(wrong("--accept takes any; single addresses go into the node file"));
    settings.site.accept_any = true;
  }
  return {};
}

Result<void> read_duration(const Options& options, const char* name, Duration& field) {
  if (options.count(name) == 0) return {};
  const auto duration = scenario::parse_duration(text_of(options, name));
  if (!duration) return fail(wrong(std::string("--") + name + " " + text_of(options, name) + ": " + duration.error().text));
  field = *duration;
  return {};
}

Result<void> read_busy_wait(const Options& options, LabSettings& settings) {
  if (auto done = read_duration(options, "busy-wait", settings.stage.busy_wait); !done) return done;
  if (settings.stage.busy_wait <= kMostBusyWait) return {};
  return fail(wrong("--busy-wait " + text_of(options, "busy-wait") + ": expected 1ms at most"));
}

Result<void> read_times(const Options& options, LabSettings& settings) {
  if (options.count("times") == 0) return {};
  const std::string text = text_of(options, "times");
  if (text == "forever") {
    settings.times = scenario::kForever;
    return {};
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), settings.times);
  if (error != std::errc() || end != text.data() + text.size() || settings.times == 0) {
    return fail(wrong("--times " + text + ": expected a number from 1 on, or forever"));
  }
  return {};
}

// 100k, 20M, 1G octets.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t unit = 1;
  if (text.ends_with('k')) unit = 1'000;
  if (text.ends_with('M')) unit = 1'000'000;
  if (text.ends_with('G')) unit = 1'000'000'000;
  if (unit != 1) text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0 || number > UINT64_MAX / unit) return std::nullopt;
  return number * unit;
}

Result<void> read_rotation(const Options& options, LabSettings& settings) {
  if (!given(options, "capture-size") && !given(options, "capture-files")) return {};
  capture::RotationOptions& rotation = settings.rotation.emplace();
  if (given(options, "capture-size")) {
    const auto size = parse_size(text_of(options, "capture-size"));
    if (!size) return fail(wrong("--capture-size " + text_of(options, "capture-size") + ": expected octets, such as 20M"));
    rotation.max_octets = *size;
  }
  if (given(options, "capture-files")) rotation.max_files = options["capture-files"].as<std::size_t>();
  return {};
}

}  // namespace

void declare_lab(po::options_description& options, LabUse use) {
  using Words = std::vector<std::string>;
  if (use == LabUse::play) {
    options.add_options()
        ("transport", po::value<std::string>()->value_name("NAME")->default_value("sim"),
         "sim: all ends in this process, virtual time; usrsctp: SCTP of this program, inside UDP or raw; kernel: SCTP of Linux");
  } else {
    options.add_options()
        ("transport", po::value<std::string>()->value_name("NAME")->default_value("usrsctp"),
         "usrsctp: SCTP of this program, inside UDP or raw; kernel: SCTP of Linux");
  }
  options.add_options()
      ("lab", po::value<Words>()->value_name("NAME=HOST:PORT[,HOST…]"),
       "this endpoint is a real system, which we call; NAME=listen:PORT: which calls us; may be repeated")
      ("as", po::value<Words>()->value_name("NAME"), "play this endpoint here, the others are real or played by another process")
      ("gateway", po::value<std::string>()->value_name("HOST:PORT"), "reach every other endpoint through this signalling gateway")
      ("node", po::value<std::string>()->value_name("FILE"), "node file: addresses, links, timers of the site (docs/lab.md)")
      ("udp-port", po::value<std::string>()->value_name("LOCAL[:REMOTE]"), "UDP ports of usrsctp (RFC 6951); 9899 each where not given")
      ("accept", po::value<std::string>()->value_name("any"), "accept associations from addresses that nobody configured")
      ("busy-wait", po::value<std::string>()->value_name("TIME"), "look for packets for so long before sleeping, at most 1ms: quicker, and costs a processor");
  if (use == LabUse::play) {
    options.add_options()
      ("link-wait", po::value<std::string>()->value_name("TIME")->default_value("30s"), "how long links may take to come up")
      ("wait", po::value<std::string>()->value_name("TIME")->default_value("30s"), "how long a step waits for its message")
      ("times", po::value<std::string>()->value_name("N|forever")->default_value("1"), "on a network: play it so often, over the same links");
  }
  options.add_options()
      ("capture-size", po::value<std::string>()->value_name("OCTETS"), "on a network: begin another file at this size, such as 20M")
      ("capture-files", po::value<std::size_t>()->value_name("N"), "on a network: keep the N latest of them")
      ("explain", "on a network: say what would be sent where, and send nothing");
}

Result<std::optional<LabSettings>> read_lab(const Options& options, Output& output) {
  auto transport = transport_from_name(text_of(options, "transport"));
  if (!transport) return fail(transport.error());
  LabSettings settings;
  if (auto done = read_site(options, settings, output); !done) return fail(done.error());
  if (!given(options, "transport") && settings.site.transport) *transport = settings.site.transport;
  if (!*transport) {
    for (const char* name : {"lab", "as", "gateway", "udp-port", "accept", "capture-size", "capture-files", "explain", "node", "busy-wait"}) {
      if (given(options, name)) {
        return fail(wrong(std::string("--") + name + " goes with --transport usrsctp or kernel"));
      }
    }
    if (given(options, "times")) return fail(wrong("--times goes with --transport usrsctp or kernel"));
    return std::optional<LabSettings>();
  }
  settings.transport = **transport;
  settings.explain = options.count("explain") != 0;
  settings.player.await_way = true;
  if (auto done = read_words(options, settings); !done) return fail(done.error());
  if (auto done = read_duration(options, "link-wait", settings.stage.link_wait); !done) return fail(done.error());
  if (auto done = read_busy_wait(options, settings); !done) return fail(done.error());
  if (auto done = read_duration(options, "wait", settings.player.wait); !done) return fail(done.error());
  if (auto done = read_times(options, settings); !done) return fail(done.error());
  if (auto done = read_rotation(options, settings); !done) return fail(done.error());
  return std::optional(std::move(settings));
}

}  // namespace mapsim::cli
