#include "scenarios/engine/node_config.h"

#include <algorithm>
#include <set>

namespace mapsim::scenario {

namespace {

std::string digits_of(const Endpoint& endpoint) {
  return endpoint.gt.starts_with('+') ? endpoint.gt.substr(1) : endpoint.gt;
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
  config.map.supported = endpoint.contexts;
  return config;
}

std::vector<Pair> pairs_of(const Program& program) {
  std::set<Pair> pairs;
  for (const Step& step : program.steps) {
    if (const auto* m = std::get_if<MessageStep>(&step.what)) pairs.insert(std::minmax(m->from, m->to));
  }
  return {pairs.begin(), pairs.end()};
}

}  // namespace mapsim::scenario
