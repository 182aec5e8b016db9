#include "scenarios/engine/stage.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace mapsim::scenario {

namespace {

// Two endpoints that exchange messages, the one that comes first in the file first.
using Pair = std::pair<std::uint16_t, std::uint16_t>;

std::set<Pair> pairs_of(const Program& program) {
  std::set<Pair> pairs;
  for (const Step& step : program.steps) {
    if (const auto* m = std::get_if<MessageStep>(&step.what)) pairs.insert(std::minmax(m->from, m->to));
  }
  return pairs;
}

// Addresses of the documentation's networks are kept for users; these are private ones, by order in the file.
std::vector<std::string> hosts_of(const Endpoint& endpoint, std::size_t index) {
  if (!endpoint.hosts.empty()) return endpoint.hosts;
  return {"10.0.0." + std::to_string(index + 1)};
}

link::EndpointAddress address_of(const Program& program, std::size_t index) {
  return {hosts_of(program.endpoints[index], index), program.endpoints[index].port};
}

// Of the two, the endpoint that connects is the ASP and serves its own users; the other is the SGP for them.
void add_peer(const Program& program, std::size_t own, std::size_t other, bool connects, node::Config& config) {
  const Endpoint& asp = program.endpoints[connects ? own : other];
  const Endpoint& sgp = program.endpoints[connects ? other : own];
  m3ua::ApplicationServer server;
  server.name = asp.name;
  server.routing_context = asp.routing_context ? asp.routing_context : sgp.routing_context;
  server.network_appearance = asp.network_appearance ? asp.network_appearance : sgp.network_appearance;
  server.traffic_mode = m3ua::TrafficMode::loadshare;
  const std::size_t row = config.m3ua.application_servers.size();
  config.m3ua.application_servers.push_back(std::move(server));
  m3ua::Peer peer;
  peer.name = program.endpoints[other].name;
  peer.role = connects ? m3ua::Role::asp : m3ua::Role::sgp;
  peer.application_servers = {row};
  config.m3ua.peers.push_back(std::move(peer));
  config.m3ua.routes.push_back({program.endpoints[other].pc, row, {config.m3ua.peers.size() - 1}});
  config.peers.push_back(address_of(program, other));
}

std::string digits_of(const Endpoint& endpoint) {
  return endpoint.gt.starts_with('+') ? endpoint.gt.substr(1) : endpoint.gt;
}

node::Config config_of(const Program& program, std::size_t index, const std::set<Pair>& pairs) {
  const Endpoint& endpoint = program.endpoints[index];
  node::Config config;
  config.name = endpoint.name;
  config.local = address_of(program, index);
  for (const auto& [first, second] : pairs) {
    if (first == index) add_peer(program, index, second, true, config);
    if (second == index) add_peer(program, index, first, false, config);
  }
  config.sccp.point_code = endpoint.pc;
  config.sccp.network_indicator = endpoint.ni;
  config.sccp.accept_untranslated = true;  // a step may call this endpoint by any title
  for (const Endpoint& e : program.endpoints) {
    if (e.gt.empty()) continue;
    sccp::TranslationRule rule;
    rule.prefix = digits_of(e);
    rule.destinations = {e.pc};
    config.sccp.translations.push_back(std::move(rule));
  }
  config.tcap.ids.octets = endpoint.tid_octets;
  config.map.supported = endpoint.contexts;
  return config;
}

}  // namespace

// "mt-v3 step 1, line 21: smsc -> msc: begin"
class Stage::Comments final : public capture::CommentSource {
 public:
  explicit Comments(const Program& program) : program_(program) {}
  std::string_view comment_for(std::uint64_t tag) override {
    if (tag == 0 || tag > program_.steps.size()) return {};
    const Step& step = program_.steps[tag - 1];
    text_ = program_.name + " step " + std::to_string(tag) + ", line " + std::to_string(step.mark.line) + ": " + step.text;
    return text_;
  }

 private:
  const Program& program_;
  std::string text_;
};

Stage::~Stage() = default;

Result<std::unique_ptr<Stage>> Stage::create(const Program& program, const StageOptions& options) {
  auto stage = std::unique_ptr<Stage>(new Stage());
  if (options.capture) {
    capture::RecorderOptions recorder;
    recorder.link_type = options.link_type;
    recorder.comment = program.title;
    for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
      for (const std::string& host : hosts_of(program.endpoints[i], i)) {
        recorder.names.push_back({host, program.endpoints[i].name});
      }
    }
    auto opened = capture::open_recorder(*options.capture, recorder);
    if (!opened) return tl::unexpected(opened.error());
    stage->recorder_ = std::move(*opened);
    stage->comments_ = std::make_unique<Comments>(program);
    stage->framer_ = std::make_unique<capture::SctpFramer>(
        *stage->recorder_, capture::FramerOptions{options.link_type, stage->comments_.get()});
  }
  node::WorldConfig world;
  world.seed = options.seed;
  stage->world_ = std::make_unique<node::World>(world);
  stage->world_->network().set_observer(stage->framer_.get());
  const auto pairs = pairs_of(program);
  std::vector<std::size_t> next_peer(program.endpoints.size());
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
    auto config = config_of(program, i, pairs);
    if (auto sound = m3ua::check(config.m3ua); !sound) return tl::unexpected(sound.error());
    stage->world_->add(std::move(config));
    stage->world_->node(i).set_tracer(options.tracer);
  }
  for (const auto& [first, second] : pairs) {
    // Rows of peers were added in the order of the pairs.
    if (auto done = stage->world_->link(first, second, next_peer[first]++); !done) return tl::unexpected(done.error());
    ++next_peer[second];
  }
  return stage;
}

Result<void> Stage::open() { return world_->bring_up(); }

Result<void> Stage::close() {
  world_->close();
  if (!recorder_) return {};
  if (framer_->error()) return fail(*framer_->error());
  return recorder_->close();
}

}  // namespace mapsim::scenario
