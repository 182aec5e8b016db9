#include "tools/load/engine.h"

#include <algorithm>
#include <map>
#include <sys/prctl.h>

#include "scenarios/engine/lab/explain.h"
#include "scenarios/engine/lab/plan_cast.h"
#include "scenarios/load/partition.h"

namespace mapsim::cli {

namespace {

using scenario::Program;

constexpr Duration kTick = std::chrono::seconds(1);
constexpr Duration kCommandTick = std::chrono::milliseconds(100);  // between two looks for commands

Error behaves_by_itself(const std::string& endpoint) {
  return Error{.layer = "",
               .text = "endpoint " + endpoint +
                       " behaves by itself; keep it running by 'mapsim serve', and load it from another "
                       "process, by --transport and --as"};
}

// Whether the first message that is seen here comes from outside.
bool is_called(const Program& program, const scenario::Cast& cast) {
  for (const scenario::Step& step : program.steps) {
    const auto* message = std::get_if<scenario::MessageStep>(&step.what);
    if (message == nullptr) continue;
    if (cast.here(message->from)) return false;
    if (cast.here(message->to)) return true;
  }
  return false;
}

}  // namespace

// Who watches links and players: tells what happens to links until there is a meter for it, and hands on what
// the capture must know.
class Engine::Watch final : public scenario::RunObserver,
                            public scenario::EndObserver,
                            public scenario::DialogueObserver {
 public:
  // `number`: of the scenario.
  Watch(EngineWatcher& watcher, LoadGround& ground, std::uint8_t number = 0)
      : watcher_(watcher), ground_(ground), number_(number) {}
  // nullptr: the meter is gone, as it is before the links end, which tell of their own end.
  void hand_to(load::Meter* meter) { meter_ = meter; }
  void on_step(const scenario::StepOutcome& outcome) override {
    if (meter_ != nullptr) meter_->on_step(outcome);
  }
  void on_note(Instant at, std::string_view endpoint, std::string_view text) override {
    if (meter_ != nullptr) return meter_->on_note(at, endpoint, text);
    watcher_.on_note(endpoint.empty() ? std::string(text) : std::string(endpoint) + "  " + std::string(text));
  }
  void on_received(std::uint64_t tag) override { ground_.on_received(tag); }
  std::uint64_t on_held() override { return ground_.on_held(); }
  void on_released(std::uint64_t name, std::uint64_t tag) override { ground_.on_released(name, tag); }
  bool wants_trees() const override { return false; }
  // With a sampled capture only.
  void on_sending(std::size_t instance) override { ground_.sampled()->on_sending({number_, instance}); }
  void on_sent() override { ground_.sampled()->on_sent(); }
  void on_taken(std::size_t instance, std::size_t node, const map::MessageIndication& begin) override {
    if (!begin.otid) return;
    ground_.sampled()->on_taken({number_, instance}, node, begin.transit.label.opc, begin.otid->value);
  }
  void on_ended(const scenario::Ended& ended) override {
    meter_->on_ended(ended);
    const bool failed = ended.ending != scenario::Ending::passed && ended.ending != scenario::Ending::stopped;
    if (ground_.sampled() != nullptr) ground_.sampled()->on_ended({number_, ended.number}, failed);
  }

 private:
  EngineWatcher& watcher_;
  LoadGround& ground_;
  std::uint8_t number_;
  load::Meter* meter_ = nullptr;
};

// One scenario.
struct Engine::Part {
  Part(const Material& material, std::uint8_t number, node::Runtime& runtime, EngineWatcher& watcher,
       LoadGround& ground, bool answers, const LoadSettings& settings)
      : meter(runtime, answers), watch(watcher, ground, number) {
    watch.hand_to(&meter);
    if (material.rows != nullptr)
      rows.emplace(*material.rows, settings.data_order, settings.data_loop, settings.schedule.shard,
                   settings.seed);
  }
  load::Meter meter;
  Watch watch;
  std::optional<load::RowDealer> rows;
  std::optional<scenario::Player> player;
};

Engine::Engine(const std::vector<Material>& material, const LoadSettings& settings, const LabSettings* lab,
               EngineWatcher& watcher)
    : material_(material),
      settings_(settings),
      lab_(lab != nullptr ? std::optional(*lab) : std::nullopt),
      watcher_(watcher),
      watch_(std::make_unique<Watch>(watcher, ground_)) {}

Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::create(const std::vector<Material>& material,
                                               const LoadSettings& settings, const LabSettings* lab,
                                               EngineWatcher& watcher) {
  std::unique_ptr<Engine> engine(new Engine(material, settings, lab, watcher));
  if (auto done = engine->plan(); !done) return tl::unexpected(done.error());
  return engine;
}

Result<void> Engine::plan() {
  std::vector<const Program*> programs;
  for (const Material& m : material_) programs.push_back(&m.program);
  auto joint = load::join(programs);
  if (!joint) return tl::unexpected(joint.error());
  joint_ = std::move(*joint);
  if (auto done = divide_ids(); !done) return done;
  if (lab_) return plan_network();
  load::give_hosts(joint_.whole, settings_.schedule.shard);
  cast_ = scenario::Cast::everyone(joint_.whole.endpoints.size());
  return refuse_automatic();
}

// Its world would be kept by nobody here.
Result<void> Engine::refuse_automatic() const {
  const auto& endpoints = joint_.whole.endpoints;
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (endpoints[i].automatic && cast().here(i)) return fail(behaves_by_itself(endpoints[i].name));
  }
  return {};
}

