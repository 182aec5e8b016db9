// Which fields of a dissector show which of ours: the rows of mapping.csv (docs/corpus.md).
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::verify {

// How a value that is known is compared with what is shown.
enum class Compare : std::uint8_t {
  number,
  name,  // of an enumeration: by its code in the row's values, otherwise by the name that is shown
  text,
  digits,  // without a leading '+'
  octets,
  octets_of,  // the octets of the field, where the value is a name for them
  address,    // an address string: its digits stand in a field within
  imsi,       // likewise
  context,    // the object identifier of an application context, by its name
  bits,       // of a BIT STRING: the number of each
  time,       // of TPDUs, in several fields
  present,
  none,  // shown in a form that is not compared
};

struct MappingRow {
  std::string field;      // a pattern of paths without indexes (glob.h)
  int first_version = 1;  // of MAP; messages without version count as all
  int last_version = 3;
  std::vector<std::string> shown;  // names; the first that stands at the field's octets is compared
  Compare compare = Compare::none;
  std::map<std::string, std::int64_t> values;
  std::string subject;
  std::string clause;
};

class Mapping {
 public:
  // A header line, and columns field,versions,shown,compare,values,subject,clause; `#` begins a comment.
  // Error: line and column of what is wrong.
  static Result<Mapping> from_csv(std::string_view text);
  // The one that comes with the program.
  static const Mapping& built_in();

  // The first row for a path (with or without indexes); nullptr where there is none. `version` 0: not known.
  const MappingRow* find(std::string_view path, int version) const;
  const std::vector<MappingRow>& rows() const { return rows_; }
  // In the order of the file.
  std::vector<std::string> subjects() const;

 private:
  std::vector<MappingRow> rows_;
  // By path without indexes, of each version.
  mutable std::array<std::unordered_map<std::string, const MappingRow*>, 4> found_;
};

}  // namespace mapsim::verify
