// mapsim run: plays scenarios, shows them as they happen, keeps captures and reports.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <ostream>
#include <set>

#include "scenarios/engine/lab/explain.h"
#include "tools/cli/automatic.h"
#include "tools/cli/chart.h"
#include "tools/cli/lab_options.h"
#include "tools/cli/lab_plans.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/log.h"
#include "tools/cli/printable.h"
#include "tools/cli/privileges.h"
#include "tools/cli/progress.h"
#include "tools/cli/scene.h"
#include "tools/commands.h"
#include "tools/report/annotate.h"
#include "tools/report/fan_out.h"
#include "tools/report/report.h"

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
      ("seed", po::value<std::uint64_t>()->value_name("N")->default_value(1), "of everything that is drawn by chance")
      ("set", po::value<std::vector<std::string>>()->value_name("VAR=VALUE"), "another value for a variable of the file; may be repeated")
      ("data", po::value<std::string>()->value_name("FILE"), "CSV of variables: play the scenario once for each row")
      ("mix", po::value<std::string>()->value_name("FILE"), "play scenarios drawn by weight (docs/scenarios.md)")
      ("draws", po::value<std::size_t>()->value_name("N")->default_value(100), "with --mix: how many are played")
      ("log", po::value<std::vector<std::string>>()->value_name("LAYER=LEVEL"),
       "messages of link, m3ua, sccp, tcap or map on standard error; LEVEL is trace to off")
      ("report", po::value<std::string>()->value_name("DIR"), "write report.html, junit.xml, result.json and captures into DIR")
      ("force", "write over the report that is in DIR")
      ("annotate", po::value<std::string>()->value_name("FOR"), "failures as annotation lines of a CI job: github, gitlab, auto")
      ("summary", "one line a scenario, failures in full")
      ("quiet,q", "failures only");
  declare_lab(options);
}

struct Settings {
  scenario::StageOptions stage;
  std::optional<fs::path> capture;
  std::optional<fs::path> capture_dir;
  std::optional<LabSettings> lab;  // absent: everything is simulated
  bool summary = false;
  bool quiet = false;
  std::optional<fs::path> report;
  bool force = false;
  report::Annotate annotate = report::Annotate::none;
};

// Seconds since 1970.
std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim run: " << printable(text) << '\n';
  return ExitCode::usage;
}

// Who is told of a run beside the terminal.
struct Tellers {
  std::optional<report::Report> report;
  Progress progress;
};

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
  }
  if (settings.capture_dir || settings.report) {
    std::set<std::string> names;
    for (const Program& p : programs) {
      if (!names.insert(p.name).second) return "two scenarios are named " + p.name + "; their captures would be one file";
    }
  }
  if (!settings.capture && !settings.capture_dir) return std::nullopt;
  // Rotated files have names of their own.
  if (settings.lab && settings.lab->rotation) return std::nullopt;
  for (const Program& p : programs) {
    if (auto opened = capture::open_recorder(capture_path(settings, p), {}); !opened) return opened.error().message();
  }
  return std::nullopt;
}

// What one scenario came to; `environment`: its link did not come up, or its capture could not be written.
struct Played {
  Verdict verdict = Verdict::none;
  bool environment = false;
  bool stopped = false;  // a signal came
};

