// mapsim serve: keeps the automatic endpoints of a scenario file running for a system under test.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <ostream>
#include <unistd.h>

#include "scenarios/engine/lab/explain.h"
#include "tools/cli/automatic.h"
#include "tools/cli/lab_options.h"
#include "tools/cli/lab_plans.h"
#include "tools/cli/load_scenarios.h"
#include "tools/cli/log.h"
#include "tools/cli/printable.h"
#include "tools/cli/privileges.h"
#include "tools/cli/reload_signal.h"
#include "tools/commands.h"
#include "tools/serve/live_view.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;
using scenario::Program;

void declare(po::options_description& options) {
  using Words = std::vector<std::string>;
  auto add = options.add_options();
  add("capture", po::value<std::string>()->value_name("FILE"),
      "write what passes to FILE.pcapng or FILE.pcap");
  add("link-type", po::value<std::string>()->value_name("TYPE")->default_value("ethernet"),
      "of the capture: ethernet, raw, linux-sll2, null, loop, sctp, mtp3, sccp");
  add("seed", po::value<std::uint64_t>()->value_name("N")->default_value(1),
      "of everything that is drawn by chance");
  add("set", po::value<Words>()->value_name("VAR=VALUE"),
      "another value for a variable of the file; may be repeated");
  add("log", po::value<Words>()->value_name("LAYER=LEVEL"),
      "messages of link, m3ua, sccp, tcap or map on standard error; LEVEL is trace to off");
  add("quiet,q", "no line a second");
  declare_lab(options, LabUse::serve);
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim serve: " << printable(text) << '\n';
  return ExitCode::usage;
}

// What links tell, beside the view.
class Notes final : public scenario::RunObserver {
 public:
  explicit Notes(serve::LiveView& view) : view_(view) {}
  void on_step(const scenario::StepOutcome&) override {}
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    view_.say(at, (endpoint.empty() ? "" : std::string(endpoint) + ": ") + std::string(text));
  }

 private:
  serve::LiveView& view_;
};

// Whoever behaves by himself is served here, unless the command line or the node file says who is.
void choose_cast(const Program& program, LabSettings& settings) {
  if (!settings.words.as.empty() || !settings.site.here.empty()) return;
  for (const scenario::Endpoint& e : program.endpoints) {
    const bool real =
        std::ranges::any_of(settings.words.labs, [&](const auto& word) { return word.name == e.name; });
    if (e.automatic && !real) settings.words.as.push_back(e.name);
  }
}

std::optional<std::string> not_automatic(const Program& program, const scenario::Cast& cast) {
  for (std::size_t node = 0; node < cast.nodes(); ++node) {
    const scenario::Endpoint& e = program.endpoints[cast.endpoint_of(node)];
    if (!e.automatic)
      return "the endpoint " + e.name + " does not behave by itself (behaviour: auto); 'mapsim run --as " +
             e.name + "' plays its steps";
  }
  return std::nullopt;
}

std::int64_t wall_clock() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// The files of subscribers are read anew. Where one is wrong, all stay as they are.
void read_again(const Program& program, const scenario::Cast& cast, world::Automata& automata,
                serve::LiveView& view, serve::Tally& tally) {
  const world::Reloaded reloaded = world::reload(program, cast);
  for (const std::string& mistake : reloaded.mistakes) {
    view.say(automata.now(), mistake);
    tally.note_error(automata.now(), mistake);
  }
  if (!reloaded.mistakes.empty())
    return view.say(automata.now(), "SIGHUP: the subscribers stay as they were");
  automata.reload(reloaded.tables);
  std::size_t subscribers = 0;
  for (const auto& table : reloaded.tables) {
    if (table != nullptr) subscribers = std::max(subscribers, table->size());
  }
  view.say(automata.now(), "SIGHUP: " + std::to_string(subscribers) + " subscribers read");
}

void serve_until_stopped(const Program& program, const scenario::Cast& cast, scenario::lab::LabStage& stage,
                         world::Automata& automata, ReloadSignal& reload, serve::LiveView& view,
                         serve::Tally& tally) {
  constexpr Duration kSecond = std::chrono::seconds(1);
  Instant next_look = stage.now() + kSecond;
  while (!stage.stopping()) {
    // Looked at between events too: a system that keeps us busy must not keep the view from changing.
    if (const auto event = automata.next(next_look)) tally.on_event(*event, stage);
    if (stage.now() < next_look) continue;
    if (reload.take()) read_again(program, cast, automata, view, tally);
    view.show(tally.look(automata, stage), tally, automata);
    next_look = stage.now() + kSecond;
  }
}

