#include "tools/load/team.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "sigtran/node/stop_signals.h"
#include "tools/load/engine_worker.h"
#include "tools/load/figures.h"
#include "tools/load/tick_json.h"

namespace mapsim::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kTurn = 100;  // ms between two looks at keys and signals
// An engine in virtual time may be ahead of the others; it is not listened to while it is so far.
constexpr std::size_t kMostTicks = 8;

std::string ending_of(pid_t process) {
  int status = 0;
  if (::waitpid(process, &status, 0) != process) return "it ended";
  if (WIFSIGNALED(status)) return std::string("killed by ") + ::strsignal(WTERMSIG(status));
  return "it ended with " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

struct Team::Engine {
  explicit Engine(const LoadSettings& run, std::uint32_t number)
      : settings(settings_of_engine(run, number)), index(number) {}
  ~Engine() {
    // It stops when nobody listens any more.
    if (fd >= 0) ::close(fd);
    if (thread.joinable()) thread.join();
    if (process > 0) ::waitpid(process, nullptr, 0);
  }
  std::string name() const { return "engine " + std::to_string(index + 1); }
  bool is_gone() const { return fd < 0; }
  bool is_over() const { return result.has_value() || is_gone(); }

  LoadSettings settings;
  std::uint32_t index;
  int fd = -1;
  std::thread thread;
  pid_t process = 0;
  std::string input;
  bool ready = false;
  std::deque<Tick> ticks;
  std::optional<Tick> last;  // that was shown
  std::optional<LoadResult> result;
  std::string lacks;
  std::string lost;
};

Team::Team(const LoadSettings& settings) : settings_(settings) {}
Team::~Team() = default;

Result<std::unique_ptr<Team>> Team::start(const std::vector<Material>& material, const LoadSettings& settings,
                                          const LabSettings* lab) {
  std::unique_ptr<Team> team(new Team(settings));
  for (std::uint32_t i = 0; i < settings.threads; ++i) {
    Engine& engine = *team->engines_.emplace_back(std::make_unique<Engine>(settings, i));
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
      return refuse(std::string("no socket for an engine: ") + std::strerror(errno));
    engine.fd = ends[0];
    const auto work = [&material, &engine, lab, fd = ends[1]] {
      play_at(fd, material, engine.settings, lab);
      ::close(fd);
    };
    if (lab == nullptr) {
      engine.thread = std::thread(work);
      continue;
    }
    const pid_t process = ::fork();
    if (process < 0) {
      ::close(ends[1]);
      return refuse(std::string("no process for an engine: ") + std::strerror(errno));
    }
    if (process == 0) {
      // Ctrl-C goes to the whole group; whoever commands has it, too, and says so.
      ::signal(SIGINT, SIG_IGN);
      for (const auto& other : team->engines_) ::close(other->fd);
      work();
      ::_exit(0);
    }
    ::close(ends[1]);
    engine.process = process;
  }
  return team;
}

void Team::tell_all(char command) {
  for (const auto& engine : engines_) {
    if (!engine->is_gone()) (void)::send(engine->fd, &command, 1, MSG_NOSIGNAL);
  }
}

void Team::take_line(Engine& engine, const std::string& line, LoadView& view) {
  try {
    const Json json = Json::parse(line);
    if (json.contains("note")) {
      view.on_note(engine.name() + ": " + json["note"].get<std::string>());
    } else if (json.contains("ready")) {
      engine.ready = true;
    } else if (json.contains("tick")) {
      engine.ticks.push_back(tick_of(json["tick"]));
      for (load::Meter::Note& note : engine.ticks.back().notes) note.text = engine.name() + ": " + note.text;
    } else if (json.contains("lacks")) {
      engine.lacks = json["lacks"].get<std::string>();
    } else if (json.contains("result")) {
      auto result = load_result_from_json(json["result"].get<std::string>());
      if (result) engine.result = std::move(*result);
      engine.lacks = json["close"].get<std::string>();
    }
  } catch (const nlohmann::json::exception& e) {
    engine.lost = std::string("what it told is damaged: ") + e.what();
  }
}

void Team::receive(int milliseconds, LoadView& view) {
  std::vector<pollfd> inputs;
  for (const auto& engine : engines_) {
    const bool listen = !engine->is_gone() && engine->ticks.size() < kMostTicks;
    inputs.push_back({listen ? engine->fd : -1, POLLIN, 0});
  }
  if (::poll(inputs.data(), inputs.size(), milliseconds) <= 0) return;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].fd < 0 || inputs[i].revents == 0) continue;
    Engine& engine = *engines_[i];
    std::array<char, 65536> octets{};
    const ssize_t n = ::recv(engine.fd, octets.data(), octets.size(), 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      ::close(std::exchange(engine.fd, -1));
      const std::string how = engine.process > 0 ? ending_of(std::exchange(engine.process, 0)) : "it ended";
      if (!engine.result && engine.lost.empty()) engine.lost = how;
      continue;
    }
    engine.input.append(octets.data(), static_cast<std::size_t>(n));
    std::size_t at = 0;
    for (std::size_t end = 0; (end = engine.input.find('\n', at)) != std::string::npos; at = end + 1)
      take_line(engine, engine.input.substr(at, end - at), view);
    engine.input.erase(0, at);
  }
}

