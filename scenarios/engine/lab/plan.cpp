#include "scenarios/engine/lab/plan.h"

#include <algorithm>

#include "scenarios/engine/lab/plan_cast.h"
#include "scenarios/engine/lab/plan_routes.h"
#include "scenarios/engine/lab/wrong.h"
#include "scenarios/engine/node_config.h"

namespace mapsim::scenario::lab {

namespace {

class Planner {
 public:
  Planner(const Program& program, const Site& site, const Words& words, TransportKind transport)
      : program_(program), site_(site), words_(words), rows_(program, site, plan_) {
    plan_.transport = transport;
  }

  Result<Plan> make() {
    if (auto done = check_steps(); !done) return fail(done.error());
    auto cast = decide_cast(program_, site_, words_);
    if (!cast) return fail(cast.error());
    plan_.cast = std::move(*cast);
    if (auto done = check_names(); !done) return fail(done.error());
    for (std::size_t node = 0; node < plan_.cast.nodes(); ++node) begin_node(node);
    for (const Link& link : site_.links) {
      if (auto done = add_stated(link); !done) return fail(done.error());
    }
    add_gateway_of_words();
    for (const auto& [first, second] : pairs_of(program_)) {
      if (auto done = connect_pair(first, second); !done) return fail(done.error());
    }
    for (PlannedNode& node : plan_.nodes) {
      plan_routes(program_, rows_.reaches(), node);
      if (auto sound = m3ua::check(node.config.m3ua); !sound)
        return fail(wrong("endpoint " + node.config.name + ": " + sound.error().message()));
    }
    return std::move(plan_);
  }

 private:
  Result<void> check_steps() const {
    for (const Step& step : program_.steps) {
      const auto* message = std::get_if<MessageStep>(&step.what);
      const bool links = std::holds_alternative<LinkStep>(step.what);
      if (!links && (message == nullptr || !message->is_held_back())) continue;
      return fail(Error{.layer = "",
                        .text = to_text(program_.sources.place(step.mark)) +
                                (links ? ": a link of a network cannot be cut, restarted or aborted from here"
                                       : ": a message cannot be held back on its way over a network") +
                                "; this needs --transport sim"});
    }
    return {};
  }
  const Gateway* find_gateway(const std::string& name) const {
    const auto at = std::ranges::find(site_.gateways, name, &Gateway::name);
    return at != site_.gateways.end() ? &*at : nullptr;
  }
  const LabWord* find_word(std::size_t endpoint) const {
    const auto at = std::ranges::find(words_.labs, program_.endpoints[endpoint].name, &LabWord::name);
    return at != words_.labs.end() ? &*at : nullptr;
  }

  Result<void> check_names() const {
    for (const Link& link : site_.links) {
      if (find_gateway(link.to) != nullptr && find_endpoint(program_, link.to)) {
        return fail(wrong("'" + link.to + "' is an endpoint and a gateway", link.mark));
      }
    }
    return {};
  }

  void begin_node(std::size_t node) {
    PlannedNode planned;
    planned.endpoint = plan_.cast.endpoint_of(node);
    const Endpoint& endpoint = program_.endpoints[planned.endpoint];
    planned.config = node_config(program_, planned.endpoint);
    planned.config.local = {hosts_of(program_, planned.endpoint), endpoint.port};
    planned.config.m3ua.timers = site_.m3ua;
    planned.config.m3ua.registration = site_.registration;
    planned.config.m3ua.strict_streams = site_.strict_streams;
    planned.config.tcap.max_open = site_.max_dialogues;
    planned.config.map.max_dialogues = site_.max_dialogues;
    auto& rules = planned.config.sccp.translations;
    rules.insert(rules.begin(), site_.translations.begin(), site_.translations.end());
    plan_.nodes.push_back(std::move(planned));
  }

  // A link of the node file; those of endpoints that are not here, or not in this scenario, belong to others.
  Result<void> add_stated(const Link& link) {
    const auto index = find_endpoint(program_, link.endpoint);
    if (!index || !plan_.cast.here(*index)) return {};
    const Gateway* gateway = find_gateway(link.to);
    const auto to = find_endpoint(program_, link.to);
    if (gateway == nullptr && !to) {
      if (site_knows(link.to)) return {};
      return fail(
          wrong("link to '" + link.to + "': neither an endpoint nor a gateway of that name", link.mark));
    }
    Link whole = link;
    if (whole.remote.hosts.empty()) {
      const std::uint16_t stated = whole.remote.port;
      whole.remote = gateway != nullptr
                         ? gateway->address
                         : link::EndpointAddress{hosts_of(program_, *to), program_.endpoints[*to].port};
      if (stated != link::kM3uaPort) whole.remote.port = stated;
    }
    rows_.add(*index, whole, to);
    return {};
  }

  bool site_knows(const std::string& name) const {
    return std::ranges::find(site_.endpoints, name, &YamlMember::name) != site_.endpoints.end();
  }

  void add_gateway_of_words() {
    if (!words_.gateway) return;
    for (const PlannedNode& node : plan_.nodes) {
      Link link;
      link.endpoint = program_.endpoints[node.endpoint].name;
      link.to = "gateway";
      link.remote = *words_.gateway;
      rows_.add(node.endpoint, link, std::nullopt);
    }
  }

  // Steps send between the two. A link that the node file states, or a gateway, is the way; otherwise the
  // endpoint that comes first in the file connects, or what --lab says.
  Result<void> connect_pair(std::size_t first, std::size_t second) {
    const bool first_here = plan_.cast.here(first);
    const bool second_here = plan_.cast.here(second);
    if (!first_here && !second_here) return {};
    bool first_served = !first_here || has_way(first, second);
    bool second_served = !second_here || has_way(second, first);
    if (first_served && second_served) return {};
    if (first_here && second_here && first_served != second_served) {
      return fail(wrong("'" + program_.endpoints[first_served ? second : first].name + "' has no link to '" +
                        program_.endpoints[first_served ? first : second].name +
                        "', although that one has a link to it; state both or none"));
    }
    if (first_here) add_default(first, second, true);
    if (second_here) add_default(second, first, false);
    return {};
  }

  bool has_way(std::size_t own, std::size_t other) const {
    const PlannedNode& node = plan_.nodes[plan_.cast.node_of(own)];
    const mtp::PointCode pc = program_.endpoints[other].pc;
    for (std::size_t row = 0; row < node.links.size(); ++row) {
      if (node.links[row].remote == program_.endpoints[other].name) return true;
      const auto gateway = rows_.reaches().find({own, row});
      if (gateway == rows_.reaches().end()) continue;
      const auto& reaches = gateway->second;
      if (reaches.empty() || std::ranges::find(reaches, pc) != reaches.end()) return true;
    }
    return false;
  }

  void add_default(std::size_t own, std::size_t other, bool connects) {
    Link link;
    link.endpoint = program_.endpoints[own].name;
    link.to = program_.endpoints[other].name;
    link.connects = connects;
    link.remote = {hosts_of(program_, other), program_.endpoints[other].port};
    if (const LabWord* word = find_word(other)) {
      link.connects = !word->listen;
      if (word->listen) {
        link.local = word->address;
      } else {
        link.remote = word->address;
      }
    }
    rows_.add(own, link, other);
  }

  const Program& program_;
  const Site& site_;
  const Words& words_;
  Plan plan_;
  RowPlanner rows_;
};

}  // namespace

Result<Plan> make_plan(const Program& program, const Site& site, const Words& words,
                       TransportKind transport) {
  return Planner(program, site, words, transport).make();
}

}  // namespace mapsim::scenario::lab
