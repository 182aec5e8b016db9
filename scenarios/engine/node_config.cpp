#include "scenarios/engine/node_config.h"

#include <algorithm>
#include <set>

namespace mapsim::scenario {

namespace {

std::string digits_of(const Endpoint& endpoint) {
  return endpoint.gt.starts_with('+') ? endpoint.gt.substr(1) : endpoint.gt;
}

// What else a refusal may be is sent by the automatic endpoint itself, which therefore gets the BEGIN.
bool is_refused_by_stack(const Endpoint& endpoint) {
  return !endpoint.automatic || endpoint.automatic->refuses == Refuses::alternative ||
         endpoint.automatic->refuses == Refuses::no_alternative;
}

// Whether messages of the short message service pass between the two without a scenario that says so: an
// automatic endpoint speaks with whoever has another role.
bool may_speak(const Endpoint& a, const Endpoint& b) {
  return (a.automatic || b.automatic) && a.role != b.role;
}

}  // namespace

node::Config node_config(const Program& program, std::size_t index) {
  const Endpoint& endpoint = program.endpoints[index];
  node::Config config;
  config.name = endpoint.name;
  config.sccp.point_code = endpoint.pc;
  config.sccp.network_indicator = endpoint.ni;
  config.sccp.accept_untranslated = true;
  for (const Endpoint& e : program.endpoints) {
    if (e.gt.empty()) continue;
    sccp::TranslationRule rule;
    rule.prefix = digits_of(e);
    rule.destinations = {e.pc};
    config.sccp.translations.push_back(std::move(rule));
  }
  config.tcap.ids.octets = endpoint.tid_octets;
  if (is_refused_by_stack(endpoint)) config.map.supported = endpoint.contexts;
  if (endpoint.automatic && endpoint.automatic->refuses == Refuses::no_alternative)
    config.map.offer_alternative = false;
  return config;
}

std::vector<Pair> pairs_of(const Program& program) {
  std::set<Pair> pairs;
  for (const Step& step : program.steps) {
    if (const auto* m = std::get_if<MessageStep>(&step.what)) pairs.insert(std::minmax(m->from, m->to));
  }
  for (std::uint16_t i = 0; i < program.endpoints.size(); ++i) {
    for (std::uint16_t j = i + 1; j < program.endpoints.size(); ++j) {
      if (may_speak(program.endpoints[i], program.endpoints[j])) pairs.insert({i, j});
    }
  }
  return {pairs.begin(), pairs.end()};
}

}  // namespace mapsim::scenario
