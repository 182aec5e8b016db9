#include "scenarios/engine/stage.h"

#include <utility>
#include <vector>

#include "scenarios/engine/node_config.h"

namespace mapsim::scenario {

namespace {

// Addresses of the documentation's networks are kept for users; these are private ones, by order in the file.
std::vector<std::string> hosts_of(const Endpoint& endpoint, std::size_t index) {
  if (!endpoint.hosts.empty()) return endpoint.hosts;
  return {"10.0.0." + std::to_string(index + 1)};
}

link::EndpointAddress address_of(const Program& program, std::size_t index) {
  return {hosts_of(program.endpoints[index], index), program.endpoints[index].port};
}

// Of the two, the endpoint that connects is the ASP and serves its own users; the other is the SGP for them.
void add_peer(const Program& program, std::size_t own, std::size_t other, bool connects,
              node::Config& config) {
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
  config.peers.push_back({.remote = address_of(program, other)});
}

node::Config config_of(const Program& program, std::size_t index, const std::vector<Pair>& pairs) {
  node::Config config = node_config(program, index);
  config.local = address_of(program, index);
  for (const auto& [first, second] : pairs) {
    if (first == index) add_peer(program, index, second, true, config);
    if (second == index) add_peer(program, index, first, false, config);
  }
  return config;
}

}  // namespace

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
    stage->comments_ = std::make_unique<StepComments>(program);
    stage->framer_ = std::make_unique<capture::SctpFramer>(
        *stage->recorder_, capture::FramerOptions{options.link_type, stage->comments_.get()});
  }
  node::WorldConfig world;
  world.seed = options.seed;
  stage->world_ = std::make_unique<node::World>(world);
  stage->world_->network().set_observer(options.capture ? stage->framer_.get() : options.observer);
  const auto pairs = pairs_of(program);
  std::vector<std::size_t> next_peer(program.endpoints.size());
  for (std::size_t i = 0; i < program.endpoints.size(); ++i) {
    auto config = config_of(program, i, pairs);
    if (!options.ids.empty()) config.tcap.ids = options.ids[i];
    if (auto sound = m3ua::check(config.m3ua); !sound) return tl::unexpected(sound.error());
    stage->world_->add(std::move(config));
    stage->world_->node(i).set_tracer(options.tracer);
  }
  for (const auto& [first, second] : pairs) {
    // Rows of peers were added in the order of the pairs.
    if (auto done = stage->world_->link(first, second, next_peer[first]++); !done)
      return tl::unexpected(done.error());
    ++next_peer[second];
  }
  return stage;
}

Result<void> Stage::open() {
  return world_->bring_up();
}

Result<void> Stage::close() {
  world_->close();
  if (!recorder_) return {};
  if (framer_->error()) return fail(*framer_->error());
  return recorder_->close();
}

}  // namespace mapsim::scenario