// What a program says may have several lines; what is in them is made printable.
void tell(std::ostream& out, std::string_view text) {
  for (;;) {
    const auto end = text.find('\n');
    out << printable(text.substr(0, end)) << '\n';
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

Played play(const Program& program, const world::Prepared& automatic, const Settings& settings, const scenario::lab::Plan* plan, bool is_last, Tellers& tellers,
            report::Recorder& recorder, Output& output) {
  report::Scenario& record = recorder.scenario();
  scenario::StageOptions options = settings.stage;
  std::string capture;
  if (settings.capture || settings.capture_dir) {
    options.capture = capture_path(settings, program);
  } else if (tellers.report) {
    options.capture = tellers.report->capture_of(program);
  }
  if (options.capture) capture = options.capture->string();
  const auto lacks = [&](Verdict verdict, const Error& error) {
    tellers.progress.clear();
    tell(output.err, "mapsim run: " + program.name + ": " + error.message());
    record.verdict = verdict;
    record.problem = error.message();
    return Played{verdict, true};
  };
  const bool brief = settings.quiet || settings.summary;
  Chart chart(program, output.out, output.terminal, brief, plan != nullptr ? &plan->cast : nullptr);
  chart.head();
  std::vector<scenario::RunObserver*> observers = {&tellers.progress, &chart};
  if (tellers.report || settings.annotate != report::Annotate::none) observers.push_back(&recorder);
  report::FanOut observer(std::move(observers));
  Scene scene(program, options, automatic, settings.lab ? &*settings.lab : nullptr, plan);
  if (auto up = scene.open(observer); !up) return lacks(Verdict::inconclusive, up.error());
  if (settings.lab) {
    const auto dropped = drop_privileges(is_last ? Ahead::nothing : Ahead::raw_sockets);
    if (!dropped) return lacks(Verdict::inconclusive, dropped.error());
  }
  const Verdict verdict = scene.play();
  const Instant ended = scene.now();
  record.verdict = verdict;
  record.ended = ended;
  Played played{verdict, false, scene.stopped()};
  if (auto closed = scene.close(); !closed) played = lacks(verdict, closed.error());
  if (tellers.report && options.capture) {
    if (auto kept = tellers.report->keep_capture(program, *options.capture); !kept) played = lacks(verdict, kept.error());
  }
  tellers.progress.clear();
  if (settings.summary && verdict == Verdict::pass) {
    output.out << "  " << paint_verdict(output.terminal, verdict) << "  " << fit(program.name, 40) << "  "
               << printable(program.title) << '\n';
  } else {
    chart.verdict(verdict, ended, capture);
  }
  return played;
}

Result<Settings> read_settings(const Options& options, Output& output) {
  Settings settings;
  auto lab = read_lab(options, output);
  if (!lab) return fail(lab.error());
  settings.lab = std::move(*lab);
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
  if (options.count("report") != 0) settings.report = options["report"].as<std::string>();
  settings.force = options.count("force") != 0;
  if (settings.force && !settings.report) return fail(Error{.layer = "", .text = "--force goes with --report"});
  if (options.count("annotate") != 0) {
    const auto annotate = report::annotate_from_name(options["annotate"].as<std::string>());
    if (!annotate) return fail(Error{.layer = "", .text = "--annotate takes github, gitlab or auto"});
    settings.annotate = *annotate;
  }
  return settings;
}

// What shall be played. nullopt after telling what is wrong.
std::optional<std::vector<Program>> load(const Options& options, const Settings& settings, Output& output) {
  const auto endpoints = settings.lab ? settings.lab->site.endpoints : std::vector<scenario::YamlMember>();
  const auto names = all(options, "scenario");
  const auto refuse = [&](const char* text) -> std::optional<std::vector<Program>> {
    misuse(output, text);
    return std::nullopt;
  };
  if (options.count("mix") != 0) {
    const auto draws = options["draws"].as<std::size_t>();
    if (!names.empty() || options.count("data") != 0)
      return refuse("--mix names the scenarios and their data; give no others");
    if (draws == 0 || draws > kMaxDraws) return refuse("--draws takes a number from 1 to 10000");
    return load_mix(options["mix"].as<std::string>(), draws, settings.stage.seed, all(options, "set"), output, endpoints);
  }
  if (!options["draws"].defaulted()) return refuse("--draws goes with --mix");
  if (names.empty())
    return refuse("which scenario? Give files, folders or names; 'mapsim list' shows those that come with the program");
  const std::string data = options.count("data") != 0 ? options["data"].as<std::string>() : "";
  return load_scenarios(names, all(options, "set"), output, endpoints, data);
}

ExitCode run(const Options& options, Output& output) {
  auto settings = read_settings(options, output);
  if (!settings) return misuse(output, settings.error().message());
  const auto log = Log::create(all(options, "log"));
  if (!log) return misuse(output, log.error().message());
  if (options.count("log") != 0) settings->stage.tracer = log->get();
  auto programs = load(options, *settings, output);
  if (!programs) return ExitCode::usage;
  for (const Program& program : *programs) {
    if (program.steps.empty()) {
      return misuse(output, program.name + " has no steps; 'mapsim serve' keeps its automatic endpoints running");
    }
  }
  std::vector<scenario::lab::Plan> plans;
  if (settings->lab) {
    auto made = make_plans(*programs, *settings->lab, output);
    if (!made) return ExitCode::usage;
    plans = std::move(*made);
    if (settings->lab->explain) {
      for (std::size_t i = 0; i < plans.size(); ++i) {
        tell(output.out, scenario::lab::explain((*programs)[i], settings->lab->site, plans[i]));
      }
      return ExitCode::ok;
    }
  }
  const auto automatic = prepare_automatic(*programs, settings->stage.seed, output, settings->lab ? std::optional(wall_clock()) : std::nullopt, plans);
  if (!automatic) return ExitCode::usage;
  if (const auto why = unwritable(*settings, *programs)) return misuse(output, *why);

  // Where the messages are shown as they happen, they are the progress.
  const bool shows_progress = (settings->quiet || settings->summary) && &output.err == &std::cerr && ::isatty(STDERR_FILENO) == 1;
  Tellers tellers{std::nullopt, Progress(output.err, shows_progress, programs->size())};
  if (settings->report) {
    auto created = report::Report::create(*settings->report, settings->force);
    if (!created) return misuse(output, "--report " + created.error().message());
    tellers.report.emplace(std::move(*created));
  }
  std::size_t passed = 0;
  bool environment = false;
  for (std::size_t i = 0; i < programs->size(); ++i) {
    const Program& program = (*programs)[i];
    report::Scenario unreported;
    std::size_t rows = report::kMaxRows;
    report::Recorder unkept(program, unreported, rows);
    report::Recorder& recorder = tellers.report ? tellers.report->add(program) : unkept;
    tellers.progress.begin(program.name);
    const Played played = play(program, (*automatic)[i], *settings, plans.empty() ? nullptr : &plans[i], i + 1 == programs->size(), tellers, recorder, output);
    report::annotate(recorder.scenario(), settings->annotate, output.out);
    passed += played.verdict == Verdict::pass ? 1 : 0;
    environment = environment || played.environment;
    output.out.flush();
    if (played.stopped) break;
  }
  if (programs->size() > 1) {
    output.out << passed << " of " << programs->size() << " scenarios passed\n";
  }
  if (tellers.report) {
    if (auto written = tellers.report->write(settings->annotate == report::Annotate::gitlab); !written) {
      output.err << "mapsim run: " << printable(written.error().message()) << '\n';
      environment = true;
    } else if (!settings->quiet) {
      output.out << "report " << printable(tellers.report->page().string()) << '\n';
    }
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
    "  mapsim run scenarios --report out --annotate auto  for a CI job\n"
    "  mapsim run mt-v3 --transport usrsctp --lab msc=192.0.2.10:2905   against a real MSC\n"
    "  mapsim run mo-v3 --set imsi=001010000000009 --log tcap=debug\n"
    "  mapsim run mo-v3 --data subscribers.csv           once for each row\n",
    declare,
    "scenario",
    -1,
    run,
};

}  // namespace mapsim::cli
