// The text of a scenario file: its lines, and what a YAML parser's complaint about it means to its writer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::scenario {

class SourceText {
 public:
  // Line ends CR LF and CR become LF.
  explicit SourceText(std::string_view text);

  const std::string& text() const { return text_; }
  // What cannot be a scenario whatever YAML says: no UTF-8, control characters.
  std::optional<Error> unreadable() const;
  // From yaml-cpp's line and octet in the line, both from 0 (negative: unknown), to ours: characters, from 1.
  Mark place(int line, int octet) const;
  // Whether the quoted scalar that starts at `mark` has its closing quote; true where no quote stands there.
  bool quote_is_closed(Mark mark) const;
  // A syntax error in the words of someone who writes scenarios.
  Error explain(Mark mark, const std::string& complaint) const;

 private:
  std::string_view line(int number) const;  // from 1
  std::size_t offset(Mark mark) const;
  std::optional<Mark> tab_in_indentation(int last_line) const;

  std::string text_;
  std::vector<std::size_t> starts_;  // of each line
};

}  // namespace mapsim::scenario
