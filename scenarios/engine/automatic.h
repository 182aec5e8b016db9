// What a scenario says of an endpoint that behaves by itself (behaviour: auto). How it behaves:
// scenarios/world.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/engine/yaml_document.h"
#include "sigtran/core/time.h"

namespace mapsim::scenario {

// How it refuses an application context of a version that it does not speak.
enum class Refuses : std::uint8_t {
  alternative,                 // AARE that names the version to use
  no_alternative,              // AARE that names what was asked for
  no_common_dialogue_portion,  // AARE of the dialogue service provider
  p_abort,                     // P-Abort incorrectTransactionPortion
  silence,                     // not at all
};

struct Automatic {
  Mark mark;
  // One of both: a file, relative to the scenario's; or the list itself.
  std::optional<std::string> subscribers_file = {};
  std::optional<YamlNode> subscribers_list = {};
  Mark subscribers_mark;
  std::string answers = {};
  Mark answers_mark;
  Duration delay_least{};
  Duration delay_most{};
  std::optional<std::vector<Duration>> retry = {};
  std::optional<Duration> validity = {};
  Refuses refuses = Refuses::alternative;
  std::vector<std::uint8_t> versions = {};  // the highest first; empty: all
  std::string hlr = {};                     // an endpoint's name, or empty
  std::string smsc = {};                    // likewise: to which an MSC sends
  struct Sending {
    std::string from;
    std::string to;
    std::string text;
    Duration after{};
    Duration every{};
    std::uint32_t count = 1;
    Mark mark;
  };
  std::vector<Sending> sends = {};
};

}  // namespace mapsim::scenario