ExitCode tell_books(const world::Automata& automata, Output& output) {
  bool balanced = true;
  for (const auto& behaviour : automata.behaviours()) {
    if (behaviour == nullptr) continue;
    output.out << "  " << printable(behaviour->name()) << "  " << printable(books_line(*behaviour)) << '\n';
    for (const auto& [name, count] : behaviour->counters()) {
      if (count != 0) output.out << "    " << name << ": " << count << '\n';
    }
    balanced = balanced && behaviour->books().balanced();
  }
  if (balanced) return ExitCode::ok;
  output.err << "mapsim serve: the books do not balance; this is a mistake of mapsim\n";
  return ExitCode::failed;
}

ExitCode run(const Options& options, Output& output) {
  auto lab = read_lab(options, output);
  if (!lab) return misuse(output, lab.error().message());
  if (!*lab) return misuse(output, "--transport sim: a system under test is reached over usrsctp or kernel");
  LabSettings& settings = **lab;
  const auto link_type = capture::link_type_from_name(options["link-type"].as<std::string>());
  if (!link_type) return misuse(output, link_type.error().message());
  const auto log = Log::create(all(options, "log"));
  if (!log) return misuse(output, log.error().message());
  const auto names = all(options, "scenario");
  if (names.size() != 1)
    return misuse(output, "which file? Give one whose endpoints behave by themselves (behaviour: auto)");
  auto programs = load_scenarios(names, all(options, "set"), output, settings.site.endpoints);
  if (!programs) return ExitCode::usage;
  if (programs->size() != 1) return misuse(output, "this is a folder; give one file");
  choose_cast(programs->front(), settings);
  if (settings.words.as.empty() && settings.site.here.empty())
    return misuse(output,
                  "no endpoint of " + programs->front().name + " behaves by itself (behaviour: auto)");
  const auto plans = make_plans(*programs, settings, output);
  if (!plans) return ExitCode::usage;
  const Program& program = programs->front();
  const scenario::lab::Plan& plan = plans->front();
  if (const auto why = not_automatic(program, plan.cast)) return misuse(output, *why);
  const auto seed = options["seed"].as<std::uint64_t>();
  const auto prepared = prepare_automatic(*programs, seed, output, wall_clock(), *plans);
  if (!prepared) return ExitCode::usage;
  if (settings.explain) {
    output.out << scenario::lab::explain(program, settings.site, plan);
    return ExitCode::ok;
  }

  // Before transports begin their threads.
  auto reload = ReloadSignal::catch_it();
  if (!reload) return misuse(output, reload.error().message());
  const bool on_terminal = &output.out == &std::cout && ::isatty(STDOUT_FILENO) == 1;
  serve::LiveView view(output.out, output.terminal, on_terminal, options.count("quiet") != 0);
  serve::Tally tally;
  Notes notes(view);
  scenario::lab::LabOptions stage_options = settings.stage;
  stage_options.seed = seed;
  stage_options.await_links = false;
  if (options.count("log") != 0) stage_options.tracer = log->get();
  if (options.count("capture") != 0)
    stage_options.capture = {std::filesystem::path(options["capture"].as<std::string>()), *link_type,
                             settings.rotation};
  const auto lacks = [&](const Error& error) {
    output.err << "mapsim serve: " << printable(error.message()) << '\n';
    return ExitCode::environment;
  };
  auto stage = scenario::lab::LabStage::create(program, settings.site, plan, stage_options, notes);
  if (!stage) return lacks(stage.error());
  if (auto opened = (*stage)->open(); !opened) return lacks(opened.error());
  if (auto dropped = drop_privileges(Ahead::nothing); !dropped) return lacks(dropped.error());
  world::Automata automata(**stage, world::behaviours_of(prepared->front(), plan.cast));
  view.say((*stage)->now(),
           program.name + " is served; SIGHUP reads the subscribers again, SIGINT or SIGTERM ends it");
  serve_until_stopped(program, plan.cast, **stage, automata, *reload, view, tally);
  view.show(tally.look(automata, **stage), tally, automata);
  view.end();
  const ExitCode code = tell_books(automata, output);
  output.out.flush();  // a second signal, while associations are taken down, shall not lose them
  if (auto closed = (*stage)->close(); !closed) return lacks(closed.error());
  return code;
}

}  // namespace

const Command kServe = {
    "serve",
    "keeps automatic endpoints running for a system under test",
    "FILE|NAME",
    "  mapsim serve network.yaml --lab smsc=192.0.2.10:2905   HLR and MSC for a real SMSC, until Ctrl-C\n"
    "  mapsim serve network.yaml --transport kernel --capture all.pcapng --capture-size 100M --capture-files "
    "10\n"
    "  kill -HUP PID                                          reads the subscribers again\n",
    declare,
    "scenario",
    1,
    run,
};

}  // namespace mapsim::cli
