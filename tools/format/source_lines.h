// What of a YAML file its tree does not say: comments, empty lines, anchors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::cli::format {

struct Comment {
  int line = 0;  // from 1
  int column = 0;
  std::string text;    // from '#' on
  bool alone = false;  // nothing else stands in its line
};

struct SourceLines {
  std::vector<Comment> comments;  // in their order
  std::vector<bool> empty;        // by line, from 0
  std::vector<Mark> anchors;      // of '&' and '*', which the tree has written out

  bool is_empty(int line) const {
    return line >= 1 && static_cast<std::size_t>(line) <= empty.size() &&
           empty[static_cast<std::size_t>(line) - 1];
  }
};

// `text` is YAML that was parsed already.
SourceLines read_lines(std::string_view text);

}  // namespace mapsim::cli::format
