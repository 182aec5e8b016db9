// mapsim run: plays scenarios, shows them as they happen, keeps captures.
#include <chrono>
#include <filesystem>
#include <ostream>
#include <set>

#include "scenarios/engine/player.h"
#include "scenarios/engine/stage.h"
#include "tools/cli/chart.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/log.h"
#include "tools/cli/printable.h"
#include "tools/commands.h"

namespace mapsim::cli {

namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;
using scenario::Program;
using scenario::Verdict;

void declare(po::options_description& options) {
  options.add_options()
      ("capture", po::value<std::string>()->value_name("FILE"), "write what passes to FILE.pcapng or FILE.pcap (one scenario)")
      ("capture-dir", po::value<std::string>()->value_name("DIR"), "write a capture of each scenario into DIR, made where missing")
      ("link-type", po::value<std::string>()->value_name("TYPE")->default_value("ethernet"),
       "of the capture: ethernet, raw, linux-sll2, null, loop, sctp, mtp3, sccp")
      ("transport", po::value<std::string>()->value_name("NAME")->default_value("sim"), "sim: both ends in this process, virtual time")
      ("seed", po::value<std::uint64_t>()->value_name("N")->default_value(1), "of everything that is drawn by chance")
      ("set", po::value<std::vector<std::string>>()->value_name("VAR=VALUE"), "another value for a variable of the file; may be repeated")
      ("log", po::value<std::vector<std::string>>()->value_name("LAYER=LEVEL"),
       "messages of link, m3ua, sccp, tcap or map on standard error; LEVEL is trace to off")
      ("summary", "one line a scenario, failures in full")
      ("quiet,q", "failures only");
}

struct Settings {
  scenario::StageOptions stage;
  std::optional<fs::path> capture;
  std::optional<fs::path> capture_dir;
  bool summary = false;
  bool quiet = false;
};

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim run: " << printable(text) << '\n';
  return ExitCode::usage;
}

fs::path capture_path(const Settings& settings, const Program& program) {
  return settings.capture ? *settings.capture : *settings.capture_dir / (program.name + ".pcapng");
}

// Everything that will be written is tried before anything is played.
std::optional<std::string> unwritable(const Settings& settings, const std::vector<Program>& programs) {
  if (settings.capture && programs.size() != 1) {
    return "--capture takes one scenario, and these are " + std::to_string(programs.size()) + "; use --capture-dir DIR";
  }
  if (settings.capture_dir) {
    std::error_code error;
    fs::create_directories(*settings.capture_dir, error);
    if (error) return settings.capture_dir->string() + ": " + error.message();
    std::set<std::string> names;
    for (const Program& p : programs) {
      if (!names.insert(p.name).second) return "two scenarios are named " + p.name + "; their captures would be one file";
    }
  }
  if (!settings.capture && !settings.capture_dir) return std::nullopt;
  for (const Program& p : programs) {
    if (auto opened = capture::open_recorder(capture_path(settings, p), {}); !opened) return opened.error().message();
  }
  return std::nullopt;
}

// What one scenario came to; `environment`: its link did not come up, or its capture could not be written.
struct Played {
  Verdict verdict = Verdict::none;
  bool environment = false;
};

Played play(const Program& program, const Settings& settings, Output& output) {
  scenario::StageOptions options = settings.stage;
  std::string capture;
  if (settings.capture || settings.capture_dir) {
    options.capture = capture_path(settings, program);
    capture = options.capture->string();
  }
  auto stage = scenario::Stage::create(program, options);
  if (!stage) {
    output.err << "mapsim run: " << program.name << ": " << printable(stage.error().message()) << '\n';
    return {Verdict::error, true};
  }
  Chart chart(program, output.out, output.terminal, settings.quiet || settings.summary);
  chart.head();
  if (auto up = (*stage)->open(); !up) {
    output.err << "mapsim run: " << program.name << ": " << printable(up.error().message()) << '\n';
    return {Verdict::inconclusive, true};
  }
  scenario::Player player(program, (*stage)->world(), chart);
  const Verdict verdict = player.play();
  const Instant ended = (*stage)->world().now();
  Played played{verdict, false};
  if (auto closed = (*stage)->close(); !closed) {
    output.err << "mapsim run: " << program.name << ": " << printable(closed.error().message()) << '\n';
    played.environment = true;
  }
  if (settings.summary && verdict == Verdict::pass) {
    output.out << "  " << paint_verdict(output.terminal, verdict) << "  " << fit(program.name, 40) << "  "
               << printable(program.title) << '\n';
  } else {
    chart.verdict(verdict, ended, capture);
  }
  return played;
}

Result<Settings> read_settings(const Options& options) {
  Settings settings;
  if (options["transport"].as<std::string>() != "sim") {
    return fail(Error{.layer = "", .text = "--transport " + options["transport"].as<std::string>() + ": this version knows only sim"});
  }
  if (options.count("capture") != 0) settings.capture = options["capture"].as<std::string>();
  if (options.count("capture-dir") != 0) settings.capture_dir = options["capture-dir"].as<std::string>();
  if (settings.capture && settings.capture_dir) {
    return fail(Error{.layer = "", .text = "--capture and --capture-dir exclude each other"});
  }
  const auto link_type = capture::link_type_from_name(options["link-type"].as<std::string>());
  if (!link_type) return tl::unexpected(link_type.error());
  settings.stage.link_type = *link_type;
  settings.stage.seed = options["seed"].as<std::uint64_t>();
  settings.summary = options.count("summary") != 0;
  settings.quiet = options.count("quiet") != 0;
  return settings;
}

ExitCode run(const Options& options, Output& output) {
  auto settings = read_settings(options);
  if (!settings) return misuse(output, settings.error().message());
  const auto log = Log::create(all(options, "log"));
  if (!log) return misuse(output, log.error().message());
  if (options.count("log") != 0) settings->stage.tracer = log->get();
  const auto names = all(options, "scenario");
  if (names.empty()) return misuse(output, "which scenario? Give files, folders or names; 'mapsim list' shows those that come with the program");
  const auto programs = load_scenarios(names, all(options, "set"), output);
  if (!programs) return ExitCode::usage;
  if (const auto why = unwritable(*settings, *programs)) return misuse(output, *why);

  std::size_t passed = 0;
  bool environment = false;
  for (const Program& program : *programs) {
    const Played played = play(program, *settings, output);
    passed += played.verdict == Verdict::pass ? 1 : 0;
    environment = environment || played.environment;
    output.out.flush();
  }
  if (programs->size() > 1) {
    output.out << passed << " of " << programs->size() << " scenarios passed\n";
  }
  if (environment) return ExitCode::environment;
  return passed == programs->size() ? ExitCode::ok : ExitCode::failed;
}

}  // namespace

const Command kRun = {
    "run",
    "plays scenarios and shows the messages as they happen",
    "FILE|DIR|NAME…",
    "  mapsim run mt-v3                                  one that comes with the program\n"
    "  mapsim run scenarios/mt/mt-v3.yaml --capture mt.pcapng\n"
    "  mapsim run scenarios --capture-dir captures --summary\n"
    "  mapsim run mo-v3 --set imsi=001010000000009 --log tcap=debug\n",
    declare,
    "scenario",
    -1,
    run,
};

}  // namespace mapsim::cli
