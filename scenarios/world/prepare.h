// From what a scenario says of its automatic endpoints to what they need: tables read, names found, numbers
// checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/cast.h"
#include "scenarios/world/automata.h"

namespace mapsim::world {

struct Prepared {
  std::vector<std::optional<Setting>> settings;  // by endpoint; absent: it is none, or not played here
  // All that is wrong, "file:line:column: …", the files of subscribers included; then nothing may be played.
  std::vector<std::string> mistakes;
  bool has_automatic() const;
};

// `cast`: who is played here; the tables of others are not looked at. Nullptr: everybody.
// `seed`: of what is drawn by chance. `epoch`: seconds since 1970 at the start of the run; absent: that of
// simulated runs.
Prepared prepare(const scenario::Program& program, std::uint64_t seed, std::optional<std::int64_t> epoch = {},
                 const scenario::Cast* cast = nullptr);

// The behaviours of those endpoints that are played here, by node.
std::vector<std::unique_ptr<Behaviour>> behaviours_of(const Prepared& prepared, const scenario::Cast& cast);

// The tables of the same files as they are now, by node of the cast; null where an endpoint has none.
// Mistakes: nothing shall be replaced.
struct Reloaded {
  std::vector<std::shared_ptr<const SubscriberTable>> tables;
  std::vector<std::string> mistakes;
};
Reloaded reload(const scenario::Program& program, const scenario::Cast& cast);

}  // namespace mapsim::world