Result<void> Engine::divide_ids() {
  for (const scenario::Endpoint& endpoint : joint_.whole.endpoints) {
    auto ids = load::ids_of(settings_.schedule.shard, endpoint.tid_octets);
    if (!ids) return fail(Error{.layer = "", .text = "endpoint " + endpoint.name + ": " + ids.error().text});
    ids_.push_back(*ids);
  }
  return {};
}

// What --lab, a gateway or a link of the node file leads to is one system for all parts; anything else is
// another process that plays as many parts.
Result<void> Engine::shift_ports() {
  const load::Shard& shard = settings_.schedule.shard;
  scenario::lab::Site& site = lab_->site;
  const auto cast = scenario::lab::decide_cast(joint_.whole, site, lab_->words);
  if (!cast) return tl::unexpected(cast.error());
  if (auto done = load::shift_ports(joint_.whole, *cast, shard); !done) return done;
  bool in_parts = !lab_->words.gateway && lab_->words.labs.empty() && site.links.empty();
  for (std::size_t i = 0; i < joint_.whole.endpoints.size(); ++i)
    in_parts = in_parts && (cast->here(i) || !joint_.whole.endpoints[i].hosts_stated);
  const auto local = load::shifted(site.udp_local, shard);
  const auto remote = in_parts ? load::shifted(site.udp_remote, shard) : site.udp_remote;
  if (!local) return tl::unexpected(local.error());
  if (!remote) return tl::unexpected(remote.error());
  site.udp_local = *local;
  site.udp_remote = *remote;
  return {};
}

Result<void> Engine::plan_network() {
  if (auto done = shift_ports(); !done) return done;
  auto plan = scenario::lab::make_plan(joint_.whole, lab_->site, lab_->words, lab_->transport);
  if (!plan) {
    const Error& e = plan.error();
    return fail(Error{.layer = "",
                      .text = e.mark.line != 0 ? scenario::to_text(lab_->site.file, e)
                                               : joint_.whole.name + ": " + e.text});
  }
  plan_ = std::move(*plan);
  for (scenario::lab::PlannedNode& node : plan_->nodes) node.config.tcap.ids = ids_[node.endpoint];
  cast_ = plan_->cast;
  if (auto scripted = refuse_automatic(); !scripted) return scripted;
  std::size_t called = 0;
  for (std::size_t i = 0; i < material_.size(); ++i) {
    const scenario::Cast its(cast(), joint_.parts[i].endpoints);
    called += is_called(material_[i].program, its) ? 1 : 0;
  }
  answers_ = called == material_.size();
  if (called != 0 && !answers_) {
    return fail(Error{.layer = "",
                      .text = "of the scenarios of the mix some are begun from outside and some here; play "
                              "them by two processes"});
  }
  return {};
}

