#include "scenarios/world/behaviour.h"

#include "scenarios/world/hlr.h"
#include "scenarios/world/service_centre.h"
#include "scenarios/world/serving_node.h"

namespace mapsim::world {

std::uint64_t Books::refused_in_all() const {
  std::uint64_t sum = 0;
  for (const auto& [cause, count] : refused) sum += count;
  return sum;
}

std::unique_ptr<Behaviour> make_behaviour(Setting setting) {
  switch (setting.role) {
    case scenario::Role::hlr:
      return std::make_unique<Hlr>(std::move(setting));
    case scenario::Role::smsc:
      return std::make_unique<ServiceCentre>(std::move(setting));
    case scenario::Role::msc:
    case scenario::Role::vlr:
    case scenario::Role::sgsn:
      break;
  }
  return std::make_unique<ServingNode>(std::move(setting));
}

}  // namespace mapsim::world
