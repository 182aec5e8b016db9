// mapsim load: the same scenarios, many at once, at a rate that does not wait for answers.
#include <algorithm>
#include <iostream>
#include <ostream>
#include <unistd.h>

#include "tools/cli/printable.h"
#include "tools/cli/privileges.h"
#include "tools/load/engine.h"
#include "tools/load/load_commands.h"
#include "tools/load/load_view.h"

namespace mapsim::cli {

namespace {

namespace po = boost::program_options;

void declare(po::options_description& options) {
  declare_load(options);
  declare_lab(options);
}

ExitCode misuse(Output& output, const std::string& text) {
  output.err << "mapsim load: " << printable(text) << '\n';
  return ExitCode::usage;
}

// Several lines, each made printable.
void tell(std::ostream& out, const std::string& text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out << printable(text.substr(at, end - at)) << '\n';
    at = end + 1;
  }
}

std::string head(const std::vector<Material>& material, const LoadSettings& settings, bool called) {
  std::string text;
  for (const Material& m : material) {
    text += (text.empty() ? "" : "\n") + m.program.name + "  " + m.program.title;
    if (material.size() > 1) text += "  (weight " + std::to_string(m.weight) + ")";
  }
  if (called) return text + "\n  answers what comes";
  if (!settings.schedule.shard.is_whole()) {
    text += "\n  part " + std::to_string(settings.schedule.shard.index + 1) + " of " +
            std::to_string(settings.schedule.shard.count);
  }
  return text;
}

// One run of an engine that is ready to be opened.
ExitCode play(Engine& engine, LoadView& view, const LoadSettings& settings, bool lab, Output& output) {
  std::optional<LoadFiles> files;
  if (settings.report) {
    auto created = LoadFiles::create(*settings.report, settings.force);
    if (!created) return misuse(output, "--report " + created.error().message());
    files = std::move(*created);
    view.set_files(&*files);
  }
  const auto lacks = [&](const Error& error) {
    tell(output.err, "mapsim load: " + error.message());
    return ExitCode::environment;
  };
  output.out.flush();  // links may take a while
  if (auto up = engine.open(); !up) return lacks(up.error());
  if (lab) {
    if (auto dropped = drop_privileges(Ahead::nothing); !dropped) return lacks(dropped.error());
  }
  // After the links, whose runtime blocks signals: the server's thread must not get them.
  std::optional<MetricsServer> metrics;
  if (settings.metrics) {
    auto server = MetricsServer::start(*settings.metrics);
    if (!server) return lacks(server.error());
    metrics.emplace(std::move(*server));
    view.set_metrics(&*metrics);
    output.out << "  metrics   " << metrics->url() << '\n';
  }
  const LoadResult result = engine.play();
  const auto closed = engine.close();
  show(result, output.out);
  if (files) {
    if (auto written = files->finish(result); !written) return lacks(written.error());
  }
  if (!closed) return lacks(closed.error());
  const bool good = holds(result, settings.thresholds, output.err);
  // What may fail is said by --fail-if; where nobody said it, nothing may.
  const bool passed = !settings.thresholds.empty() || result.books().failed() == 0;
  return good && passed ? ExitCode::ok : ExitCode::failed;
}

ExitCode run(const Options& options, Output& output) {
  const auto settings = read_load(options);
  if (!settings) return misuse(output, settings.error().message());
  const auto lab = read_lab(options, output);
  if (!lab) return misuse(output, lab.error().message());
  if (*lab && settings->fast) return misuse(output, "--fast goes with --transport sim");
  if (!options["times"].defaulted()) return misuse(output, "--times is for mapsim run; here it is --count");
  const LabSettings* network = *lab ? &**lab : nullptr;
  const auto material = load_material(
      options, *settings, network != nullptr ? network->site.endpoints : std::vector<scenario::YamlMember>(),
      output);
  if (!material) return ExitCode::usage;
  const bool live = &output.out == &std::cout && ::isatty(STDOUT_FILENO) == 1 &&
                    ::isatty(STDIN_FILENO) == 1 && !settings->fast;
  LoadView view(output, live);
  const auto engine = Engine::create(*material, *settings, network, view);
  if (!engine) return misuse(output, engine.error().message());
  if (network != nullptr && network->explain) {
    tell(output.out, (*engine)->explanation());
    return ExitCode::ok;
  }
  const bool answers = (*engine)->answers();
  if (answers && (settings->rate_given || settings->data)) {
    return misuse(output,
                  "the first message comes from outside: dialogues begin when they are called, and neither a "
                  "rate nor data is for us to say");
  }
  tell(output.out, head(*material, *settings, answers));
  return play(**engine, view, *settings, network != nullptr, output);
}

}  // namespace

const Command kLoad = {
    "load",
    "plays a scenario many times at once, at a rate, and measures",
    "[FILE|NAME]",
    "  mapsim load mt-v3 --rate 5000/s --duration 30s\n"
    "  mapsim load mt-v3 --ramp \"0..20000/s over 5m\" --report out --fail-if \"p99 > 50ms\"\n"
    "  mapsim load mt-v3 -r 100 -m 10000 -inf subscribers.csv --arrivals poisson\n"
    "  mapsim load --mix mix.yaml --rate 5000/s --duration 30s\n"
    "  mapsim load mt-v3 --transport usrsctp --as msc                  one shell: answers\n"
    "  mapsim load mt-v3 --transport usrsctp --as smsc -r 5000/s       another one\n",
    declare,
    "scenario",
    -1,
    run,
};

}  // namespace mapsim::cli