std::string Engine::explanation() const {
  return scenario::lab::explain(joint_.whole, lab_->site, *plan_);
}

Result<void> Engine::open() {
  // A wait may end 50 us late otherwise, which would be in every latency.
  ::prctl(PR_SET_TIMERSLACK, 1UL);
  return ground_.open(joint_.whole, settings_, ids_, lab_ ? &*lab_ : nullptr, plan_ ? &*plan_ : nullptr,
                      *watch_);
}

void Engine::add_parts() {
  node::Runtime& runtime = ground_.runtime();
  repertoire_.emplace(runtime, settings_.seed, settings_.schedule.shard);
  for (std::size_t i = 0; i < material_.size(); ++i) {
    const Material& material = material_[i];
    const auto number = static_cast<std::uint8_t>(i);
    auto part = std::make_unique<Part>(material, number, runtime, watcher_, ground_, answers_, settings_);
    scenario::PlayerOptions options = lab_ ? lab_->player : scenario::PlayerOptions();
    if (material.rows != nullptr) options.row_variables = material.rows->columns;
    options.ends = &part->watch;
    if (ground_.sampled() != nullptr) options.dialogues = &part->watch;
    options.number = number;
    options.first_tag = joint_.parts[i].first_tag;
    part->player.emplace(material.program, runtime, part->watch, std::move(options),
                         scenario::Cast(cast(), joint_.parts[i].endpoints));
    repertoire_->add({&*part->player, &part->meter, part->rows ? &*part->rows : nullptr, material.weight});
    parts_.push_back(std::move(part));
  }
  watch_->hand_to(&parts_.front()->meter);
}

LoadResult Engine::play() {
  add_parts();
  node::Runtime& runtime = ground_.runtime();
  load::RunnerConfig config = settings_.runner;
  config.answers = answers_;
  config.limit = settings_.schedule.shard.share_of(config.limit);
  start_ = runtime.clock();
  retransmitted_before_ = ground_.retransmissions().value_or(0);
  runner_.emplace(runtime, *repertoire_, load::Schedule(settings_.schedule, start_), config);
  load::Sampler sampler(runtime, *runner_, *repertoire_);
  const auto wall_start = std::chrono::system_clock::now();
  Instant tick = start_ + kTick;
  std::optional<Instant> drained;
  while (!runner_->is_over()) {
    runner_->play_until(watcher_.commands_soon() ? std::min(tick, runtime.clock() + kCommandTick) : tick);
    while (const auto key = watcher_.command()) press(*key);
    const Instant now = runtime.clock();
    if (runner_->reason() == load::EndReason::signal) break;
    if (now >= tick) {
      look(sampler);
      // After a standstill one sample tells of all of it.
      tick = std::max(tick + kTick, now);
    }
    if (runner_->reason() != load::EndReason::running && !drained) drained = now + settings_.drain;
    if (drained && (now >= *drained || stop_at_once_)) break;
  }
  look(sampler);
  runner_->close();
  LoadResult r = result(wall_start);
  if (ground_.sampled() != nullptr) watcher_.on_note(ground_.sample_account());
  watch_->hand_to(nullptr);
  runner_.reset();
  repertoire_.reset();
  parts_.clear();
  return r;
}

