// The application contexts of the short message services (TS 29.002 17.3). The octets of their names:
// context_name.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sigtran/map/primitives.h"

namespace mapsim::map {

struct ApplicationContextRow {
  ApplicationContext context;
  std::string_view name;  // as users write it; the specification's without "Context": "shortMsgMT-Relay-v3"
  bool on_the_wire;       // false: version 1, never sent as a name in a BEGIN (TS 29.002 15.2.2)
  std::string_view clause;
};

std::span<const ApplicationContextRow> application_contexts();

// Nullptr where there is none.
const ApplicationContextRow* find_application_context(ApplicationContext context);
const ApplicationContextRow* find_application_context(std::string_view name);

// The name, or "20.7" where the context is none of the table.
std::string to_string(ApplicationContext context);

}  // namespace mapsim::map
