// mapsim load: the same scenarios, many at once, at a rate that does not wait for answers.
#include <algorithm>
#include <csignal>
#include <iostream>
#include <ostream>
#include <unistd.h>

#include "tools/cli/printable.h"
#include "tools/cli/privileges.h"
#include "tools/load/engine.h"
#include "tools/load/load_commands.h"
#include "tools/load/load_view.h"
#include "tools/load/team.h"

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
  if (settings.threads > 1) text += "\n  " + std::to_string(settings.threads) + " engines";
  if (called) return text + "\n  answers what comes";
  if (!settings.schedule.shard.is_whole()) {
    text += "\n  part " + std::to_string(settings.schedule.shard.index + 1) + " of " +
            std::to_string(settings.schedule.shard.count);
  }
  return text;
}

// One run, by one engine or by several.
class Play {
 public:
  Play(const std::vector<Material>& material, const LoadSettings& settings, const LabSettings* lab,
       LoadView& view, Output& output)
      : material_(material), settings_(settings), lab_(lab), view_(view), output_(output) {}

  ExitCode with(Engine& engine) {
    if (!begin_files()) return ExitCode::usage;
    output_.out.flush();  // links may take a while
    if (auto up = engine.open(); !up) return lacks(up.error().message());
    if (!begin_services()) return ExitCode::environment;
    const LoadResult result = engine.play();
    if (const auto closed = engine.close(); !closed) lacking_.push_back(closed.error().message());
    return end(result);
  }

  ExitCode with_team() {
    if (!begin_files()) return ExitCode::usage;
    output_.out.flush();
    // Before there is a thread that serves metrics, as processes are made.
    auto team = Team::start(material_, settings_, lab_);
    if (!team) return lacks(team.error().message());
    if (!(*team)->wait_until_ready(view_)) {
      for (const std::string& text : (*team)->finish().failures) (void)lacks(text);
      return ExitCode::environment;
    }
    if (!begin_services()) return ExitCode::environment;
    const TeamResult result = (*team)->play(view_);
    for (const std::string& text : result.lost) output_.err << "  " << printable(text) << '\n';
    lacking_ = result.failures;
    const ExitCode exit = end(result.sum);
    return exit == ExitCode::ok && !result.lost.empty() ? ExitCode::failed : exit;
  }

 private:
  ExitCode lacks(const std::string& text) {
    tell(output_.err, "mapsim load: " + text);
    return ExitCode::environment;
  }

  bool begin_files() {
    if (!settings_.report) return true;
    auto created = LoadFiles::create(*settings_.report, settings_.force);
    if (!created) {
      misuse(output_, "--report " + created.error().message());
      return false;
    }
    files_ = std::move(*created);
    view_.set_files(&*files_);
    return true;
  }

  // After the links, whose runtime blocks signals: the server's thread must not get them.
  bool begin_services() {
    if (lab_ != nullptr) {
      if (auto dropped = drop_privileges(Ahead::nothing); !dropped) {
        (void)lacks(dropped.error().message());
        return false;
      }
    }
    if (!settings_.metrics) return true;
    auto server = MetricsServer::start(*settings_.metrics);
    if (!server) {
      (void)lacks(server.error().message());
      return false;
    }
    metrics_.emplace(std::move(*server));
    view_.set_metrics(&*metrics_);
    output_.out << "  metrics   " << metrics_->url() << '\n';
    return true;
  }

  ExitCode end(const LoadResult& result) {
    show(result, output_.out);
    if (files_) {
      if (auto written = files_->finish(result); !written) return lacks(written.error().message());
    }
    for (const std::string& text : lacking_) (void)lacks(text);
    if (!lacking_.empty()) return ExitCode::environment;
    const bool good = holds(result, settings_.thresholds, output_.err);
    // What may fail is said by --fail-if; where nobody said it, nothing may.
    const bool passed = !settings_.thresholds.empty() || result.books().failed() == 0;
    return good && passed ? ExitCode::ok : ExitCode::failed;
  }

  const std::vector<Material>& material_;
  const LoadSettings& settings_;
  const LabSettings* lab_;
  LoadView& view_;
  Output& output_;
  std::optional<LoadFiles> files_;
  std::optional<MetricsServer> metrics_;
  std::vector<std::string> lacking_;
};

ExitCode run(const Options& options, Output& output) {
  // A capture beyond RLIMIT_FSIZE is a capture that cannot be written, and no reason to end.
  ::signal(SIGXFSZ, SIG_IGN);
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
  Play play(*material, *settings, network, view, output);
  return settings->threads == 1 ? play.with(**engine) : play.with_team();
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
