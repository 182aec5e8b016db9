#include "sigtran/map/application_contexts.h"

#include <algorithm>
#include <array>
#include <string>

namespace mapsim::map {

namespace {

constexpr std::array<ApplicationContextRow, 14> kContexts = {{
    {{20, 3}, "shortMsgGateway-v3", true, "TS 29.002 17.3.2.21"},
    {{20, 2}, "shortMsgGateway-v2", true, "TS 29.002 17.3.2.21"},
    {{20, 1}, "shortMsgGateway-v1", false, "TS 29.002 17.3.2.21"},
    {{21, 3}, "shortMsgMO-Relay-v3", true, "TS 29.002 17.3.2.22"},
    {{21, 2}, "shortMsgMO-Relay-v2", true, "TS 29.002 17.3.2.22"},
    {{21, 1}, "shortMsgRelay-v1", false, "TS 29.002 17.3.2.22"},
    {{23, 2}, "shortMsgAlert-v2", true, "TS 29.002 17.3.2.24"},
    {{23, 1}, "shortMsgAlert-v1", false, "TS 29.002 17.3.2.24"},
    {{24, 3}, "mwdMngt-v3", true, "TS 29.002 17.3.2.25"},
    {{24, 2}, "mwdMngt-v2", true, "TS 29.002 17.3.2.25"},
    {{24, 1}, "mwdMngt-v1", false, "TS 29.002 17.3.2.25"},
    {{25, 3}, "shortMsgMT-Relay-v3", true, "TS 29.002 17.3.2.26"},
    {{25, 2}, "shortMsgMT-Relay-v2", true, "TS 29.002 17.3.2.26"},
    {{41, 3}, "shortMsgMT-Relay-VGCS-v3", true, "TS 29.002 17.3.3"},
}};

}  // namespace

std::span<const ApplicationContextRow> application_contexts() {
  return kContexts;
}

const ApplicationContextRow* find_application_context(ApplicationContext context) {
  const auto* row = std::ranges::find(kContexts, context, &ApplicationContextRow::context);
  return row != kContexts.end() ? row : nullptr;
}

const ApplicationContextRow* find_application_context(std::string_view name) {
  const auto* row = std::ranges::find(kContexts, name, &ApplicationContextRow::name);
  return row != kContexts.end() ? row : nullptr;
}

std::string to_string(ApplicationContext context) {
  if (const auto* row = find_application_context(context)) return std::string(row->name);
  return std::to_string(context.code) + '.' + std::to_string(context.version);
}

}  // namespace mapsim::map
