#include "scenarios/engine/lab/plan_cast.h"

#include <algorithm>

#include "scenarios/engine/lab/wrong.h"
#include "sigtran/core/nearest.h"

namespace mapsim::scenario::lab {

namespace {

Error no_endpoint(const Program& program, const std::string& name, const std::string& where) {
  std::vector<std::string_view> names;
  std::string all;
  for (const Endpoint& e : program.endpoints) {
    names.push_back(e.name);
    all += (all.empty() ? "" : ", ") + e.name;
  }
  std::string text =
      where + ": the scenario " + program.name + " has no endpoint '" + name + "'; it has " + all;
  if (const auto near = nearest(name, names)) text += "; did you mean '" + std::string(*near) + "'?";
  return wrong(std::move(text));
}

}  // namespace

std::optional<std::size_t> find_endpoint(const Program& program, const std::string& name) {
  const auto at = std::ranges::find(program.endpoints, name, &Endpoint::name);
  if (at == program.endpoints.end()) return std::nullopt;
  return static_cast<std::size_t>(at - program.endpoints.begin());
}

Result<Cast> decide_cast(const Program& program, const Site& site, const Words& words) {
  const std::vector<std::string>& as = !words.as.empty() ? words.as : site.here;
  std::vector<bool> here(program.endpoints.size(), as.empty());
  for (const std::string& name : as) {
    const auto index = find_endpoint(program, name);
    if (!index)
      return fail(no_endpoint(program, name, !words.as.empty() ? "--as" : "'here' of the node file"));
    here[*index] = true;
  }
  for (const LabWord& word : words.labs) {
    const auto index = find_endpoint(program, word.name);
    if (!index) return fail(no_endpoint(program, word.name, "--lab"));
    if (!as.empty() && here[*index]) {
      return fail(wrong("'" + word.name + "' is a real system (--lab) and played here (" +
                        (!words.as.empty() ? "--as" : "'here' of the node file") +
                        "); it can be only one of the two"));
    }
    here[*index] = false;
  }
  Cast cast(here);
  if (cast.nodes() == 0)
    return fail(wrong("every endpoint of " + program.name + " is a real system; none is played here"));
  return cast;
}

}  // namespace mapsim::scenario::lab