bool Team::wait_until_ready(LoadView& view) {
  const auto waits = [](const auto& e) { return !e->ready && !e->is_over(); };
  // Who answers may play before all are ready, and there is no end to wait for.
  while (std::ranges::any_of(engines_, waits)) {
    receive(kTurn, view);
    if (std::ranges::any_of(engines_, [](const auto& e) { return !e->ticks.empty(); })) return true;
  }
  return std::ranges::all_of(engines_, [](const auto& e) { return e->ready; });
}

// Whoever is ready and goes on has told of the next second.
bool Team::all_have_a_tick() const {
  return std::ranges::any_of(engines_, [](const auto& e) { return !e->ticks.empty(); }) &&
         std::ranges::all_of(engines_,
                             [](const auto& e) { return !e->ticks.empty() || !e->ready || e->is_over(); });
}

void Team::show_tick(LoadView& view) {
  std::vector<Tick> ticks;
  for (const auto& engine : engines_) {
    if (!engine->ticks.empty()) {
      engine->last = std::move(engine->ticks.front());
      engine->ticks.pop_front();
      ticks.push_back(*engine->last);
    } else if (engine->last) {
      ticks.push_back(standing_still(*engine->last));
    }
  }
  view.on_tick(sum_of(std::move(ticks)));
}

TeamResult Team::play(LoadView& view) {
  auto signals = node::StopSignals::catch_them();
  tell_all(kGo);
  while (!std::ranges::all_of(engines_, [](const auto& e) { return e->is_gone() && e->ticks.empty(); })) {
    receive(kTurn, view);
    while (const auto key = view.command()) tell_all(*key);
    if (signals && signals->take()) tell_all(EngineWatcher::kStop);
    while (all_have_a_tick()) show_tick(view);
  }
  return finish();
}

TeamResult Team::finish() {
  TeamResult all;
  for (const auto& engine : engines_) {
    const std::string name = engine->name() + " of " + std::to_string(engines_.size());
    if (!engine->lacks.empty()) {
      all.failures.push_back(name + ": " + engine->lacks);
    } else if (!engine->result && engine->is_gone()) {
      all.lost.push_back(name + " has no result: " + engine->lost);
    }
    if (!engine->result) continue;
    if (auto added = add(all.sum, *engine->result); !added)
      all.failures.push_back(name + ": " + added.error().text);
  }
  // All of them together are the part that this run is.
  if (all.sum.shards.size() == engines_.size()) all.sum.shards = {settings_.schedule.shard};
  return all;
}

}  // namespace mapsim::cli
