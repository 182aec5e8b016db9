// A subscriber table from a file or from a scenario (docs/automatic-endpoints.md).
//
// CSV (RFC 4180): the first row names the columns, in any order; `imsi` and `msisdn` are needed. Lines that
// begin with '#' and empty ones are passed over. A field may stand in double quotes. YAML: a list of maps, or
// a map with such a list as `subscribers`.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "scenarios/engine/yaml_document.h"
#include "scenarios/world/subscriber_row.h"

namespace mapsim::world {

// So many mistakes of a table are told; a last one says that there are more.
inline constexpr std::size_t kMaxTableMistakes = 20;
inline constexpr std::size_t kMaxTableOctets = std::size_t{2} << 30U;

struct LoadedSubscribers {
  std::shared_ptr<const SubscriberTable> table;  // present exactly if there are no errors
  std::vector<Error> errors;                     // each with its mark, unless the file cannot be read
};

LoadedSubscribers read_csv(std::string_view text, const NodeNames& nodes);
LoadedSubscribers read_yaml(std::string_view text, const NodeNames& nodes);
// The list itself, as it may stand in a scenario.
LoadedSubscribers read_list(const scenario::YamlNode& list, const NodeNames& nodes);
// By the extension: .yaml or .yml is YAML, everything else CSV.
LoadedSubscribers load_subscribers(const std::filesystem::path& file, const NodeNames& nodes);

}  // namespace mapsim::world
