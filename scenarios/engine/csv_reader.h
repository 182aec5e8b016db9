// Comma-separated values as RFC 4180 has them, row by row and without a copy of what can be looked at.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::scenario {

struct CsvField {
  std::string_view text;  // without its quotes; valid until the next row
  Mark mark;              // of its first character, its quotes if it has some; columns count characters
};

struct CsvFault {
  enum class Kind : std::uint8_t {
    quotes_not_closed,   // at the quotes that open
    text_behind_quotes,  // where a comma or the end of the line should be; it is passed over
    quotes_inside,       // of a field that has none around it
  };
  Kind kind = Kind::quotes_not_closed;
  Mark mark;
  Mark field;  // of the field that it is in
};

class CsvReader {
 public:
  // Lines end with LF or CR LF; a byte order mark is passed over. The text outlives the reader.
  explicit CsvReader(std::string_view text);

  // The next row that is not an empty line; false: there is none.
  bool next(std::vector<CsvField>& row);
  // What was wrong since the last call.
  std::vector<CsvFault> take_faults() { return std::exchange(faults_, {}); }
  // Of what comes next.
  Mark mark() const { return mark_; }

 private:
  bool at_line_end() const;
  void take();
  CsvField read_field();
  CsvField read_quoted();
  void fault(CsvFault::Kind kind, Mark mark, Mark field) { faults_.push_back({kind, mark, field}); }

  std::string_view text_;
  std::size_t at_ = 0;
  Mark mark_{1, 1};
  std::deque<std::string>
      unfolded_;  // fields of this row with doubled quotes in them; they stay in their places
  std::vector<CsvFault> faults_;
};

}  // namespace mapsim::scenario
