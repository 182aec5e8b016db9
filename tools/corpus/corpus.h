// The corpus as files: captures in folders by subject, and beside each a manifest of what is known of it.
#pragma once

#include <filesystem>

#include "sigtran/core/result.h"

namespace mapsim::corpus {

struct Written {
  std::size_t captures = 0;
  std::size_t frames = 0;
  std::size_t fields = 0;
  std::size_t malformed = 0;  // frames that are wrong on purpose
};

// Every value that was stated is looked for in what a decoder finds in the frames. Error: one that differs or
// is not there, which is a mistake of the corpus or of a codec; or a file that cannot be written.
Result<Written> write_corpus(const std::filesystem::path& folder);

}  // namespace mapsim::corpus
