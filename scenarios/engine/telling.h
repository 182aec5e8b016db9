// Members that say what a message is about, wherever they stand in an argument or parameter.
#pragma once

#include <array>
#include <boost/container/small_vector.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "sigtran/core/value.h"

namespace mapsim::scenario {

struct TellingName {
  std::string_view name;
  std::string_view shown;  // before the value; empty: the value alone
};

// Nullptr: the name tells nothing.
const TellingName* find_telling(std::string_view name);

// What was found, to be shown in the order of the table, as a line may be cut at its end.
class TellingText {
 public:
  // A member of a decoded structure, if it tells something or has members that do.
  void add_member(std::string_view name, const Value& value);
  void add(const Value& value);
  // `telling` with a value that stands as text already; with what `telling` shows before it.
  void add_text(const TellingName& telling, std::string_view text);
  // Appends to `out`, two spaces before each part that is not the first of the line.
  void append_to(std::string& out) const;

 private:
  struct Part {
    std::size_t rank = 0;
    std::size_t start = 0;
    std::size_t size = 0;
  };
  void end_part(const TellingName& telling, std::size_t start);

  std::string text_;
  boost::container::small_vector<Part, 8> parts_;  // in the order in which they shall be shown
};

// Two spaces between the parts of a line; parts without text are left out.
void append_part(std::string& out, std::string_view part);

}  // namespace mapsim::scenario
