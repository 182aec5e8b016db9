#include "sigtran/node/world.h"

#include <algorithm>

namespace mapsim::node {

namespace {

// A pool would hide from AddressSanitizer who still reads a message that is gone.
#if defined(MAPSIM_SANITIZED)
constexpr bool kPooled = false;
#else
constexpr bool kPooled = true;
#endif

link::InProcessConfig with_seed(link::InProcessConfig config, Random& random) {
  config.seed = random.next();
  return config;
}

}  // namespace

World::World(WorldConfig config) : random_(config.seed), network_(with_seed(config.link, random_)) {}

std::size_t World::add(Config config) {
  const std::size_t index = nodes_.size();
  if (kPooled) config.tcap.memory = &memory_;
  configs_.push_back(config);
  nodes_.push_back(std::make_unique<Node>(
      std::move(config), std::make_unique<link::InProcessTransport>(network_), random_.fork(index + 1)));
  return index;
}

Result<void> World::link(std::size_t first, std::size_t second, std::size_t peer) {
  const bool listens = std::ranges::any_of(links_, [&](const Link& l) { return l.second == second; });
  if (!listens) {
    if (auto done = nodes_[second]->listen(now_); !done) return done;
  }
  links_.push_back({first, second, peer});
  return nodes_[first]->connect(peer, now_);
}

Result<void> World::bring_up(Duration limit) {
  const Instant until = now_ + limit;
  const auto down = [&]() -> const Link* {
    for (const Link& l : links_) {
      if (!nodes_[l.first]->reaches(configs_[l.second].sccp.point_code) ||
          !nodes_[l.second]->reaches(configs_[l.first].sccp.point_code)) {
        return &l;
      }
    }
    return nullptr;
  };
  std::string last;
  while (const Link* waiting = down()) {
    const auto event = next(until);
    if (event) {
      if (const auto* d = std::get_if<LayerDiagnostic>(event->event)) last = d->diagnostic.error.message();
      continue;
    }
    const std::string& a = configs_[waiting->first].name;
    const std::string& b = configs_[waiting->second].name;
    const bool associated = nodes_[waiting->first]->associations() != 0;
    return fail(Error{.layer = "link",
                      .text = "the link " + a + " - " + b + " did not come up: " +
                              (associated ? "the association is there, but no ASP became active"
                                          : "no association was set up") +
                              (last.empty() ? "" : "; last said: " + last)});
  }
  return {};
}

void World::close() {
  for (auto& node : nodes_) node->close(now_);
  const Instant until = now_ + std::chrono::seconds(30);
  while (std::ranges::any_of(nodes_, [](const auto& n) { return n->associations() != 0; })) {
    if (!next(until) && now_ >= until) break;
  }
  // The last chunks are still on their way.
  while (next(now_ + std::chrono::milliseconds(10))) {
  }
}

// Faults on purpose -------------------------------------------------------------------------------

Result<void> World::arm_fault(std::size_t, std::uint64_t tag, const link::Fault& fault) {
  return network_.inject_by_tag(tag, fault);
}

void World::disarm_faults(std::size_t) {
  network_.disarm_tagged();
}

Result<void> World::change_link(std::size_t first, std::size_t second, LinkChange change) {
  const auto there = std::ranges::find_if(links_, [&](const Link& l) {
    return (l.first == first && l.second == second) || (l.first == second && l.second == first);
  });
  if (there == links_.end()) {
    return fail(
        Error{.layer = "link",
              .text = configs_[first].name + " and " + configs_[second].name + " have no association"});
  }
  const auto& hosts = configs_[first].local.hosts;
  const auto& peer_hosts = configs_[second].local.hosts;
  const bool cuts = change == LinkChange::down;
  if (cuts || change == LinkChange::up) {
    for (const std::string& a : hosts) {
      for (const std::string& b : peer_hosts)
        cuts ? network_.cut_path(a, b, now_) : network_.mend_path(a, b, now_);
    }
    if (cuts || nodes_[there->first]->is_wanted(there->peer)) return {};
    return nodes_[there->first]->connect(there->peer, now_);
  }
  const auto association = network_.find_association(hosts.front(), peer_hosts.front());
  if (!association) {
    return fail(Error{.layer = "link",
                      .text = "the association of " + configs_[first].name + " to " + configs_[second].name +
                              " is not there"});
  }
  if (change == LinkChange::restart) return network_.restart(*association, now_);
  nodes_[first]->abort(*association, now_);
  return {};
}

Instant World::next_deadline() const {
  Instant at = network_.next_deadline();
  for (const auto& node : nodes_) at = std::min(at, node->next_deadline());
  return at;
}

std::optional<NodeEvent> World::next(Instant limit) {
  for (;;) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const std::size_t index = (turn_ + i) % nodes_.size();
      if (const Event* event = nodes_[index]->poll(now_)) {
        turn_ = index;
        return NodeEvent{index, event};
      }
    }
    const Instant at = next_deadline();
    if (at > limit) {
      if (!limit.is_never()) now_ = std::max(now_, limit);
      return std::nullopt;
    }
    if (at.is_never()) return std::nullopt;
    now_ = std::max(now_, at);
    network_.on_time(now_);
    for (auto& node : nodes_) node->on_time(now_);
  }
}

}  // namespace mapsim::node
