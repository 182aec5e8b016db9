#include "scenarios/engine/contexts.h"

#include "sigtran/map/application_contexts.h"

namespace mapsim::scenario {

std::span<const std::string_view> context_names() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const map::ApplicationContextRow& row : map::application_contexts()) names.push_back(row.name);
    return names;
  }();
  return kNames;
}

std::optional<map::ApplicationContext> find_context(std::string_view name) {
  const auto* row = map::find_application_context(name);
  if (row == nullptr) return std::nullopt;
  return row->context;
}

}  // namespace mapsim::scenario