void Engine::look(load::Sampler& sampler) {
  Tick tick;
  tick.sample = sampler.take();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    load::Meter& meter = parts_[i]->meter;
    tick.scenarios.push_back(
        {material_[i].program.name, meter.books(), repertoire_->pieces()[i].open(), meter.interval()});
    for (load::Meter::Note& note : meter.take_notes()) tick.notes.push_back(std::move(note));
  }
  tick.associations = ground_.associations();
  if (const auto all = ground_.retransmissions()) tick.retransmissions = *all - retransmitted_before_;
  if (const auto lost = ground_.lost_frames(); lost != lost_frames_) {
    if (lost_frames_ == 0)
      tick.notes.push_back({"the capture cannot be written: frames are lost from now on"});
    lost_frames_ = lost;
  }
  if (const auto* sampled = ground_.sampled(); sampled != nullptr && !told_dropped_) {
    told_dropped_ = sampled->counters().dropped != 0;
    if (told_dropped_) {
      tick.notes.push_back(
          {"more messages wait for the end of their dialogues than are kept for the capture: those of the "
           "dialogues that are open longest are dropped"});
    }
  }
  tick.answers = answers_;
  tick.paused = paused_rate_.has_value();
  tick.draining = runner_->reason() != load::EndReason::running;
  if (before_ && !settings_.fast && !answers_ && !tick.draining) {
    const auto why = load::Sampler::bottleneck(*before_, tick.sample,
                                               settings_.schedule.shard.share_of(settings_.runner.limit));
    if (why && !short_) tick.notes.push_back({"the rate is not reached: " + *why});
    short_ = why.has_value();
  }
  before_ = tick.sample;
  repertoire_->clear_interval();
  watcher_.on_tick(std::move(tick));
}

void Engine::press(char key) {
  const Instant now = ground_.runtime().clock();
  load::Schedule& schedule = runner_->schedule();
  const double whole = schedule.rate_at(now) * settings_.schedule.shard.count;
  if (key == 'q') {
    stop_at_once_ = runner_->reason() != load::EndReason::running;
    runner_->stop(load::EndReason::asked);
  } else if (key == EngineWatcher::kStop) {
    stop_at_once_ = true;
    runner_->stop(load::EndReason::signal);
  } else if (key == 'p' && paused_rate_) {
    schedule.set_rate(now, *paused_rate_);
    paused_rate_.reset();
  } else if (key == 'p') {
    paused_rate_ = whole;
    schedule.set_rate(now, 0);
  } else if ((key == '+' || key == '-') && !paused_rate_) {
    schedule.set_rate(now, std::min(key == '+' ? whole * 1.1 : whole / 1.1, load::kMaxRate));
  }
}

LoadResult Engine::result(std::chrono::system_clock::time_point wall_start) {
  LoadResult r;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const load::Meter& meter = parts_[i]->meter;
    r.scenarios.push_back({material_[i].program.name, meter.books(), meter.latency()});
    for (load::Failure failure : meter.failures()) {
      failure.scenario = material_[i].program.name;
      r.failures.push_back(std::move(failure));
    }
  }
  keep_first(r.failures);
  r.associations = associations();
  r.shards.push_back(settings_.schedule.shard);
  r.started_at = std::chrono::duration<double>(wall_start.time_since_epoch()).count();
  // Where late ones were begun after the end, the rate is that of all the time that it took.
  const Instant scheduled = runner_->schedule().end();
  const bool in_time = runner_->stopped_at() < scheduled + kCommandTick;
  const bool by_time = runner_->reason() == load::EndReason::schedule && !scheduled.is_never() && in_time;
  const Instant end = by_time ? scheduled : runner_->stopped_at();
  r.seconds = std::chrono::duration<double>(end - start_).count();
  r.wanted = answers_ ? 0 : runner_->schedule().due_by(end);
  r.reason = std::string(load::to_text(runner_->reason()));
  return r;
}

std::vector<AssociationLoad> Engine::associations() {
  std::map<scenario::Way, load::Books> sums;
  for (const auto& part : parts_) {
    for (const auto& [way, books] : part->meter.by_way()) sums[way].add(books);
  }
  std::vector<AssociationLoad> all;
  for (const auto& [way, books] : sums)
    all.push_back({ground_.name_of(way), settings_.schedule.shard, books});
  return all;
}

}  // namespace mapsim::cli
