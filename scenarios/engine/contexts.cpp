#include "scenarios/engine/contexts.h"

#include <algorithm>
#include <array>

namespace mapsim::scenario {

namespace {

// TS 29.002 17.3.3. shortMsgRelay-v1 names what version 1 does without an application context name.
constexpr std::array<std::string_view, 14> kNames = {
    "shortMsgGateway-v1",  "shortMsgGateway-v2",      "shortMsgGateway-v3",  "shortMsgRelay-v1",
    "shortMsgMO-Relay-v2", "shortMsgMO-Relay-v3",     "shortMsgMT-Relay-v2", "shortMsgMT-Relay-v3",
    "shortMsgAlert-v1",    "shortMsgAlert-v2",        "mwdMngt-v1",          "mwdMngt-v2",
    "mwdMngt-v3",          "shortMsgMT-Relay-VGCS-v3"};
constexpr std::array<map::ApplicationContext, 14> kContexts = {{{20, 1},
                                                                {20, 2},
                                                                {20, 3},
                                                                {21, 1},
                                                                {21, 2},
                                                                {21, 3},
                                                                {25, 2},
                                                                {25, 3},
                                                                {23, 1},
                                                                {23, 2},
                                                                {24, 1},
                                                                {24, 2},
                                                                {24, 3},
                                                                {41, 3}}};

}  // namespace

std::span<const std::string_view> context_names() {
  return kNames;
}

std::optional<map::ApplicationContext> find_context(std::string_view name) {
  const auto at = std::ranges::find(kNames, name);
  if (at == kNames.end()) return std::nullopt;
  return kContexts[static_cast<std::size_t>(at - kNames.begin())];
}

}  // namespace mapsim::scenario
