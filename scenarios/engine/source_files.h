// The files that a scenario was read from: its own, and those that it includes.
//
// A Mark of an included file counts its lines on from those of the files that were read before it, so one
// number names file and line wherever a Mark goes. Whoever shows a Mark to people asks here first.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "sigtran/core/result.h"

namespace mapsim::scenario {

struct SourcePlace {
  std::filesystem::path file;
  Mark mark;  // in that file
};

class SourceFiles {
 public:
  // Adds a file with so many lines. Its line n is line `returned + n` of the marks; the first file's are its
  // own.
  int add(std::filesystem::path file, int lines);
  // Of a mark that names no place: the first file, and the mark as it is.
  SourcePlace place(Mark mark) const;
  std::size_t size() const { return files_.size(); }

 private:
  struct File {
    std::filesystem::path path;
    int before = 0;  // lines of the files before it
  };
  std::vector<File> files_;
  int lines_ = 0;
};

// "mo.yaml:12:5"; the file's name alone where the mark names no place.
std::string to_text(const SourcePlace& place);

}  // namespace mapsim::scenario
